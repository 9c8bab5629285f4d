"""What lies over the panes for a while, and is left once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen, ScreenResultType


def is_left(overlay: Screen[ScreenResultType]) -> bool:
    """Whether an overlay has gone: a held key, or a line that stalled, sends it a second one."""
    return not overlay.is_attached or overlay.app.screen is not overlay


class Overlay(ModalScreen[ScreenResultType]):
    """A modal screen that can be dismissed twice in one burst of keys."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, unless it has been left."""
        return AwaitComplete() if is_left(self) else super().dismiss(result)


class Palette(CommandPalette):
    """Textual's palette, with the same patience."""

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Leave, unless it has been left."""
        return AwaitComplete() if is_left(self) else super().dismiss(result)  # type: ignore[arg-type]
