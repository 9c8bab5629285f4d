"""What text may contain, how it is compared, and how wide it is: the one gate for hostile text.

Any string that comes from outside, a file, a file's name or a parser, passes `clean` once and is
never cleaned again behind it. What paints only asks `is_clean` and refuses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.patterns import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

# C0 but tab and newline, DEL, C1, line and paragraph separators, bidirectional embeddings,
# overrides and isolates, and lone surrogates, which no terminal and no UTF-8 file can take.
_UNSAFE = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BIDIRECTIONAL = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
# Names of UAX #9 in mathematical brackets: in Markdown neither a tag nor a link.
_VISIBLE = {ord(char): f"⟨{name}⟩" for char, name in _BIDIRECTIONAL.items()}
_SPACES = {0x2028: " ", 0x2029: " "}


def _replacement(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in _VISIBLE:
        return _VISIBLE[code]
    if code in _SPACES:
        return _SPACES[code]
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else ""


# Colours and the like (ECMA-48 §8.3.117): of these the parameters are no text either.
_LOOKS = pattern("(?:\x1b\\[|\x9b)[0-9;:]{0,40}m")


def clean(text: str) -> str:
    """Text without anything that acts on a terminal.

    Control characters go (tab and newline stay), sequences that only change colours with all that
    is theirs, bidirectional controls become visible by their
    UAX #9 names, lone surrogates become U+FFFD. Cleaning twice changes nothing.
    """
    if not _UNSAFE.search(text):
        return text
    if "\x1b[" in text or "\x9b" in text:
        text = _LOOKS.sub("", text)
    return _UNSAFE.sub(_replacement, text)


def is_clean(text: str) -> bool:
    """Whether `clean` would leave the text as it is."""
    return _UNSAFE.search(text) is None


_UNSAFE_BYTES = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
# Each begins with a byte that the search can jump to
_UNSAFE_C1 = pattern(rb"\xc2[\x80-\x9f]")
_UNSAFE_MARKS = pattern(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])")


def is_clean_utf8(data: bytes) -> bool:
    """Whether `clean` would leave the text of valid UTF-8 as it is, for a quarter of its price."""
    return (
        len(data.translate(None, _UNSAFE_BYTES)) == len(data)
        and not (b"\xc2" in data and _UNSAFE_C1.search(data))
        and not _UNSAFE_MARKS.search(data)
    )


_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a sign by their category, and never drawn


def is_seen(text: str) -> bool:
    """Whether there is anything to be seen in a text: not white space, joiners and marks alone."""
    if text.isascii():
        return bool(text.strip())
    return any(unicodedata.category(c)[0] not in "CMZ" and c not in _FILLERS for c in text)


def one_line(text: str) -> str:
    """Clean text on one line: every run of white space is one space, none at the ends."""
    return " ".join(clean(text).split())


# Blocks where dropping a mark is what people expect of a search: Latin, Greek, Cyrillic accents,
# Hebrew points, Arabic vowel signs and the tatweel. Not in Indic scripts, where a mark is a vowel,
# nor in Japanese, where it makes another syllable (U+3099, U+309A).
_MARKS = pattern(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_MAY_HOLD_MARKS = pattern("[\u00c0-\u06ff\u1ab0-\u1aff\u1dc0-\u1fff\u20d0-\u20ff]")

# Scripts written without spaces between words: kana, Han, Thai, Lao, Myanmar, Khmer. Such a set
# takes 1.5 ms to compile: a start and a search that meet none go without.
_UNSPACED = pattern(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003134f]"
)
_MAY_BE_UNSPACED = pattern("[^\x00-\u0dff\u2000-\u303f]")
# Digits above the line are no part of the word before: the number of a note, an exponent.
# The set comes first, and only then what stands before it: so it is searched for, ten times as fast.
_RAISED = "[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]"
_RAISED_NUMBER = pattern(f"{_RAISED}(?<=\\w{_RAISED}){_RAISED}*")


def fold(text: str) -> str:
    """The form under which texts are equal for search and order: NFKC, casefolded, unaccented."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if not _MAY_HOLD_MARKS.search(text):
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))


# All that is beyond ASCII in most texts: quotation marks, dashes, dots and the wide space.
_SIGNS = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0"


def _without_signs(text: str) -> str:
    """The text with a space for each typographic sign, which no word has; 3 µs for two pages.

    What is ASCII then needs none of the tables of Unicode, which take thirty times as long.
    """
    for sign in _SIGNS:
        text = text.replace(sign, " ")
    return text


def spread(text: str) -> str:
    """Folded text for the index: every character of an unspaced script stands alone.

    So any stretch of them is found as a phrase, without a dictionary of words. A raised number
    stands alone too: NFKC makes its digits plain ones, and a word with a note would be lost.
    """
    if not text.isascii():
        text = _without_signs(text)
    if text.isascii():
        return text.lower()
    folded = fold(_RAISED_NUMBER.sub(r" \g<0>", text))
    if folded.isascii():
        return folded
    if not _MAY_BE_UNSPACED.search(folded):
        return folded
    return _UNSPACED.sub(r" \g<0> ", folded)


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script written without spaces between words."""
    return char >= "\u0e00" and _UNSPACED.match(char) is not None


def without_unspaced(text: str) -> tuple[str, int]:
    """The text with a space for each character of an unspaced script, and how many there were."""
    if _without_signs(text).isascii() or not _MAY_BE_UNSPACED.search(text):
        return text, 0
    return _UNSPACED.subn(" ", text)


# What `str.split` takes for white space, as blanks, and all else as an x.
_BLANKS = bytes(ord(" " if chr(code).isspace() else "x") for code in range(128)) + b"x" * 128


def counted(text: str) -> tuple[int, int]:
    """How many words a text has beside characters of unspaced scripts, and how many of these.

    As `without_unspaced` and `str.split` count them; English at half the price, 9 µs for two pages.
    """
    if not _without_signs(text).isascii():
        spaced, unspaced = without_unspaced(text)
        return len(spaced.split()), unspaced
    shape = text.replace("\u00a0", " ").encode().translate(_BLANKS)
    return shape.count(b" x") + shape.startswith(b"x"), 0


# A sign that a selector makes an emoji (UTS #51), or a key; no table of single characters knows.
# It takes two cells in many terminals, and would be overwritten if it got one; where it takes one,
# there is a gap.
_AS_EMOJI = pattern(
    "[\xa9\xae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]\ufe0f|[0-9#*]\ufe0f\u20e3"
)


@cache
def _unicode() -> ModuleType:
    """Graphemes and widths; with `typing`, which it loads, 4 ms that few commands need."""
    import apsw.unicode

    return apsw.unicode


def width(text: str) -> int:
    """Cells that one line of clean text takes in a terminal (Unicode 17, by grapheme cluster)."""
    if text.isascii():
        return len(text)
    if "\ufe0f" in text and _AS_EMOJI.search(text):
        return sum(
            max(2, _width(cluster)) if _AS_EMOJI.search(cluster) else _width(cluster)
            for cluster in _unicode().grapheme_iter(text)
        )
    return _width(text)


def _width(text: str) -> int:
    cells = int(_unicode().text_width(text))
    return cells if cells >= 0 else int(_unicode().text_width(_drawn(text)))


def _drawn(text: str) -> str:
    """The text with a stand-in for each character that has no width: unassigned ones, tabs.

    A terminal draws a box for these, of two cells in the planes of Han characters.
    """
    return "".join(
        char
        if _unicode().text_width(char) >= 0
        else ("\u4e00" if 0x20000 <= ord(char) < 0x40000 else "\ufffd")
        for char in text
    )


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """The longest beginning of a line that fits the cells, with an ellipsis where it was cut."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ellipsis if width(ellipsis) <= cells else ""
    return text[: fitting(text, room)].rstrip() + ellipsis


def fitting(text: str, cells: int) -> int:
    """How many characters of a line fit the cells, never within a grapheme cluster."""
    if text.isascii():
        return min(len(text), max(0, cells))
    taken = end = 0
    for start, stop, cluster in _unicode().grapheme_iter_with_offsets(text):
        taken += width(cluster)
        if taken > cells:
            return int(start)
        end = stop
    return int(end)


# Hebrew to Arabic Extended-A, their presentation forms, the right-to-left mark, and the planes that
# Unicode keeps for such scripts; `begins_rtl` asks for the class of each character
_RTL = pattern(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_rtl(text: str) -> bool:
    """Whether there is anything in it that is written from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def begins_rtl(text: str) -> bool:
    """Whether a paragraph is to be set from right to left: its first letter says so (UAX #9, P2)."""
    if not has_rtl(text):
        return False
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False
