"""What is known of one article, gathered behind the interface."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reader.article import Article, Reading
from reader.characters import one_line
from reader.errors import CatalogUnusable
from reader.library.names import EXTENSIONS
from reader.markdown.blocks import inlines_of
from reader.markdown.links import with_bare_links
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered
from reader.markdown.syntax import named_mdx
from reader.named import NamedTuple
from reader.session.library import Library
from reader.session.related import Related, like
from reader.session.targets import WIKI, Broken, Names, Resolver, ToArticle, ToHeading, ToNote
from reader.terminal.links import Web

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

MOST_RELATED = 5
MOST_LINKS = 200  # told of either kind; a longer list is no reading
MOST_BLOCKS = 5000  # that may hold a link, looked through for them: half a second
COUNTED = 2 << 20  # characters of source up to which the text is counted: a third of a second
_MAY_LINK = (b"[", b"<", b"://", b"www.", b"@")


class LinkOut(NamedTuple):
    """A link of the article: its text, what it leads to in words, and whether that is there."""

    text: str
    target: str
    broken: bool = False
    inside: bool = False  # to another article


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of an article at once: it is there already."""

    article: Article
    root: str
    size: int  # bytes
    modified: float  # seconds since the epoch
    reading: Reading


@dataclass(frozen=True, slots=True)
class Information:
    """What had to be looked up."""

    words: int
    characters: int | None  # of the text as read; None for one too long to count
    links: tuple[LinkOut, ...]
    more_links: bool  # there are others behind these
    linking: tuple[tuple[str, str], ...]  # path and title of articles that lead here
    all_linking: int | None  # how many; None where no catalog can tell
    related: tuple[Related, ...] = ()


def gather(article: Article, source: bytes, library: Library, names: Names | None) -> Information:
    """Look up what is known of an article with this source, in any thread but one at a time."""
    text = source.decode()
    mdx = named_mdx(article.path)
    counted = rendered(text, mdx=mdx) if len(text) <= COUNTED else None
    words = counted.words + counted.cjk if counted else article.words
    characters = len(counted.text.replace("\n", "")) if counted else None
    catalog: Catalog | None = None
    try:
        catalog = library.catalog()
        if not words:
            known = catalog.id_of(article.path)
            words = catalog.article(known).words if known is not None else 0
        links, more = _links(article.path, text, library.root, names, catalog)
        linking, count = catalog.linking(article.path, targets_of(article), MOST_LINKS)
        read = counted or rendered(text[:COUNTED], mdx=mdx)
        near = like(catalog, article, text, read.text, MOST_RELATED)
    except CatalogUnusable:
        links, more = _links(article.path, text, library.root, names, None)
        return Information(words, characters, links, more, (), None)
    finally:
        if catalog is not None:
            catalog.close()
    return Information(words, characters, links, more, tuple(linking), count, tuple(near))


def targets_of(article: Article) -> list[str]:
    """What links of other articles to this one are in the catalog: its path, and names for it."""
    path = article.path
    folder, _, name = path.rpartition("/")
    stem = next((path[: -len(end)] for end in EXTENSIONS if path.lower().endswith(end)), path)
    found = [path, stem]
    if posixpath.basename(stem).lower() in ("index", "_index", "readme") and folder:
        found += [folder]
    called = (article.title, article.metadata.slug, name, posixpath.basename(stem))
    return [*found, *(WIKI + each for each in called if each)]


def _links(
    path: str, source: str, root: str, names: Names | None, catalog: Catalog | None
) -> tuple[tuple[LinkOut, ...], bool]:
    text = Text(source, mdx=named_mdx(path))
    resolve = Resolver(root, path, text, names)
    written, more = _written(text)
    found = [(label, link, resolve(link)) for link, label in written.items()]
    inside = [target.path for _, _, target in found if isinstance(target, ToArticle)]
    titles: dict[str, str] = {}
    if catalog is not None and inside:
        titles = catalog.titles(inside)
    links = []
    for label, link, target in found:
        if isinstance(target, ToArticle):
            title = titles.get(target.path) or target.path
            links.append(LinkOut(label, one_line(title), inside=True))
        elif isinstance(target, Web):
            links.append(LinkOut(label, target.address))
        elif not isinstance(target, ToHeading | ToNote):
            reason = f"{one_line(link.removeprefix(WIKI))}  {target.reason}"
            links.append(LinkOut(label, reason, broken=isinstance(target, Broken)))
    return tuple(links), more


def _written(text: Text) -> tuple[dict[str, str], bool]:
    """Targets as written with the text of each, in order; whether there may be others behind."""
    found: dict[str, str] = {}
    index = looked = 0
    while text.has(index):
        start, stop = text.span(index)
        if any(text.source.find(sign, start, stop) >= 0 for sign in _MAY_LINK):
            looked += 1
            for spans in inlines_of(text.block(index)):
                runs = groupby(with_bare_links(spans), key=lambda span: span.link)
                for link, run in runs:
                    if link:
                        found.setdefault(link, one_line("".join(span.text for span in run)))
        index += 1
        if looked >= MOST_BLOCKS or len(found) >= MOST_LINKS:
            return dict(list(found.items())[:MOST_LINKS]), text.has(index)
    return found, False
