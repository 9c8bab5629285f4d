"""Copying from the page: the title, the link, the paragraph at the top of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.page_pane import PagePane

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

QUESTION = "Copy: l link, p paragraph, t title"


def copy(app: ReaderApp, pane: PagePane, key: str) -> str:
    """Copy what a key stands for; the sentence that says what came of it."""
    page = pane.page
    if page is None:
        return "There is nothing to copy."
    match key:
        case "t":
            what, text = "title", page.article.title
        case "l":
            what, text = "link", pane.first_link()
        case "p":
            what, text = "paragraph", pane.first_paragraph()
        case _:
            return ""
    if not text:
        return f"There is no {what} on the screen."
    return app.copy(text) or f"Copied the {what}."
