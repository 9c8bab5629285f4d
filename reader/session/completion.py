"""What the last word of a query may become: fields, and the values that this library has of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reader.characters import fold
from reader.query.fields import BY_NAME, FIELDS, HAS_NAMES, SORT_NAMES, STATE_NAMES, Kind
from reader.query.tokens import words_of
from reader.query.views import every

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

MOST = 50
DAYS = [
    "today",
    "yesterday",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-year",
    "last-year",
]

_LAST = re.compile(r'(?:[^\s()"]|"[^"]*"?)*$')
_FIELD = re.compile(r"(-?)([A-Za-z][A-Za-z-]*):(.*)", re.DOTALL)
_PLAIN = re.compile(r"[\w.+#-]+")
_NO_VIEWS: Mapping[str, str] = {}

# By their folded names, the commonest first: 20 ms at 100,000 articles.
_AUTHORS = """
SELECT key FROM author WHERE instr(' ' || key, ' ' || ?) > 0
GROUP BY key ORDER BY count(*) DESC, key LIMIT ?
"""
_TAGS = """
SELECT key FROM (
  SELECT key, count(*) AS count FROM tag GROUP BY key
  UNION ALL SELECT tag, count(*) FROM own_tag GROUP BY tag)
GROUP BY key ORDER BY sum(count) DESC, key
"""
_LANGS = "SELECT lang FROM detail WHERE lang <> '' GROUP BY lang ORDER BY count(*) DESC, lang"

Open = Callable[[], "Catalog | None"]


def completions(
    typed: str, catalog: Open = lambda: None, views: Mapping[str, str] = _NO_VIEWS
) -> list[str]:
    """The typed query with its last word completed, in each way that is likely, the best first.

    A field gets its colon, a value of several words dashes, so that a shell takes it as it is.
    `catalog` is only called for what the library has; CatalogUnusable comes out of it.
    """
    last = _LAST.search(typed)
    assert last is not None  # it may be empty
    before, word = typed[: last.start()], last[0]
    named = _FIELD.fullmatch(word)
    if named is None:
        sign = "-" if word.startswith("-") else ""
        begun = word[len(sign) :].lower()
        fields = [f"{sign}{f.name}:" for f in FIELDS if begun and f.name.startswith(begun)]
        return [before + field for field in fields]
    field = BY_NAME.get(named[2].lower())
    if field is None:
        return []
    start, value = f"{before}{named[1]}{named[2]}:", named[3].lstrip('"')
    if field.kind is Kind.SORT:
        done, comma, value = value.rpartition(",")
        start += done + comma
        if value.startswith("-"):
            start, value = f"{start}-", value[1:]
    values = _values(field.name, field.kind, fold(value), catalog, views)
    return [start + each for each in dict.fromkeys(values) if each != value][:MOST]


def _values(
    name: str, kind: Kind, begun: str, catalog: Open, views: Mapping[str, str]
) -> Iterable[str]:
    match kind:
        case Kind.STATE:
            return _beginning(begun, STATE_NAMES)
        case Kind.HAS:
            return _beginning(begun, HAS_NAMES)
        case Kind.SORT:
            return _beginning(begun, SORT_NAMES)
        case Kind.DATE:
            return _beginning(begun, DAYS)
        case Kind.VIEW:
            return _beginning(begun.replace(" ", "-"), (_dashed(key) for key in every(views)))
        case Kind.LANG:
            found = (str(lang).lower().replace("_", "-") for (lang,) in _rows(catalog, _LANGS))
            return _beginning(begun, filter(_PLAIN.fullmatch, found))
        case Kind.TAG:
            tags = (_dashed(fold(str(tag))) for (tag,) in _rows(catalog, _TAGS))
            return _beginning(begun, filter(_PLAIN.fullmatch, tags))
        case Kind.TEXT if name == "author":
            return _names(begun, catalog)
    return ()


def _names(begun: str, catalog: Open) -> Iterable[str]:
    """Names from the word on that begins so: `jenk` becomes `jenkins`."""
    words = begun.replace("-", " ").split()
    if not words:
        return
    for (key,) in _rows(catalog, _AUTHORS, (" ".join(words), MOST)):
        name = words_of(str(key))
        for start in range(len(name)):
            rest = "-".join(name[start:])
            if rest.startswith("-".join(words)):
                yield rest
                break


def _beginning(begun: str, names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if name.startswith(begun))


def _dashed(name: str) -> str:
    return re.sub(r"\s+", "-", name.strip())


def _rows(catalog: Open, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
    opened = catalog()
    if opened is None:
        return []
    with opened.reading() as connection:
        return connection.execute(statement, values).fetchall()
