"""What the links of an article lead to: the web, a heading, a note, another article, or nothing.

Asked while a page is laid out, so an answer costs some µs: only links within the library look at
files, each once a page.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from reader.characters import one_line
from reader.errors import ArticleGone
from reader.library.load import locate
from reader.library.names import EXTENSIONS, is_article
from reader.markdown.lines import Role, Span
from reader.named import NamedTuple
from reader.terminal import links
from reader.terminal.links import Web

if TYPE_CHECKING:
    from reader.markdown.blocks import Inline
    from reader.markdown.parse import Text

WIKI, NOTE, REFERENCE = "wiki:", "#fn:", "#fnref:"
"""How spans write links to an article by its name, to a footnote, and back from it."""

LOOKED_THROUGH = 256 << 10
"""Bytes of a text up to which a link to a heading is known to be broken before it is followed."""

LONGEST_PATH = 4096  # characters: PATH_MAX of Linux, linux/limits.h

_OF_A_FOLDER = ("index.md", "README.md", "readme.md", "_index.md")
_WEB = ("https://", "http://", "mailto:")


class ToHeading(NamedTuple):
    """A part of the same article, by its id or slug."""

    fragment: str


class ToNote(NamedTuple):
    """A footnote, or back to where it was first referred to."""

    label: str
    back: bool = False


class ToArticle(NamedTuple):
    """An article of the library by its path, and a heading in it or nothing."""

    path: str
    fragment: str = ""


class Broken(NamedTuple):
    """A link into the library that leads to nothing, and the sentence that says so."""

    reason: str


class Elsewhere(NamedTuple):
    """A link that is not followed here, and the sentence that says why."""

    reason: str


Target = Web | ToHeading | ToNote | ToArticle | Broken | Elsewhere


class Names(Protocol):
    """Articles by what people call them."""

    def find(self, name: str, near: str) -> str | None:
        """The path of the article of a title, slug or file name; one in the folder `near` first.

        NamesUnknown where that can't be told yet.
        """


class NamesUnknown(Exception):
    """The library has not been read yet, so nobody knows what is in it."""


class Resolver:
    """The links of one article, each looked up once."""

    def __init__(self, root: str, path: str, text: Text, names: Names | None = None) -> None:
        self._root = root
        self._path = path
        self._text = text
        self._names = names
        self._known: dict[str, Target] = {}

    def __call__(self, link: str) -> Target:
        """What a link as the article writes it leads to."""
        found = self._known.get(link)
        if found is None:
            try:
                found = self._resolved(link)
            except NamesUnknown:
                return Elsewhere("The library is still being read; then this link can be followed.")
            self._known[link] = found
        return found

    def change(self, spans: Inline) -> Inline:
        """The spans as a page shows them: links that lead to nothing are told from those that do.

        A name in double brackets without an article is plain text. One that has an article becomes
        a relative link.
        """
        if not any(span.link for span in spans):
            return spans
        return tuple([self._shown(span) if span.link else span for span in spans])

    def _shown(self, span: Span) -> Span:
        link = span.link
        if link.startswith(_WEB) or span.role is Role.IMAGE:
            return span
        target = self(link)
        if isinstance(target, Broken):
            if link.startswith(WIKI):
                plain = Role.TEXT if span.role is Role.LINK else span.role
                return span._replace(role=plain, link="")
            return span._replace(role=Role.LINK_BROKEN)
        if isinstance(target, ToArticle) and link.startswith(WIKI):
            return span._replace(link=self._relative(target))
        return span

    def _relative(self, target: ToArticle) -> str:
        folder = posixpath.dirname(self._path)
        path = quote(os.fsencode(posixpath.relpath(target.path, folder or ".")))
        return f"{path}#{quote(target.fragment)}" if target.fragment else path

    def _resolved(self, link: str) -> Target:
        if link.startswith(REFERENCE):
            return ToNote(link.removeprefix(REFERENCE), back=True)
        if link.startswith(NOTE):
            return ToNote(link.removeprefix(NOTE))
        if link.startswith(WIKI):
            return self._named(link.removeprefix(WIKI))
        target = links.target(link, self._path)
        if isinstance(target, links.Web):
            return target
        if isinstance(target, links.Heading):
            return self._heading(target.heading)
        if isinstance(target, links.Inside):
            return self._inside(target)
        return Elsewhere(target.reason)

    def _heading(self, fragment: str) -> Target:
        short = len(self._text.source) <= LOOKED_THROUGH
        if fragment and short and not _leads_to_heading(self._text, fragment):
            return Broken(f"There is no heading “{one_line(fragment)}” in this article.")
        return ToHeading(fragment)

    def _named(self, written: str) -> Target:
        name, _, fragment = written.partition("#")
        if not name.strip():
            return self._heading(fragment)
        found = None
        if self._names is not None:
            found = self._names.find(name.strip(), posixpath.dirname(self._path))
        if found is None:
            return Broken(f"There is no article called “{one_line(name)}”.")
        return ToArticle(found, fragment)

    def _inside(self, target: links.Inside) -> Target:
        try:
            found = article_at(self._root, target.path)
        except ArticleGone:
            return Elsewhere("The link leads out of the library.")
        name = one_line(target.path)
        if found is None:
            if os.path.exists(os.path.join(self._root, target.path)):
                return Elsewhere(f"{name} is a file of the library, but not an article.")
            return Broken(f"There is no {name} in the library.")
        if found == self._path:
            return self._heading(target.heading)
        return ToArticle(found, target.heading)


def article_at(root: str, path: str) -> str | None:
    """The article that a path of the library means: with or without its ending, or a folder's own.

    ArticleGone where it lies outside of the library.
    """
    if len(path) > LONGEST_PATH:
        return None
    for candidate in _candidates(root, path):
        real = locate(root, candidate)  # first: nothing outside is looked at for an article
        if os.path.isfile(real):
            inside = real == os.path.join(root, candidate)
            return candidate if inside else os.path.relpath(real, os.path.realpath(root))
    return None


def _candidates(root: str, path: str) -> list[str]:
    if is_article(path.rpartition("/")[2]):
        return [path]
    within: list[str] = []
    if path in ("", ".") or os.path.isdir(locate(root, path)):
        within = [posixpath.join(path, name) for name in _OF_A_FOLDER]
    return [path + ending for ending in EXTENSIONS] + within


def _leads_to_heading(text: Text, fragment: str) -> bool:
    from reader.markdown.outline import block_of  # where a link has a fragment

    return block_of(text, fragment) is not None
