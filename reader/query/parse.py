"""What a person types into a query. Whatever is typed gives one: what can be understood is used,
the rest becomes a notice.

NOT binds tightest, then words side by side, then OR.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from reader.characters import clean
from reader.query import ranges
from reader.query.fields import BY_NAME, HAS_NAMES, SORT_NAMES, STATE_NAMES, Field, Kind, wants
from reader.query.lexer import Sign, Term, Token, tokens
from reader.query.nearest import nearest
from reader.query.tokens import can_go_on, words_of
from reader.query.tree import (
    Days,
    Form,
    InPath,
    Is,
    Node,
    Not,
    Number,
    Query,
    Sort,
    State,
    Tag,
    Text,
    all_of,
    any_of,
    none_of,
    positive_texts,
)

LEVELS = 32  # of parentheses; more overflow the parser of the engine, and no person means them
MAX_TERMS = 100  # a pasted page is not a query
MAX_TYPED = 4096  # characters

_SPACE = re.compile(r"\s")


def parse(typed: str, *, today: date, typing: bool = False) -> Query:
    """The query that was typed; never raises.

    `today` is the day that relative dates count from. With `typing` the last word, where the text
    ends right behind it, also stands for the words that it begins.
    """
    text = _SPACE.sub(" ", clean(typed[:MAX_TYPED])).lstrip()
    reading = _Reading(tokens(text), today, typing)
    if len(typed) > MAX_TYPED:
        reading.notice(f"only the first {MAX_TYPED} characters are looked at")
    tree = reading.tree()
    if tree is None and reading.signs:
        reading.notice(f"there is no word in `{' '.join(reading.signs)}` to look for")
    return Query(
        typed=text.rstrip(),
        tree=tree,
        sort=tuple(dict.fromkeys(reading.sort)),
        notices=tuple(dict.fromkeys(reading.notices)),
        words=tuple(positive_texts(tree)),
    )


_OF_THE_LANGUAGE = ' -"()*~'  # what half a query may consist of


class _Reading:
    """One pass over the tokens, by descent; what it collects beside the tree."""

    def __init__(self, found: list[Token], today: date, typing: bool) -> None:
        self._tokens = found
        self._at = 0
        self._today = today
        self._typing = typing
        self._terms = 0
        self._level = 0
        self.sort: list[Sort] = []
        self.notices: list[str] = []
        self.signs: list[str] = []  # terms without a word

    def notice(self, sentence: str) -> None:
        """Tell what could not be used."""
        self.notices.append(sentence)

    def tree(self) -> Node | None:
        """Everything up to the end; a parenthesis that closes nothing is passed over."""
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            node = self._either("")
            if node:
                nodes.append(node)
            self._at += 1
        return all_of(nodes)

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _either(self, field: str) -> Node | None:
        nodes: list[Node] = []
        while True:
            node = self._together(field)
            if node:
                nodes.append(node)
            if self._peek() is not Sign.OR:
                return any_of(nodes)
            self._at += 1

    def _together(self, field: str) -> Node | None:
        nodes: list[Node] = []
        while self._peek() not in (None, Sign.OR, Sign.CLOSE):
            node = self._one(field)
            if node:
                nodes.append(node)
        return all_of(nodes)

    def _one(self, field: str) -> Node | None:
        negated = False
        while self._peek() is Sign.NOT:
            negated = not negated
            self._at += 1
        token = self._peek()
        if token is None or token is Sign.OR or token is Sign.CLOSE:
            return None  # NOT of nothing, half-typed
        self._at += 1
        if token is Sign.OPEN:
            node = self._group(field)
        else:
            assert isinstance(token, Term)
            node = self._group(token.field) if token.opens else self._term(token, field)
        return none_of(node) if node and negated else node

    def _group(self, field: str) -> Node | None:
        """What stands between parentheses; the end of the text closes them all."""
        if self._level == LEVELS:
            self.notice(f"parentheses deeper than {LEVELS} levels are passed over")
            self._skip_parentheses()
            return None
        self._level += 1
        node = self._either(field)
        self._level -= 1
        self._at += 1  # the closing one, or the end
        return node

    def _skip_parentheses(self) -> None:
        """Dissolve the parentheses of the group that was just opened into this level."""
        inside = 1
        kept: list[Token] = []
        at = self._at
        while at < len(self._tokens) and inside:
            token = self._tokens[at]
            inside += (token is Sign.OPEN or _opens(token)) - (token is Sign.CLOSE)
            if token is not Sign.OPEN and token is not Sign.CLOSE and not _opens(token):
                kept.append(token)
            at += 1
        self._tokens[self._at : at] = kept

    def _term(self, term: Term, group: str) -> Node | None:
        if not term.value and not term.field:
            return None
        self._terms += 1
        if self._terms > MAX_TERMS:
            self.notice(f"only the first {MAX_TERMS} words are looked for")
            return None
        name = term.field or group
        if not name:
            return self._text(term, "")
        field = BY_NAME.get(name.lower())
        if field is None:
            return self._unknown_field(term, name)
        if not term.value.strip():
            self.notice(wants(field))
            return None
        readers: dict[Kind, Callable[[Term, Field], Node | None]] = {
            Kind.TEXT: lambda term, field: self._text(term, field.name),
            Kind.TAG: self._tag,
            Kind.PATH: self._path,
            Kind.NUMBER: self._number,
            Kind.DATE: self._days,
            Kind.STATE: self._state,
            Kind.HAS: self._has,
            Kind.SORT: self._sorted,
        }
        return readers[field.kind](term, field)

    def _unknown_field(self, term: Term, name: str) -> Node | None:
        meant = nearest(name.lower(), BY_NAME)
        if meant and term.value:
            self.notice(f"no field {name} — {meant}?")
            return None
        if not term.field:  # a word of the group behind an unknown field
            return self._text(term, "")
        # `AI: a history` pasted, or a word with a colon in it: text like any other
        colon = Term(f"{name}:{term.value}", "", term.quoted, term.suffix, term.last)
        return self._text(colon, "")

    def _going_on(self, term: Term) -> bool:
        return self._typing and term.last

    def _form(self, term: Term, words: tuple[str, ...]) -> Form:
        goes_on = can_go_on(words[-1])
        if term.suffix == "*":
            return Form.PREFIX if goes_on else Form.PHRASE
        if term.suffix == "~":
            return Form.NEAR
        if self._going_on(term) and goes_on:
            return Form.OPEN if term.quoted else Form.TYPING
        return Form.PHRASE if term.quoted else Form.WORD

    def _text(self, term: Term, field: str) -> Node | None:
        value, negated = term.value, False
        if field and not term.quoted and value.startswith("-"):  # author:-jenkins
            value, negated = value.lstrip("-"), True
        words = words_of(value)
        if not words:
            # Signs alone are in no index. Between words nobody means to find them.
            self.signs += [value.strip()] if value.strip(_OF_THE_LANGUAGE) else []
            return None
        node = Text(words, self._form(term, words), value.strip(), field)
        return Not(node) if negated else node

    def _tag(self, term: Term, field: Field) -> Node | None:
        words = words_of(term.value)
        if not words:
            self.notice(wants(field))
            return None
        return Tag(words, self._form(term, words), term.value.strip())

    def _path(self, term: Term, _: Field) -> Node | None:
        return InPath(term.value)

    def _number(self, term: Term, field: Field) -> Node | None:
        bounds = ranges.numbers(term.value)
        if bounds is None:
            self._not_understood(term, field)
            return None
        return Number(field.name, *bounds, typed=term.value)

    def _days(self, term: Term, field: Field) -> Node | None:
        span = ranges.days(term.value, self._today)
        if span is None:
            self._not_understood(term, field)
            return None
        return Days(field.name, *span, typed=term.value)

    def _state(self, term: Term, field: Field) -> Node | None:
        name = term.value.lower()
        if name in STATE_NAMES:
            return Is(State(name))
        self._no_such(term, name, field, STATE_NAMES)
        return None

    def _has(self, term: Term, field: Field) -> Node | None:
        name = term.value.lower()
        if name in HAS_NAMES:
            return Is(State(name))
        self._no_such(term, name, field, HAS_NAMES)
        return None

    def _sorted(self, term: Term, field: Field) -> Node | None:
        for part in term.value.lower().split(","):
            key = part.lstrip("-")
            if key in SORT_NAMES:
                self.sort.append(Sort(key, reverse=part != key))
            elif key:
                self._no_such(term, key, field, SORT_NAMES)
        return None

    def _no_such(self, term: Term, name: str, field: Field, names: tuple[str, ...]) -> None:
        meant = nearest(name, names)
        if self._going_on(term) and any(known.startswith(name) for known in names):
            self.notice(wants(field))
        elif meant:
            self.notice(f"no {field.name}:{name} — {meant}?")
        else:
            self.notice(f"no {field.name}:{name}. {wants(field)}")

    def _not_understood(self, term: Term, field: Field) -> None:
        if self._going_on(term):
            self.notice(wants(field))
        else:
            self.notice(f"{field.name}:{term.value} is not understood. {wants(field)}")


def _opens(token: Token) -> bool:
    return isinstance(token, Term) and token.opens
