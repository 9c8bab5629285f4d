"""The Textual application: its colours, its one screen, and what only an application can do."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.filter import Monochrome, NoColor
from textual.reactive import Reactive
from textual.screen import Screen

from reader import folders
from reader.allowed import EVERYTHING, Allowed
from reader.markdown.lines import glyphs_for
from reader.session.desk import Desk
from reader.settings import Settings
from reader.terminal import clipboard, colours
from reader.terminal.capabilities import Capabilities, Depth
from reader.ui import leaving
from reader.ui.driver import BackgroundReported, ReaderDriver
from reader.ui.library_screen import LibraryScreen
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from textual.command import Provider


def _actions() -> type[Provider]:
    from reader.ui.commands import Actions  # with the table of keys: not before the first paint

    return Actions


_COLOUR_FILTERS = (Monochrome, NoColor)


class ReaderApp(leaving.LeavingApp, inherit_bindings=False):
    """One screen over an open library."""

    TITLE = "reader"
    # From the beginning: to set it later has Textual parse all styles a second time, 10 ms.
    theme = Reactive("ansi-dark")
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar[set[Any]] = {_actions}
    ALLOW_SELECT: ClassVar[bool] = False
    ENABLE_COMMAND_PALETTE = False  # ours opens by `:`; Textual would take Ctrl+P from the lines

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        terminal: Capabilities,
        allowed: Allowed = EVERYTHING,
    ) -> None:
        # Colours are the terminal's own and ours: Textual's would be true colour under NO_COLOR.
        super().__init__(driver_class=ReaderDriver, ansi_color=True)
        self._take_colours(terminal.depth)
        self.animation_level = "none"  # an animation is bytes over the wire for nothing
        self.desk = desk
        self.allowed = allowed
        self.settings = settings
        self._terminal = terminal
        self.ascii_only = not terminal.utf8
        self.linear = settings.linear
        self.set_class(self.linear, "linear")
        self.set_class(self.ascii_only, "ascii")  # for the borders that Textual draws
        self.glyphs = glyphs_for(ascii_only=self.ascii_only, linear=self.linear)
        self.painter = Painter(
            self._colours(colours.guessed_theme()),
            hyperlinks=terminal.hyperlinks,
            reorders=settings.right_to_left == "reorder",
            ascii_only=self.ascii_only,
        )
        self.library_screen = LibraryScreen(self)

    def _colours(self, automatic: colours.ThemeName) -> colours.Theme:
        return colours.theme_here(self.settings.theme, self._terminal.depth, automatic)

    def _take_colours(self, depth: Depth) -> None:
        """As many as were decided on: Textual heeds NO_COLOR against a flag, and where it is empty.

        Where there are none, what it paints has none left when it gets to the driver.
        """
        self._filters = [kept for kept in self._filters if not isinstance(kept, _COLOUR_FILTERS)]
        self.no_color = depth == "none"
        if self.no_color:
            self.console._color_system = None
        self.set_class(depth in ("16", "none"), "few-colours")

    def place_of_cursor(self) -> tuple[int, int] | None:
        """Where one is, in the linear mode; else where one types."""
        if not self.linear:
            return super().place_of_cursor()
        from reader.ui.linear import cursor  # few sessions need it

        return cursor(self)

    def get_default_screen(self) -> Screen[None]:
        """The one screen, with no blank one below it."""
        return self.library_screen

    @on(BackgroundReported)
    def _on_background(self, message: BackgroundReported) -> None:
        """The terminal told its background: with the theme `auto`, take the one that suits."""
        name = colours.theme_for(message.red, message.green, message.blue)
        theme = self._colours(name)
        if theme.name != self.painter.theme.name:
            self.painter.set_theme(theme)
            self.library_screen.repaint()

    def copy(self, text: str, what: str = "") -> str:
        """Text to the clipboard; the sentence that tells what came of it."""
        driver = self._driver
        write = driver.write if driver else lambda _: None
        try:
            return clipboard.copy(text, os.environ, write, what=what)
        except clipboard.NotCopied as error:
            return str(error)

    def leave(self) -> None:
        """The end."""
        self.library_screen.keep_everything()
        self.exit(0)


def read(desk: Desk, settings: Settings, terminal: Capabilities, allowed: Allowed) -> int:
    """Read until the person leaves; the exit status."""
    app = ReaderApp(desk, settings, terminal, allowed)
    try:
        screen = app.library_screen
        return leaving.run(
            app, log=_log(desk, allowed), on_leave=screen.end, on_suspend=screen.keep_everything
        )
    finally:
        desk.close()
        if unkept := desk.memory.unkept:
            sys.stderr.write(f"reader: {unkept}\n")


def _log(desk: Desk, allowed: Allowed) -> str:
    """The file that stands for stderr; beside the state where nothing else may be written."""
    place = desk.library.state
    if allowed.elsewhere:
        return folders.log()
    return os.devnull if place.startswith("file:") else f"{place}.log"
