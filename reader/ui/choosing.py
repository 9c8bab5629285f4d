"""Choosing words of the page by keys, to be highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.markdown.marked import Mark
from reader.session import choice as choices
from reader.session.choice import Choice, Unit
from reader.session.page import Page
from reader.session.stretch import Spot
from reader.ui.highlighting import SOURCE
from reader.ui.looks import Look

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

LAYER = "choice"
ASKS = (
    "H highlights  n notes  j k h l s S p P choose  o other end  Esc",
    "H highlights  n with a note  j k sentence  h l words  s p more  S P less  o other end  Esc",
)
"""For a narrow foot, and for a wide one."""
WIDE = 110  # columns from which the longer one fits, with minutes and percentage beside it
NOTHING = "There are no words here to highlight."
CHANGED = "The page has changed; H begins anew."
MADE = "Highlighted.  Enter writes a note  U takes it back"

GROWS = {
    "l": (Unit.WORD, 1),
    "w": (Unit.WORD, 1),
    "right": (Unit.WORD, 1),
    "h": (Unit.WORD, -1),
    "b": (Unit.WORD, -1),
    "left": (Unit.WORD, -1),
    "s": (Unit.SENTENCE, 1),
    "S": (Unit.SENTENCE, -1),
    "p": (Unit.PARAGRAPH, 1),
    "P": (Unit.PARAGRAPH, -1),
}
"""What grows, and in which direction; `keys.CHOOSING` tells it."""
STEPS = {"j": 1, "down": 1, "k": -1, "up": -1}
_MOST = 1000  # steps of one key


def begin(screen: LibraryScreen) -> None:
    """Choose the first sentence on the screen, the hit one is at or what the mouse selected."""
    page = screen.highlighting.page
    if page is None:
        screen.notice = SOURCE if screen.panes.page.page is not None else ""
        return
    found = _begun(screen, page)
    if found is None:
        screen.notice = NOTHING
    else:
        Choosing(screen, page, found).ask()


def _begun(screen: LibraryScreen, page: Page) -> Choice | None:
    selected = selected_by_mouse(screen, page)
    if selected is not None:
        return selected
    pane, hit = screen.panes.page, screen.finding.hit
    if hit is not None and page.is_block(hit.block):
        low, high = pane.seen(hit.block)
        if low < hit.stop and hit.start < high:
            return choices.chosen(page.text, Spot(hit.block, hit.start), Spot(hit.block, hit.stop))
    seen = sorted({place.part - 1 for place, _ in pane.painted if page.is_block(place.part - 1)})
    shown = [(block, *pane.seen(block)) for block in seen]
    shown = [(block, low, high) for block, low, high in shown if high > low]
    if not shown:
        return choices.first(page.text, Spot(0, 0)) if pane.top.part == 0 else None
    (first, low, _), (last, _, high) = shown[0], shown[-1]
    return choices.beginning_in(page.text, Spot(first, low), Spot(last, high))


def selected_by_mouse(screen: LibraryScreen, page: Page) -> Choice | None:
    """What the mouse selected of the text, which then is selected no more."""
    selecting = screen.panes.page.selecting
    selection = selecting.selection
    if selection is None or not selecting.clear():
        return None
    first, last = selection
    return choices.chosen(page.text, Spot(first.block, first.start), Spot(last.block, last.stop))


class Choosing:
    """What is chosen, and the keys that choose."""

    def __init__(self, screen: LibraryScreen, page: Page, choice: Choice) -> None:
        self._screen = screen
        self._pane = screen.panes.page
        self._page = page
        self._choice = choice
        self._count = ""  # digits typed before a key

    def ask(self) -> None:
        """Paint what is chosen, its moving end in sight, and wait for a key."""
        self._pane.marks.pop(LAYER, None)  # the last layer lies above the others
        self._pane.marks[LAYER] = self._marks
        self._pane.bring_into_view(*self._choice.head)
        self._pane.compose_rows()
        self._screen.notice = ASKS[self._screen.size.width >= WIDE]
        self._screen.taking = self._take

    def _marks(self, block: int) -> Sequence[Mark]:
        start, stop, _ = self._choice
        if self._page is not self._pane.page or not start.block <= block <= stop.block:
            return ()
        low = start.offset if block == start.block else 0
        high = stop.offset if block == stop.block else 1 << 62
        return (Mark(low, high, Look.SELECTION),)

    def _leave(self) -> None:
        self._pane.marks.pop(LAYER, None)
        self._pane.compose_rows()

    async def _take(self, key: str) -> None:
        if self._pane.page is not self._page:
            self._leave()
            self._screen.notice = CHANGED
            return
        self._choice = selected_by_mouse(self._screen, self._page) or self._choice
        if key.isdecimal() and (self._count or key != "0"):
            self._count = (self._count + key)[-4:]
        elif key in ("escape", "q", "ctrl+c"):
            self._leave()
            return
        elif key in ("enter", "H", "n"):
            await self._highlight(note=key == "n")
            return
        elif key == "y":
            await self._copy()
            return
        else:
            self._choose(key, min(int(self._count or 1), _MOST))
            self._count = ""
        self.ask()

    def _choose(self, key: str, times: int) -> None:
        text = self._page.text
        if key in GROWS:
            unit, step = GROWS[key]
            self._choice = choices.grown(text, self._choice, unit, step * times)
        elif key in STEPS:
            self._choice = choices.another(text, self._choice, STEPS[key] * times)
        elif key == "o":
            self._choice = choices.swapped(self._choice)

    async def _copy(self) -> None:
        from reader.session import selection
        from reader.ui.actions.reading import copy_selected

        self._leave()
        start, stop, _ = self._choice
        first = selection.Spot(start.block, start.offset, start.offset)
        last = selection.Spot(stop.block, stop.offset, stop.offset)
        chosen = selection.Selection(first, last)
        await copy_selected(self._screen, selection.text_between(self._page, chosen))

    async def _highlight(self, *, note: bool) -> None:
        lights = self._screen.highlighting
        one = lights.add(self._page, self._choice.start, self._choice.stop)
        self._leave()
        if note:
            await self._screen.highlighting.noting.begin(one)
            return

        async def take(key: str) -> None:
            if key in ("enter", "n"):
                await self._screen.highlighting.noting.begin(one)
            elif key != "escape":
                await self._screen.press(key)

        self._screen.notice = MADE
        self._screen.taking = take
