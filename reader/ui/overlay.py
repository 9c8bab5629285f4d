"""What lies over the panes for a while, and is left once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Input, OptionList

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

LEAVING = ("q", "escape", "h", "left")


def is_left(overlay: Screen[ScreenResultType]) -> bool:
    """Whether an overlay has gone: a held key, or a line that stalled, sends it a second one."""
    return not overlay.is_attached or overlay.app.screen is not overlay


def steps(screen: int, half: int, every: int) -> dict[str, int]:
    """How far each key goes that moves in a list over the panes, in its rows; down is positive."""
    return {
        "j": 1, "down": 1, "k": -1, "up": -1, "space": screen, "pagedown": screen,
        "b": -screen, "pageup": -screen, "d": half, "u": -half,
        "g": -every, "home": -every, "G": every, "end": every,
    }  # fmt: skip


def type_ahead(line: Input, event: events.Key) -> None:
    """A letter that came to a screen before its line had the focus; the line keeps all others."""
    if event.is_printable and event.character:
        event.stop()
        line.insert_text_at_cursor(event.character)


class Overlay(ModalScreen[ScreenResultType]):
    """A modal screen that can be dismissed twice in one burst of keys."""

    OVER: ClassVar[str] = ""  # what `keys.OVERS` calls it

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Row and column of what is chosen, where the tallest pane or the line does not tell."""
        return None

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, unless it has been left."""
        return AwaitComplete() if is_left(self) else super().dismiss(result)

    def tell_keys(self) -> None:
        """What the keys do here, over it."""
        from reader.ui.keys import OVERS
        from reader.ui.sheet import Sheet
        from reader.ui.sheet_texts import over_text  # only when somebody asks

        if not is_left(self):
            painter = cast("ReaderApp", self.app).painter
            self.app.push_screen(Sheet(painter, over_text(OVERS[self.OVER]), "question_mark"))


class Palette(CommandPalette):
    """Textual's palette, with the same patience, and at rest where nothing is typed."""

    _moved = False  # one went down from what was typed, and is in the list

    @on(Input.Changed)
    def _typed(self) -> None:
        self._moved = False

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._moved = self._moved or event.option_index > 0  # the first is taken by itself

    def on_key(self, event: events.Key) -> None:
        """What was typed in one piece with the key that opened it."""
        type_ahead(self.query_one(Input), event)

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Row and column of the action that Enter takes; None while one types."""
        listed = self.query_one(CommandList)
        if listed.highlighted is None or not (self._moved or listed.highlighted):
            return None
        x, y, _, _ = listed.content_region
        line = listed._index_to_line[listed.highlighted]
        return y + line - listed.scroll_offset.y, x

    def on_mount(self) -> None:
        """A cursor that blinks is bytes over the wire for nothing."""
        self.query_one(Input).cursor_blink = False

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Leave, unless it has been left."""
        return AwaitComplete() if is_left(self) else super().dismiss(result)  # type: ignore[arg-type]
