"""A library made for a test, and the program open on it, headless."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from reader.allowed import EVERYTHING, Allowed
from reader.session.desk import Desk
from reader.session.indexer import Indexer
from reader.session.library import open_library
from reader.session.refresh import refresh
from reader.settings import Settings
from reader.terminal.capabilities import Capabilities
from reader.ui.app import ReaderApp
from reader.ui.library_screen import LibraryScreen
from tests.loaded import load_here
from tests.ui.quiet import wait_by_events

TERMINAL = Capabilities(depth="true", utf8=True, hyperlinks=True, multiplexer="")
PROSE = "\n\n".join(
    f"Paragraph {number} of the text. " + "The river bends and the road follows it. " * 9
    for number in range(30)
)


def write(
    folder: Path, name: str, title: str, body: str = PROSE, day: str = "2024-02-09", **more: str
) -> Path:
    """An article with front matter."""
    fields = {"title": title, "author": "Ann Author", "publish_date": day, **more}
    front = "".join(f"{key}: '{value}'\n" for key, value in fields.items())
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")
    return path


@dataclass
class Window:
    """The program as a test sees it."""

    app: ReaderApp
    pilot: Pilot[int]

    @property
    def screen(self) -> LibraryScreen:
        return self.app.library_screen

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they asked for is shown."""
        await self.pilot.press(*keys)
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """Keys that come in one piece, as from a held key or a line that had stalled."""
        for key in keys:
            event = events.Key(key, key if len(key) == 1 else None)
            self.app.post_message(event)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, one key a character."""
        names = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark"}
        await self.press(*(names.get(char, char) for char in text))

    async def until(self, holds: Callable[[], bool], tries: int = 1000) -> None:
        """Wait until something holds; a hang guard of ten seconds."""
        for _ in range(tries):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came to hold:\n" + self.text)

    async def settle(self) -> None:
        """Let messages, threads and paints be done."""
        await self.pilot.pause()

    @property
    def rows(self) -> list[str]:
        """What is on the screen, row by row."""
        screen = self.app.screen
        return [strip.text for strip in screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    @property
    def titles(self) -> list[str]:
        """The titles of the listing, in order."""
        shelf = self.app.desk.shelf
        return [row.title for row in map(shelf.row, range(shelf.count)) if row]

    @property
    def selected(self) -> str:
        row = self.screen.panes.list.row
        return row.title if row else ""


Open = Callable[..., AbstractAsyncContextManager[Window]]


@pytest.fixture(autouse=True)
def refreshed_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refresh runs in its thread, not in children: a third of the time of these tests.

    The children have tests of their own, in tests/unit/test_indexer.py and tests/terminal; a test
    marked `child` has them here too.
    """
    load_here(request, monkeypatch)
    if request.node.get_closest_marker("child") is None:
        monkeypatch.setattr(Indexer, "_run", Indexer._run_here)


@pytest.fixture(autouse=True)
def waits_by_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test goes on as soon as what it asked for is done."""
    wait_by_events(monkeypatch)


@pytest.fixture(autouse=True)
def nothing_stays_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an interface keeps from the collector until its end is kept by hundreds of them here."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """The same style sheet with the same variables gives the same rules to every interface."""
    parsed: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, *place: object, **named: object) -> list[RuleSet]:
        key = (css, place, *named.items(), frozenset(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, *place, **named)  # type: ignore[arg-type]
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture
def open_window() -> Open:
    """Open the program on a folder; `indexed` as on a second start, with the catalog there."""

    @asynccontextmanager
    async def opened(
        folder: Path,
        size: tuple[int, int] = (120, 40),
        *,
        indexed: bool = True,
        terminal: Capabilities = TERMINAL,
        settings: Settings | None = None,
        allowed: Allowed = EVERYTHING,
    ) -> AsyncIterator[Window]:
        if indexed and folder.is_dir():
            refresh(open_library(str(folder)))
        chosen = settings or Settings()
        desk = Desk.open(str(folder), chosen)
        app = ReaderApp(desk, chosen, terminal, allowed)
        try:
            async with app.run_test(size=size) as pilot:
                window = Window(app, pilot)
                if (
                    indexed and folder.is_dir()
                ):  # the refresh of every start, so that none comes in between later
                    await window.until(lambda: desk.begun and not desk.refreshing)
                await window.settle()
                yield window
        finally:
            desk.close()

    return opened


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Seven articles on four days, two of one title, one broken, one read in a minute."""
    folder = tmp_path / "articles"
    write(folder, "silicon.md", "Silicon and Soul", cta="Write to us.", read_time="8 mins")
    write(folder, "hour-a.md", "The Hour", subtitle="How the railways took it", day="2024-02-08")
    write(folder, "hour-b.md", "The Hour", subtitle="How computers count it", day="2024-02-08")
    write(folder, "lichens.md", "Lichens", day="2023-06-01", tags="slow")
    write(folder, "night.md", "Night Train", day="2023-06-01", author="Bo Writer")
    write(folder, "short.md", "A Short One", body="Just a quokka.", day="2023-05-01")
    broken = write(folder, "broken.md", "Broken", day="2023-05-01")
    text = broken.read_text().replace("title: 'Broken'", "title: 'Ann's Broken Title'")
    broken.write_text(text)
    return folder
