"""One line of an article around its best hit, made from the file: the index keeps no texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.characters import fold, is_unspaced
from reader.errors import ArticleGone
from reader.query.tokens import words_of

LENGTH = 160  # characters
BEFORE = 48  # of them before the hit, at most
_LOOKED_AT = 1 << 18  # characters of a text; a hit further down shows the beginning, 60 ms at most
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~\u2010-\u2027\u3001-\u3011]+")

Marks = Sequence[tuple[tuple[str, ...], ...]]
"""What hits consist of, as `store.catalog.match.Found.marks` has it."""


class Excerpt(NamedTuple):
    """A line of text and where the hits stand in it."""

    text: str  # clean, on one line
    hits: tuple[tuple[int, int], ...] = ()  # from, to, in characters


class _Hit(NamedTuple):
    start: int
    end: int
    mark: int  # which of the marks it is


def excerpt(text: str, marks: Marks, length: int = LENGTH) -> Excerpt:
    """The stretch of a clean text with the most different hits, the first of several.

    Without a hit, the beginning.
    """
    text = text[:_LOOKED_AT]
    hits = _hits(text, marks)
    hit = hits[_best(hits, length - BEFORE)] if hits else _Hit(0, 0, 0)
    start, cut = _beginning(text, hit.start)
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", max(start + 1, hit.end), end)
        end = space if space > 0 else max(end, hit.end)
    return _on_one_line(text, start, end, hits, cut=cut)


def snippet(root: str, path: str, marks: Marks, length: int = LENGTH) -> str:
    """The excerpt of a file of a library; empty where it can't be read any more."""
    from reader.library import decode, fence, load
    from reader.markdown.rendered import rendered
    from reader.markdown.syntax import named_mdx

    try:
        data, _ = load.read_bytes(root, path)
    except ArticleGone:
        return ""
    text, _ = decode.decode(data)
    fenced = fence.split(text)
    body = fenced.body if fenced and fenced.closed else text
    return excerpt(rendered(body, mdx=named_mdx(path)).text, marks, length).text


def _hits(text: str, marks: Marks) -> list[_Hit]:
    """Where the marks stand, in the order of the text."""
    if not marks:
        return []
    words = _words(text)
    exact: dict[str, list[tuple[int, int]]] = {}
    begun: list[tuple[str, int, int]] = []
    for number, mark in enumerate(marks):
        for place, forms in enumerate(mark):
            for form in forms:
                if form.endswith("*"):
                    begun.append((form[:-1], number, place))
                else:
                    exact.setdefault(form, []).append((number, place))

    def stands(word: str) -> set[tuple[int, int]]:
        found = set(exact.get(word, ()))
        found.update((number, place) for form, number, place in begun if word.startswith(form))
        return found

    known = {word: stands(word) for word in {word for _, _, word in words}}
    places = [known[word] for _, _, word in words]
    hits: list[_Hit] = []
    for at, here in enumerate(places):
        for number in {number for number, place in here if place == 0}:
            last = at + len(marks[number]) - 1
            if last < len(places) and all(
                (number, place) in places[at + place] for place in range(1, len(marks[number]))
            ):
                hits.append(_Hit(words[at][0], words[last][1], number))
    return hits


def _words(text: str) -> list[tuple[int, int, str]]:
    """From, to and folded form of each word, as the index cuts them."""
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        run = match[0]
        if run.isascii():
            found.append((match.start(), match.end(), run.lower()))
        elif any(is_unspaced(char) for char in run):
            found.extend(_parts(run, match.start()))
        else:
            folded = words_of(run)
            found.extend((match.start(), match.end(), word) for word in folded)
    return found


def _parts(run: str, offset: int) -> list[tuple[int, int, str]]:
    """A run with characters that stand alone in the index, each by itself."""
    found: list[tuple[int, int, str]] = []
    start = 0
    for at, char in enumerate(run):
        if is_unspaced(char):
            if at > start:
                found.append((offset + start, offset + at, fold(run[start:at])))
            found.append((offset + at, offset + at + 1, fold(char)))
            start = at + 1
    if start < len(run):
        found.append((offset + start, offset + len(run), fold(run[start:])))
    return found


def _best(hits: list[_Hit], reach: int) -> int:
    """The hit from which on the most different marks stand within reach."""
    best, most = 0, 0
    starts = [hit.start for hit in hits]
    for at, hit in enumerate(hits):
        stop = bisect_right(starts, hit.start + reach)
        different = len({other.mark for other in hits[at:stop]})
        if different > most:
            best, most = at, different
    return best


def _beginning(text: str, hit: int) -> tuple[int, bool]:
    """Where an excerpt begins that shows a hit, and whether within a sentence."""
    start = max(0, hit - BEFORE)
    sentence = max(
        (place + len(sign) for sign in ("\n", ". ", "? ", "! ", "。")
         if (place := text.rfind(sign, start, hit)) >= 0),
        default=0,
    )  # fmt: skip
    if sentence or not start:
        return sentence, False
    space = text.find(" ", start, hit)
    return (start if space < 0 else space + 1), True


def _on_one_line(text: str, start: int, end: int, hits: list[_Hit], *, cut: bool) -> Excerpt:
    """A stretch with white space made single, ellipses where it was cut, and its hits."""
    line = "… " if cut else ""
    places: list[tuple[int, int]] = []
    at = start
    for hit in hits:
        if at <= hit.start and hit.end <= end:
            line = _joined(line, text[at : hit.start])
            begin = len(line)
            line = _joined(line, text[hit.start : hit.end])
            places.append((begin, len(line)))
            at = hit.end
    line = _joined(line, text[at:end]).rstrip()
    if text[end:].strip():
        line += " …"
    return Excerpt(line, tuple(places))


def _joined(line: str, more: str) -> str:
    single = _SPACE.sub(" ", more)
    return line + (single.lstrip() if not line or line[-1] == " " else single)
