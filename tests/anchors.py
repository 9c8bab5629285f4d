"""Places and highlights in articles that were edited while nobody looked: how often they are found.

    python -m tests.anchors [FOLDER …] [--cases 5000]

prints a table for the samples, or for the articles of some folders.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.article import Place, Quote
from reader.session import places
from reader.session.quotes import Found, Grade, find_quotes, quote_of
from reader.session.stretch import Spot
from tests import edited
from tests.edited import Known, Parts, Standing

SAMPLES = Path(__file__).parents[1] / "sample_articles"
KINDS = ("place", "sentence", "phrase", "word", "sentences")
# The numbers of notes follow other notes; a reference whose note is gone stands there as written.
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_LETTERS = re.compile(r"[\W_²³¹⁰⁴-⁹]+")


class Outcome(NamedTuple):
    """What came of one place or highlight after one edit."""

    edit: str
    kind: str
    exists: bool  # its sentence is still there, perhaps with another word in it
    found: bool  # and what was found is in it
    wrong: bool  # something else was found, and nothing said so
    said: bool  # that it may not be what was meant
    edited: bool  # the sentence itself was

    @property
    def needless(self) -> bool:
        """Whether something was said although the sentence is as it was."""
        return self.exists and not self.edited and self.found and self.said


def _letters(text: str) -> str:
    return _LETTERS.sub("", _NOTE.sub("", text))


class Article(NamedTuple):
    """An article taken apart, and where its sentences stand."""

    parts: Parts
    known: Known
    numbers: tuple[int, ...]  # of the sentences that stand somewhere

    @classmethod
    def read(cls, path: Path) -> Article | None:
        """One of a file; None where its marks would be read as something else."""
        try:
            source = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return None
        parts = edited.taken_apart(edited.body_of(source))
        known = edited.known(edited.source_of(parts), edited.source_of(parts, marked=True))
        if known is None:
            return None
        long = [n for n, (at, *_) in known.standing.items() if len(_letters(known.words(at))) >= 12]
        return cls(parts, known, tuple(sorted(long))) if len(long) > 5 else None

    def with_twin(self, rng: random.Random, number: int) -> Article | None:
        """The same with a second sentence that differs from one by a word or two."""
        parts = edited.twinned(rng, self.parts, number)
        known = edited.known(edited.source_of(parts), edited.source_of(parts, marked=True))
        return self._replace(parts=parts, known=known) if known else None


def articles(folders: Iterable[Path]) -> list[Article]:
    """All articles of some folders that can be taken apart."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.md"))
    return [article for path in paths if (article := Article.read(path))]


def quoted(rng: random.Random, article: Article, number: int, kind: str) -> Quote | None:
    """A quote of some kind in a sentence; None where there is none of this kind."""
    text, standing = article.known.text, article.known.standing
    block, start, stop = standing[number][0]
    words = list(re.finditer(r"\w+", text.text(block)[start:stop]))
    if kind == "sentences":
        beside = standing.get(number + 1)
        if not beside:
            return None
        return quote_of(text, Spot(block, start), Spot(beside[0].block, beside[0].stop))
    if kind in ("word", "phrase"):
        count = 1 if kind == "word" else min(len(words), rng.randint(3, 6))
        first = rng.randint(0, len(words) - count)
        stop, start = start + words[first + count - 1].end(), start + words[first].start()
    return quote_of(text, Spot(block, start), Spot(block, stop))


def trial(seed: int, article: Article, edit: edited.Edit | None) -> Iterator[Outcome]:
    """One edit, and what becomes of a place and of a highlight of each kind; None breaks lines anew."""
    rng = random.Random(seed)
    number = rng.choice(article.numbers)
    if edit is edited.twin_left:
        article = article.with_twin(rng, number) or article
    parts = edit(rng, article.parts, number) if edit else article.parts
    source, marked = edited.source_of(parts), edited.source_of(parts, marked=True)
    if edit is None or rng.random() < 0.2:
        source, marked = edited.rewrapped(rng, source, marked)
    after = edited.known(source, marked)
    if after is None or source == edited.source_of(article.parts):
        return
    changed = {each.number for part in parts for item in part.items for each in item if each.edited}
    name = edit.__name__ if edit else "rewrapped"
    text = article.known.text
    at = article.known.standing[number][0]
    before = text.text(at.block)[at.start : at.stop]
    words = [each.start() for each in re.finditer(r"\w+", before)]
    place = places.at(text, Spot(at.block, at.start + rng.choice(words[: len(words) * 2 // 3 + 1])))
    yield _of_place(name, place, after, number, before, edited=number in changed)
    made = [(kind, quoted(rng, article, number, kind)) for kind in KINDS[1:]]
    quotes = [(kind, quote) for kind, quote in made if quote]
    found = find_quotes(after.text, [quote for _, quote in quotes])
    for (kind, quote), there in zip(quotes, found, strict=True):
        within = (number, number + 1) if kind == "sentences" else (number,)
        yield _of_quote(name, kind, quote, there, article.known, after, within, changed)


def _of_place(
    name: str, place: Place, after: Known, number: int, before: str, *, edited: bool
) -> Outcome:
    kept = places.found(after.text, place)
    exists = number in after.standing
    here = set(after.at(*kept.spot)) if kept else set()
    found = number in here or any(_reads(after, each, before) for each in here)
    said = kept is None or kept.grade is not Grade.SAME
    return Outcome(name, "place", exists, found, not found and not said, said, edited)


def _reads(known: Known, number: int, words: str) -> bool:
    return any(_letters(known.words(at)) == _letters(words) for at in known.standing[number])


def _of_quote(
    name: str,
    kind: str,
    quote: Quote,
    there: Found | None,
    old: Known,
    after: Known,
    within: tuple[int, ...],
    changed: set[int],
) -> Outcome:
    exists = all(number in after.standing for number in within) and _together(
        old, after, within, 20 if changed.intersection(within) else 2
    )
    said = there is None or there.grade is not Grade.SAME
    edited_too = bool(changed.intersection(within))
    found = there is not None and _is_it(quote, there, old, after, within, exact=not edited_too)
    if there is not None and not found:
        # Other sentences may read alike: then what was found is what was quoted as well.
        first, last = (
            after.at(*there.start),
            after.at(there.stop.block, max(0, there.stop.offset - 1)),
        )
        found = any(
            _reads(after, number, old.words(old.standing[sought][0]))
            for number, sought in zip({*first, *last}, within, strict=False)
        ) and _letters(_between(after, there)) == _letters(quote.exact)
    wrong = not found and not said
    return Outcome(name, kind, exists, found, wrong, said, edited_too)


def _together(old: Known, after: Known, within: tuple[int, ...], more: int) -> bool:
    """Whether sentences that stood together still do."""

    def ahead(known: Known, first: Standing, last: Standing) -> int:
        between = Found(Spot(*first[:2]), Spot(last.block, last.start), Grade.SAME)
        return len(_letters(_between(known, between))) if first <= last else 1 << 30

    sought = ahead(old, old.standing[within[0]][0], old.standing[within[-1]][0])
    return any(
        abs(ahead(after, first, last) - sought) <= more
        for first in after.standing[within[0]]
        for last in after.standing[within[-1]]
    )


def _between(after: Known, there: Found) -> str:
    blocks = range(there.start.block, there.stop.block + 1)
    pieces = [after.text.text(block) for block in blocks]
    pieces[-1] = pieces[-1][: there.stop.offset]
    pieces[0] = pieces[0][there.start.offset :]
    return "\n".join(pieces)


def _is_it(
    quote: Quote,
    there: Found,
    old: Known,
    after: Known,
    within: tuple[int, ...],
    *,
    exact: bool,
) -> bool:
    """Whether what was found is in its sentence, and, where that is as it was, just what was quoted."""
    home = old.standing[within[0]][0]
    ahead = len(_letters(old.text.text(home.block)[home.start : quote.offset]))
    for first in after.standing.get(within[0], ()):
        for last in after.standing.get(within[-1], ()):
            begins = _reaches(first, there.start)
            ends = _reaches(last, Spot(there.stop.block, max(0, there.stop.offset - 1)))
            if not begins or not ends:
                continue
            now = after.text.text(first.block)[first.start : there.start.offset]
            same = _letters(_between(after, there)) == _letters(quote.exact)
            if not exact or (same and len(_letters(now)) == ahead):
                return True
    return False


def _reaches(at: Standing, spot: Spot) -> bool:
    return at.block == spot.block and at.start - 2 <= spot.offset <= at.stop + 2


def outcomes(found: list[Article], cases: int, seed: int = 0) -> Iterator[Outcome]:
    """So many edits, each kind as often as any other, in one article after another."""
    edits: list[edited.Edit | None] = [None, *edited.EDITS]
    for number in range(cases):
        article = found[number * 7919 % len(found)]
        yield from trial(seed + number, article, edits[number % len(edits)])


def table(results: Iterable[Outcome], *, by: str = "edit") -> str:
    """For each kind of edit: cases, sentences that exist, those found, and what was wrong."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        for name in (getattr(result, by), "all"):
            count = counts.setdefault(name, Counter())
            count["cases"] += 1
            count["exists"] += result.exists
            count["found"] += result.exists and result.found
            count["wrong"] += result.wrong
            count["needless"] += result.needless
    lines = [f"{'':<24}{'cases':>8}{'exist':>8}{'found':>8}{'':>9}{'wrong':>7}{'needless':>10}"]
    for name, count in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        share = f"{100 * count['found'] / count['exists']:.2f} %" if count["exists"] else "–"
        lines.append(
            f"{name.replace('_', ' '):<24}{count['cases']:>8,}{count['exists']:>8,}{count['found']:>8,}"
            f"{share:>9}{count['wrong']:>7,}{count['needless']:>10,}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    found = articles(asked.folders)
    results = list(outcomes(found, asked.cases, asked.seed))
    print(f"{len(found)} articles, {asked.cases:,} edits; `found` is of those that exist, `wrong`")
    print("where nothing was said, `needless` where something was said of an unchanged sentence.\n")
    print("Places\n" + table(each for each in results if each.kind == "place"))
    print("\nHighlights\n" + table(each for each in results if each.kind != "place"))
    print("\n" + table(results, by="kind"))


if __name__ == "__main__":
    main()
