"""A link as a QR code on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.terminal.capabilities import Capabilities
from tests.ui.conftest import Open, write

BODY = "See [another](b.md) and [the web](https://example.org/page).\n\nMore.\n"


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    write(tmp_path, "a.md", "Alpha", body=BODY, day="2024-02-09")
    write(tmp_path, "b.md", "Bravo", body="No link.", day="2024-02-08")
    return tmp_path


async def test_y_q_shows_the_first_address_of_the_web_until_a_key(
    open_window: Open, articles: Path
) -> None:
    async with open_window(articles, (100, 30)) as window:
        await window.press("enter", "y")
        assert "q link as QR code" in window.rows[-1]
        await window.press("q")
        assert "▀" in window.text
        assert "https://example.org/page" in window.rows[-1]
        assert "any key closes" in window.rows[-1]
        await window.press("x")
        assert "▀" not in window.text
        assert "the web" in window.text


async def test_the_link_that_is_shown_can_be_one_too(open_window: Open, articles: Path) -> None:
    async with open_window(articles, (100, 30)) as window:
        await window.press("enter")
        await window.screen.following.follow("https://example.org/page")
        window.screen.say_bars()
        await window.settle()
        assert "q QR code" in window.rows[-1]
        await window.press("q")
        assert "▀" in window.text


@pytest.mark.parametrize("size", [(100, 12), (24, 30)])
async def test_where_it_does_not_fit_it_says_what_it_takes(
    open_window: Open, articles: Path, size: tuple[int, int]
) -> None:
    async with open_window(articles, size) as window:
        await window.press("enter", "y", "q")
        assert "▀" not in window.text
        assert any("The QR code takes" in said.text for said in window.screen.said._said)


async def test_a_window_that_becomes_too_small_shows_a_sentence(
    open_window: Open, articles: Path
) -> None:
    async with open_window(articles, (100, 30)) as window:
        await window.press("enter", "y", "q")
        await window.pilot.resize_terminal(100, 10)
        await window.settle()
        assert "The QR code takes" in window.text
        assert "▀" not in window.text


async def test_without_a_link_to_the_web_it_says_so(open_window: Open, articles: Path) -> None:
    async with open_window(articles, (100, 30)) as window:
        await window.press("j", "enter", "y", "q")
        assert "There is no link to the web on the screen." in window.rows[-1]


async def test_in_ascii_modules_are_blanks_with_and_without_ink(
    open_window: Open, articles: Path
) -> None:
    plain = Capabilities(depth="none", utf8=False, hyperlinks=False, multiplexer="")
    async with open_window(articles, (100, 40), terminal=plain) as window:
        await window.press("enter", "y", "q")
        assert window.text.isascii()
        strips = window.app.screen._compositor.render_strips()
        inked = sum(
            len(segment.text)
            for strip in strips
            for segment in strip
            if segment.style and segment.style.reverse
        )
        assert inked > 800
