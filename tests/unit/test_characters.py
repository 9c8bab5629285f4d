"""The gate: nothing behind it acts on a terminal, and what people wrote stays."""

from __future__ import annotations

import pytest

from reader.characters import (
    clean,
    cut,
    fitting,
    fold,
    is_clean,
    is_clean_utf8,
    one_line,
    spread,
    width,
)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;Zm9v\x07", "]52;c;Zm9v"),
        ("\x9b31m", ""),
        ("\x1b[1;38:5:4mred\x1b[m [1m](x)", "red [1m](x)"),
        ("\x1b[2J\x1b[[a](b)", "[2J[[a](b)"),
        ("\x1b\x1b[0m[1m", "[1m"),
        ("a\x00b\x7f", "ab"),
        ("a\rb", "ab"),
        ("\u202egnp.exe", "⟨RLO⟩gnp.exe"),
        ("\u2066a\u2069", "⟨LRI⟩a⟨PDI⟩"),
        ("a\u2028b", "a b"),
        ("\udcff", "\ufffd"),
    ],
)
def test_what_acts_on_a_terminal_goes_or_becomes_visible(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown
    assert is_clean(clean(hostile))


def test_text_of_people_passes_the_gate_as_it_is() -> None:
    for text in (
        "tab\tand\nline",
        "naïve café",
        "हिन्दी",
        "👩‍👩‍👧 🇩🇪",
        "שלום",
        "a\u200fb",
        "\ufeff",
    ):
        assert clean(text) == text


def test_bytes_and_text_are_judged_alike() -> None:
    for code in [*range(0x300), *range(0x2000, 0x2100), 0xFFFD, 0x1F600]:
        text = f"a{chr(code)}b"
        assert is_clean_utf8(text.encode()) == is_clean(text), hex(code)


def test_one_line_has_no_line_ends_and_no_runs_of_spaces() -> None:
    assert one_line("  a \n\t b\u2029c  ") == "a b c"


def test_folding_takes_accents_off_where_that_is_customary() -> None:
    assert fold("Café ÉCLAIR") == "cafe eclair"
    assert fold("が") == "が"
    assert fold("Straße") == "strasse"


def test_unspaced_scripts_are_spread_to_characters() -> None:
    assert spread("東京 tower").split() == ["東", "京", "tower"]


def test_a_line_is_cut_to_its_cells_and_never_within_a_cluster() -> None:
    assert cut("日本語", 5) == "日本…"
    assert cut("plain", 5) == "plain"
    assert width(cut("👩‍👩‍👧👩‍👩‍👧", 3)) <= 3
    assert fitting("e\u0301e\u0301", 1) == 2


@pytest.mark.parametrize("cluster", ["❤️", "⚠️", "©️", "1️⃣", "❤️‍🔥", "🏳️‍🌈", "🙂", "🇩🇪"])
def test_what_is_drawn_as_an_emoji_has_two_cells(cluster: str) -> None:
    assert width(cluster) == 2
    assert width(f"x{cluster}y{cluster}") == 6


@pytest.mark.parametrize("cluster", ["❤", "❤︎", "©", "1", "a\ufe0f", "1\ufe0f"])
def test_a_sign_that_no_selector_makes_an_emoji_has_one(cluster: str) -> None:
    assert width(cluster) == 1
