"""What stands for a character where a terminal shows ASCII alone: `x^2`, `sqrt(x)`, `alpha`, `cafe`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reader.markdown.raised import plain_lowered, plain_raised

_SIGNS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'",
    "″": "''", "‴": "'''", "–": "-", "—": "--", "―": "--", "‐": "-", "‑": "-", "−": "-",
    "…": "...", "⋯": "...", "⋮": "...", "⋱": "...", "•": "*", "·": "*", "⋅": "*", "∗": "*",
    "×": "x", "÷": "/", "±": "+-", "∓": "-+", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=",
    "≃": "~=", "≅": "~=", "∼": "~", "≡": "==", "≔": ":=", "≪": "<<", "≫": ">>", "→": "->",
    "⟶": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⟹": "=>", "⇐": "<=", "⟸": "<=",
    "⇔": "<=>", "⟺": "<=>", "↦": "|->", "‖": "||", "⟨": "<", "⟩": ">", "∣": "|", "∖": "\\",
    "©": "(c)", "®": "(R)", "™": "(TM)", "†": "+", "‡": "++", "§": "S.", "¶": "P.", "⁄": "/",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d",
    "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i",
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "▸": ">", "▾": "v", "●": "*",
    "◦": "*", "▪": "*", "■": "*", "○": "o", "‹": "<", "›": ">", "☐": "[ ]", "☑": "[x]",
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "+"),
    "ȷ": "j", "¡": "!", "¿": "?", "€": "EUR", "£": "GBP",
    "\u00a0": "\u00a0", "\u202f": "\u202f",  # no line ends there: blanks once that is decided
}  # fmt: skip
_WORDS = {
    "∞": "inf", "∑": "sum", "∏": "prod", "∫": "int", "∮": "oint", "∂": "partial", "∇": "nabla",
    "∈": "in", "∉": "not in", "∋": "contains", "⊂": "subset of", "⊆": "subset of",
    "∪": "union", "∩": "and", "∀": "forall", "∃": "exists", "∄": "exists no", "∧": "and",
    "∨": "or", "¬": "not", "∅": "empty", "⊗": "otimes", "⊕": "oplus", "⊥": "perp",
    "∥": "parallel", "∠": "angle", "∝": "prop to", "∘": "o", "°": "deg", "ℏ": "hbar",
    "↑": "up", "↓": "down", "ℓ": "l", "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϖ": "pi", "ϱ": "rho", "ς": "sigma",
}  # fmt: skip
_ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "root4"}
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)$")

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ROOT = re.compile(r"([√∛∜])(?:(\d+|\w)(?!\w))?")


_BETWEEN_FACTS = " · "


@lru_cache(maxsize=4096)
def written(text: str) -> str:
    """A short text in ASCII, but for letters of scripts that have none in it."""
    if text.isascii():
        return text
    shown, done = "", 0
    text = text.replace(_BETWEEN_FACTS, " - ")
    for start, stop, piece in pieces(text, maths=False):
        shown += text[done:start] + piece
        done = stop
    return (shown + text[done:]).replace("\u00a0", " ").replace("\u202f", " ")


class Piece(NamedTuple):
    """A stretch of a text, and what stands for it."""

    start: int
    stop: int
    text: str


def pieces(text: str, *, maths: bool) -> Iterator[Piece]:
    """What stands for the characters of a text that are not ASCII, ascending.

    Letters of other scripts stay what they are in a sentence; in a formula all has a name.
    """
    place = 0
    while match := _FOREIGN.search(text, place):
        start = match.start()
        piece = _script(text, start) or _root(text, start) or _sign(text, start, maths=maths)
        place = piece.stop
        if piece.text != text[piece.start : piece.stop]:
            yield piece


def _script(text: str, start: int) -> Piece | None:
    """Raised or lowered characters that stand together."""
    for mark, plain in (("^", plain_raised), ("_", plain_lowered)):
        stop, inner = start, ""
        while stop < len(text) and (char := plain(text[stop])):
            stop, inner = stop + 1, inner + char
        if stop > start:
            return Piece(start, stop, mark + (inner if inner.isalnum() else f"({inner})"))
    return None


def _root(text: str, start: int) -> Piece | None:
    match = _ROOT.match(text, start)
    if match is None:
        return None
    name, body = _ROOTS[match[1]], match[2]
    if body is None or not body.isascii():
        return Piece(start, start + 1, name if text[start + 1 : start + 2] == "(" else name + " ")
    return Piece(start, match.end(), f"{name}({body})")


def _sign(text: str, start: int, *, maths: bool) -> Piece:
    char = text[start]
    stop = start + 1
    shown = _SIGNS.get(char) or _plain(char)
    if shown is None and (maths or char in _WORDS):
        before, behind = text[start - 1 : start], text[stop : stop + 1]
        shown = _name(char)
        apart = before.isalpha() and _plain(before) is not None  # else it brings its own blank
        shown = " " * apart + shown + " " * behind.isalpha()
    elif shown is not None and "/" in shown and text[start - 1 : start].isdigit():
        shown = f" {shown}"  # one and a half
    return Piece(start, stop, char if shown is None else shown)


@lru_cache(maxsize=1024)
def _plain(char: str) -> str | None:
    """The character without its marks, or the ones it is made of; None where those are foreign."""
    apart = unicodedata.normalize("NFKD", char).replace("⁄", "/").replace("−", "-")
    plain = "".join(part for part in apart if not unicodedata.combining(part))
    if not plain.isascii() or (not plain and not unicodedata.combining(char)):
        return None
    return plain


@lru_cache(maxsize=1024)
def _name(char: str) -> str:
    if char in _WORDS:
        return _WORDS[char]
    name = unicodedata.name(char, "")
    greek = _GREEK.match(name)
    if greek:
        letter = greek[2].lower().replace("lamda", "lambda")
        return letter.capitalize() if greek[1] == "CAPITAL" else letter
    return f"<{name.lower()}>" if name else ""
