"""An article read anew because its file changed: at the same words, and what is other now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.article import Article, Place
from reader.markdown.lines import Line, Role
from reader.session import edits, places
from reader.session.page import Page, Position

# What of the header and the end shows which fields.
_SHOWN_IN: dict[str, Callable[[Article], object]] = {
    Role.TITLE: lambda article: article.title,
    Role.SUBTITLE: lambda article: article.metadata.subtitle,
    Role.BYLINE: lambda article: (
        article.metadata.authors,
        article.metadata.published,
        article.metadata.created,
        article.metadata.read_time,
        article.metadata.draft,
    ),
    Role.IMAGE: lambda article: article.metadata.hero_image,
    Role.PROBLEM: lambda article: [each for each in article.problems if each.loss],
    Role.CTA: lambda article: article.metadata.cta,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What is other in a page than in the one that was seen before."""

    page: Page
    text: edits.Marked
    roles: frozenset[str]  # of the lines above and below the text

    def __bool__(self) -> bool:
        return bool(self.text or self.roles)

    def shows(self, position: Position, line: Line) -> bool:
        """Whether a row of the page shows something that changed."""
        if not line.text.strip():
            return False
        text = self.page.text
        if position.part and text.has(position.part - 1):
            return self.text.meets(*text.span(position.part - 1))
        return any(span.role in self.roles for span in line.spans)

    def where(self, shown: Sequence[tuple[Position, Line]]) -> str:
        """In a word, where it lies for somebody who sees these rows; nothing where it is in sight."""
        if not shown or any(self.shows(position, line) for position, line in shown):
            return ""
        text, top, bottom = self.page.text, shown[0][0].part - 1, shown[-1][0].part - 1
        start = text.span(top)[0] if text.has(top) else 0
        stop = text.span(bottom)[0] if text.has(bottom) else len(text.source)
        above = bool(self.roles - {Role.CTA}) or (self.text and self.text.first < start)
        below = Role.CTA in self.roles or (self.text and self.text.last > stop)
        return "above and below" if above and below else "further up" if above else "further down"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A page as its file is now, and the place that somebody was at in the one before."""

    page: Page
    place: Place
    changed: Changed


@dataclass(frozen=True, slots=True)
class Base:
    """What a page that is read anew is compared with.

    Of these pages only what never changes is looked at: they belong to another thread.
    """

    seen: Page  # what is other is told against this one
    at_in: Page  # the one in which somebody was
    at: places.Left  # and where


def fresh(page: Page, base: Base) -> Fresh:
    """The page against older ones."""
    seen, at_in = base.seen, base.at_in
    found = edits.edits(seen.text.source, page.text.source)
    since = found
    if at_in is not seen:
        since = edits.edits(at_in.text.source, page.text.source)
    text = edits.Marked(page.text.source, found)
    changed = Changed(page, text, _other_roles(seen.article, page.article))
    return Fresh(page, places.carried(base.at, page.text, since), changed)


def _other_roles(before: Article, now: Article) -> frozenset[str]:
    return frozenset(role for role, shown in _SHOWN_IN.items() if shown(before) != shown(now))
