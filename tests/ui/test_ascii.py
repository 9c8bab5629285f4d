"""A terminal that shows ASCII alone gets no other character that has a form in it."""

import pytest

from tests.ui.conftest import TERMINAL, write

PLAIN = TERMINAL._replace(utf8=False)
TITLE = "The café — “a place of one’s own”, told at such length that a row can’t hold it…"
BODY = "\n\n".join(
    [
        "## Où — l’été",
        "A note[^1] – “quoted”, an [é link](b.md) and `naïve → code`.",
        "```\nx = “é” → y — a box ┌─┐\n```",
        "| Größe | Maß |\n| --- | --- |\n| 5 € | ½ |",
        *(f"Paragraph {number} — more of l’été. " * 9 for number in range(30)),
        "[^1]: The note’s text…",
    ]
)


@pytest.fixture
def articles(tmp_path):
    write(
        tmp_path, "a.md", TITLE.replace("'", "''"), BODY, subtitle="Sous-titre n° 1",
        author="José Müller", cta="Écris — vite…", read_time="8½ mins",
    )  # fmt: skip
    write(tmp_path, "né.md", "Déjà vu", BODY, author="José", day="2024-02-08")
    write(tmp_path, "ñ.md", "Déjà vu", BODY, day="2024-02-08")
    return tmp_path


KEYS = [
    (),
    ("j",),
    ("enter",),
    ("enter", "space"),
    ("enter", "G"),
    ("enter", "t"),
    ("enter", "f"),
    ("enter", "R"),
    ("enter", "space", "W"),
    ("enter", "slash", "e", "t", "e"),
    ("enter", "y", "t"),
    ("i",),
    ("question_mark",),
    ("question_mark", "space"),
    ("question_mark", "G"),
    ("colon",),
    ("colon", "s", "o"),
    ("s",),
    ("slash", "t", "e", "x", "t"),
    ("slash", "q", "q", "q", "q", "q", "q"),
]


@pytest.mark.parametrize("keys", KEYS, ids="-".join)
@pytest.mark.parametrize("size", [(120, 40), (60, 24)], ids=str)
async def test_every_screen_is_drawn_in_ascii(open_window, articles, keys, size):
    async with open_window(articles, size, terminal=PLAIN) as window:
        await window.press(*keys)
        await window.settle()
        found = {char for char in window.text if not char.isascii()}
        assert not found, f"{found} in\n{window.text}"


async def test_other_scripts_are_written_in_latin_letters_and_no_line_is_cut(open_window, tmp_path):
    code = "x = 1  # " + "注释" * 30 + " end"
    write(tmp_path, "a.md", "物語 — é", f"字 “x” שלום\n\n```\n{code}\n```")
    async with open_window(tmp_path, terminal=PLAIN) as window:
        assert "Wu Yu -- e" in window.text
        assert 'Zi "x" slvm' in window.text
        assert window.text.count("Zhu") == window.text.count("Shi") == 30
        assert "end" in window.text
        assert window.text.isascii()
        assert "?" not in window.text.replace("? help", "")
