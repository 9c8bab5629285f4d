"""Libraries to measure with: invented articles in the form in which a CMS exports its own.

    python benchmarks/library.py FOLDER COUNT [SEED]

The same count and seed give the same bytes. An article has some 5.6 KB (3.3 KB from 500,000 on, so
that a million are 3.3 GB), nine fields, headings, lists, a link, now and then code; 88 in 100 are
by one author, 22 in 100 have an apostrophe that breaks their YAML, 16 in 1,000 share their title
with another, and nobody has tags. Above 10,000 they lie in folders of about as many.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date, timedelta
from itertools import accumulate

MTIME = 1_740_000_000  # seconds; an export gives every file the same
FLAT = 10_000  # articles up to which all lie in one folder
LARGE = 500_000  # articles from which each is shorter
SENTENCES, FEWER_SENTENCES = 64, 39  # of an article, its fields included
POOL = 60_000  # sentences
WORDS = 30_000  # of the invented language, beside those that hold sentences together

_COMMON = (
    "the of and to in a is that for it as with are on by this an be from at or not which have has"
    " their its can more but will these into how what when where they we our new than also while"
    " one through between each such other may most must only even both over after before like use"
)
_ONSETS = (
    "b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w"
)
_VOWELS = "a e i o u a e i o u ai ea ee io ou"
_CODAS = "b ck d ft g l ll m mp n nd nt p r rd rk rm s sh st t x"
_ENDINGS = ("", "s", "ed", "ing", "ly", "er", "ness", "ation", "al", "ity")
_AUTHORS = ("Mara Ellison", "Tomás Ferreira", "Ruth Adeyemi", "Kenji Sato", "Anouk de Vries")
_USUAL = "Daniel Whitcombe"
_CODE = """```python
def {0}({1}):
    return [{1} * {2} for {1} in range({2})]
```"""


def make(path: str, count: int, seed: int = 1) -> None:
    """Write a library of `count` articles into a new folder; 7,000 take about a second."""
    random_ = random.Random(f"{seed} {count}")
    language = _Language(random.Random(seed))
    sentences = SENTENCES if count < LARGE else FEWER_SENTENCES
    titles: list[str] = []
    taken: set[str] = set()
    for number in range(count):
        shares = titles and random_.random() < 0.016
        title = random_.choice(titles) if shares else language.title(random_)
        titles.append(title)
        folder = path if count <= FLAT else os.path.join(path, f"{number % 97:02}")
        os.makedirs(folder, exist_ok=True)
        slug = "-".join("".join(c for c in title.lower() if c.isalnum() or c == " ").split())[:90]
        name = slug if f"{folder}/{slug}" not in taken else f"{slug}-{number}"
        taken.add(f"{folder}/{name}")
        file = os.path.join(folder, f"{name}.md")
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(_article(random_, language, title, sentences))
        os.utime(file, (MTIME, MTIME))


class _Language:
    """Words by Zipf's law, and sentences of them."""

    def __init__(self, random_: random.Random) -> None:
        self._onsets, self._vowels = _ONSETS.split(), _VOWELS.split()
        self._codas = _CODAS.split()
        words: dict[str, None] = {}
        while len(words) < WORDS:
            root = self._root(random_, random_.choice((1, 1, 2)))
            for ending in random_.sample(_ENDINGS, 3):
                words[root + ending] = None
        # What is said often is short, roughly.
        invented = sorted(words, key=lambda word: len(word) + random_.uniform(0, 6))
        self.words = [*_COMMON.split(), *invented]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        stream = random_.choices(self.words, cum_weights=self._weights, k=POOL * 17)
        self.sentences: list[str] = []
        start = 0
        while start < len(stream):
            length = random_.randint(7, 26)
            self.sentences.append(_sentence(random_, stream[start : start + length]))
            start += length

    def rare(self, random_: random.Random) -> str:
        """A name that few other articles have."""
        return self._root(random_, 3).capitalize()

    def _root(self, random_: random.Random, syllables: int) -> str:
        sounds = (
            random_.choice(self._onsets) + random_.choice(self._vowels) for _ in range(syllables)
        )
        return "".join(sounds) + random_.choice(self._codas)

    def title(self, random_: random.Random) -> str:
        """Some 78 characters."""
        words = random_.choices(self.words, cum_weights=self._weights, k=random_.randint(9, 15))
        words.insert(random_.randrange(len(words)), f"{self.rare(random_)}'s")
        words.insert(len(words) // 2, f"{words.pop(len(words) // 2)}:")
        return " ".join(words).title().replace("'S", "'s")


def _sentence(random_: random.Random, words: list[str]) -> str:
    words = list(words)
    sign = random_.random()
    if sign < 0.08 and len(words) > 9:
        words[4] += "—" + words.pop(5)
    elif sign < 0.16:
        words[1] += "’s"
    elif sign < 0.4 and len(words) > 6:
        words[3] += ","
    if random_.random() < 0.05:
        words[2] = f"**{words[2]}**"
    return " ".join(words).capitalize() + "."


def _article(random_: random.Random, language: _Language, title: str, sentences: int) -> str:
    usual = random_.random() < 0.88
    author = _USUAL if usual else random_.choice(_AUTHORS)
    published = date(2023, 9, 1) + timedelta(days=int(random_.triangular(0, 700, 500)))
    apart = 365 if random_.random() < 0.2 else 0
    broken = random_.random() < 0.22
    stated = 8 if random_.random() < 0.91 else random_.randint(3, 12)

    def quoted(text: str) -> str:
        return "'" + (text if broken else text.replace("'", "''")) + "'"

    some = random_.choices(language.sentences, k=sentences)
    subtitle = f"{random_.choice(_AUTHORS).split()[0]}'s {some.pop()[:70].strip('.*')}"
    return "\n".join(
        (
            "---",
            f"title: {quoted(title)}",
            f"subtitle: {quoted(subtitle)}",
            f"description: {quoted(' '.join((some.pop(), some.pop(), some.pop()))[:330])}",
            f"author: '{author}'",
            f"read_time: '{stated} mins'",
            f"publish_date: '{published}'",
            f"created_date: '{published + timedelta(days=apart)}'",
            f"heroImage: 'https://images.example.org/{language.rare(random_).lower()}.jpg'",
            f"cta: {quoted(f'{some.pop()} {some.pop()} Follow us, today and tomorrow.')}",
            "---",
            "",
            _body(random_, language, some),
            "",
        )
    )


def _body(random_: random.Random, language: _Language, sentences: list[str]) -> str:
    blocks: list[str] = []
    while len(sentences) > 10:
        if blocks and random_.random() < 0.35:
            blocks.append("## " + sentences.pop().strip(".")[:60])
        kind = random_.random()
        if kind < 0.08:
            blocks.append("\n".join(f"- {sentences.pop()}" for _ in range(4)))
        elif kind < 0.1:
            names = random_.choices(language.words[80:400], k=2)
            blocks.append(_CODE.format(*names, random_.randint(2, 99)))
        else:
            count = min(len(sentences), random_.randint(3, 6))
            blocks.append(" ".join(sentences.pop() for _ in range(count)))
    name = language.rare(random_)
    blocks.append(
        f"{name} said so: [{sentences.pop()[:30]}](https://{name.lower()}.example.org/a?b=c)."
    )
    return "\n\n".join(blocks)


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
