"""Words divided at the end of a line, by the rules of a language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.characters import width
from reader.markdown.blocks import Inline
from reader.markdown.lines import Role
from reader.patterns import pattern

if TYPE_CHECKING:
    from pyphen import Pyphen

HYPHEN = "-"
SHORTEST = 6  # letters of a word that is divided
BEFORE, BEHIND = 2, 3  # letters that stay together at its beginning and its end
HOLE = 7  # cells that a line must otherwise leave empty
IN_A_ROW = 2  # lines

# A word of letters alone, behind a space or what opens; no part of an address or a file's name
_WORD = pattern(rf"[(\[\"'“‘«„]*([^\W\d_]{{{SHORTEST},80}})(?![\w@/\\-]|[.:]\w)")
_WRITTEN = frozenset((Role.CODE, Role.MATHS, Role.KEY, Role.TEMPLATE))  # letter by letter


class Divider:
    """Divides the words of one text, and knows afterwards where it did."""

    def __init__(self, spans: Inline, language: str) -> None:
        letters = "".join(
            "0" * len(span.text) if span.role in _WRITTEN else span.text for span in spans
        )
        self._text = letters.replace("\t", " ")
        self._rules = _rules(language)
        self.places: list[int] = []  # behind which a hyphen belongs

    def place(self, start: int, room: int, lines: list[tuple[int, int]]) -> int:
        """Where the word that begins at an offset is divided for the room left; 0 where it is not.

        `lines` are those above.
        """
        if self._rules is None or room < max(HOLE, BEFORE + 1):
            return 0
        above = [stop for _, stop in lines[-IN_A_ROW:]]
        if len(above) == IN_A_ROW and self.places[-IN_A_ROW:] == above:
            return 0
        found = _WORD.match(self._text, start)
        if found is None or width(found[1]) != len(found[1]):
            return 0
        word, begin = found[1], found.start(1)
        most = min(room - len(HYPHEN) - (begin - start), len(word) - BEHIND)
        allowed = self._rules.positions(word)
        # Where letters would have to change, as in Hungarian, a word is left alone.
        places = [place for place in allowed if BEFORE <= place <= most and not place.data]
        if not places:
            return 0
        self.places.append(begin + places[-1])
        return self.places[-1]


@lru_cache(maxsize=8)
def _rules(language: str) -> Pyphen | None:
    """The rules of a language as an article names it; None where there are none."""
    import pyphen  # only where a person wants it; a dictionary takes some 30 ms

    name = pyphen.language_fallback(language.strip().replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None
