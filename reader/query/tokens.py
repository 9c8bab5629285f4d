"""The words of a text, cut and folded as the index cuts and folds them."""

from __future__ import annotations

import unicodedata

from reader.characters import is_unspaced, spread

MAX_WORDS = 32  # of one phrase; a pasted page is not looked for as a whole
MAX_LENGTH = 64  # characters of one word


def is_word_character(char: str) -> bool:
    """Whether a character belongs to a word: letters, numbers, private use, marks.

    The same categories that the index is told: L* N* Co Mn Mc.
    """
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Co", "Mn", "Mc")


def words_of(text: str, limit: int | None = MAX_WORDS) -> tuple[str, ...]:
    """The words of a text in the form of the index; none for a text of signs alone.

    `don't` are two, `state-of-the-art` four, and each character of an unspaced script is one:
    what was written together is found side by side.
    """
    spaced = "".join(c if is_word_character(c) else " " for c in spread(text))
    return tuple(word[:MAX_LENGTH] for word in spaced.split()[:limit])


def can_go_on(word: str) -> bool:
    """Whether a word may be the beginning of a longer one: not in unspaced scripts."""
    return not is_unspaced(word[-1])
