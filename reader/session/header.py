"""What stands above and below the text of an article: title, byline, hero, losses; call to action."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reader.article import Article
from reader.characters import begins_rtl
from reader.characters import width as cells
from reader.markdown.lines import Glyphs, Line, Role, Span
from reader.markdown.plain import balanced, wrap_plain
from reader.session.dates import dateline

if TYPE_CHECKING:
    from reader.markdown.blocks import Inline

DOT = " · "  # between facts
ASCII_DOT = " - "
EMPTY = "This article has front matter but no text."
BLANK = "This file holds no text."

Change = Callable[["Inline"], "Inline"]
"""What is added to inline text before it is wrapped, such as numbers behind links."""


def stated_minutes(read_time: str) -> int | None:
    """The number in a read time as an author states it: `8 mins` is 8."""
    digits = "".join(char if char.isascii() and char.isdigit() else " " for char in read_time)
    numbers = digits.split()
    return int(numbers[0]) if numbers and len(numbers[0]) < 6 else None


def minutes_text(article: Article) -> str:
    """The computed minutes, and the author's claim where it differs."""
    stated = article.metadata.read_time
    computed = f"{'about ' * article.estimated}{article.minutes} min"
    if not stated or stated_minutes(stated) == article.minutes:
        return computed
    return f"{computed} (stated: {stated})"


def shown_target(url: str) -> str:
    """A web address as a person reads it: without the scheme."""
    return url.removeprefix("https://").removeprefix("http://")


def header(
    article: Article,
    width: int,
    *,
    empty: str = "",
    change: Change | None = None,
    ascii_only: bool = False,
    tags: Iterable[str] = (),
) -> tuple[Line, ...]:
    """Title, subtitle, byline, tags of one's own, hero link and losses, as lines of the width."""
    if ascii_only:
        article = _written(article)
    meta = article.metadata
    lines = _set(balanced(article.title, width), Role.TITLE, width)
    if meta.subtitle:
        lines += _set(balanced(meta.subtitle, width), Role.SUBTITLE, width)
    byline = [", ".join(meta.authors), dateline(meta.published, meta.created)]
    byline.append(minutes_text(article))
    if meta.draft:
        byline.append("draft")
    lines.append(Line(()))
    dot = ASCII_DOT if ascii_only else DOT
    lines += _set(_facts([part for part in byline if part], width, dot), Role.BYLINE, width)
    if own := "  ".join(f"#{tag}" for tag in tags):
        lines += [Line((Span(row, Role.DIM),)) for row in wrap_plain(own, width)]
    if meta.hero_image:
        lines.append(Line(()))
        lines += _hero(meta.hero_image, width, change)
    for problem in article.problems:
        if problem.loss:
            lines.append(Line(()))
            where = f"Line {problem.line}: " if problem.line else ""
            sentence = where + problem.message
            lines += [Line((Span(text, Role.PROBLEM),)) for text in wrap_plain(sentence, width)]
    if empty:
        lines.append(Line(()))
        lines += [Line((Span(text, Role.DIM),)) for text in wrap_plain(empty, width)]
    return (*lines, Line(()))


def names_shown(article: Article, *, ascii_only: bool = False) -> str:
    """The names of the authors, with which the byline begins."""
    names = ", ".join(article.metadata.authors)
    if ascii_only:
        from reader.markdown.ascii_signs import written  # few terminals need it

        names = ", ".join(map(written, article.metadata.authors))
    return names


def _written(article: Article) -> Article:
    """The article with the texts of its header and its end in ASCII."""
    from reader.markdown.ascii_signs import written  # few terminals need it

    meta = article.metadata
    return article._replace(
        title=written(article.title),
        metadata=meta._replace(
            subtitle=written(meta.subtitle),
            authors=tuple(map(written, meta.authors)),
            read_time=written(meta.read_time),
            cta=written(meta.cta),
        ),
        problems=tuple(
            problem._replace(message=written(problem.message)) for problem in article.problems
        ),
    )


def _facts(facts: list[str], columns: int, dot: str) -> list[str]:
    """Facts with dots between them in a row; it ends between two where both do not fit."""
    rows: list[str] = []
    for fact in facts:
        if not rows:
            rows = wrap_plain(fact, columns)
        elif cells(rows[-1] + dot + fact) <= columns:
            rows[-1] += dot + fact
        elif cells(fact) <= columns:
            rows.append(fact)
        else:
            rows += wrap_plain(rows.pop() + dot + fact, columns)
    return rows


def _set(rows: list[str], role: Role, width: int) -> list[Line]:
    """Rows of one text, from the side from which it is read."""
    rtl = width if begins_rtl("".join(rows)) else 0
    return [Line((Span(row, role),), rtl=rtl) for row in rows]


def _hero(link: str, width: int, change: Change | None) -> list[Line]:
    """The address of the hero image, hanging behind its label where there is room for both."""
    from reader.markdown.spans import wrapped_spans  # known by the time a page is set

    label = "Hero  " if width > 2 * len("Hero  ") else ""
    spans: Inline = (Span(shown_target(link), Role.IMAGE, link=link),)
    rows = wrapped_spans(change(spans) if change else spans, width - len(label))
    return [
        Line((Span(label if number == 0 else " " * len(label), Role.DIM), *row))
        for number, (row, _, _) in enumerate(rows)
    ]


def ending(article: Article, width: int, glyphs: Glyphs) -> tuple[Line, ...]:
    """The call to action, dim after a rule; nothing where there is none."""
    if not article.metadata.cta:
        return ()
    if glyphs.ascii_only:
        article = _written(article)
    rule = glyphs.rule * min(width, 12)
    return (
        Line(()),
        Line((Span(rule, Role.RULE),)),
        Line(()),
        *_set(wrap_plain(article.metadata.cta, width), Role.CTA, width),
    )
