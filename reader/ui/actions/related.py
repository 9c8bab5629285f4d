"""Articles like the one that is read, or selected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.errors import ArticleGone, CatalogUnusable, SearchInterrupted

if TYPE_CHECKING:
    from reader.session.related import Related
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.related_sheet import RelatedSheet


def list_related(screen: LibraryScreen, _times: int) -> None:
    """The list opens at once, and fills when they are found."""
    path = screen.opened.path if screen.panes.on_page else ""
    row = screen.panes.list.row
    path = path or (row.path if row else "")
    if not path:
        return
    from reader.ui.related_sheet import RelatedSheet

    page = screen.panes.page.page
    shown = page.article.title if page is not None and page.article.path == path else ""
    title = shown or (row.title if row and row.path == path else path)
    sheet = RelatedSheet(screen.reader_app.painter, title)

    def go(chosen: Related | None) -> None:
        if chosen is not None:
            screen.run_worker(_go(screen, chosen.row.path), group="related")

    screen.app.push_screen(sheet, go)
    screen.run_worker(_look(screen, sheet, path), group="related", exclusive=True)


async def _look(screen: LibraryScreen, sheet: RelatedSheet, path: str) -> None:
    try:
        found = await asyncio.to_thread(screen.desk.related, path)
    except (ArticleGone, CatalogUnusable, SearchInterrupted) as error:
        if sheet.is_attached:
            sheet.fill([], str(error))
        return
    if sheet.is_attached:
        sheet.fill(found)


async def _go(screen: LibraryScreen, path: str) -> None:
    await screen.following.go_to_article(path)
    screen.say_bars()
