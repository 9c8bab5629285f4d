"""What the lines above and below the panes say, as things are now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.characters import one_line
from reader.markdown.lines import Span
from reader.session import phrases
from reader.ui.bars import BETWEEN, Bar, counts, titled
from reader.ui.looks import Look

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


def say_head(screen: LibraryScreen, head: Bar, progress: str) -> None:
    """The library and its numbers, or the title of an article that has scrolled away.

    `progress` is that of the indexer.
    """
    linear = screen.reader_app.linear
    head.display = not screen.searching.open and not linear
    if linear:
        return
    panes, desk = screen.panes, screen.desk
    if screen.single:
        head.set((Span(one_line(screen.opened.path or desk.single), Look.BAR),))
        return
    page = panes.page.page
    title_is_gone = panes.page.title_is_gone or panes.contents_cover
    if page is not None and not panes.list.display and title_is_gone:
        head.set((Span(page.article.title, Look.BAR),))
        return
    listing, summary = desk.shelf.listing, desk.counts.latest
    if screen.searching.typed:
        text = f"{screen.searching.typed}   {desk.shelf.count:,} of {summary.articles:,}"
    else:
        text = counts(summary)
    if screen.has("doing") and screen.doing.picked:
        text = f"{len(screen.doing.picked):,} selected · {text}"
    if progress:
        text = f"{text} · {progress}"
    order = phrases.order(listing.order) if listing else ""
    if panes.on_page and listing:
        row = panes.list.row
        listed = row is not None and row.path == screen.opened.path
        order = f"{panes.list.selected + 1:,} of {listing.count:,}" if listed else ""
    head.set(titled(desk.library.name, text), order)


async def count_articles(screen: LibraryScreen) -> None:
    """Count what the head tells, in a thread, and say it."""
    await asyncio.to_thread(screen.desk.counts.count)
    screen.say_bars()


def say_foot(screen: LibraryScreen, foot: Bar, count: str) -> None:
    """What there is to say, else the keys worth knowing; and how far one is in the article.

    `count` are the digits typed before a key.
    """
    said = screen.notice or count or (screen.live.standing if screen.has("live") else "")
    panes, articles = screen.panes, screen.desk.shelf.count
    if screen.searching.open:
        left = phrases.search_hints(articles, said)
    else:
        left = (
            said
            or (screen.finding.hint if panes.on_page and screen.has("finding") else "")
            or phrases.hints(
                on_page=panes.on_page,
                on_contents=panes.on_contents,
                single=screen.single,
                empty=not screen.single and not articles,
                clears=bool(screen.searching.typed)
                or (screen.has("doing") and bool(screen.doing.picked)),
                columns=screen.size.width,
            )
        )
    right, section, pane = "", None, panes.page
    if screen.reader_app.linear and not screen.searching.open:
        from reader.ui.linear import standing  # few sessions need it

        told = said.replace(BETWEEN, "  ") or standing(screen)  # a dot would be spoken
        foot.set((Span(told, Look.BAR),), margin=0)
        return
    if pane.page is not None and pane.display:
        right = phrases.remaining(pane.page.article.minutes, pane.progress)
        section = pane.section_read if panes.on_page else None
    spans = (Span(left, Look.NOTICE if said else Look.BAR),)
    foot.set(spans, right, before=section.text if section else "")
