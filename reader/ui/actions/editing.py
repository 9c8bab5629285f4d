"""To the person's own editor, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


async def edit(screen: LibraryScreen, _times: int) -> None:
    """The article's file, from the line on that is seen."""
    from reader.ui.editing import edit_article  # only when somebody asks

    await edit_article(screen)
