"""The panel of one's own tags: those there are, filtered as one types, and new ones."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.characters import fold, one_line
from reader.ui.line_editor import LineEditor
from reader.ui.overlay import Overlay

LONGEST = 60  # characters of a tag
SHOWN = 12  # tags at once


def typed_tags(typed: str) -> list[str]:
    """The tags that a line names, divided by commas; a # before one is none of it."""
    parts = (one_line(part).strip().lstrip("#").strip()[:LONGEST] for part in typed.split(","))
    return list(dict.fromkeys(part for part in parts if part))


class TagPanel(Overlay[list[str] | None]):
    """The answer are the tags to give or take, None when left."""

    def __init__(self, known: Sequence[tuple[str, int]], given: Sequence[str]) -> None:
        super().__init__()
        self._known = sorted(known, key=lambda tag: (tag[0] not in given, -tag[1], tag[0]))
        self._given = frozenset(given)
        self._at: int | None = None  # the tag under the cursor; None: what is typed
        self._line = _TagLine(self)

    def compose(self) -> ComposeResult:
        """The line, and the tags below it."""
        with Vertical(id="panel"):
            yield self._line
            yield Static(self._content(), id="tags")

    def on_mount(self) -> None:
        """Type at once."""
        self._line.focus()

    @property
    def _found(self) -> list[tuple[str, int]]:
        last = fold(self._line.value.rpartition(",")[2]).strip().lstrip("#")
        return [tag for tag in self._known if last in fold(tag[0])][:SHOWN]

    def _content(self) -> Content:
        parts: list[str | Content] = ["\n"]
        for index, (tag, count) in enumerate(self._found):
            mark = ">" if index == self._at else " "
            has = "  (given)" if tag in self._given else ""
            line = f"{mark} #{tag}  {count:,}{has}\n"
            parts.append(Content.styled(line, "bold") if index == self._at else line)
        parts.append(Content.styled("\nEnter gives or takes, commas divide, Esc leaves", "dim"))
        return Content.assemble(*parts)

    def typed(self) -> None:
        """Another text in the line."""
        self._at = None
        self._show()

    def step(self, rows: int) -> None:
        """Up or down in the tags."""
        count = len(self._found)
        if count:
            at = -1 if self._at is None and rows > 0 else self._at or 0
            self._at = (at + rows) % count
            self._show()

    def take(self) -> None:
        """The tag under the cursor, with those typed before the last comma; else what is typed."""
        typed = self._line.value
        if self._at is not None:
            typed = f"{typed.rpartition(',')[0]},{self._found[self._at][0]}"
        self.dismiss(typed_tags(typed) or None)

    def _show(self) -> None:
        if self.is_attached:
            self.query_one("#tags", Static).update(self._content())


class _TagLine(LineEditor):
    """The line of the panel."""

    def __init__(self, panel: TagPanel) -> None:
        super().__init__("", id="tag-line", placeholder="tags of your own, divided by commas")
        self._panel = panel

    def typed(self, text: str) -> None:  # noqa: ARG002
        """Every key filters."""
        self._panel.typed()

    def entered(self) -> None:
        """Enter gives or takes."""
        self._panel.take()

    def left(self, key: str = "") -> None:  # noqa: ARG002
        """Esc leaves."""
        self._panel.dismiss(None)

    def takes(self, key: str) -> bool:
        """The arrows move in the tags."""
        if key not in ("down", "up"):
            return False
        self._panel.step(1 if key == "down" else -1)
        return True
