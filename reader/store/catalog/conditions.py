"""A tree compiled: what the full-text table can answer as its expression, the rest as SQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from reader.characters import fold
from reader.named import NamedTuple
from reader.query.nearest import within_one
from reader.query.tree import (
    All,
    Any,
    Days,
    Form,
    Has,
    InPath,
    Is,
    Lang,
    Node,
    Not,
    Number,
    Part,
    State,
    Tag,
    Text,
)
from reader.store.catalog.schema import KEY_LENGTH

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any as Value

_LAST = "\U0010ffff"

_STATES = {
    State.NEW: "article.path_hash IN (SELECT path_hash FROM arrival WHERE new = 1)",
    State.UNREAD: "article.path NOT IN (SELECT path FROM reading WHERE status <> 'unread')",
    State.READING: "article.path IN (SELECT path FROM reading WHERE status = 'reading')",
    State.READ: "article.path IN (SELECT path FROM reading WHERE status = 'read')",
    State.STARRED: "article.path IN (SELECT path FROM reading WHERE starred)",
    State.ARCHIVED: "article.path IN (SELECT path FROM reading WHERE archived)",
    State.HIGHLIGHTED: "article.path IN (SELECT path FROM highlight)",
    State.BROKEN: "article.broken",
    State.DRAFT: "article.draft",
}
_PARTS_OF_IT = {
    Part.HERO: "article.has_hero",
    Part.CTA: "article.has_cta",
    Part.CODE: "article.has_code",
    Part.TABLE: "article.has_table",
    Part.IMAGE: "article.has_image",
    Part.MATH: "article.has_math",
    Part.FOOTNOTES: "article.has_notes",
    Part.NOTES: "article.path IN (SELECT path FROM highlight WHERE note <> '')",
}
_NUMBERS = {"read": "article.minutes", "words": "article.words"}
# Negative days, so that an index which a list is sorted by serves the filter too.
_DAYS = {"date": "article.date_key", "created": "article.created_key"}
_COLUMNS = {"title": "title", "author": "author", "text": "text"}
# Parts of the column `about`: the full-text table narrows down, the text itself decides.
_PARTS = {
    "subtitle": "article.subtitle",
    "description": "(SELECT description FROM detail WHERE detail.id = article.id)",
}


class Match(NamedTuple):
    """An expression of the full-text table."""

    expression: str
    without: bool = False  # what must not match: there is no unary NOT


class Condition(NamedTuple):
    """SQL over a row of `article`."""

    sql: str
    values: tuple[Value, ...] = ()


Piece = Match | Condition


class Compiled(NamedTuple):
    """What all has to hold."""

    match: str = ""  # empty: nothing has to match
    conditions: tuple[Condition, ...] = ()

    @property
    def condition(self) -> Condition | None:
        """The conditions as one; None where there is none."""
        return _joined([*self.conditions], " AND ") if self.conditions else None


class Compiler:
    """Turns trees into expressions and SQL.

    `phrase` gives the phrase of a text as an expression without a column, or None where no word
    of it is in any index; it is told whether the text is wanted or below a negation. `holds` names
    a phrase for the SQL function of that name; `tags` gives every tag of the library, for a
    misspelt one. The SQL calls a function `folded`, which is `characters.fold`,
    and `filed`, which is the same of a path.
    """

    def __init__(
        self,
        phrase: Callable[[Text, bool], str | None],
        holds: Callable[[Text], str],
        tags: Callable[[], list[str]],
    ) -> None:
        self._phrase = phrase
        self._wanted = True
        self._holds = holds
        self._tags = tags

    def compile(self, tree: Node | None) -> Compiled:
        """The whole tree; what has no words is left out."""
        if tree is None:
            return Compiled()
        nodes = tree.nodes if isinstance(tree, All) else (tree,)
        pieces = [piece for node in nodes if (piece := self.piece(node))]
        match, conditions = _gathered(pieces)
        if match and match.without:
            return Compiled("", (_as_condition(match), *conditions))
        return Compiled(match.expression if match else "", tuple(conditions))

    def piece(self, node: Node) -> Piece | None:
        """One node; None where it says nothing."""
        match node:
            case Text():
                return self._text(node)
            case Not(inner):
                self._wanted = not self._wanted
                piece = self.piece(inner)
                self._wanted = not self._wanted
                return _negated(piece)
            case All(nodes):
                found, conditions = _gathered([p for n in nodes if (p := self.piece(n))])
                if found and conditions:
                    return _joined([_as_condition(found), *conditions], " AND ")
                return found if found or not conditions else _joined(conditions, " AND ")
            case Any(nodes):
                return _either([p for n in nodes if (p := self.piece(n))])
            case Tag():
                return self._tag(node)
            case _:
                return _condition(node)

    def _text(self, text: Text) -> Piece | None:
        phrase = self._phrase(text, self._wanted)
        if phrase is None:
            return None
        if text.field in _PARTS:
            about = _as_condition(Match(f"about : {phrase}"))
            sql = f"{about.sql} AND holds({_PARTS[text.field]}, ?)"
            return Condition(f"({sql})", (*about.values, self._holds(text)))
        column = _COLUMNS.get(text.field)
        return Match(f"{column} : {phrase}" if column else phrase)

    def _tag(self, tag: Tag) -> Condition:
        """Tags of several words are written with spaces, dashes or underscores."""
        folded, keys = tag_keys(tag.typed)
        if tag.form in (Form.PREFIX, Form.TYPING, Form.OPEN):
            values = tuple(bound for key in keys for bound in (key, key + _LAST))
            test = " OR ".join(["tag.key >= ? AND tag.key < ?"] * len(keys))
        else:
            if tag.form is Form.NEAR:
                keys += [key for key in self._tags() if within_one(folded, key)]
            values = tuple(keys)
            test = f"tag.key IN ({', '.join('?' * len(keys))})"
        # One's own are few, on however many articles: each is folded once.
        own = (
            "SELECT tag FROM (SELECT tag, substr(folded(tag), 1, "
            f"{KEY_LENGTH}) AS key FROM (SELECT DISTINCT tag FROM own_tag)) AS tag WHERE {test}"
        )
        return Condition(
            f"(article.id IN (SELECT tag.article FROM tag WHERE {test})"
            f" OR article.path IN (SELECT path FROM own_tag WHERE tag IN ({own})))",
            (*values, *values),
        )


def tag_keys(typed: str) -> tuple[str, list[str]]:
    """A tag folded, and the keys of all tags that it stands for when it is typed."""
    folded = fold(typed).strip().lstrip("#")[:KEY_LENGTH]
    names = dict.fromkeys([folded, *(re.sub(r"[\s_-]+", sign, folded) for sign in " -_")])
    return folded, [f"{mark}{name}" for name in names for mark in ("", "#")]


def _condition(leaf: InPath | Number | Days | Is | Has | Lang) -> Condition:
    """What the columns of the catalog and the views of the state answer."""
    match leaf:
        case InPath(typed):
            # With / before it, /ai/ is the folder at the top of the library, no part of openai/
            at = "= 1" if typed.startswith("/") else "> 0"
            return Condition(f"instr('/' || filed(article.path), ?) {at}", (fold(typed),))
        case Number("progress", low, high):
            return _progress(low, high)
        case Number(field, low, high):
            return _between(_NUMBERS[field], low, high)
        case Days():
            return _days(leaf)
        case Is(state):
            return Condition(_STATES[state])
        case Has(part):
            return Condition(_PARTS_OF_IT[part])
        case Lang():
            return _lang(leaf)


def _gathered(pieces: list[Piece]) -> tuple[Match | None, list[Condition]]:
    """What all has to hold: the matches as one, and the conditions."""
    wanted = [p.expression for p in pieces if isinstance(p, Match) and not p.without]
    unwanted = [p.expression for p in pieces if isinstance(p, Match) and p.without]
    conditions = [p for p in pieces if isinstance(p, Condition)]
    if not wanted:
        # neither a nor b: not (a or b)
        return (Match(_grouped(unwanted, "OR"), True) if unwanted else None), conditions
    expression = _grouped(wanted, "AND")
    if unwanted:
        expression = f"({expression} NOT {_grouped(unwanted, 'OR')})"
    return Match(expression), conditions


def _either(pieces: list[Piece]) -> Piece | None:
    """What one of has to hold."""
    matches = [p.expression for p in pieces if isinstance(p, Match) and not p.without]
    rest = [p for p in pieces if not (isinstance(p, Match) and not p.without)]
    if not pieces:
        return None
    found = [Match(_grouped(matches, "OR"))] if matches else []
    if not rest:
        return found[0]
    return _joined([_as_condition(p) for p in (*found, *rest)], " OR ")


def _negated(piece: Piece | None) -> Piece | None:
    match piece:
        case Match(expression, without):
            return Match(expression, not without)
        case Condition(sql, values):
            return Condition(f"NOT ifnull({sql}, 0)", values)
    return None


def _grouped(expressions: list[str], sign: str) -> str:
    if len(expressions) == 1:
        return expressions[0]
    return "(" + f" {sign} ".join(expressions) + ")"


def _as_condition(piece: Piece) -> Condition:
    if isinstance(piece, Condition):
        return piece
    no = "NOT " if piece.without else ""
    return Condition(
        f"article.id {no}IN (SELECT rowid FROM words WHERE words MATCH ?)", (piece.expression,)
    )


def _joined(conditions: list[Condition], sign: str) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    values = tuple(value for condition in conditions for value in condition.values)
    return Condition(f"({sign.join(condition.sql for condition in conditions)})", values)


def _between(column: str, low: int | None, high: int | None) -> Condition:
    """At least one bound is given."""
    if low is None:
        return Condition(f"{column} <= ?", (high,))
    if high is None:
        return Condition(f"{column} >= ?", (low,))
    return Condition(f"{column} BETWEEN ? AND ?", (low, high))


def _progress(low: int | None, high: int | None) -> Condition:
    """What has no row was never begun; of the others there are few beside those of the library."""
    within = _between("progress", low, high)
    rows = f"SELECT path FROM reading WHERE {within.sql}"
    if (low or 0) > 0 or (high is not None and high < 0):
        return Condition(f"article.path IN ({rows})", within.values)
    without = rows.replace(within.sql, f"NOT ({within.sql})")
    return Condition(f"article.path NOT IN ({without})", within.values)


def _lang(lang: Lang) -> Condition:
    stated = "lower(replace(lang, '_', '-'))"
    begins = f"substr({stated}, 1, ?) = ?"
    values: tuple[Value, ...] = (len(lang.tag), lang.tag)
    test = begins
    if not lang.beginning:
        test = f"{stated} = ? OR {begins}"
        values = (lang.tag, len(lang.tag) + 1, f"{lang.tag}-")
    return Condition(f"article.id IN (SELECT id FROM detail WHERE lang <> '' AND ({test}))", values)


def _days(days: Days) -> Condition:
    first, last = _ordinal(days.first), _ordinal(days.last)
    if days.field == "added":
        within = _between("day", first, last)
        rows = f"SELECT path_hash FROM arrival WHERE {within.sql}"
        return Condition(f"article.path_hash IN ({rows})", within.values)
    column = _DAYS.get(days.field)
    if column is None:
        return _between("article.updated", first, last)
    low = -date.max.toordinal() if last is None else -last  # beyond are those without a day
    high = 0 if first is None else -first
    return Condition(f"{column} BETWEEN ? AND ?", (low, high))


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
