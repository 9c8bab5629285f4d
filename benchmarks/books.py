"""Articles of three lengths and three kinds to measure the page with; the same bytes each time."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.world import World

WORDS = (
    "river road bridge lantern harbour copper winter engine paper signal garden window letter"
    " market morning silver stone bread weather mountain story machine number colour question"
)
LAST_WORD = "quokka"  # the only one, at the end of each
WIDE_CHARACTERS = "漢字文章読書列車夜明静川道橋灯港冬紙庭窓手紙市場朝銀石天気山物語機械色問"


class Book(NamedTuple):
    """An article of the shelf."""

    name: str
    size: int  # bytes, about
    kind: str = "mixed"


# From the newest to the oldest, as the list has them; a small one stands before each long one.
BOOKS = (
    Book("note a", 8_000),
    Book("8 KB", 8_000),
    Book("note b", 8_000),
    Book("1 MB", 1_000_000),
    Book("note c", 8_000),
    Book("10 MB", 10_000_000),
    Book("prose", 40_000, "prose"),
    Book("CJK", 40_000, "cjk"),
    Book("code with links", 40_000, "code"),
)


@dataclass(frozen=True)
class Shelf(World):
    """The library of these articles."""

    @property
    def library(self) -> str:
        """Its folder."""
        return os.path.join(self.folder, f"books-{_version()}")

    def make(self) -> bool:
        """Write them where they are missing; whether they were."""
        if os.path.isdir(self.library):
            return False
        unfinished = self.library + ".unfinished"
        os.makedirs(unfinished, exist_ok=True)
        for number, book in enumerate(BOOKS):
            with open(os.path.join(unfinished, f"{number}.md"), "w", encoding="utf-8") as stream:
                stream.write(text(book, number))
        os.rename(unfinished, self.library)
        return True


def _version() -> str:
    import hashlib

    with open(__file__, "rb") as source:
        return hashlib.sha256(source.read()).hexdigest()[:8]


def shelf(folder: str) -> Shelf:
    """The shelf in a folder."""
    return Shelf(folder, len(BOOKS))


def text(book: Book, number: int) -> str:
    """An article: front matter, then sections up to its size."""
    chance = random.Random(number)
    head = f"title: The {book.name} article\nsubtitle: Subtitle {number} of it\n"
    parts = [f"---\n{head}publish_date: 2024-02-{28 - number:02}\n---\n\n"]
    size = 0
    sections = _SECTIONS[book.kind](chance)
    while size < book.size:
        parts.append(next(sections))
        size += len(parts[-1].encode())
    return "".join([*parts, f"The last word is {LAST_WORD}.\n"])


def _words(chance: random.Random, count: int) -> list[str]:
    return chance.choices(WORDS.split(), k=count)


def _sentence(chance: random.Random) -> str:
    words = _words(chance, chance.randint(6, 18))
    return " ".join(words).capitalize() + ". "


def _prose(chance: random.Random) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        paragraphs = [
            "".join(_sentence(chance) for _ in range(chance.randint(2, 7))) for _ in range(3)
        ]
        yield f"## Section {number}\n\n" + "\n\n".join(paragraphs) + "\n\n"


def _mixed(chance: random.Random) -> Iterator[str]:
    for number, prose in enumerate(_prose(chance)):
        word, other = _words(chance, 2)
        yield prose + (
            f"A *{word}* with [a link](https://example.org/{word}/{number}), `{other}()` and **{word}** 🙂.\n\n"
            f"- {_sentence(chance)}\n- {_sentence(chance)}\n  - {_sentence(chance)}\n\n"
            f"> {_sentence(chance)}{_sentence(chance)}\n\n"
        )
        if number % 3 == 0:
            yield f"```python\ndef {word}_{number}({other}):\n    return {other} + {number}\n```\n\n"
        if number % 5 == 0:
            rows = "".join(f"| {word} | {_sentence(chance)[:40]} | {number} |\n" for _ in range(4))
            yield f"| name | what | number |\n|---|---|--:|\n{rows}\n"


def _cjk(chance: random.Random) -> Iterator[str]:
    while True:
        sentences = ("".join(chance.choices(WIDE_CHARACTERS, k=24)) + "。" for _ in range(8))
        yield "".join(sentences) + "\n\n"


def _code(chance: random.Random) -> Iterator[str]:
    while True:
        lines = "".join(
            f"    {word} = call({other}, {index})  # {word}\n"
            for index, (word, other) in enumerate(
                zip(_words(chance, 12), _words(chance, 12), strict=True)
            )
        )
        links = " ".join(f"[{word}](https://example.org/{word})" for word in _words(chance, 9))
        yield f"{links}\n\n```python\ndef run():\n{lines}```\n\n"


_SECTIONS = {"mixed": _mixed, "prose": _prose, "cjk": _cjk, "code": _code}
