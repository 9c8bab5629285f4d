"""Read, unread, stars, archive and what is selected for them, and the way to what is not read yet."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.session.browse import WINDOW
from reader.session.deeds import Change, Kind

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


async def toggle_read(screen: LibraryScreen, _times: int) -> None:
    """It is read, or unread again."""
    await screen.doing.toggle(Kind.READ)


async def toggle_star(screen: LibraryScreen, _times: int) -> None:
    """It gets a star, or loses it."""
    await screen.doing.toggle(Kind.STARRED)


async def archive(screen: LibraryScreen, _times: int) -> None:
    """It is put away, or taken back; in the list the next one is selected."""
    many = await screen.doing.of_many()
    row = screen.panes.list.row
    if not await screen.doing.toggle(Kind.ARCHIVED) or screen.panes.on_page:
        return
    if many:
        screen.doing.let_go_of_archived()
    elif row is not None:
        _step_on(screen, archived=not row.archived)
        await screen.preview_now()


def _step_on(screen: LibraryScreen, *, archived: bool) -> None:
    """To the next row, since this one leaves the list; at the end to the nearest that stays."""
    pane, shelf = screen.panes.list, screen.desk.shelf
    if pane.select(pane.selected + 1):
        return
    for index in range(pane.selected - 1, max(-1, pane.selected - WINDOW), -1):
        row = shelf.row(index)
        if row is not None and row.archived != archived:
            pane.select(index)
            return


async def tags(screen: LibraryScreen, _times: int) -> None:
    """One's own tags are given or taken."""
    from reader.session.tags import authors
    from reader.ui.tag_panel import TagPanel  # Textual's Input costs 10 ms

    doing, desk = screen.doing, screen.desk
    given = await doing.tags()
    if given is None:
        return
    one = None if await doing.of_many() else doing.current()
    title = "Your tags" if one else f"Your tags, of {len(doing.picked):,} articles"
    own = await asyncio.to_thread(desk.own_tags)
    panel = TagPanel(screen.reader_app.painter, title, own, given)

    def answered(chosen: list[str] | None) -> None:
        if chosen:
            changes = [Change(Kind.TAGGED, tag not in given, tag) for tag in chosen]
            screen.run_worker(doing.change(changes), group="deeds-of-few")

    async def look_up() -> None:
        """The tags of a large library take their time."""
        panel.know(await asyncio.to_thread(authors, desk.library, one.path if one else None))

    screen.app.push_screen(panel, answered)
    screen.run_worker(look_up(), group="tags", exclusive=True)


def undo(screen: LibraryScreen, _times: int) -> None:
    """What was done last is undone."""
    if not screen.highlighting.take_back():
        screen.doing.take_back()


def pick(screen: LibraryScreen, times: int) -> None:
    """The selected article is among those that keys go for."""
    screen.doing.pick(times)


async def pick_range(screen: LibraryScreen, _times: int) -> None:
    """A range of articles is."""
    await screen.doing.pick_range()


def all_read(screen: LibraryScreen, _times: int) -> None:
    """All that is listed becomes read, if one says so."""
    count = screen.desk.shelf.count
    if not count:
        return

    async def answered(key: str) -> None:
        if key == "y":
            await screen.doing.mark_listing_read()
        else:
            screen.notice = "Nothing was marked."

    screen.taking = answered
    screen.notice = f"Mark {count:,} article{'' if count == 1 else 's'} as read? y"


async def next_fresh(screen: LibraryScreen, _times: int) -> None:
    """The next article that is new or unread."""
    await _select_fresh(screen, 1)


async def previous_fresh(screen: LibraryScreen, _times: int) -> None:
    """The previous article that is new or unread."""
    await _select_fresh(screen, -1)


async def _select_fresh(screen: LibraryScreen, step: int) -> None:
    pane = screen.panes.list
    selected = pane.selected
    index = selected + step
    while (row := screen.desk.shelf.row(index)) is not None:
        if row.new or not (row.read or row.progress):
            pane.select(index)
            await screen.preview_now()
            return
        index += step
        if index % WINDOW == 0:
            await asyncio.sleep(0)  # a long library of read articles must not hold up a key
            if pane.selected != selected:
                return
    screen.notice = "No unread article that way."
