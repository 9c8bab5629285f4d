"""One line of an article around its best hit, made from the file: the index keeps no texts."""

from __future__ import annotations

from bisect import bisect_right

from reader.errors import ArticleGone
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.session.hits import Hit, Marks, hits_of

LENGTH = 160  # characters
BEFORE = 48  # of them before the hit, at most
_LOOKED_AT = 1 << 18  # characters of a text; a hit further down shows the beginning, 60 ms at most
_PART = pattern(r"\W(?=\w)")
_SPACE = pattern(r"\s+")


class Excerpt(NamedTuple):
    """A line of text and where the hits stand in it."""

    text: str  # clean, on one line
    hits: tuple[tuple[int, int], ...] = ()  # from, to, in characters


def excerpt(text: str, marks: Marks, length: int = LENGTH, before: int = BEFORE) -> Excerpt:
    """The stretch of a clean text with the most different hits, the first of several.

    Up to `before` characters of it stand before the hit. Without a hit, the beginning.
    """
    text = text[:_LOOKED_AT]
    hits = hits_of(text, marks)
    hit = hits[_best(hits, length - before)] if hits else Hit(0, 0, 0)
    start, cut = _beginning(text, hit.start, before)
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", max(start + 1, hit.end), end)
        end = space if space > 0 else max(end, hit.end)
    return _on_one_line(text, start, end, hits, cut=cut)


def snippet(root: str, path: str, marks: Marks, length: int = LENGTH) -> str:
    """The excerpt of a file of a library; empty where it can't be read any more."""
    try:
        return excerpt(text_read(root, path), marks, length).text
    except ArticleGone:
        return ""


def text_read(root: str, path: str, most: int | None = None) -> str:
    """The text of a file as it is read, of `most` bytes of it; ArticleGone where there is none."""
    from reader.library import decode, fence, load
    from reader.markdown.rendered import rendered
    from reader.markdown.syntax import named_mdx

    data = load.read_bytes(root, path)[0] if most is None else load.read_head(root, path, most)
    text, _ = decode.decode(data)
    fenced = fence.split(text)
    body = fenced.body if fenced and fenced.closed else text
    return rendered(body, mdx=named_mdx(path)).text


def _best(hits: list[Hit], reach: int) -> int:
    """The hit from which on the most different marks stand within reach."""
    best, most = 0, 0
    starts = [hit.start for hit in hits]
    for at, hit in enumerate(hits):
        stop = bisect_right(starts, hit.start + reach)
        different = len({other.mark for other in hits[at:stop]})
        if different > most:
            best, most = at, different
    return best


def _beginning(text: str, hit: int, before: int) -> tuple[int, bool]:
    """Where an excerpt begins that shows a hit, and whether within a sentence."""
    start = max(0, hit - before)
    sentence = max(
        (place + len(sign) for sign in ("\n", ". ", "? ", "! ", "。")
         if (place := text.rfind(sign, start, hit)) >= 0),
        default=0,
    )  # fmt: skip
    if sentence or not start:
        return sentence, False
    space = text.find(" ", start, hit)
    if space >= 0:
        return space + 1, True
    # The beginning of the word that holds it, or of a part of one that is very long (an address).
    far = max(0, start - before)
    word = max(text.rfind(sign, far, start) for sign in " \n") + 1
    if word or not far:
        return word, word > 0 and text[word - 1] == " "
    part = _PART.search(text, start - 1, hit)
    return (part.end() if part else start), True


def _on_one_line(text: str, start: int, end: int, hits: list[Hit], *, cut: bool) -> Excerpt:
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
