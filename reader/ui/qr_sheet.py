"""A QR code over the whole screen, until a key is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from reader.markdown.lines import Span
from reader.terminal import qr
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import Overlay
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

FOOT = 1  # rows
KEYS = "any key closes"


class QrPane(LinePane):
    """The code in the middle; a sentence where the window has become too small for it."""

    def __init__(self, painter: Painter, address: str) -> None:
        super().__init__(painter, id="qr")
        self._address = address

    def on_resize(self) -> None:
        """As much margin as there is room for."""
        columns, height = self.size
        try:
            rows = drawn(self.painter, self._address, columns, height)
        except qr.NotDrawn as error:
            rows = [[Span(self.painter.cut(str(error), columns))]]
        above = [self.painter.blank(columns)] * ((height - len(rows)) // 2)
        below = [self.painter.blank(columns)] * (height - len(rows) - len(above))
        self.put([*above, *(self._centred(row, columns) for row in rows), *below])

    def _centred(self, spans: list[Span], columns: int) -> Strip:
        from reader.characters import width

        cells = sum(width(span.text) for span in spans)
        return self.painter.filled(spans, columns, max(0, (columns - cells) // 2))


def drawn(painter: Painter, address: str, columns: int, rows: int) -> list[list[Span]]:
    """The rows of the code, each as spans. NotDrawn where there is no room for it.

    Where the theme has black and white, it is black on white. Else the terminal's own colours draw
    it: its ink is dark on a light ground and light on a dark one.
    """
    halves = not painter.ascii_only
    code = qr.fitting(address, columns, rows, halves=halves)
    ink_is_dark = painter.theme.name == "light"
    if halves:
        ink_is_dark = ink_is_dark or painter.theme.look(Look.QR).background is not None
        return [[Span(row, Look.QR)] for row in qr.in_halves(code, dark_ink=ink_is_dark)]
    return [
        [Span("  ", Look.SELECTION if dark is ink_is_dark else Look.ROW) for dark in row]
        for row in code
    ]


class QrSheet(Overlay[None]):
    """The code, and below it what it says."""

    def __init__(self, painter: Painter, address: str) -> None:
        super().__init__()
        self._pane = QrPane(painter, address)
        self._foot = Bar(painter, id="qr-foot")
        self._address = address

    def compose(self) -> ComposeResult:
        """The code, and the address."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """Tell what it is, and how to get out."""
        self._foot.set((Span(self._address, Look.BAR),), KEYS)

    def on_key(self, event: events.Key) -> None:
        """Any key closes it."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        """A click does too."""
        self.dismiss(None)


def show(screen: LibraryScreen, address: str) -> str:
    """The code of an address of a Web target over the screen; else the sentence that says why not."""
    app = screen.reader_app
    columns, rows = app.size
    try:
        drawn(app.painter, address, columns, rows - FOOT)
    except qr.NotDrawn as error:
        return str(error)
    app.push_screen(QrSheet(app.painter, address))
    return ""
