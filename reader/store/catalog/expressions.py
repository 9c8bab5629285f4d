"""Texts of a query as phrases of the full-text table: as typed, or in all their forms."""

from __future__ import annotations

import os
from enum import IntEnum

from reader.characters import fold
from reader.named import NamedTuple
from reader.query.tokens import words_of
from reader.query.tree import Form, Node, Text
from reader.store.catalog.conditions import Compiled, Compiler
from reader.store.catalog.forms import Forms
from reader.store.catalog.phrases import Phrases, Position
from reader.store.catalog.statements import Statements

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

_GOES_ON = (Form.PREFIX, Form.TYPING, Form.OPEN)


class Reach(IntEnum):
    """How far from the typed word those may be that it stands for."""

    TYPED = 0
    STEMS = 1  # and what shares its stem
    BEGUN = 2  # and what it begins, where it is still being typed


class Style(NamedTuple):
    """Which words a text stands for, and how several at one place are written.

    `scored`: as one word of many forms, for ranking. Else as alternatives, which are found several
    times as fast, since their places in the text are not compared.
    """

    reach: Reach
    scored: bool


def _folded(*texts: Any) -> str:
    return fold(str(texts[0]))


def _filed(*paths: Any) -> str:
    return fold(os.fsdecode(paths[0]))


class Expressions:
    """Compiles the trees of one search."""

    def __init__(self, statements: Statements, phrases: Phrases, forms: Forms) -> None:
        self._statements = statements
        self._phrases = phrases
        self._forms = forms
        self._held: list[tuple[Text, list[Position]]] = []
        statements.connection.create_scalar_function("holds", self._holds, 2, deterministic=True)
        statements.connection.create_scalar_function("folded", _folded, 1, deterministic=True)
        statements.connection.create_scalar_function("filed", _filed, 1, deterministic=True)

    def compile(self, tree: Node | None, style: Style) -> Compiled:
        """A tree in a style. What is not wanted is so in every form, in each style."""

        def phrase(text: Text, wanted: bool) -> str | None:
            return self.phrase(text, style if wanted else style._replace(reach=Reach.BEGUN))

        return Compiler(phrase, self._hold, self._tags).compile(tree)

    def phrase(self, text: Text, style: Style) -> str | None:
        """One text as an expression; None where the index has nothing of it."""
        words = self._phrases.cut(text.words)
        if not words:
            return None
        positions = self._positions(text, words, style.reach)
        if text.form is Form.PREFIX:
            beginning = self._forms.beginning(self._statements.connection, words[-1])
            if beginning is None:
                return f"{self._phrases.add(positions)} *"
            positions[-1] = (words[-1], *beginning)
        if style.scored or len(positions) > 1:
            return self._phrases.add(positions)
        keys = [self._phrases.add([(word,)]) for word in positions[0]]
        return keys[0] if len(keys) == 1 else f"({' OR '.join(keys)})"

    def marks(self, text: Text) -> tuple[Position, ...]:
        """What a hit on a text consists of, word by word; `quant*` for all that begin so."""
        words = self._phrases.cut(text.words)
        positions = self._positions(text, words, Reach.BEGUN) if words else []
        if words and text.form in _GOES_ON:
            positions[-1] = (*positions[-1], f"{words[-1]}*")
        return tuple(positions)

    def near(self, text: Text) -> list[str]:
        """The words that are meant, where one of a text's words has a typo."""
        return [word for part in text.words for word in self._near(part)]

    def _positions(self, text: Text, words: tuple[str, ...], reach: Reach) -> list[Position]:
        positions: list[Position] = [(word,) for word in words]
        if reach is Reach.TYPED:
            return positions
        if text.form is Form.NEAR:
            return [(word, *self._near(word)) for word in words]
        if text.form in (Form.WORD, Form.TYPING) and text.field != "author":
            positions = [(word, *self._stems(word)) for word in words]
        if text.form in (Form.TYPING, Form.OPEN) and reach is Reach.BEGUN:
            forms = (*positions[-1], *self._completions(words[-1], text.field))
            positions[-1] = tuple(dict.fromkeys(forms))
        return positions

    def _stems(self, word: str) -> tuple[str, ...]:
        self._statements.check()
        return self._forms.of_stem(self._statements.connection, word)

    def _completions(self, word: str, field: str) -> tuple[str, ...]:
        self._statements.check()
        return self._forms.completions(self._statements.connection, word, field)

    def _near(self, word: str) -> tuple[str, ...]:
        self._statements.check()
        return self._forms.near(self._statements.connection, word)

    def _tags(self) -> list[str]:
        return self._statements.column("SELECT DISTINCT key FROM tag")

    # Parts of a column

    def _hold(self, text: Text) -> str:
        positions: list[Position] = [(word,) for word in text.words]
        if text.form in (Form.WORD, Form.TYPING):
            positions = [(word, *self._stems(word)) for word in text.words]
        elif text.form is Form.NEAR:
            positions = [(word, *self._near(word)) for word in text.words]
        self._held.append((text, positions))
        return str(len(self._held) - 1)

    def _holds(self, *values: Any) -> bool:
        """The SQL function: whether a text has the words of a phrase side by side."""
        text, positions = self._held[int(values[1])]
        folded = fold(str(values[0] or ""))
        if not any(word in folded for word in positions[0]):
            return False  # cutting costs ten times as much
        words = words_of(folded, limit=None)
        for start in range(len(words) - len(positions) + 1):
            *head, last = words[start : start + len(positions)]
            if all(word in at for word, at in zip(head, positions, strict=False)) and (
                last in positions[-1] or (text.form in _GOES_ON and last.startswith(text.words[-1]))
            ):
                return True
        return False
