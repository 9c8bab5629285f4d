"""The best sentence of each row of the results: wished for when rows are seen, shown when it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.session.sentences import Sentences, Wish
from reader.session.snippet import Excerpt
from reader.ui import row_sentence
from reader.ui.opened import PATIENCE

if TYPE_CHECKING:
    from reader.session.words import Words
    from reader.ui.library_screen import LibraryScreen

_NOT_YET = Excerpt("")


class RowSentences:
    """What the list asks for the sentences of its rows."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._list = screen.panes.list
        self._sentences = Sentences(screen.desk.library.root)
        self._words: Words | None = None
        self._before: dict[str, Excerpt] = {}  # shown until those for further letters are made
        self._held: tuple[Sequence[str], int] | None = None  # what is wanted, and not yet made
        self._holds = False
        self._generation = 0
        self._coming: asyncio.Future[bool] | None = None

    def look_for(self, words: Words | None, generation: int, *, held: bool = False) -> None:
        """Rows show sentences around this; none where a query looks for none in texts.

        Of another `generation` of the catalog, files may have changed. `held` back, they are not
        made before `release`: their thread would take the interpreter from the painting of rows.
        """
        goes_on = words and self._words and words.typed.startswith(self._words.typed)
        self._before = self._before | self._sentences.made if goes_on else {}
        self._holds, self._held = held, None
        if generation != self._generation:
            self._sentences.forget()
        self._words = words if words is not None and words.in_text else None
        self._generation = generation
        self._list.sentences = self if self._words is not None else None
        if self._words is None:
            self._sentences.forget()

    def of(self, path: str) -> Excerpt:
        """The sentence of an article, empty while it is not there."""
        sentence = self._sentences.of(path) or self._before.get(path) or _NOT_YET
        painter = self._list.painter
        return row_sentence.written(sentence, painter.written) if painter.ascii_only else sentence

    def want(self, paths: Sequence[str], columns: int) -> None:
        """These are in sight, in lines of so many columns."""
        if self._words is None:
            return
        if self._holds:
            self._held = paths, columns
            return
        rows = row_sentence.IN_FOOT if self._list.narrow else row_sentence.ROWS
        self._sentences.look_for(Wish(self._words.of("text"), *row_sentence.length(columns, rows)))
        making = self._sentences.make(paths)
        if making is not None:
            self._coming = asyncio.wrap_future(making)
            self._coming.add_done_callback(self._made)

    def release(self) -> None:
        """Make what was held back."""
        held, self._held, self._holds = self._held, None, False
        if held is not None:
            self.want(*held)

    def _made(self, done: asyncio.Future[bool]) -> None:
        if done is self._coming and not done.cancelled() and self._list.is_attached:
            self._coming = None
            self._list.compose_rows()

    async def come(self) -> None:
        """Wait until they are there, but not for long: then they come as a frame of their own."""
        if self._coming is not None:
            await asyncio.wait({self._coming}, timeout=PATIENCE)
            await asyncio.sleep(0)  # what is there is put into the rows first

    def close(self) -> None:
        """Nothing is wished for any more."""
        self._sentences.close()
