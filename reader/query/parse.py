"""What a person types into a query. Whatever is typed gives one: what can be understood is used,
the rest becomes a notice.

NOT binds tightest, then words side by side, then OR.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from reader.characters import clean
from reader.patterns import pattern
from reader.query import ranges
from reader.query.fields import BY_NAME, HAS_NAMES, SORT_NAMES, STATE_NAMES, Field, Kind, wants
from reader.query.lexer import Sign, Term, Token, tokens
from reader.query.nearest import nearest
from reader.query.tokens import can_go_on, words_of
from reader.query.tree import (
    EVERYTHING,
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
_TOLD = 12  # names of views

_SPACE = pattern(r"\s")
_NO_VIEWS: Mapping[str, str] = {}


def parse(
    typed: str, *, today: date, typing: bool = False, views: Mapping[str, str] = _NO_VIEWS
) -> Query:
    """The query that was typed; never raises.

    `today` is the day that relative dates count from. With `typing` the last word, where the text
    ends right behind it, also stands for the words that it begins. `views` are the person's own,
    queries by their names, for `in:`; those of `query.views.BUILT_IN` are known without.
    """
    text = _cleaned(typed)
    reading = _Reading(tokens(text), today, typing, views)
    if len(typed) > MAX_TYPED:
        reading.notice(f"only the first {MAX_TYPED} characters are looked at")
    tree = reading.tree()
    if tree is None and reading.signs:
        reading.fault(f"there is no word in `{' '.join(reading.signs)}` to look for")
    if tree == EVERYTHING:
        tree = None
    return Query(
        typed=text.rstrip(),
        tree=tree,
        sort=tuple(dict.fromkeys((*reading.sort, *reading.sort_of_views))),
        notices=tuple(dict.fromkeys(reading.notices)),
        faults=tuple(dict.fromkeys(reading.faults)),
        words=tuple(positive_texts(tree)),
    )


_OF_THE_LANGUAGE = ' -"()*~'  # what half a query may consist of


class _Reading:
    """One pass over the tokens, by descent; what it collects beside the tree."""

    def __init__(
        self, found: list[Token], today: date, typing: bool, views: Mapping[str, str]
    ) -> None:
        self._tokens = found
        self._at = 0
        self._today = today
        self._typing = typing
        self._views = views
        self._within: tuple[str, ...] = ()  # keys of the views that this is the query of
        self._terms = 0
        self._level = 0
        self.sort: list[Sort] = []
        self.sort_of_views: list[Sort] = []  # for where the query names no other
        self.notices: list[str] = []
        self.faults: list[str] = []
        self.signs: list[str] = []  # terms without a word

    def notice(self, sentence: str) -> None:
        """Tell what is passed over though it was understood."""
        self.notices.append(sentence)

    def fault(self, sentence: str) -> None:
        """Tell what is left out since it was not understood."""
        self.notices.append(sentence)
        self.faults.append(sentence)

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
        orders = len(self.sort_of_views)
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
        if not negated:
            return node
        del self.sort_of_views[orders:]  # of what is not to be listed
        return none_of(node) if node else None

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
            self.fault(wants(field))
            return None
        readers: dict[Kind, Callable[[Term, Field], Node | None]] = {
            Kind.TEXT: lambda term, field: self._text(term, field.name),
            Kind.TAG: self._tag,
            Kind.PATH: self._path,
            Kind.NUMBER: self._number,
            Kind.DATE: self._days,
            Kind.STATE: self._state,
            Kind.HAS: self._has,
            Kind.LANG: self._lang,
            Kind.VIEW: self._view,
            Kind.SORT: self._sorted,
        }
        return readers[field.kind](term, field)

    def _unknown_field(self, term: Term, name: str) -> Node | None:
        meant = nearest(name.lower(), BY_NAME)
        if meant and term.value:
            self.fault(f"no field {name} — {meant}?")
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
            self.fault(wants(field))
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
            return Has(Part(name))
        self._no_such(term, name, field, HAS_NAMES)
        return None

    def _lang(self, term: Term, _: Field) -> Node | None:
        tag = term.value.strip().lower().replace("_", "-")
        return Lang(tag, term.suffix == "*" or self._going_on(term), term.value.strip())

    def _view(self, term: Term, field: Field) -> Node | None:
        """What a view's own query finds; its order holds where the query names no other."""
        from reader.query.views import every, key  # only where one is named

        views = every(self._views)
        name = key(term.value)
        view = views.get(name)
        if view is None:
            names = tuple(known.name for known in views.values())
            self._no_such(term, name, field, names, f"in: takes {', '.join(names[:_TOLD])}")
            return None
        if name in self._within:
            self.fault(f"the view {view.name} is part of itself")
            return None
        # One count of terms and levels for all, so that views of views come to an end.
        inner = _Reading(tokens(_cleaned(view.query)), self._today, False, self._views)
        inner._within = (*self._within, name)
        inner._terms, inner._level = self._terms, self._level + 1
        tree = inner.tree() if self._level < LEVELS else None
        self._terms = inner._terms
        self.notices += [f"in the view {view.name}: {told}" for told in inner.notices]
        self.faults += [f"in the view {view.name}: {told}" for told in inner.faults]
        self.sort_of_views += (*inner.sort, *inner.sort_of_views)
        if tree is None and inner.notices:
            return None
        return tree or EVERYTHING

    def _sorted(self, term: Term, field: Field) -> Node | None:
        for part in term.value.lower().split(","):
            key = part.lstrip("-")
            if key in SORT_NAMES:
                self.sort.append(Sort(key, reverse=part != key))
            elif key:
                self._no_such(term, key, field, SORT_NAMES)
        return None

    def _no_such(
        self, term: Term, name: str, field: Field, names: tuple[str, ...], takes: str = ""
    ) -> None:
        takes = takes or wants(field)
        known = [each.lower() for each in names]
        meant = nearest(name, known)
        if self._going_on(term) and any(each.startswith(name) for each in known):
            self.fault(takes)
        elif meant:
            self.fault(f"no {field.name}:{name} — {meant}?")
        else:
            self.fault(f"no {field.name}:{name}. {takes}")

    def _not_understood(self, term: Term, field: Field) -> None:
        if self._going_on(term):
            self.fault(wants(field))
        else:
            self.fault(f"{field.name}:{term.value} is not understood. {wants(field)}")


def _cleaned(typed: str) -> str:
    return _SPACE.sub(" ", clean(typed[:MAX_TYPED])).lstrip()


def _opens(token: Token) -> bool:
    return isinstance(token, Term) and token.opens
