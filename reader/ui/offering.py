"""What may be typed next, in a line below the search bar: completions, else what would find something."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events

from reader.characters import width
from reader.markdown.lines import Span
from reader.session.completing import Completer
from reader.session.completion import Offer
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.session.search import Answer
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.search_bar import SearchBar
    from reader.ui.strips import Painter

HINTS = (
    "words  author:  tag:  read:<10  date:2024  is:unread   Tab completes  Ctrl+P what was asked"
)
GAP = 3  # columns between two offers
AFTER = 0.06  # seconds behind a key, so that its results are not held up
LONGEST = 40  # columns of one, with what is told of it


class OfferLine(LinePane):
    """One row with the offers that fit, around the one that was taken."""

    def __init__(self, painter: Painter, offering: Offering) -> None:
        super().__init__(painter, id="offers")
        self._offering = offering
        self._ends: list[tuple[int, int]] = []  # an offer, and the column behind it

    def compose_rows(self) -> None:
        """Lay out the offers."""
        columns = self.size.width
        if not columns:
            return
        offers, taken = self._offering.offers, self._offering.taken
        spans, self._ends = [Span(" ")], []
        if not offers:
            spans.append(Span(self.painter.cut(HINTS, columns - 2), Look.BAR))
        used = 1
        for index in range(self._first(columns), len(offers)):
            shown, told = self._texts(offers[index])
            cells = width(shown) + width(told)
            if used + cells >= columns:
                break
            look = Look.ROW_SELECTED if index == taken else Look.ROW
            detail = Look.ROW_SELECTED_DETAIL if index == taken else Look.BAR
            spans += [Span(shown, look), Span(told, detail), Span(" " * GAP)]
            used += cells + GAP
            self._ends.append((index, used))
        self.put([self.painter.strip(spans, columns)])

    def _texts(self, offer: Offer) -> tuple[str, str]:
        shown = self.painter.cut(offer.shown, LONGEST)
        told = self.painter.cut(f" {offer.told}", max(0, LONGEST - width(shown)))
        return shown, told if len(told) > 1 else ""

    def _first(self, columns: int) -> int:
        """The first offer that is shown, so that the one that was taken is seen too."""
        last = self._offering.taken
        used, first = 1, last if last is not None else 0
        while first > 0:
            used += sum(map(width, self._texts(self._offering.offers[first]))) + GAP
            before = sum(map(width, self._texts(self._offering.offers[first - 1])))
            if used + before >= columns:
                break
            first -= 1
        return first

    def on_click(self, event: events.Click) -> None:
        """A click takes an offer."""
        event.stop()
        index = next((index for index, end in self._ends if event.x < end), None)
        if index is not None:
            self._offering.take(index)


class Offering:
    """The offers for what stands in the bar, and the one that Tab has put there."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._completer = Completer(screen.desk.library)
        self._bar: SearchBar | None = None
        self.line: OfferLine | None = None
        self.offers: tuple[Offer, ...] = ()
        self.taken: int | None = None  # the offer that stands in the bar
        self._found: tuple[Offer, ...] = ()  # what goes on with what was typed
        self._instead: tuple[Offer, ...] = ()  # what would find something, where nothing is found
        self._typed = ""  # what stood there before
        self._behind = ""  # what stands behind the cursor
        self._put = ""  # the text that was put into the bar
        self._waiting: Timer | None = None  # what is going to ask for completions

    def open(self, bar: SearchBar) -> OfferLine:
        """A line for a bar."""
        self._bar = bar
        self.line = OfferLine(self._screen.reader_app.painter, self)
        self._put = bar.value
        self._show(())
        return self.line

    def typed(self, text: str, cursor: int) -> None:
        """Another text stands in the bar, perhaps since an offer was taken."""
        if text == self._put and self.taken is not None and len(self.offers) > 1:
            return
        self._put, self._instead = "", ()
        self._typed, self._behind = text[:cursor], text[cursor:]
        # Those of the letters before, until others come: Tab takes none that was for another text.
        self._found = tuple(offer for offer in self._found if offer.typed.startswith(self._typed))
        if not self._typed.strip():
            self._found = ()
        self._show_all()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self._screen.set_timer(AFTER, self._ask)

    def _ask(self) -> None:
        asked = self._typed
        coming = asyncio.wrap_future(self._completer.ask(asked, self._screen.desk.views))
        coming.add_done_callback(lambda done: self._come(asked, done))

    def _come(self, asked: str, done: asyncio.Future[tuple[Offer, ...] | None]) -> None:
        if done.cancelled() or asked != self._typed or self._put:
            return
        found = done.result()
        if found is not None:
            self._found = found
            self._show_all()

    def answered(self, answer: Answer) -> None:
        """Where nothing was found, what would find something is offered."""
        if answer.suggestions and self._bar is not None and not self._put and not self._behind:
            self._instead = tuple(
                Offer(text, text, f"{count:,}") for text, count in answer.suggestions
            )
            self._show_all()

    def _show_all(self) -> None:
        """What goes on with what was typed comes first: `author:d` is on its way to an author."""
        known = {offer.typed for offer in self._found}
        instead = (offer for offer in self._instead if offer.typed not in known)
        self._show((*self._found, *instead))

    def _show(self, offers: Iterable[Offer]) -> None:
        self.offers, self.taken = tuple(offers), None
        if self.line is not None:
            self.line.compose_rows()

    def step(self, steps: int) -> None:
        """Put the next offer into the bar, or the one before; around over what was typed."""
        if self.offers:
            at = -1 if self.taken is None else self.taken
            places = len(self.offers) + 1
            self.take((at + 1 + steps) % places - 1)

    def take(self, index: int) -> None:
        """Put an offer into the bar; -1 is what was typed."""
        bar = self._bar
        if bar is None or index >= len(self.offers):
            return
        self.taken = index if index >= 0 else None
        head = self.offers[index].typed if index >= 0 else self._typed
        self._put = head + self._behind
        bar.put(self._put, len(head))
        if self.line is not None:
            self.line.compose_rows()

    def close(self) -> None:
        """Nothing is offered any more."""
        self._completer.close()
