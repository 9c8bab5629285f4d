"""Render the named screens to docs/pictures as SVG, from the sample articles, at two sizes.

`make pictures`. The program runs headless, as in the tests, with cache and state in a temporary
folder; a person's own are not touched.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from reader.session.desk import Desk
from reader.session.library import open_library
from reader.session.refresh import refresh
from reader.settings import Settings
from reader.terminal.capabilities import Capabilities
from reader.ui.app import ReaderApp

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "sample_articles"
PICTURES = HERE / "pictures"
SIZES = ((120, 40), (80, 24))
TERMINAL = Capabilities(depth="true", utf8=True, hyperlinks=False, multiplexer="")

Act = Callable[["Pilot[int]"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A named screen: which library, and what is pressed until it is there."""

    name: str
    act: Act
    empty: bool = False


async def _select(pilot: Pilot[int], query: str) -> None:
    await pilot.press("slash")
    await _type(pilot, query)
    await pilot.press("enter")
    await _settle(pilot)


async def _type(pilot: Pilot[int], text: str) -> None:
    names = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", "<": "less_than_sign"}
    await pilot.press(*(names.get(char, char) for char in text))
    await _settle(pilot)


async def _settle(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.pause(0.1)


def _keys(*keys: str) -> Act:
    async def act(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
        await _settle(pilot)

    return act


def _opened(query: str, *keys: str) -> Act:
    async def act(pilot: Pilot[int]) -> None:
        await _select(pilot, query)
        await pilot.press("enter", *keys)
        await _settle(pilot)

    return act


async def _search(pilot: Pilot[int]) -> None:
    await pilot.press("slash")
    await _type(pilot, "river -bread")


async def _nothing(pilot: Pilot[int]) -> None:
    await pilot.press("slash")
    await _type(pilot, "quantum author:lindqvist")


PICTURES_WANTED = (
    Picture("list-and-page", _keys("j", "j", "k")),
    Picture("list", _keys("j", "j", "z")),
    Picture("page", _opened("title:lichens", "z")),
    Picture("search", _search),
    Picture("nothing-found", _nothing),
    Picture("empty-folder", _keys(), empty=True),
    Picture("help", _keys("question_mark")),
    Picture("sort", _keys("s")),
    Picture("broken-article", _opened("is:broken", "i")),
    Picture("right-to-left", _opened("path:warraqin")),
)


async def _render(picture: Picture, size: tuple[int, int], folder: str) -> str:
    desk = Desk.open(folder, Settings())
    app = ReaderApp(desk, Settings(), TERMINAL)
    async with app.run_test(size=size) as pilot:
        await _settle(pilot)
        await picture.act(pilot)
        svg = app.export_screenshot(title="reader")
    desk.close()
    # No font from another host, and the same file for the same screen.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", f"terminal-{picture.name}", svg)


def main() -> None:
    """Render every screen at every size."""
    world = tempfile.mkdtemp(prefix="reader-pictures-")
    try:
        os.environ["READER_CACHE"] = os.path.join(world, "cache")
        samples = os.path.join(world, "articles")
        shutil.copytree(SAMPLES, samples)
        nothing = os.path.join(world, "empty")
        os.mkdir(nothing)
        PICTURES.mkdir(exist_ok=True)
        for picture in PICTURES_WANTED:
            for size in SIZES:
                os.environ["READER_STATE"] = os.path.join(world, f"{picture.name}-{size[0]}.db")
                folder = nothing if picture.empty else samples
                refresh(open_library(folder))
                svg = asyncio.run(_render(picture, size, folder))
                name = f"{picture.name}-{size[0]}x{size[1]}.svg"
                (PICTURES / name).write_text(svg, encoding="utf-8")
                print(name)
    finally:
        shutil.rmtree(world)


if __name__ == "__main__":
    main()
