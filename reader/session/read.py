"""One article from disk to a page that can be shown; measured for the header."""

from __future__ import annotations

from reader.article import Article, Document
from reader.characters import is_seen
from reader.library import load, names, reading_time
from reader.markdown.lines import PLAIN, Glyphs, Manner
from reader.markdown.parse import Text
from reader.markdown.rendered import Rendered, rendered
from reader.markdown.syntax import named_mdx
from reader.session.header import Change
from reader.session.page import Page
from reader.session.targets import Names, Resolver

MEASURED = 256 * 1024  # bytes of text up to which words are counted before the page is shown

COUNTED = 1 << 20  # characters counted where nobody knew the words before; 0.1 s
TAGS = 4_000  # among these, of HTML: each takes as long as some hundred characters


def measured(document: Document, most: int | None = None) -> tuple[Article, Rendered]:
    """The article of a document, with its title, minutes and words; and its text as read.

    With `most`, no more characters are read, and less of HTML; the rest is taken to have as many words.
    """
    body = document.body
    if most is not None and (tags := body.count("<", 0, most)) > TAGS:
        most = most * TAGS // tags
    is_long = most is not None and len(body) > most
    sample = body[: body.rfind("\n", 0, most) + 1 or most] if is_long else body
    times = len(body) / len(sample) if is_long else 1
    text = rendered(sample, mdx=named_mdx(document.path))
    counts = [int(times * count) for count in (text.words, text.cjk, text.code_words)]
    article = Article(
        path=document.path,
        title=document.metadata.title
        or (text.heading if is_seen(text.heading) else "")
        or names.title_from_path(document.path),
        metadata=document.metadata,
        minutes=reading_time.minutes(*counts),
        words=counts[0] + counts[1],
        problems=document.problems,
        estimated=is_long,
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
    root: str = "",
    names: Names | None = None,
) -> Page:
    """The page of a document; with a root, links that lead to nothing below it are told apart.

    A long text is not counted before it is shown: its title and minutes are then taken from what
    the catalog knew, else its minutes from what its beginning holds.
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
        article, _ = measured(document, COUNTED)
    text = Text(
        document.body,
        title=article.title,
        hero=document.metadata.hero_image,
        mdx=named_mdx(document.path),
    )
    resolver = Resolver(root, document.path, text, names) if root else None
    if resolver is not None:
        change = _both(resolver.change, change)
    stamp = (document.mtime_ns, document.size)
    page = Page(article, text, width, glyphs, change, stamp, manner)
    page.resolver = resolver
    return page


def _both(first: Change, then: Change | None) -> Change:
    return first if then is None else lambda spans: then(first(spans))


def open_page(
    root: str,
    path: str,
    width: int,
    glyphs: Glyphs,
    *,
    known: Article | None = None,
    manner: Manner = PLAIN,
    names: Names | None = None,
) -> Page:
    """The page of a file of a library; ArticleGone where it can't be read any more."""
    document = load.load(root, path)
    return page_of(document, width, glyphs, known=known, manner=manner, root=root, names=names)


def has_changed(root: str, page: Page) -> bool:
    """Whether the file of a page is another one by now; ArticleGone where it can't be read any more."""
    return load.stamp(root, page.article.path) != page.stamp
