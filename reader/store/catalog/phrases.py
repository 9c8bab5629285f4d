"""Phrases for the full-text table, handed over as words that are already cut.

A phrase of an expression is only a key; the tokenizer of the connection looks up what stands
behind it. So nothing that is typed is ever parsed by the engine, and one position of a phrase may
hold several words (the forms of a stem, completions) that count as one: bm25 over an OR of forms
would put the rarest form first. Synonyms by tokens at one place: SQLite's FTS5, §4.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import apsw

from reader.store.catalog.schema import TOKENIZER

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

_NAME, *_ARGUMENTS = [part.strip("'") for part in re.findall(r"'[^']*'|\S+", TOKENIZER)]

Position = tuple[str, ...]
"""The words that may stand at one place of a phrase, the typed one first."""


class Phrases:
    """The phrases of one connection's running search.

    Attached once, before the connection's first full-text search: the table keeps the tokenizer
    that it met then. Holds no connection but a small one of its own.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._behind: dict[bytes, list[Position | str]] = {}
        self._keys: dict[tuple[Position, ...], str] = {}
        # From elsewhere: on this connection the name is about to mean ours.
        self._indexing = apsw.Connection(":memory:").fts5_tokenizer(_NAME, _ARGUMENTS)
        connection.register_fts5_tokenizer(_NAME, self._tokenizer)

    def clear(self) -> None:
        """Forget the phrases of the last search."""
        self._behind.clear()
        self._keys.clear()

    def add(self, positions: Sequence[Position]) -> str:
        """The key of a phrase, quoted as it stands in an expression."""
        whole = tuple(positions)
        key = self._keys.get(whole)
        if key is None:
            number = str(len(self._keys))
            key = self._keys[whole] = f'"{number}"'
            # Several words at one place are a tuple to the engine, a lone one is plain text.
            self._behind[number.encode()] = [
                words if len(words) > 1 else words[0] for words in whole
            ]
        return key

    def cut(self, words: Sequence[str]) -> tuple[str, ...]:
        """Words as the index itself cuts them: its table of letters may be older than Python's."""
        text = " ".join(words).encode("utf-8", "replace")
        found: Any = self._indexing(
            text, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_offsets=False, include_colocated=False
        )
        return tuple(found)

    def _tokenizer(self, connection: apsw.Connection, arguments: list[str]) -> Any:
        """The factory that the engine calls once for the table."""
        del connection, arguments  # those of the schema, which are ours

        def cut(text: bytes, flags: int, locale: str | None) -> Any:
            found = self._behind.get(text) if flags & apsw.FTS5_TOKENIZE_QUERY else None
            return self._indexing(text, flags, locale) if found is None else found

        return cut
