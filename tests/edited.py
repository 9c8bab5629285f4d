"""Articles edited at random, with fixed seeds, and where each sentence is afterwards.

The oracle knows nothing of how a place or a quote is found. A source is taken apart into sentences,
each with a number that it keeps through every edit; in a second copy of the edited source each
sentence begins with a character of a private area, and what is read of that copy tells where each
of them stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.markdown.parse import Text

FIRST_MARK = 0xE000
MOST_SENTENCES = 0x1800
FIRST_NEW = 0x1400  # the numbers from here on are those of sentences that edits make
_MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + MOST_SENTENCES)}]")

_END = re.compile(
    r"(?<=[.!?…])(?:[\"”’')*_]{0,3})\s+(?=[\"“‘'(*_\[]{0,3}[A-ZÀ-Þ0-9])|(?<=[。！？])"
)
_HEADING = re.compile(r"(#{1,6}) (.+)\Z")
_ITEM = re.compile(r"[-*+] (?=\S)")
_PROSE = re.compile(r"[\w\"“‘'(*\[`]")
_NOT_PROSE = re.compile(
    r"(?:\d+[.)]\s|[*+-]\s|#|>|\||<|:|=|\$\$|\[[^\]]*\]:|\*{3}|---|    |\t)", re.MULTILINE
)
_WORD = re.compile(r"(?<![\w`<&/.:(\[])[^\W\d_]{3,}(?![\w`>/:;)\]])")


class Sentence(NamedTuple):
    """A sentence of a source; the number goes with it wherever it goes."""

    number: int
    text: str
    edited: bool = False  # a word of it is not what it was


class Part(NamedTuple):
    """A paragraph, heading, list or anything else of a source."""

    kind: str  # prose, list, heading, or raw: left as it is
    items: tuple[tuple[Sentence, ...], ...] = ()  # prose and heading have one
    raw: str = ""
    level: int = 2

    def source(self, *, marked: bool = False) -> str:
        """As it stands in a file."""
        if self.kind == "raw":
            return self.raw
        lines = [_joined(item, marked=marked) for item in self.items]
        if self.kind == "heading":
            return "#" * self.level + " " + " ".join(lines)
        return "\n".join("- " + line for line in lines) if self.kind == "list" else lines[0]


def _joined(sentences: Sequence[Sentence], *, marked: bool) -> str:
    found = ""
    for number, text, _ in sentences:
        gap = "" if not found or found[-1] in "。！？" else " "
        found += gap + (chr(FIRST_MARK + number) if marked else "") + text
    return found


Parts = tuple[Part, ...]


def body_of(source: str) -> str:
    """A source without its front matter."""
    if source.startswith("---\n") and (end := source.find("\n---\n", 3)) > 0:
        return source[end + 5 :]
    return source


def taken_apart(source: str) -> Parts:
    """The paragraphs and sentences of a source."""
    parts: list[Part] = []
    count = 0

    def sentences(text: str) -> tuple[Sentence, ...]:
        nonlocal count
        pieces = [" ".join(piece.split("\n")).strip() for piece in _END.split(text)]
        found = tuple(Sentence(count + at, piece) for at, piece in enumerate(filter(None, pieces)))
        count += len(found)
        return found

    for chunk in _chunks(source):
        heading = _HEADING.match(chunk)
        lines = chunk.split("\n")
        if count > FIRST_NEW - 400:
            parts.append(Part("raw", raw=chunk))
        elif heading:
            parts.append(Part("heading", (sentences(heading[2]),), level=len(heading[1])))
        elif all(_ITEM.match(line) for line in lines):
            parts.append(Part("list", tuple(sentences(line[2:]) for line in lines)))
        elif _PROSE.match(chunk) and not _NOT_PROSE.search(chunk) and "  \n" not in chunk:
            parts.append(Part("prose", (sentences(chunk),)))
        else:
            parts.append(Part("raw", raw=chunk))
    return tuple(parts)


def _chunks(source: str) -> Iterator[str]:
    """What stands between blank lines; fenced code stays together."""
    waiting: list[str] = []
    for chunk in re.split(r"\n[ \t]*\n+", source.strip("\n")):
        waiting.append(chunk)
        text = "\n\n".join(waiting)
        if len(re.findall(r"^ {0,3}(?:```|~~~|\$\$)", text, re.MULTILINE)) % 2 == 0:
            yield text
            waiting = []
    if waiting:
        yield "\n\n".join(waiting)


def source_of(parts: Parts, *, marked: bool = False) -> str:
    """The file of some parts."""
    return "\n\n".join(part.source(marked=marked) for part in parts) + "\n"


class Standing(NamedTuple):
    """Where a sentence stands in a text as read."""

    block: int
    start: int
    stop: int


class Known(NamedTuple):
    """A text, and where the sentences of its source stand in it."""

    text: Text
    standing: dict[int, list[Standing]]

    def words(self, at: Standing) -> str:
        """A sentence as read."""
        return self.text.text(at.block)[at.start : at.stop]

    def at(self, block: int, offset: int) -> list[int]:
        """The sentences that stand at an offset."""
        return [
            number
            for number, places in self.standing.items()
            if any(at.block == block and at.start <= offset < at.stop for at in places)
        ]


def known(source: str, marked: str) -> Known | None:
    """Both copies read; None where the marks made it read in another way."""
    text, other = Text(source), Text(marked)
    text.find_all()
    other.find_all()
    if text.count != other.count:
        return None
    standing: dict[int, list[Standing]] = {}
    for block in range(text.count):
        read, with_marks = text.text(block), other.text(block)
        hits = list(_MARK.finditer(with_marks))
        if _MARK.sub("", with_marks) != read:
            return None
        starts = [hit.start() - before for before, hit in enumerate(hits)]
        for hit, start, stop in zip(hits, starts, [*starts, len(read)][1:], strict=True):
            length = len(read[start:stop].rstrip())
            where = Standing(block, start, start + length)
            standing.setdefault(ord(hit[0]) - FIRST_MARK, []).append(where)
    return Known(text, standing)


# Edits. Each is given the parts and the number of the sentence that somebody is at, and touches what
# is around it.

Edit = Callable[[random.Random, Parts, int], Parts]


def _where(parts: Parts, number: int) -> tuple[int, int, int]:
    """Part, item and sentence of a number; the first of several copies."""
    return next(
        (p, i, s)
        for p, part in enumerate(parts)
        for i, item in enumerate(part.items)
        for s, sentence in enumerate(item)
        if sentence.number == number
    )


def _with_item(parts: Parts, p: int, i: int, item: Sequence[Sentence]) -> Parts:
    items = (*parts[p].items[:i], tuple(item), *parts[p].items[i + 1 :])
    items = tuple(each for each in items if each)
    changed = (parts[p]._replace(items=items),) if items else ()
    return (*parts[:p], *changed, *parts[p + 1 :])


def _neighbours(parts: Parts, number: int) -> list[tuple[int, int, int]]:
    """The sentence before and the one behind."""
    every = [
        (p, i, s)
        for p, part in enumerate(parts)
        for i, item in enumerate(part.items)
        for s in range(len(item))
    ]
    at = every.index(_where(parts, number))
    return every[max(0, at - 1) : at] + every[at + 1 : at + 2]


def _fresh(parts: Parts) -> int:
    used = (each.number for part in parts for item in part.items for each in item)
    return max(FIRST_NEW, 1 + max(used, default=0))


def _vocabulary(parts: Parts) -> list[str]:
    return _WORD.findall(source_of(parts)) or ["river", "road", "house"]


def _made(rng: random.Random, parts: Parts, number: int) -> Sentence:
    """A new sentence out of the article's own words."""
    words = rng.choices(_vocabulary(parts), k=rng.randint(5, 18))
    return Sentence(number, " ".join(words).capitalize() + ".")


def _other_word(rng: random.Random, text: str, words: list[str], count: int = 1) -> str:
    """A sentence with so many of its words changed."""
    for _ in range(count):
        hits = list(_WORD.finditer(text))
        if not hits:
            return text + " " + rng.choice(words)
        hit = rng.choice(hits)
        text = text[: hit.start()] + rng.choice(words) + text[hit.end() :]
    return text


def word_near(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A word of a neighbouring sentence changes."""
    for p, i, s in _neighbours(parts, number):
        item = list(parts[p].items[i])
        item[s] = item[s]._replace(
            text=_other_word(rng, item[s].text, _vocabulary(parts)), edited=True
        )
        parts = _with_item(parts, p, i, item)
    return parts


def neighbour_reworded(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A neighbouring sentence becomes another; sometimes both do."""
    for p, i, s in _neighbours(parts, number)[:: rng.choice((1, -1))][: rng.randint(1, 2)]:
        item = list(parts[p].items[i])
        item[s] = _made(rng, parts, _fresh(parts))
        parts = _with_item(parts, p, i, item)
    return parts


def word_within(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A word of the sentence itself changes."""
    p, i, s = _where(parts, number)
    item = list(parts[p].items[i])
    item[s] = item[s]._replace(text=_other_word(rng, item[s].text, _vocabulary(parts)), edited=True)
    return _with_item(parts, p, i, item)


def paragraph_inserted(rng: random.Random, parts: Parts, number: int) -> Parts:
    """New paragraphs directly before or behind."""
    at = _where(parts, number)[0] + rng.randint(0, 1)
    for _ in range(rng.randint(1, 3)):
        fresh = _fresh(parts)
        new = tuple(_made(rng, parts, fresh + n) for n in range(rng.randint(1, 4)))
        parts = (*parts[:at], Part("prose", (new,)), *parts[at:])
    return parts


def paragraph_deleted(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph before or behind goes."""
    p = _where(parts, number)[0]
    at = p + rng.choice((-1, 1))
    return (*parts[:at], *parts[at + 1 :]) if 0 <= at < len(parts) else parts


def paragraph_moved(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph goes elsewhere."""
    p = _where(parts, number)[0]
    rest = (*parts[:p], *parts[p + 1 :])
    at = rng.randint(0, len(rest))
    return (*rest[:at], parts[p], *rest[at:])


def neighbour_moved(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph before or behind goes elsewhere."""
    at = _where(parts, number)[0] + rng.choice((-1, 1))
    if not 0 <= at < len(parts):
        return parts
    rest = (*parts[:at], *parts[at + 1 :])
    to = rng.randint(0, len(rest))
    return (*rest[:to], parts[at], *rest[to:])


def paragraphs_merged(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph and the next one become one."""
    p = _where(parts, number)[0]
    p -= rng.randint(0, 1)
    if p < 0 or p + 1 >= len(parts) or {parts[p].kind, parts[p + 1].kind} != {"prose"}:
        return parts
    both = Part("prose", ((*parts[p].items[0], *parts[p + 1].items[0]),))
    return (*parts[:p], both, *parts[p + 2 :])


def paragraph_split(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph is cut before or behind the sentence."""
    p, _, s = _where(parts, number)
    if parts[p].kind != "prose":
        return parts
    at = s + rng.randint(0, 1)
    halves = (parts[p].items[0][:at], parts[p].items[0][at:])
    return (*parts[:p], *(Part("prose", (half,)) for half in halves if half), *parts[p + 1 :])


def front_added(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A title and some lines stand above everything."""
    fresh = _fresh(parts)
    title = Part("heading", ((Sentence(fresh, _made(rng, parts, 0).text),),), level=1)
    lines = [Part("prose", ((_made(rng, parts, fresh + n),),)) for n in range(1, rng.randint(2, 6))]
    return (title, *lines, *parts)


def front_removed(rng: random.Random, parts: Parts, number: int) -> Parts:
    """What the article began with goes."""
    p = _where(parts, number)[0]
    return parts[rng.randint(0, min(3, p)) :]


def emphasised(rng: random.Random, parts: Parts, number: int) -> Parts:
    """Words of the sentence and of those beside it become emphasised, or links."""
    for p, i, s in [_where(parts, number), *_neighbours(parts, number)]:
        item = list(parts[p].items[i])
        text = item[s].text
        hits = [] if re.search(r"[*_`\[\]<>$\\]", text) else list(_WORD.finditer(text))
        if hits:
            hit = rng.choice(hits)
            made = rng.choice(("*{}*", "**{}**", "[{}](https://example.org/{}/some/where.html)"))
            text = text[: hit.start()] + made.format(hit[0], hit[0]) + text[hit.end() :]
            item[s] = item[s]._replace(text=text)
            parts = _with_item(parts, p, i, item)
    return parts


def unmarked(rng: random.Random, parts: Parts, number: int) -> Parts:
    """Emphasis goes everywhere."""
    return _each(parts, lambda text: text if "`" in text else text.replace("**", ""))


def heading_changed(rng: random.Random, parts: Parts, number: int) -> Parts:
    """Headings get another level, and there is one more before the paragraph."""
    p, deeper = _where(parts, number)[0], rng.choice((-1, 1))
    new = Part("heading", ((_made(rng, parts, _fresh(parts)),),), level=3)
    changed = [part._replace(level=max(1, min(6, part.level + deeper))) for part in parts]
    return (*changed[:p], new, *changed[p:])


def list_or_prose(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A list becomes prose, prose a list of its sentences."""
    p = _where(parts, number)[0]
    part = parts[p]
    if part.kind == "list":
        new = Part("prose", (tuple(sentence for item in part.items for sentence in item),))
    else:
        new = Part("list", tuple((sentence,) for sentence in part.items[0]))
    return (*parts[:p], new, *parts[p + 1 :])


def typographic(rng: random.Random, parts: Parts, number: int) -> Parts:
    """Quotes, dashes and ellipses get their typographic form, or lose it."""
    curly = rng.random() < 0.5

    def changed(text: str) -> str:
        if "`" in text or "](" in text or "<" in text:
            return text
        if curly:
            text = re.sub(r'"(?=\w)', "“", text).replace('"', "”").replace("'", "’")
            return text.replace("--", "–").replace("...", "…")
        for typed, plain in zip("“”‘’–—…", ('"', '"', "'", "'", "--", "---", "..."), strict=True):
            text = text.replace(typed, plain)
        return text

    return _each(parts, changed)


def _each(parts: Parts, change: Callable[[str], str]) -> Parts:
    return tuple(
        part._replace(
            items=tuple(
                tuple(each._replace(text=change(each.text)) for each in item) for item in part.items
            )
        )
        for part in parts
    )


def paragraph_copied(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph stands once more elsewhere."""
    p, at = _where(parts, number)[0], rng.randint(0, len(parts))
    return (*parts[:at], parts[p], *parts[at:])


def sentence_moved(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The sentence goes to another place, alone."""
    p, i, s = _where(parts, number)
    item = parts[p].items[i]
    rest = _with_item(parts, p, i, (*item[:s], *item[s + 1 :]))
    prose = [at for at, part in enumerate(rest) if part.kind == "prose"]
    if not prose:
        return parts
    to = rng.choice(prose)
    target = rest[to].items[0]
    at = rng.randint(0, len(target))
    return _with_item(rest, to, 0, (*target[:at], item[s], *target[at:]))


def sentences_turned(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The sentences of the paragraph change their order."""
    p, i, _ = _where(parts, number)
    item = list(parts[p].items[i])
    rng.shuffle(item)
    return _with_item(parts, p, i, item)


def neighbour_deleted(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The sentence before or behind goes."""
    beside = _neighbours(parts, number)
    if not beside:
        return parts
    p, i, s = rng.choice(beside)
    item = parts[p].items[i]
    return _with_item(parts, p, i, (*item[:s], *item[s + 1 :]))


def sentence_deleted(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The sentence itself goes."""
    p, i, s = _where(parts, number)
    item = parts[p].items[i]
    return _with_item(parts, p, i, (*item[:s], *item[s + 1 :]))


def own_paragraph_deleted(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The paragraph goes with the sentence."""
    p = _where(parts, number)[0]
    return (*parts[:p], *parts[p + 1 :])


def twinned(rng: random.Random, parts: Parts, number: int) -> Parts:
    """A sentence that differs from it by a word or two stands elsewhere, in a paragraph of its own."""
    p, i, s = _where(parts, number)
    text, at = parts[p].items[i][s].text, rng.randint(0, len(parts))
    twin = _other_word(rng, text, _vocabulary(parts), rng.randint(1, 2))
    if twin == text:
        return parts
    return (*parts[:at], Part("prose", ((Sentence(_fresh(parts), twin),),)), *parts[at:])


def twin_left(rng: random.Random, parts: Parts, number: int) -> Parts:
    """The sentence goes; the other one that differs from it by a word or two stays."""
    return sentence_deleted(rng, parts, number)


def everything_at_once(rng: random.Random, parts: Parts, number: int) -> Parts:
    """Three to six of the others, one after another."""
    for edit in rng.sample(KEEPING, rng.randint(3, 6)):
        parts = edit(rng, parts, number)
    return parts


KEEPING: tuple[Edit, ...] = (
    word_near,
    neighbour_reworded,
    neighbour_deleted,
    neighbour_moved,
    word_within,
    paragraph_inserted,
    paragraph_deleted,
    paragraph_moved,
    paragraphs_merged,
    paragraph_split,
    paragraph_copied,
    front_added,
    front_removed,
    emphasised,
    unmarked,
    heading_changed,
    list_or_prose,
    typographic,
    sentence_moved,
    sentences_turned,
)
LOSING: tuple[Edit, ...] = (sentence_deleted, own_paragraph_deleted, twin_left)
EDITS: tuple[Edit, ...] = (*KEEPING, everything_at_once, *LOSING)


def rewrapped(rng: random.Random, source: str, marked: str) -> tuple[str, str]:
    """Both copies with the lines of their paragraphs broken anew, at the same words."""
    width = rng.randint(30, 90)

    def wrap(chunk: str) -> str:
        if not _PROSE.match(chunk.lstrip(chr(FIRST_MARK))) and not _MARK.match(chunk):
            return chunk
        lines, room = [""], width
        for word in chunk.split(" "):
            plain = len(_MARK.sub("", word))
            risky = _NOT_PROSE.match(_MARK.sub("", word) + " ") is not None
            if lines[-1] and room < plain + 1 and not risky:
                lines.append(word)
                room = width - plain
            else:
                lines[-1] += (" " if lines[-1] else "") + word
                room -= plain + 1
        return "\n".join(lines)

    def every(text: str, guide: str) -> str:
        chunks, guides = text.split("\n\n"), guide.split("\n\n")
        if len(chunks) != len(guides):
            return text
        return "\n\n".join(
            wrap(chunk) if _MARK.match(beside) else chunk
            for chunk, beside in zip(chunks, guides, strict=True)
        )

    return every(source, marked), every(marked, marked)
