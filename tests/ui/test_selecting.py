"""Selecting with the mouse, and what is copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from reader.ui.selecting import LinkClicked
from tests.ui.conftest import Open, Window, write

BODY = """The **river** bends and the road follows it, and both go on until the bridge where they part.

> Quoted words stand here.

- one item
- [another](https://example.org/there) item

```python
def deep():
    return 1
```

""" + "\n\n".join(f"Paragraph {number} goes on and on." for number in range(60))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "articles", "rivers.md", "Rivers of the North", BODY, subtitle="A journey")
    return tmp_path / "articles"


class Mouse:
    """A mouse over the page; places are given by the text that stands there."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window = window
        self.pane = window.screen.panes.page
        self.copied: list[str] = []
        monkeypatch.setattr(
            window.app, "copy", lambda text, what="": self.copied.append(text) or f"Copied {what}."
        )

    def at(self, text: str, *, end: bool = False) -> tuple[int, int]:
        for row, (_, line) in enumerate(self.pane.painted):
            column = line.text.find(text)
            if column >= 0:
                return self.pane.indent + column + (len(text) - 1 if end else 0), row
        raise AssertionError(f"{text} is not on the screen")

    async def _post(self, kind: type[events.MouseEvent], place: tuple[int, int]) -> None:
        await self.window.pilot._post_mouse_events([kind], self.pane, place, button=1)

    async def drag(self, first: tuple[int, int], *places: tuple[int, int]) -> None:
        await self._post(events.MouseDown, first)
        for place in places:
            await self._post(events.MouseMove, place)
        await self._post(events.MouseUp, places[-1])
        await self.window.settle()

    async def click(self, place: tuple[int, int], times: int = 1) -> None:
        await self.window.pilot.click(self.pane, offset=place, times=times)
        await self.window.settle()

    @property
    def selected(self) -> str:
        return "".join(
            span.text
            for _, line in self.pane.painted
            for span in line.spans
            if span.role == "selection"
        )


async def test_a_drag_copies_without_the_wrapping(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (60, 40)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        await mouse.drag(mouse.at("river"), mouse.at("both go"), mouse.at("part.", end=True))
        assert mouse.copied == [BODY.split("\n")[0].replace("**", "").removeprefix("The ")]
        assert "Copied 17 words." in window.text
        assert mouse.selected.startswith("river bends")
        await window.press("escape")
        assert not mouse.selected
        assert window.screen.panes.on_page


async def test_a_drag_over_blocks_and_backwards_keeps_what_tells_items_apart(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (120, 50)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        await mouse.drag(mouse.at("return 1", end=True), mouse.at("words"), mouse.at("words"))
        assert mouse.copied == [
            "words stand here.\n\n- one item\n- another item\n\ndef deep():\n    return 1"
        ]
        assert "│" not in mouse.copied[0]


async def test_the_header_can_be_selected_and_the_list_can_not(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (120, 50)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        column, row = mouse.at("A journey", end=True)
        await mouse.drag(mouse.at("Rivers of"), (column, row))
        assert mouse.copied == ["Rivers of the North\nA journey"]
        await mouse.drag((column, row), (-30, row))
        assert mouse.copied[1] == "A journey"


async def test_beyond_the_edge_the_page_scrolls_on(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (80, 24)) as window:
        await window.press("enter", "d", "d")
        mouse = Mouse(window, monkeypatch)
        first = mouse.at("Paragraph")
        await mouse._post(events.MouseDown, first)
        await mouse._post(events.MouseMove, (first[0], mouse.pane.size.height))
        top = mouse.pane.top
        await window.until(lambda: mouse.pane.top.part > top.part + 5)
        await mouse._post(events.MouseUp, (first[0], mouse.pane.size.height))
        await window.settle()
        paragraphs = mouse.copied[0].split("\n\n")
        assert len(paragraphs) > 10
        assert all(each.endswith("goes on and on.") for each in paragraphs[:-1])
        top = mouse.pane.top
        await window.settle()
        assert mouse.pane.top == top


async def test_two_clicks_take_a_word_and_three_a_paragraph(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (60, 40)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        await mouse.click(mouse.at("follows"), 2)
        assert mouse.copied == ["follows"]
        await window.pilot.pause(0.6)
        await mouse.click(mouse.at("follows"), 3)
        assert mouse.copied[-1] == BODY.split("\n")[0].replace("**", "")
        await window.pilot.pause(0.6)
        await mouse.click(mouse.at("bends"))
        assert not mouse.selected


async def test_a_click_on_a_link_tells_of_it(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (60, 40)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        told: list[LinkClicked] = []
        post = mouse.pane.post_message

        def note(message: object) -> bool:
            if isinstance(message, LinkClicked):
                told.append(message)
            return post(message)

        monkeypatch.setattr(mouse.pane, "post_message", note)
        await mouse.click(mouse.at("another"))
        await mouse.click(mouse.at("item"))
        assert [(each.link, each.part) for each in told] == [("https://example.org/there", 3)]


async def test_keys_copy_the_uppermost_paragraph_and_code(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder, (60, 50)) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        await window.press("y", "p", "y", "c", "y", "t", "y", "l")
        assert mouse.copied == [
            BODY.split("\n")[0].replace("**", ""),
            "def deep():\n    return 1\n",
            "Rivers of the North",
            "https://example.org/there",
        ]
