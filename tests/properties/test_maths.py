"""Any text as a formula: nothing raises, hangs, is too wide or hostile, and no word goes."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.characters import clean, is_clean, width
from reader.markdown.maths import display, inline

PIECES = [
    "x", "y_i", "^2", "_{n+1}", "^{(k)}", "'", "\\frac{", "}{", "}", "{", "\\frac12", "\\sqrt{", "\\sqrt[3]{",
    "\\sum_{i=1}^n", "\\int_0^\\infty", "\\lim_{x\\to0}", "\\left(", "\\right)", "\\left.", "\\right|", "(", ")",
    "[", "]", "|", "\\|", "=", "+", "-", "\\cdot", "\\le", "\\to", "\\text{", "some words", "\\mathbb{R}",
    "\\mathbf{", "\\hat{", "\\vec v", "\\overline{", "\\begin{pmatrix}", "\\end{pmatrix}", "\\begin{cases}",
    "\\end{cases}", "\\begin{aligned}", "\\end{aligned}", "&", "\\\\", "\\\\[2pt]", "\\over", "\\choose",
    "\\underbrace{", "\\xrightarrow{f}", "\\boxed{", "\\unknown", "\\ce{H2O}", "\\substack{", "\\tag{1}", ",",
    "\\quad", "~", "$", "%", "#", "\\", "\\not", "\\operatorname{", "\\alpha", "10.5", "日本", "é", "\u0301", " ",
    "\n", "\\;", "\\middle|", "\\binom{n}{k}", "\\{", "\\}", "\\langle", "\\rfloor", "\\bmod", "\\limits",
]  # fmt: skip
TEX = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=20).map("".join),
).map(clean)


@given(TEX, st.integers(1, 120))
@settings(max_examples=400)
@example("\\frac", 40)
@example("{}_a^b{}", 40)
def test_any_text_is_set_within_the_width(tex: str, cells: int) -> None:
    text = inline(tex)
    assert is_clean(text)
    assert "\n" not in text
    assert bool(text) == bool(tex.strip())
    rows = display(tex, cells)
    if rows is not None:
        assert any(row.strip() for row in rows)
        assert all(is_clean(row) and "\n" not in row and width(row) <= cells for row in rows)


WORDS = st.lists(
    st.sampled_from(["alpha", "loss", "current", "rate", "value", "the", "of", "42", "beta"]),
    min_size=1,
)


@given(
    WORDS,
    st.sampled_from(("\\text{%s}", "x_{\\text{%s}}", "\\frac{\\text{%s}}{2}", "%s", "\\foo{%s}")),
)
def test_no_word_is_lost(words: list[str], around: str) -> None:
    tex = around % " ".join(words)
    plain = "".join(words)
    assert plain in re.sub(r"\W|_", "", _plain(inline(tex)))
    rows = display(tex, 400)
    assert rows is not None
    assert plain in re.sub(r"\W|_", "", _plain("".join(rows)))


@given(TEX)
def test_letters_and_digits_are_the_same_in_both_forms(tex: str) -> None:
    rows = display(tex, 2000)
    text = inline(tex)
    if rows is None or text == " ".join(tex.split()):
        return
    drawn = sorted(char for char in _plain("".join(rows)) if char.isalnum())
    said = sorted(char for char in _plain(text.replace("choose", "")) if char.isalnum())
    assert set(said) <= set(drawn) | set("bartildehtvcwygmngokplusxfi")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


HOSTILE = {
    "fractions": r"\frac{1}{" * 300 + "x" + "}" * 300,
    "fractions without braces": r"\frac" * 1000,
    "fractions side by side": r"\frac{1}{2}+" * 450,
    "a tower": "x" + "^a" * 2900,
    "accents": r"\hat" * 1200,
    "brackets": "(" * 2000 + r"\frac12" + ")" * 2000,
    "growing brackets": r"(\frac12" * 500 + ")" * 500,
    "left": r"\left(" * 900,
    "matrices": r"\begin{pmatrix}a&b\\c&" * 22 + "x" + r"\end{pmatrix}" * 22,
    "an open matrix": r"\begin{pmatrix}" * 390,
    "cells": "&" * 5900,
    "rows": r"\\" * 2900,
    "marks": "\u0301" * 5900,
    "primes": "x'" * 2900,
    "operators": "+" * 5900,
    "roots": r"\sqrt{" * 23 + "x" * 50 + "}" * 23,
    "over": r"a\over " * 800,
    "texts": r"\text{$\text{$" * 400,
    "frames": r"\boxed{" * 23 + "x" + "}" * 23,
    "sums": r"\sum_{i}^{n}" * 490,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_formula_does_not_hang(name: str) -> None:
    started = time.monotonic()
    assert inline(HOSTILE[name])
    for cells in (2, 40, 80, 200):
        display(HOSTILE[name], cells)
    assert time.monotonic() - started < 10  # hang guard: most take 0.05 s, the slowest 1 s
