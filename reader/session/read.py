"""One article from disk to a page that can be shown; measured for the header."""

from __future__ import annotations

from reader.article import Article, Document
from reader.library import load, names, reading_time
from reader.markdown.lines import PLAIN, Glyphs, Manner
from reader.markdown.parse import Text
from reader.markdown.rendered import Rendered, rendered
from reader.session.page import Change, Page

MEASURED = 256 * 1024  # bytes of text up to which words are counted before the page is shown


def measured(document: Document) -> tuple[Article, Rendered]:
    """The article of a document, with its title, minutes and words; and its text as read."""
    text = rendered(document.body)
    article = Article(
        path=document.path,
        title=document.metadata.title or text.heading or names.title_from_path(document.path),
        metadata=document.metadata,
        minutes=reading_time.minutes(text.words, text.cjk, text.code_words),
        words=text.words + text.cjk,
        problems=document.problems,
    )
    return article, text


def page_of(
    document: Document,
    width: int,
    glyphs: Glyphs,
    *,
    known: Article | None = None,
    change: Change | None = None,
    manner: Manner = PLAIN,
) -> Page:
    """The page of a document.

    A long text is not counted before it is shown: its title and minutes are then taken from what
    the catalog knew, where it knew it.
    """
    if known is not None and len(document.body) > MEASURED:
        article = Article(
            path=document.path,
            title=document.metadata.title or known.title,
            metadata=document.metadata,
            minutes=known.minutes,
            words=known.words,
            problems=document.problems,
        )
    else:
        article, _ = measured(document)
    text = Text(document.body, title=article.title)
    stamp = (document.mtime_ns, document.size)
    return Page(article, text, width, glyphs, change, stamp, manner)


def open_page(
    root: str,
    path: str,
    width: int,
    glyphs: Glyphs,
    *,
    known: Article | None = None,
    manner: Manner = PLAIN,
) -> Page:
    """The page of a file of a library; ArticleGone where it can't be read any more."""
    return page_of(load.load(root, path), width, glyphs, known=known, manner=manner)
