"""What the last word of a query may become: fields, and the values that this library has of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.characters import fold
from reader.query.fields import BY_NAME, FIELDS, HAS, SORTS, STATES, Kind
from reader.query.tokens import can_go_on, words_of
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
SELECT key, count(*) FROM author WHERE instr(' ' || key, ' ' || ?) > 0
GROUP BY key ORDER BY count(*) DESC, key LIMIT ?
"""
_TAGS = """
SELECT key, sum(count) FROM (
  SELECT key, count(*) AS count FROM tag GROUP BY key
  UNION ALL SELECT tag, count(*) FROM own_tag GROUP BY tag)
GROUP BY key ORDER BY sum(count) DESC, key
"""
_LANGS = (
    "SELECT lang, count(*) FROM detail WHERE lang <> '' GROUP BY lang ORDER BY count(*) DESC, lang"
)

# The commonest of what begins so, by what is known of the terms, then as it is now.
_WORDS = """
SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY articles DESC, term LIMIT ?
"""
_LAST_CHARACTER = "\U0010ffff"

Open = Callable[[], "Catalog | None"]


class Offer(NamedTuple):
    """One way to go on."""

    typed: str  # the whole query that it gives
    shown: str  # the part of it that is new
    told: str = ""  # how many articles have it, else what it means


def completions(
    typed: str, catalog: Open = lambda: None, views: Mapping[str, str] = _NO_VIEWS
) -> list[str]:
    """The typed query with its last word completed, in each way that is likely, the best first.

    A field gets its colon, a value of several words dashes, so that a shell takes it as it is.
    `catalog` is only called for what the library has; CatalogUnusable comes out of it.
    """
    return [offer.typed for offer in offers(typed, catalog, views)]


def words(typed: str, catalog: Open, most: int) -> list[Offer]:
    """The typed query with its last word completed to words of the library, the commonest first."""
    last = _LAST.search(typed)
    word = fold(last[0].lstrip('-"')) if last else ""
    if not word or words_of(word) != (word,) or not can_go_on(word):
        return []
    found = _rows(catalog, _WORDS, (word, word + _LAST_CHARACTER, most))
    counted = [
        (count, term)
        for (term,) in found
        for (count,) in _rows(catalog, "SELECT doc FROM term WHERE term = ?", (term,))
        if term != word
    ]
    start = typed[: len(typed) - len(last[0].lstrip('-"'))] if last else typed
    counted.sort(key=lambda pair: (-pair[0], pair[1]))
    return [Offer(start + term, term, f"{count:,}") for count, term in counted]


def offers(
    typed: str, catalog: Open = lambda: None, views: Mapping[str, str] = _NO_VIEWS
) -> list[Offer]:
    """As `completions`, with what there is to tell of each."""
    last = _LAST.search(typed)
    assert last is not None  # it may be empty
    before, word = typed[: last.start()], last[0]
    named = _FIELD.fullmatch(word)
    if named is None:
        sign = "-" if word.startswith("-") else ""
        begun = word[len(sign) :].lower()
        fields = [f for f in FIELDS if begun and f.name.startswith(begun)]
        return [Offer(f"{before}{sign}{f.name}:", f"{f.name}:", f.help) for f in fields]
    field = BY_NAME.get(named[2].lower())
    if field is None:
        return []
    start, value = f"{before}{named[1]}{named[2]}:", named[3].lstrip('"')
    if field.kind is Kind.SORT:
        done, comma, value = value.rpartition(",")
        start += done + comma
        if value.startswith("-"):
            start, value = f"{start}-", value[1:]
    told: dict[str, str] = {}
    for each, what in _values(field.name, field.kind, fold(value), catalog, views):
        told.setdefault(each, f"{what:,}" if isinstance(what, int) else what)
    others = ((each, what) for each, what in told.items() if each != value)
    return [Offer(start + each, each, what) for each, what in islice(others, MOST)]


def _values(
    name: str, kind: Kind, begun: str, catalog: Open, views: Mapping[str, str]
) -> Iterable[_Value]:
    match kind:
        case Kind.STATE:
            return _beginning(begun, STATES)
        case Kind.HAS:
            return _beginning(begun, HAS)
        case Kind.SORT:
            return _beginning(begun, SORTS)
        case Kind.DATE:
            return _beginning(begun, ((day, "") for day in DAYS))
        case Kind.VIEW:
            # Dashes, which a shell takes as they are; quotes where a name has other signs.
            return [
                (dashed if _is_plain((dashed, "")) else f'"{key}"', view.help or view.query)
                for key, view in every(views).items()
                if key and (dashed := _dashed(key)).startswith(begun.replace(" ", "-"))
            ]
        case Kind.LANG:
            found = ((str(lang).lower().replace("_", "-"), n) for lang, n in _rows(catalog, _LANGS))
            return _beginning(begun, filter(_is_plain, found))
        case Kind.TAG:
            tags = ((_dashed(fold(str(tag))), count) for tag, count in _rows(catalog, _TAGS))
            return _beginning(begun, filter(_is_plain, tags))
        case Kind.TEXT if name == "author":
            return _names(begun, catalog)
    return ()


_Value = tuple[str, str | int]
"""A value, and what it means or how many articles have it."""


def _is_plain(value: _Value) -> bool:
    return _PLAIN.fullmatch(value[0]) is not None


def _names(begun: str, catalog: Open) -> Iterable[_Value]:
    """Names from the word on that begins so: `jenk` becomes `jenkins`; all for nothing."""
    words = begun.replace("-", " ").split()
    counts: Counter[str] = Counter()
    for key, count in _rows(catalog, _AUTHORS, (" ".join(words), MOST)):
        name = words_of(str(key))
        for start in range(len(name)):
            rest = "-".join(name[start:])
            if rest.startswith("-".join(words)):
                counts[rest] += count
                break
    return counts.most_common()


def _beginning(begun: str, values: Iterable[_Value]) -> Iterable[_Value]:
    return ((name, told) for name, told in values if name.startswith(begun))


def _dashed(name: str) -> str:
    return re.sub(r"\s+", "-", name.strip())


def _rows(catalog: Open, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
    opened = catalog()
    if opened is None:
        return []
    with opened.reading() as connection:
        return connection.execute(statement, values).fetchall()
