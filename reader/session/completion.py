"""What the last word of a query may become: fields, and the values that this library has of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from reader.characters import fold, is_clean
from reader.named import NamedTuple
from reader.patterns import pattern
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

_LAST = pattern(r'(?:[^\s()"]|"[^"]*"?)*$')
_FIELD = pattern(r"(-?)([A-Za-z][A-Za-z-]*):(.*)", re.DOTALL)
_PLAIN = pattern(r"[\w.+#-]+")
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
_TITLES = """
SELECT title FROM article WHERE id IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)
"""
TITLES = 1000  # that are looked at for their words
_DATED = ("date", "created", "updated")
_CALENDAR = "SELECT {0}, count(*) FROM article WHERE {0} IS NOT NULL GROUP BY {0}"
_DIGITS = pattern(r"(?:\d{1,4}(?:-\d{0,2}(?:-\d{0,2})?)?)?")
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
            named: list[_Value] = [(day, "") for day in DAYS]
            return [*_beginning(begun, named), *_calendar(name, begun, catalog)]
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
        case Kind.TEXT if name == "title":
            return _words_of_titles(begun, catalog)
        case Kind.PATH:
            return _folders(begun, catalog)
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


def _words_of_titles(begun: str, catalog: Open) -> Iterable[_Value]:
    """Words of titles, the commonest first; of very many titles, by some of them and uncounted."""
    if words_of(begun) != (begun,) or not can_go_on(begun):
        return []
    found = _rows(catalog, _TITLES, (f'title : "{begun}"*', TITLES))
    counts = Counter(
        word for (title,) in found for word in {*words_of(title)} if word.startswith(begun)
    )
    return [
        (word, count if len(found) < TITLES else "")
        for word, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def _calendar(name: str, begun: str, catalog: Open) -> Iterable[_Value]:
    """Years of the library, then the months of one, then the days of one; the latest first."""
    if name not in _DATED or not _DIGITS.fullmatch(begun):
        return []
    length = next(size for size in (4, 7, 10) if len(begun) < size or size == 10)
    starts = (begun, f"{begun[:5]}0{begun[5:]}") if len(begun) == 6 else (begun,)  # 2024-1 is 01
    counts: Counter[str] = Counter()
    for day, count in _days(name, catalog):
        written = date.fromordinal(day).isoformat()[:length]
        if written.startswith(starts):
            counts[written] += count
    return sorted(counts.items(), reverse=True)


def _days(name: str, catalog: Open) -> list[tuple[int, int]]:
    """Each day of a field, as an ordinal, with its articles."""
    from reader.store.catalog import facets
    from reader.store.catalog.statements import Statements

    opened = catalog()
    if opened is None:
        return []
    if name != "date":
        return _rows(catalog, _CALENDAR.format(name))
    with opened.reading() as connection:
        return facets.days(Statements(connection, lambda: True), "")  # by an index


def _folders(begun: str, catalog: Open) -> Iterable[_Value]:
    """Folders from one on whose name begins so, those with the most articles first."""
    from reader.query import narrow
    from reader.store.catalog.facets import folders
    from reader.store.catalog.statements import Statements

    opened = catalog()
    if opened is None:
        return []
    with opened.reading() as connection:
        found = folders(Statements(connection, lambda: True), "")
    counts: Counter[str] = Counter()
    for folder, count in found.items():
        if not (is_clean(folder) and folder.isprintable()):
            continue
        path = f"/{folder}"
        starts = [0] if begun.startswith("/") else [n + 1 for n, c in enumerate(path) if c == "/"]
        for start in starts:
            if path[start:] and fold(path[start:]).startswith(begun):
                counts[path[start:]] += count
                break
    typed = ((name, narrow.condition("path", name)) for name, _ in counts.most_common())
    # No numbers: `ai/` is found in `old-ai/` too. A quotation mark in a name can't be typed.
    return [(whole.removeprefix("path:"), "") for name, whole in typed if name in whole]


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
