"""Tags within a run of text: each gets its look where it is closed, so that an unclosed one has none."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.characters import clean
from reader.markdown.html import (
    SWALLOWING,
    VANISHING,
    attributes,
    breaks,
    name_of_target,
    tag_name,
)
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, UNDERLINE, Role, Span
from reader.markdown.syntax import BREAK, SOFT
from reader.named import NamedTuple
from reader.patterns import pattern

DEEPEST = 40
"""Tags within tags that are understood."""

CARRIED = 4
"""Looks that go on from one block of HTML into the next, each of another tag."""

_SIGHT = 64  # parts that are searched for the character before

_LOOKS: dict[str, tuple[int, Role]] = {
    **dict.fromkeys(("strong", "b"), (STRONG, Role.TEXT)),
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), (EMPHASIS, Role.TEXT)),
    **dict.fromkeys(("u", "ins"), (UNDERLINE, Role.TEXT)),
    **dict.fromkeys(("s", "del", "strike"), (STRIKE, Role.TEXT)),
    **dict.fromkeys(("code", "samp", "tt"), (0, Role.CODE)),
    "mark": (0, Role.MARKED),
    "kbd": (0, Role.KEY),
}
_CLOSED = frozenset(
    (*_LOOKS, "a", "q", "sub", "sup", "abbr", "acronym", "rt", "rp", "video", "audio", "object")
)
_MEDIA = {"img": "image", "video": "video", "audio": "audio", "embed": "frame", "object": "frame"}
# Said to browsers of long ago, where a film or a recording is shown by its name.
_INSTEAD = pattern(r"\s*(?:sorry,? )?your (?:web )?browser (?:does|is|can)", re.IGNORECASE)
_QUOTES = ("“”", "‘’")


class _Open(NamedTuple):
    name: str
    at: int  # the empty part that stands where it was opened
    tag: str


class Tags:
    """The tags that are open in a run of text, which is a list of parts.

    What a part is, a span or a string, is the matter of those below; each decides the same on the
    same text, so that a tree and the catalog's fast pass read alike.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._explained: set[str] = set()
        # The part and the tag of a film, until its source comes
        self._sourceless: tuple[int, str] | None = None
        self.kinds: dict[str, str] = {}  # of media by their targets: video, audio, frame

    # The list of parts

    def count(self) -> int:
        """How many parts there are."""
        raise NotImplementedError

    def write(self, text: str) -> None:
        """Adds a part in the look of the text around."""
        raise NotImplementedError

    def text(self, index: int) -> str:
        """The text of a part, clean but for ends of lines."""
        raise NotImplementedError

    def put(self, index: int, text: str) -> None:
        """Gives a part another text."""
        raise NotImplementedError

    def look(self, first: int, marks: int, role: Role, link: str) -> None:
        """Gives all parts from one on a look, where they do not have one of the same kind."""

    def picture(self, index: int, link: str) -> None:
        """Makes a part the name of a picture."""

    # Tags

    def end(self) -> None:
        """The run of text ends: nothing that is still open reaches into the next."""
        self._open.clear()
        self._explained.clear()
        self._sourceless = None
        if self.kinds:
            self.kinds = {}

    def carry(self, stays: Callable[[str], bool]) -> tuple[_Open, ...]:
        """Gives the looks of tags that are open and will yet be closed; these tags, for `resume`."""
        if not self._open:
            return ()
        looks = {tag.name: tag for tag in self._open if tag.name in _LOOKS or tag.name == "a"}
        carried = [tag for tag in looks.values() if stays(tag.name)][-CARRIED:]
        for tag in reversed(carried):
            self._close(tag)
        return tuple(carried)

    def resume(self, carried: tuple[_Open, ...]) -> None:
        """Opens tags again in a new run of text."""
        for tag in carried:
            self._begin(tag.name, tag.tag, "")

    def meet(self, tag: str) -> None:
        """A tag, comment or the like stands here."""
        name = tag_name(tag)
        if not name:
            return
        closes = name[0] == "/"
        name = name.removeprefix("/")
        if closes:
            self._meet_closing(name)
        elif name == "br":
            self.write("\n")
        elif name in _MEDIA:
            if name in _CLOSED and len(self._open) < DEEPEST:
                self._begin(name, tag, BREAK)
            self._medium(name, tag)
        elif name == "source":
            self._source(tag)
        elif name in SWALLOWING or name in VANISHING:
            if all(each.name != name for each in self._open):
                self._begin(name, tag, clean(tag))
        elif name in _CLOSED and len(self._open) < DEEPEST:
            self._begin(name, tag, "")
        if breaks(name):
            self.write(BREAK)

    def _meet_closing(self, name: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                self._close(self._open.pop(index))
                return

    def _begin(self, name: str, tag: str, text: str) -> None:
        self._open.append(_Open(name, self.count(), tag))
        self.write(text)

    def _medium(self, name: str, tag: str) -> None:
        found = attributes(tag)
        link = found.get("src") or found.get("data") or ""
        if name == "img":
            text = found.get("alt") or name_of_target(link)
            if self._before(self.count()).isalnum():
                self.write(SOFT)  # words of their own, as pictures side by side are
        else:
            text = found.get("title") or found.get("aria-label") or name_of_medium(link)
            self._sourceless = None if link else (self.count(), tag)
        self.write(text)
        self._show(self.count() - 1, link, _MEDIA[name])
        if name in _CLOSED:
            self.write(BREAK)

    def _show(self, index: int, link: str, kind: str) -> None:
        if kind != "image":
            self.kinds[link] = kind
        self.picture(index, link)

    def _source(self, tag: str) -> None:
        link = attributes(tag).get("src", "")
        if not link or self._sourceless is None:
            return
        index, medium = self._sourceless
        self._sourceless = None
        found = attributes(medium)
        if not (found.get("title") or found.get("aria-label")):
            self.put(index, name_of_medium(link))
        self._show(index, link, _MEDIA[tag_name(medium)])

    def _close(self, tag: _Open) -> None:
        name, at = tag.name, tag.at
        if name in _LOOKS:
            self.look(at, *_LOOKS[name], "")
        elif name == "a":
            link = attributes(tag.tag).get("href", "")
            if link:
                self.look(at, 0, Role.LINK, link)
        elif name in VANISHING or name == "rp":
            self._vanish(at)
        elif name == "iframe":
            self._frame(tag)
        elif name in SWALLOWING:
            self.put(at, "")
        elif name == "q":
            depth = sum(each.name == "q" for each in self._open)
            self._enclose(at, *_QUOTES[depth % 2])
        elif name == "rt":
            self._enclose(at, "(", ")")
        elif name in ("sub", "sup"):
            self._shift(name, at)
        elif name in _MEDIA:
            if _INSTEAD.match(self._from(at + 2)):
                self._vanish(at + 2)
            self.write(BREAK)
        else:
            self._explain(tag)

    def _from(self, first: int) -> str:
        return "".join([self.text(index) for index in range(first, self.count())])

    def _enclose(self, at: int, before: str, behind: str) -> None:
        self.put(at, before)
        self.write(behind)

    def _vanish(self, at: int) -> None:
        for index in range(at, self.count()):
            self.put(index, "")
        self._open = [each for each in self._open if each.at < at]

    def _frame(self, tag: _Open) -> None:
        found = attributes(tag.tag)
        link = found.get("src", "")
        self.put(tag.at, found.get("title") or (name_of_medium(link) if found else ""))
        self._show(tag.at, link, frame_kind(link))

    def _shift(self, name: str, at: int) -> None:
        from reader.markdown.raised import lowered, raised  # few texts need its tables

        small = raised if name == "sup" else lowered
        text = self._from(at + 1).replace(SOFT, " ").replace(BREAK, " ").strip()
        if not text or not self._before(at).strip():
            return  # not raised over anything: small print
        shown = small(text)
        if len(shown) != len(text):
            before, _, behind = shown.partition(text)
            self._enclose(at, before, behind)
            return
        for index in range(at + 1, self.count()):
            self.put(index, "".join([small(char) for char in self.text(index)]))

    def _before(self, at: int) -> str:
        """The character before a part; none where it is out of sight."""
        for index in range(at - 1, max(-1, at - 1 - _SIGHT), -1):
            text = self.text(index)
            if text:
                return text[-1]
        return ""

    def _explain(self, tag: _Open) -> None:
        """What an abbreviation stands for, behind it where it comes first."""
        title = attributes(tag.tag).get("title", "")
        folded = title.casefold()
        text = " ".join(self._from(tag.at + 1).split()).casefold()
        if title and text and folded != text and folded not in self._explained:
            self._explained.add(folded)
            self.write(f" ({title})")


class SpanTags(Tags):
    """Over spans; `look_of` gives a text the look that Markdown has it in."""

    def __init__(self, spans: list[Span], look_of: Callable[[str], Span] = Span) -> None:
        super().__init__()
        self.spans = spans
        self._look_of = look_of
        self.sources: dict[str, str] = {}  # the pictures that lead elsewhere, by where they lead

    def count(self) -> int:
        """How many spans there are."""
        return len(self.spans)

    def write(self, text: str) -> None:
        """Adds a span."""
        self.spans.append(self._look_of(text))

    def text(self, index: int) -> str:
        """The text of a span."""
        return self.spans[index].text

    def put(self, index: int, text: str) -> None:
        """Gives a span another text."""
        self.spans[index] = self.spans[index]._replace(text=text)

    def end(self) -> None:
        """The run of text ends."""
        super().end()
        if self.sources:
            self.sources = {}

    def add_source(self, link: str, source: str) -> None:
        """A picture that leads elsewhere; of several that lead to one place none is told."""
        self.sources[link] = source if self.sources.get(link, source) == source else ""

    def look(self, first: int, marks: int, role: Role, link: str) -> None:
        """Gives the spans from one on a look; roles and links within keep theirs."""
        for index in range(first, len(self.spans)):
            text, own, had, target, at = self.spans[index]
            if own is Role.TEXT:
                own = role
            if link and (not target or own is Role.IMAGE):
                if own is Role.IMAGE:
                    self.add_source(link, target)
                target = link
            self.spans[index] = Span(text, own, had | marks, target, at)

    def picture(self, index: int, link: str) -> None:
        """Makes a span the name of a picture, which leads where the text around does."""
        span = self.spans[index]
        around = span.link if span.role is not Role.IMAGE else ""
        if around:
            self.add_source(around, link)
        self.spans[index] = span._replace(role=Role.IMAGE, link=around or link)


def name_of_medium(link: str) -> str:
    """What to call a film or a frame without a title: its file's name, else the host it is on."""
    from urllib.parse import urlsplit  # only for media nobody described

    try:
        parts = urlsplit(link)
    except ValueError:
        return name_of_target(link)
    name = parts.path.rstrip("/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    if parts.netloc and not (stem and dot and len(suffix) <= 4):
        return clean(parts.netloc.rpartition("@")[2].removeprefix("www.")) or "media"
    return name_of_target(link) if name else "media"


def frame_kind(link: str) -> str:
    """What a frame shows: a video where it comes from one of the great hosts of these."""
    hosts = ("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com")
    host = link.partition("//")[2].partition("/")[0].lower()
    return "video" if host.removeprefix("www.").removeprefix("player.") in hosts else "frame"
