"""Render the named screens to docs/pictures as SVG, from the sample articles, at two sizes.

`make pictures`. The program runs headless, as in the tests, with cache and state in a folder of its
own; a person's own are not touched. The same program gives the same bytes.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from reader.characters import width
from reader.session.desk import Desk
from reader.session.library import open_library
from reader.session.refresh import refresh
from reader.settings import Settings
from reader.store.state.facts import Left, Opened
from reader.terminal.capabilities import Capabilities
from reader.ui.app import ReaderApp

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "sample_articles"
PICTURES = HERE / "pictures"
SIZES = ((120, 40), (80, 24))
TERMINAL = Capabilities(depth="true", utf8=True, hyperlinks=False, multiplexer="")

# The path of the library stands in some pictures, so it is the same in every run.
WORLD = os.path.join(tempfile.gettempdir(), "reader-pictures")

# What whoever looks at the picture has installed; a file that fetches a font would not be one file.
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

MODIFIED = 1_767_225_600  # 1 January 2026: when the samples were written, as some pictures tell

PATIENCE = 20.0  # seconds for what a picture waits for; then something is broken

Act = Callable[["Stage"], Awaitable[None]]


class Stage:
    """The program while its picture is being prepared."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the screen is at rest."""
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a text, one key a character."""
        names = {" ": "space", ":": "colon", "-": "minus"}
        await self.press(*(names.get(char, char) for char in text))

    async def until(self, words: str) -> None:
        """Wait until words are on the screen, and then until it is at rest."""
        waited = 0.0
        while words not in self.text:
            await self.pilot.pause(0.05)
            waited += 0.05
            if waited > PATIENCE:
                raise SystemExit(f"“{words}” never came:\n{self.text}")
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing has changed for a while."""
        before, same = "", 0
        while same < 4:
            await self.pilot.pause(0.05)
            busy = self.app.desk.refreshing or not self.app.desk.memory.is_saved
            same = same + 1 if self.text == before and not busy else 0
            before = self.text


@dataclass(frozen=True, slots=True)
class Picture:
    """A named screen: what is done until it is there, and words by which it is known."""

    name: str
    act: Act
    words: str
    empty: bool = False


def _keys(*keys: str) -> Act:
    async def act(stage: Stage) -> None:
        await stage.press(*keys)

    return act


def _typed(query: str) -> Act:
    async def act(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type(query)

    return act


def _opened(query: str, words: str, *keys: str) -> Act:
    """Search, open what is found, press keys; `=words` are typed letter by letter."""

    async def act(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type(query)
        await stage.until(words)
        await stage.press("enter", "enter", "g")
        for key in keys:
            if key.startswith("="):
                await stage.type(key[1:])
            else:
                await stage.press(key)

    return act


def _listed(query: str, words: str, *keys: str) -> Act:
    """Search, and press keys in the list."""

    async def act(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type(query)
        await stage.until(words)
        await stage.press("enter", *keys)

    return act


async def _lived_in(stage: Stage) -> None:
    """A list in which somebody has read: one to its end, one begun, one with a star."""
    await stage.press("j", "r", "j", "j", "enter", "space", "q")
    await stage.press("k", "asterisk")
    await stage.press("j", "k")


READINGS = (
    ("thin-wire.md", "Working Over a Thin Wire", 8.3, 4, 62),
    ("bread.md", "Flour, Water, Tuesday", 21.1, 6, 100),
    ("thin-wire.md", "Working Over a Thin Wire", 31.7, 3, 100),
    ("meanders.md", "The River's Handwriting", 32.2, 2, 27),
)
"""Of the history: path, title, hours since MODIFIED, minutes, percent."""


async def _highlighted(stage: Stage) -> None:
    """Two passages of an article highlighted, one of them with a note."""
    await _opened("path:wire", "Thin Wire", "z")(stage)
    await stage.press("H", "j", "enter")
    await stage.press("H", "j", "j", "n")
    await stage.type("ask Nora about that")
    await stage.press("enter", "g", "enter", "n")


async def _all_highlights(stage: Stage) -> None:
    """The list of them, with one of another article."""
    await _highlighted(stage)
    await stage.press("escape", "J", "H", "enter", "escape", "L", "L")


async def _tags(stage: Stage) -> None:
    """The panel, where one gave a tag before."""
    await _listed("title:wire", "Thin Wire", "T")(stage)
    await stage.type("slow")
    await stage.press("enter", "T")


async def _read(stage: Stage) -> None:
    """What was read on two days, at times that are the same in every picture."""
    desk = stage.app.desk
    for path, title, hours, minutes, progress in READINGS:
        opened = MODIFIED + hours * 3600
        facts = (Opened(path, opened, title), Left(path, opened, progress, opened + minutes * 60))
        desk.memory.write_now(facts)
    await stage.press("colon")
    await stage.type("what was read")
    await stage.press("enter")


async def _facets(stage: Stage) -> None:
    """Narrowed by the first tag."""
    await stage.press("F")
    await stage.until("Tags")
    await stage.press("tab", "enter")
    await stage.until("✓")
    await stage.rest()


async def _views(stage: Stage) -> None:
    """With a view of one's own; the numbers come one by one."""
    stage.app.desk.views = {"Short": "is:unread read:<3", "Rivers": "river OR wire"}
    await stage.press("v")
    await stage.until("Rivers")
    await stage.rest()


PICTURES_WANTED = (
    Picture("list-and-page", _lived_in, "1 begun"),
    Picture("list", _keys("j", "j", "z"), "The Reader Who Made No Sound"),
    Picture("page", _opened("path:wire", "Thin Wire", "z"), "Nora Castellanos"),
    Picture("search", _typed("river -bread"), "2 found"),
    Picture("nothing-found", _typed("quantum author:lindqvist"), "Would find something"),
    Picture("empty-folder", _keys(), "No articles in", empty=True),
    Picture("help", _keys("question_mark"), "Keys in the list"),
    Picture("sort", _keys("s"), "Order of the list"),
    Picture("broken-article", _listed("is:broken", "Corridor Side", "i"), "Problem"),
    Picture(
        "table", _opened("path:lighthouses", "A Grammar of Lights", "slash", "=isophase"), "sophase"
    ),
    Picture("formula", _opened("path:meanders", "Handwriting", "slash", "=pendulum"), "sin"),
    Picture("code", _opened("path:unix-time", "The Hour", "slash", "=Smear"), "Smear"),
    Picture("footnotes", _opened("path:footnotes", "Downstairs", "G"), "↩"),
    Picture("alerts", _opened("path:bread", "Flour, Water", "slash", "=glasses"), "Warning"),
    Picture("contents", _opened("path:wire", "Thin Wire", "t", "j", "j"), "Contents"),
    Picture("find", _opened("path:wire", "Thin Wire", "slash", "=byte"), " of "),
    Picture("links", _opened("path:wire", "Thin Wire", "f"), "letters"),
    Picture("information", _listed("title:wire", "Thin Wire", "i"), "Front matter"),
    Picture("source", _opened("path:wire", "Thin Wire", "R"), "title:"),
    Picture("highlights", _highlighted, "E in $EDITOR"),
    Picture("highlight-list", _all_highlights, "Highlights of the library"),
    Picture("views", _views, "With problems"),
    Picture("facets", _facets, "Facets"),
    Picture("tags", _tags, "✓ #slow"),
    Picture("history", _read, "Enter opens it"),
    Picture("cjk", _opened("path:sanyu", "三余", "space"), "三余"),
    Picture("right-to-left", _opened("path:warraqin", "1 found"), " min left"),
)


def file_name(picture: Picture, size: tuple[int, int]) -> str:
    """The name of a picture's file at a size."""
    return f"{picture.name}-{size[0]}x{size[1]}.svg"


async def _render(picture: Picture, size: tuple[int, int], folder: str) -> str:
    desk = Desk.open(folder, Settings())
    app = ReaderApp(desk, Settings(), TERMINAL)
    try:
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.until("No articles in" if picture.empty else "17 articles")
            await picture.act(stage)
            await stage.until(picture.words)
            return app.export_screenshot(title="reader")
    finally:
        desk.close()


# Rich counts characters for the length of a text, and sets two wide ones into two cells.
_TEXT = re.compile(r'(<text [^>]*textLength=")([0-9.]+)("[^>]*>)([^<]*)(?=</text>)')
CELL = 12.2  # units of the picture


def _with_cells(match: re.Match[str]) -> str:
    text = html.unescape(match[4])
    return f"{match[1]}{CELL * width(text):g}{match[3]}{match[4]}"


def _as_file(svg: str, name: str) -> str:
    """The picture as one file that fetches nothing, with every blank where it belongs."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", FONTS)
    svg = re.sub(r"terminal-\d+", f"terminal-{name}", svg)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    svg = _TEXT.sub(_with_cells, svg)
    lines = (line.rstrip() for line in svg.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def main(names: list[str]) -> None:
    """Render every screen at every size, or those that are named."""
    try:
        os.mkdir(WORLD, mode=0o700)
    except FileExistsError:
        raise SystemExit(f"{WORLD} exists; if no other run is under way, remove it.") from None
    try:
        os.environ["READER_CACHE"] = os.path.join(WORLD, "cache")
        samples = os.path.join(WORLD, "sample_articles")
        shutil.copytree(SAMPLES, samples)
        os.environ["TZ"] = "UTC"
        time.tzset()
        for folder, _, files in os.walk(samples):
            for name in files:
                os.utime(os.path.join(folder, name), (MODIFIED, MODIFIED))
        nothing = os.path.join(WORLD, "drafts")
        os.mkdir(nothing)
        for folder in (samples, nothing):
            refresh(open_library(folder))
        PICTURES.mkdir(exist_ok=True)
        for picture in [p for p in PICTURES_WANTED if not names or p.name in names]:
            for size in SIZES:
                name = file_name(picture, size)
                os.environ["READER_STATE"] = os.path.join(WORLD, f"{name}.db")
                folder = nothing if picture.empty else samples
                svg = asyncio.run(_render(picture, size, folder))
                (PICTURES / name).write_text(_as_file(svg, picture.name), encoding="utf-8")
                print(name)
    finally:
        shutil.rmtree(WORLD)


if __name__ == "__main__":
    main(sys.argv[1:])
