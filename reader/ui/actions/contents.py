"""The contents: opened beside the page, jumped from, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


STAY = frozenset(
    [
        "contents",
        "jump",
        "other_pane",
        "leave",
        "back",
        "quit",
        "help",
        "palette",
        "redraw",
        "suspend",
        "cancel",
        "refresh",
        "toggle_read",
        "toggle_star",
        "information",
    ]
)
"""Actions that leave the contents where they cover the page; others act on what is below."""


async def toggle(screen: LibraryScreen, _times: int) -> None:
    """Open the contents, or close them."""
    panes, app = screen.panes, screen.reader_app
    if panes.contents_open:
        panes.close_contents()
    elif panes.page.page is None:
        return
    elif not await panes.open_contents(app.painter, ascii_only=app.ascii_only or app.linear):
        from reader.ui.contents_pane import NOTHING, OF_ARTICLE

        screen.notice = OF_ARTICLE if panes.page.page.is_source else NOTHING
    screen.say_bars()


def jump(screen: LibraryScreen, _times: int = 1) -> None:
    """Go to the entry under the cursor; the contents stay where there is room for both."""
    panes = screen.panes
    if panes.contents is None or panes.contents.contents is None:
        return
    contents, index = panes.contents.contents, panes.contents.cursor
    if index >= len(contents.entries):
        return
    if panes.contents_cover:
        panes.close_contents()
    else:
        panes.contents.set_active(False)
    found = contents.entries[index]
    screen.following.mark_spot()
    from reader.markdown.outline import headings_at  # loaded with the page
    from reader.session.contents import Kind

    at = headings_at(contents.page.text, found.block) if contents.kind is Kind.HEADINGS else []
    section = next((one for one in at if one.text == found.text), None)
    if section is not None:
        panes.page.go_to_section(section)
    else:
        panes.page.go_to_text(found.block, found.offset)
    screen.say_bars()


def focus_other(screen: LibraryScreen) -> None:
    """From the contents to the page beside them, and back."""
    panes = screen.panes
    if panes.contents is not None and not panes.contents_cover:
        panes.contents.set_active(not panes.contents.active)
    screen.say_bars()
