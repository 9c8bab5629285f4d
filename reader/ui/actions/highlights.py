"""Highlights and notes: made, opened, listed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.article import Highlight
    from reader.session.highlights import Lit
    from reader.ui.highlights_sheet import HighlightsSheet
    from reader.ui.library_screen import LibraryScreen

NONE = "No highlight is on the screen: H makes one."
KEYS = "e note  E in $EDITOR  x erase  y copy  n N others  Esc leaves"
NO_NOTE = "No note yet."
UNSURE = "The text was edited here; this is what is most like the words you marked:"
PAINTED = 0.1  # seconds in which the list is on the screen
ERASED = "The highlight is erased.  U brings it back"


def highlight(screen: LibraryScreen, _times: int) -> None:
    """Choose words of the page."""
    from reader.ui import choosing  # only when somebody asks

    choosing.begin(screen)


async def open_highlight(screen: LibraryScreen, _times: int) -> None:
    """The first highlight on the screen, with its note."""
    on_screen = screen.highlighting.on_screen()
    if on_screen:
        show(screen, on_screen[0])
    else:
        screen.notice = NONE


async def show_clicked(screen: LibraryScreen, block: int, offset: int) -> None:
    """The highlight that was clicked; where the list had the focus, into the article first."""
    there = screen.highlighting.at(block, offset)
    if there is None or screen.taking is not None or screen.highlighting.noting.open:
        return
    if not screen.panes.on_page:
        from reader.ui.actions.reading import open_selected

        await open_selected(screen)
    show(screen, there)
    screen.say_bars()


def show_one(screen: LibraryScreen, id: str) -> None:  # noqa: A002
    """A highlight of the page by its id."""
    there = screen.highlighting.of(id)
    if there is not None:
        show(screen, there)


def show(screen: LibraryScreen, one: Lit) -> None:
    """A highlight with its note, and what can be done with it."""
    from reader.markdown.lines import Line, Role, Span
    from reader.markdown.plain import wrap_plain

    lights, pane = screen.highlighting, screen.panes.page
    pane.bring_into_view(*one.start)
    lights.show_current(one.highlight.id)
    columns, highlight_ = pane.columns, one.highlight
    card: list[Line] = []
    if not one.sure:
        card += [Line((Span(row, Role.PROBLEM),)) for row in wrap_plain(UNSURE, columns)]
        meant = " ".join(highlight_.quote.exact[: 4 * columns].split())
        card += [Line((Span(row, Role.DIM),)) for row in wrap_plain(meant, columns)[:3]]
    for line in highlight_.note.split("\n") if highlight_.note else ():
        card += [Line((Span(row),)) for row in wrap_plain(line, columns) or [""]]
    if not highlight_.note:
        card.append(Line((Span(NO_NOTE, Role.DIM),)))
    pane.lay_card(tuple(card))
    page = pane.page

    async def take(key: str) -> None:
        pane.lay_card(())
        lights.show_current("")
        if pane.page is page:
            await _act(screen, one, key)

    screen.notice = KEYS
    screen.taking = take


async def _act(screen: LibraryScreen, one: Lit, key: str) -> None:
    lights, highlight_ = screen.highlighting, one.highlight
    match key:
        case "e" | "enter":
            await screen.highlighting.noting.begin(highlight_)
        case "E":
            await screen.highlighting.noting.edit(highlight_)
        case "x" | "d":
            lights.erase(highlight_)
            screen.notice = ERASED
        case "y":
            from reader.ui.actions.reading import copy_selected

            await copy_selected(screen, highlight_.quote.exact)
        case "n" | "N" | "j" | "k" | "down" | "up":
            _show_another(screen, one, 1 if key in ("n", "j", "down") else -1)
        case _:
            pass


def _show_another(screen: LibraryScreen, one: Lit, step: int) -> None:
    every = screen.highlighting.lit
    ids = [each.highlight.id for each in every]
    if one.highlight.id in ids:
        show(screen, every[(ids.index(one.highlight.id) + step) % len(every)])


async def list_all(screen: LibraryScreen, _times: int) -> None:
    """The highlights of the article, or from the list those of the library."""
    from reader.session import gathered
    from reader.ui.highlights_sheet import HighlightsSheet

    lights, memory = screen.highlighting, screen.desk.memory
    every = await asyncio.to_thread(memory.highlights)
    titles = await asyncio.to_thread(memory.titles)
    found, lost = [each.highlight for each in lights.lit], lights.lost

    gone = set(lights.gone)

    def gather(of_library: bool) -> list[gathered.Entry]:
        if of_library:
            return gathered.of_library(every, titles, gone | lights.gone)
        return gathered.of_article(found, lost)

    def go(chosen: Highlight | None) -> None:
        if chosen is not None:
            screen.run_worker(_go(screen, chosen), group="highlights")

    library = not screen.single and (not screen.panes.on_page or lights.page is None)
    sheet = HighlightsSheet(
        screen.reader_app.painter,
        gather,
        lights.erase,
        lights.bring_back,
        library=library,
        single=screen.single,
    )
    screen.app.push_screen(sheet, go)
    if every and not screen.single:
        screen.run_worker(_look(screen, sheet, every, gone), group="lost", exclusive=True)


async def _look(
    screen: LibraryScreen, sheet: HighlightsSheet, every: list[Highlight], gone: set[str]
) -> None:
    """While the list is read, what is lost of it is looked for in the files."""
    from reader.session.lost import lost
    from reader.ui.overlay import is_left

    await asyncio.sleep(PAINTED)
    asked = lost(screen.desk.library.root, every, lambda: is_left(sheet))
    while not is_left(sheet):
        found = await asyncio.to_thread(next, asked, None)
        if found is None:
            break
        new = found - gone
        gone |= found
        if new:
            sheet.list_anew()


async def _go(screen: LibraryScreen, chosen: Highlight) -> None:
    lights = screen.highlighting
    if lights.page is None or lights.page.article.path != chosen.path:
        await screen.following.go_to_article(chosen.path)
    elif not screen.panes.on_page:
        screen.panes.focus_page()
        screen.opened.begin_reading(chosen.path)
    lights.go_when_found(chosen.id)
    screen.say_bars()
