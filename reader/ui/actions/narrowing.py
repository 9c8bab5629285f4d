"""Views and facets: what is listed, chosen by name and by what articles have in common."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual._context import NoActiveAppError

from reader.allowed import NO_SETTINGS
from reader.ui.actions.levels import to_list

if TYPE_CHECKING:
    from reader.query.views import View
    from reader.session.facets import Told
    from reader.session.view_counts import Counted
    from reader.session.views import Edit
    from reader.ui.library_screen import LibraryScreen


def list_views(screen: LibraryScreen, _times: int) -> None:
    """The views, of which one is shown; one's own are saved there."""
    from reader.session.view_counts import ViewCounts
    from reader.ui.views_panel import ViewCounted, ViewsPanel  # Textual's Input costs 10 ms

    desk, allowed = screen.desk, screen.reader_app.allowed

    def tell(counted: Counted) -> None:
        """From the thread that counts; after the end nobody listens."""
        with contextlib.suppress(NoActiveAppError):
            panel.post_message(ViewCounted(counted))

    async def change(edit: Edit) -> Mapping[str, str]:
        from reader.session import views

        changing = asyncio.to_thread(views.change, edit, allowed=allowed)
        desk.views = await asyncio.shield(changing)
        return desk.views

    def show(view: View | None) -> None:
        screen.beside = None
        counting.close()
        if view is not None:
            to_list(screen)
            screen.searching.show(view.query)

    counting = ViewCounts(desk.library, tell)
    in_force = screen.searching.in_force
    panel = ViewsPanel(
        screen.reader_app.painter,
        desk.views,
        in_force,
        change,
        counting.ask,
        shared=desk.shared_views,
        refused="" if allowed.settings else NO_SETTINGS,
    )
    screen.beside = panel.count_again
    screen.app.push_screen(panel, show)


def list_facets(screen: LibraryScreen, _times: int) -> None:
    """What the listed articles have in common, to narrow them by."""
    from reader.session.facets import FacetCounts
    from reader.ui.facets_sheet import FacetsSheet, FacetTold

    desk = screen.desk

    def tell(told: Told) -> None:
        """From the thread that counts; after the end nobody listens."""
        with contextlib.suppress(NoActiveAppError):
            sheet.post_message(FacetTold(told))

    counting = FacetCounts(desk.library, desk.common, tell)
    sheet = FacetsSheet(
        screen.reader_app.painter,
        screen.searching.settled,
        desk.views,
        screen.searching.narrow,
        counting.ask,
    )

    def left(_: None) -> None:
        screen.beside = None
        counting.close()

    to_list(screen)
    screen.beside = sheet.count_again
    screen.app.push_screen(sheet, left)
