"""How long a text takes to read, from what was counted in it."""

from __future__ import annotations

WORDS_PER_MINUTE = 238  # silent reading of English prose, Brysbaert 2019
CHARACTERS_PER_MINUTE = 500  # Chinese and Japanese are counted by the character
CODE_SLOWNESS = 4  # a word of code takes as long as four of prose


def minutes(words: int, cjk: int = 0, code_words: int = 0) -> int:
    """Minutes for words of prose, CJK characters and words of code, rounded; at least 1."""
    time = (words + CODE_SLOWNESS * code_words) / WORDS_PER_MINUTE + cjk / CHARACTERS_PER_MINUTE
    return max(1, int(time + 0.5))
