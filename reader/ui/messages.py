"""What widgets tell the screen: requests, and facts with the ticket of their question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.session.progress import Progress, Summary, Walked
    from reader.session.search import Answer


class Selected(Message):
    """The mouse selected another row of the list."""

    def can_replace(self, message: Message) -> bool:
        """Only the latest of several that wait is of interest."""
        return isinstance(message, Selected)


class OpenArticle(Message):
    """The selected article shall be read."""


class JumpTo(Message):
    """The entry under the cursor of the contents was clicked."""


class Typed(Message):
    """The text of the search bar changed."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class SearchLeft(Message):
    """The search bar was left for the list; the query stays. A key may have come with it."""

    def __init__(self, key: str = "") -> None:
        self.key = key
        super().__init__()


class MoveInResults(Message):
    """Up or down was pressed in the search bar."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        super().__init__()


class Found(Message):
    """A search was answered."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__()


class Indexing(Message):
    """The indexer got on."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        super().__init__()


class FoldersWalked(Message):
    """The indexer knows the folders of the library."""

    def __init__(self, walked: Walked) -> None:
        self.walked = walked
        super().__init__()


class Indexed(Message):
    """The indexer ended: its summary, or the sentence that says why not."""

    def __init__(self, summary: Summary | None, sentence: str = "") -> None:
        self.summary = summary
        self.sentence = sentence
        super().__init__()
