"""What is typed is as clean as what is pasted, whatever a terminal sends for it."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from reader.characters import clean, is_clean
from reader.ui.driver import cleaned
from tests.hostile import BIDI, C1, INVISIBLE, SEPARATORS
from tests.ui.conftest import Open, Window

CHARACTERS = [*C1, *BIDI, *INVISIBLE, *SEPARATORS]
JOINED = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("form", ["{}", "\x1b[{:d}u", "\x1b[27;1;{:d}~", "\x1b{}"])
def test_no_key_brings_what_acts_on_a_terminal(form: str) -> None:
    for character in CHARACTERS:
        sent = form.format(ord(character) if ":d" in form else character)
        parser = XTermParser()
        for message in [*parser.feed(sent), *parser.feed(""), *parser.tick()]:
            safe = cleaned(message)
            if isinstance(safe, events.Key):
                said = safe.character or ""
                assert is_clean(said) or said <= "\x7f", repr(sent)


def test_keys_go_by_their_names_as_ever() -> None:
    for name, character in (("enter", "\r"), ("ctrl+a", "\x01"), ("backspace", "\x7f"), ("a", "a")):
        key = events.Key(name, character)
        assert cleaned(key) is key
    assert cleaned(events.Key("arrow", None)) is not None


async def type_all(window: Window, text: str) -> None:
    for character in text:
        if (key := cleaned(events.Key(f"x{ord(character)}", character))) is not None:
            window.app.post_message(key)
    await window.settle()


@pytest.mark.parametrize(
    "way", [("slash",), ("enter", "slash"), ("T",), ("F", "slash"), ("enter", "H", "s", "n")]
)
async def test_what_is_typed_is_what_would_be_pasted(
    open_window: Open, library: object, way: tuple[str, ...]
) -> None:
    async with open_window(library) as window:
        await window.press(*way)
        await type_all(window, JOINED + "".join(CHARACTERS))
        typed = window.app.focused.value
        assert typed == JOINED + "".join(c for c in CHARACTERS if clean(c) == c)


async def test_a_paste_right_behind_the_key_that_opens_a_line_is_for_the_line(
    open_window: Open, library: object
) -> None:
    async with open_window(library) as window:
        window.app.post_message(events.Key("slash", "/"))
        window.app.post_message(events.Paste("night train"))
        await window.until(lambda: window.screen.searching.typed == "night train")
