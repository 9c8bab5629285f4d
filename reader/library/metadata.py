"""Fields under the names that programs give them, as the metadata of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter

from reader.article import Metadata
from reader.characters import fold, is_seen
from reader.library import dates
from reader.library.syntax import Value
from reader.patterns import pattern

ALIASES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "subtitle": ("subtitle", "tagline"),
    "description": ("description", "summary", "excerpt", "abstract"),
    "authors": ("author", "authors", "by", "byline"),
    "published": ("publish_date", "date", "published", "publishedAt", "pubDate", "published_at"),
    "created": ("created_date", "created"),
    "updated": ("updated", "lastmod", "modified", "updated_at"),
    "read_time": ("read_time", "readTime", "reading_time"),
    "hero_image": (
        "heroImage",
        "hero_image",
        "hero",
        "image",
        "cover",
        "cover_image",
        "thumbnail",
        "banner",
    ),
    "cta": ("cta",),
    "tags": ("tags", "keywords", "topics", "categories", "category"),
    "draft": ("draft",),
    "slug": ("slug",),
    "lang": ("lang", "language"),
}
"""What a field may be called in a file; the first that says something is used, of tags all are.

Capitals, `_`, `-` and spaces make no difference.
"""

DATES = ("published", "created", "updated")
LISTS = ("authors", "tags")
LONGEST_SHOWN = 4_000  # characters of a list or mapping in the information panel

_MARKS = pattern(r"[\s_-]+")


@lru_cache(maxsize=512)  # the same dozen names in every file of a library
def _plain(key: str) -> str:
    return _MARKS.sub("", key).lower()


_FIELDS = {
    _plain(alias): (field, rank)
    for field, names in ALIASES.items()
    for rank, alias in enumerate(names)
}
_TRUE = frozenset({"true", "yes", "on", "1", "y"})
_FALSE = frozenset({"false", "no", "off", "0", "n"})
_NO_DAY = _TRUE | _FALSE  # `published: false` is how some say draft
_NAMES = ("name", "full_name", "display_name", "title")
_ADDRESSES = ("src", "url", "path", "href", "file", "image")
_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = pattern(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]|$)")
_FILE = pattern(r"\.(?:avif|bmp|gif|heic|jpe?g|jxl|png|svg|tiff?|webp)$", re.IGNORECASE)
_AND = pattern(r"\s*(?:[,;&]|\band\b)\s*")
_BY = pattern(r"by\s+", re.IGNORECASE)


@lru_cache(maxsize=512)  # the same dozen names in every file of a library
def _meaning(key: str) -> tuple[str, int]:
    """The field that a name stands for, and which of its aliases it is."""
    return _FIELDS.get(_plain(key), ("", 0))


def field_of(key: str) -> str:
    """The field of `Metadata` that a name in a file stands for; empty where it is another."""
    return _meaning(key)[0]


def is_list(key: str) -> bool:
    """Whether a field of this name holds a list, so that a comma separates."""
    return field_of(key) in LISTS


def read(fields: Mapping[str, Value]) -> Metadata:
    """The metadata of clean fields; what they do not say stays empty."""
    named = _named_fields(fields)

    def text(field: str) -> str:
        if field not in named:
            return ""
        for _, _, value in named[field]:
            if line := _line(value if isinstance(value, str) else shown(value)):
                return line
        return ""

    def day(field: str) -> date | None:
        if field not in named:
            return None
        for _, _, value in named[field]:
            if found := _day(value):
                return found
        return None

    return Metadata(
        title=text("title"),
        subtitle=text("subtitle"),
        description=text("description"),
        authors=_authors(named.get("authors", ())),
        tags=_distinct(tag for _, _, value in named["tags"] for tag in _tags(value))
        if "tags" in named
        else (),
        published=day("published"),
        created=day("created"),
        updated=day("updated"),
        read_time=text("read_time"),
        hero_image=next(filter(None, (_image(value) for _, _, value in named["hero_image"])), "")
        if "hero_image" in named
        else "",
        cta=text("cta"),
        draft=("draft" in named and text("draft").lower() in _TRUE)
        or ("published" in named and _unpublished(named["published"])),
        slug=text("slug"),
        lang=text("lang"),
        fields=tuple(
            [
                (key, value.strip() if isinstance(value, str) else shown(value))
                for key, value in fields.items()
            ]
        ),
    )


def _named_fields(fields: Mapping[str, Value]) -> dict[str, list[tuple[int, str, Value]]]:
    """What is said under each field's names, the first of them first."""
    named: dict[str, list[tuple[int, str, Value]]] = {}
    repeated = False
    for key, value in fields.items():
        field, rank = _meaning(key)
        if field in named:
            named[field].append((rank, key, value))
            repeated = True
        elif field:
            named[field] = [(rank, key, value)]
    if repeated:
        for held in named.values():
            held.sort(key=itemgetter(0))
    return named


def unreadable_dates(fields: Mapping[str, Value]) -> list[str]:
    """The names of the fields that should hold a date and say something that is none."""
    return [
        key
        for key, value in fields.items()
        if _meaning(key)[0] in DATES
        and _day(value) is None
        and (said := shown(value))
        and said.lower() not in _NO_DAY
    ]


def shown(value: Value) -> str:
    """A value as a person reads it: a list with commas, a mapping as `key: value`."""
    if isinstance(value, str):
        return value.strip()
    return _joined(value)[:LONGEST_SHOWN]


def _line(text: str) -> str:
    """`characters.one_line` for what is clean already, which every value is; "" for what nobody sees."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        line = text  # as most are: a space is the only white space that is printable
    else:
        line = " ".join(text.split())
    return line if is_seen(line) else ""


def _joined(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_joined(held)}" for key, held in value.items())
    return ", ".join(_joined(item) for item in value)


def _day(value: Value) -> date | None:
    if isinstance(value, str) and len(value) <= dates.LONGEST:
        return _short_day(value)
    return dates.read(_line(shown(value)))


@lru_cache(maxsize=2048)  # each is asked for twice, and a library has many articles of each day
def _short_day(text: str) -> date | None:
    return dates.read(_line(text.strip()))


def _unpublished(held: Iterable[tuple[int, str, Value]]) -> bool:
    """Whether a field says `published: false` in place of a date."""
    return any(isinstance(value, str) and value.strip().lower() in _FALSE for _, _, value in held)


def _authors(held: Iterable[tuple[int, str, Value]]) -> tuple[str, ...]:
    for _, key, value in held:
        names = _distinct(name for item in _items(value) for name in _author(key, item))
        if names:
            return names
    return ()


def _author(key: str, value: Value) -> Iterable[str]:
    if isinstance(value, dict):
        return [_named(value, _NAMES)]
    name = _line(shown(value))
    if _plain(key) in ("by", "byline"):
        name = _BY.sub("", name, count=1)
    # A single author's name may have a comma in it; a field called authors lists them
    return _AND.split(name) if _plain(key) == "authors" else [name]


def _tags(value: Value) -> Iterable[str]:
    for item in _items(value):
        text = _line(_named(item, _NAMES) if isinstance(item, dict) else shown(item))
        parts = text.split(",") if isinstance(value, str) else [text]
        yield from (part.strip().removeprefix("#").strip() for part in parts)


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _named(value: Mapping[str, Value], keys: tuple[str, ...]) -> str:
    """What a mapping says under one of the keys, else the first text in it."""
    plain = {_plain(key): held for key, held in value.items()}
    wanted = (plain.get(_plain(key)) for key in keys)
    texts = (held for held in [*wanted, *value.values()] if isinstance(held, str))
    return _line(next(filter(None, texts), ""))


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without the empty ones and those said before."""
    said: dict[str, str] = {}
    for text in texts:
        if text:
            said.setdefault(fold(text), text)
    return tuple(said.values())


def _image(value: Value) -> str:
    """The link of a hero image; a host without a scheme gets https."""
    if isinstance(value, list):
        value = value[0] if value else ""
    link = _named(value, _ADDRESSES) if isinstance(value, dict) else _line(shown(value))
    if link.startswith("//"):
        return "https:" + link
    host = _HOST.match(link)
    if not host or (_SCHEME.match(link) and not re.match(r"[^/]*:\d", link)):
        return link
    if _FILE.search(host[0].rstrip("/?#")):
        return link  # hero.jpg is a file, not a host
    return "https://" + link
