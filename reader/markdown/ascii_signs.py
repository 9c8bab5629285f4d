"""What stands for a character where a terminal shows ASCII alone: `x^2`, `sqrt(x)`, `alpha`, `cafe`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader.markdown.raised import plain_lowered, plain_raised
from reader.named import NamedTuple
from reader.patterns import pattern

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
    "ȷ": "j", "¡": "!", "¿": "?", "€": "EUR", "£": "GBP", "\ufffd": "[U+FFFD]",
    "\uff70": "-", "\u0627": "a", "\u0ead": "o", "\u0f68": "a",  # letters that carry a vowel: anyascii has nothing
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
_SILENT = "\u0640\u06e5\u06e6\u0787\u07d1\u08ad\u08c9\u0a72\u0a73\u0e45\u0f8a\u0f8b"
"""Letters that only lengthen or carry others."""
_ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "root4"}
_GREEK = pattern(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)$")

_FOREIGN = pattern(r"[^\x00-\x7f]")
_ROOT = pattern(r"([√∛∜])(?:(\d+|\w)(?!\w))?")


_BETWEEN_FACTS = " · "


@lru_cache(maxsize=4096)
def written(text: str) -> str:
    """A short text in ASCII."""
    if text.isascii():
        return text
    text = text.replace(_BETWEEN_FACTS, " - ")
    shown = replaced(text, pieces(text, maths=False))
    return shown.replace("\u00a0", " ").replace("\u202f", " ")


def replaced(text: str, changes: Iterable[Piece]) -> str:
    """The text with what stands for parts of it; these ascend."""
    shown: list[str] = []
    done = 0
    for start, stop, piece in changes:
        shown += (text[done:start], piece)
        done = stop
    return "".join((*shown, text[done:]))


class Piece(NamedTuple):
    """A stretch of a text, and what stands for it."""

    start: int
    stop: int
    text: str


def pieces(text: str, *, maths: bool) -> Iterator[Piece]:
    """What stands for the characters of a text that are not ASCII, ascending.

    Other scripts are written in Latin letters, Han character by character; in a formula all has a
    name. No-break spaces stay until it is decided where lines end.
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
    if shown is None or "\u3000" <= char <= "\u303f" or char >= "\uff00":
        shown = _wide_mark(text, start, shown)
    if shown is None and (char in _WORDS or (maths and not _is_foreign_letter(char))):
        before, behind = text[start - 1 : start], text[stop : stop + 1]
        shown = _name(char)
        apart = before.isalpha() and _plain(before) is not None  # else it brings its own blank
        shown = " " * apart + shown + " " * behind.isalpha()
    elif shown is not None and "/" in shown and text[start - 1 : start].isdigit():
        shown = f" {shown}"  # one and a half
    return Piece(start, stop, _in_latin(text, start) if shown is None else shown)


def _in_latin(text: str, start: int) -> str:
    """A letter of another script, or any other sign, by what is nearest to it in ASCII."""
    shown, char = _latin(text[start]), text[start]
    if not _is_han(char):
        return shown
    # A syllable each: apart they are words to the eye, and to what breaks lines.
    before, behind = text[start - 1 : start], text[start + 1 : start + 2]
    return " " * (before.isalnum() and not _is_han(before)) + shown + " " * behind.isalnum()


def _wide_mark(text: str, start: int, shown: str | None) -> str | None:
    """A mark of East Asia with the blank that is within it there; what was shown, for all else."""
    char = text[start]
    kind = unicodedata.category(char)
    if kind[0] != "P" or unicodedata.east_asian_width(char) not in "WF":
        return shown
    before, behind = text[start - 1 : start], text[start + 1 : start + 2]
    mark = shown or _latin(char)
    if kind in ("Ps", "Pi"):
        return " " * before.isalnum() + mark
    return mark + " " * (kind in ("Po", "Pe", "Pf") and behind.isalnum())


def _is_foreign_letter(char: str) -> bool:
    """Whether it is a letter of words, and not one that formulas name: Greek, or styled Latin."""
    return unicodedata.category(char)[0] == "L" and not _GREEK.match(unicodedata.name(char, ""))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


@lru_cache(maxsize=4096)
def _latin(char: str) -> str:
    from anyascii import anyascii  # its tables, block by block, where there is such a letter

    shown = anyascii(char)
    if "?" in shown and unicodedata.category(char)[0] != "P":
        shown = ""  # it does not know either
    # Marks, joiners and the colours of skin say nothing without what they join.
    silent = unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf", "Zs", "Sk")
    if shown.strip() or silent or (char in _SILENT):
        return shown if shown.isprintable() else ""
    return f"[U+{ord(char):04X}]"  # nobody knows it, but nothing is lost


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
