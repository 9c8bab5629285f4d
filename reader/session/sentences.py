"""The best sentence of each article that is in sight: read from its file, in a thread.

The index keeps no texts. A wish overtakes the one before it between two files; of a file its first
256 KB are read, and its text is kept for the next key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from reader.errors import ArticleGone
from reader.named import NamedTuple
from reader.session.hits import Marks
from reader.session.snippet import Excerpt, excerpt, text_read

READ = 256 << 10  # bytes of a file, 40 ms at most
KEPT = 1 << 20  # characters of texts kept from key to key
NOTHING = Excerpt("")  # of a file that can't be read any more


class Wish(NamedTuple):
    """What sentences are made for."""

    marks: Marks
    length: int  # characters of a sentence
    before: int  # of these at most, before its hit


class Sentences:
    """Makes excerpts; belongs to one thread, which never waits for them."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._wish = Wish((), 0, 0)
        self._ticket = 0
        self._made: dict[str, Excerpt] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sentences")
        self._texts: OrderedDict[tuple[str, int, int], str] = OrderedDict()  # the thread's
        self._kept = 0

    def of(self, path: str) -> Excerpt | None:
        """The sentence of an article; None while it is not made."""
        return self._made.get(path)

    @property
    def made(self) -> dict[str, Excerpt]:
        """All that are made for the present wish, by path."""
        return self._made

    def look_for(self, wish: Wish) -> bool:
        """Make sentences for this from now on; whether it is something else."""
        if wish == self._wish:
            return False
        self.forget()
        self._wish = wish
        return True

    def forget(self) -> None:
        """The files may be others: everything is made anew."""
        self._ticket += 1
        self._made = {}

    def make(self, paths: Sequence[str]) -> Future[bool] | None:
        """Make what is missing of these, in place of what was wanted before.

        None where nothing is. The answer is whether all of them were made.
        """
        missing = [path for path in paths if path not in self._made]
        if not missing:
            return None
        self._ticket += 1
        return self._thread.submit(self._make, self._ticket, self._wish, self._made, missing)

    def close(self) -> None:
        """Wait for nobody."""
        self._ticket += 1
        self._thread.shutdown(wait=False, cancel_futures=True)

    # The thread

    def _make(self, ticket: int, wish: Wish, made: dict[str, Excerpt], paths: list[str]) -> bool:
        for path in paths:
            if ticket != self._ticket:
                return False
            if path not in made:
                made[path] = self._sentence(path, wish)
        return True

    def _sentence(self, path: str, wish: Wish) -> Excerpt:
        try:
            return excerpt(self._text(path), *wish)
        except ArticleGone:
            return NOTHING

    def _text(self, path: str) -> str:
        from reader.library import load

        key = (path, *load.stamp(self._root, path))
        text = self._texts.pop(key, None)
        if text is None:
            text = text_read(self._root, path, READ)
            self._kept += len(text)
        self._texts[key] = text
        while self._kept > KEPT and len(self._texts) > 1:
            self._kept -= len(self._texts.popitem(last=False)[1])
        return text
