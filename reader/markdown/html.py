"""HTML inside Markdown: its tags, attributes and entities.

Comments, scripts, styles and templates vanish where they are closed; an unclosed one is shown as
written, since a mistake must not hide the rest of an article. Every pattern here takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.characters import clean, one_line
from reader.patterns import pattern

# Attributes as CommonMark §6.6 has them, so that a quoted value may hold angle brackets; else
# whatever stands before the next one, since a quote too many must not swallow text. No start of a
# tag is scanned to its end by more than two others, for each quote between moves them on.
_STRICT = (
    r"""(?:\s++[a-zA-Z_:@][\w.:@-]*+(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'=<>`]++))?+)*+\s*+/?>"""
)
_NAME = r"([a-zA-Z][a-zA-Z0-9.:_-]*+)(?=[\s/>])(?!//)"
_TAG = pattern(rf"<(/?){_NAME}(?:{_STRICT}|[^<>]*+>)")
_ATTRIBUTE = pattern(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>`][^\s<>`]*+)))?"""
)
_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,40});")
_TOKEN = pattern(rf"<!--|<\?|<!\[CDATA\[|<![a-zA-Z]|{_TAG.pattern}")
_ENDS = {"<!--": "-->", "<?": "?>", "<!": ">"}
_CDATA = "<![CDATA["
# Tags after which a browser shows no text as text; GFM §6.11 has them shown as written.
SWALLOWING = frozenset(
    ("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext")
)
VANISHING = frozenset(("script", "style", "template"))
_RAW = frozenset(("textarea", "xmp"))  # what looks like a tag within is text
_BREAKING = (  # searched as one string: a set would be a page long
    " address article aside blockquote body caption center col colgroup dd details dialog dir div"
    " dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup"
    " hr html legend li listing main menu nav ol optgroup option p pre search section select"
    " summary table tbody td tfoot th thead tr ul "
)


def breaks(name: str) -> bool:
    """Whether a tag, opening or closing, ends a line of text."""
    return f" {name} " in _BREAKING


def decode(text: str) -> str:
    """Text with its entities decoded, clean."""
    if "&" not in text:
        return clean(text)
    from html import unescape  # its table of 2,231 names costs 2 ms; few texts need it

    return clean(unescape(text))


def _decoded_value(value: str) -> str:
    """A value with its entities decoded where they are whole: in `?a&section=1` there is none."""
    if "&" in value:
        value = _ENTITY.sub(lambda match: decode(match[0]), value)
    return one_line(value)


def name_of_target(link: str) -> str:
    """What to call a picture without alt text: its file's name, else the word image."""
    from urllib.parse import unquote  # only for pictures nobody described

    path = link.partition("#")[0].partition("?")[0]
    return one_line(unquote(path.rstrip("/").rpartition("/")[2])) or "image"


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values decoded and on one line."""
    found: dict[str, str] = {}
    name = _TAG.match(tag)
    for match in _ATTRIBUTE.finditer(tag, name.end(2) if name else 0):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), _decoded_value(value))
    return found


def tag_name(tag: str) -> str:
    """The name of a tag in lower case, with a slash before it where it closes; else empty."""
    match = _TAG.match(tag)
    return match[1] + match[2].lower() if match else ""


def last_closings(source: str) -> dict[str, int]:
    """Where each kind of tag is closed for the last time."""
    return {match[2].lower(): match.start() for match in _TAG.finditer(source) if match[1]}


def tokens(source: str) -> Iterator[tuple[str, str, int]]:
    """The tags and texts of HTML in order: name, source, offset.

    The name is in lower case and has a slash before it in a closing tag; it is empty for text, in
    which entities are not yet decoded.
    """
    last = last_closings(source)
    unclosed: set[str] = set()  # searched for once, or many would cost the square of the length
    place = kept = 0
    while match := _TOKEN.search(source, place):
        start, place = match.span()
        kind, name = match[0], (match[2] or "").lower()
        if kind == _CDATA:
            stop = source.find("]]>", place) if _CDATA not in unclosed else -1
            if stop < 0:
                unclosed.add(_CDATA)
            yield "", source[kept:start], kept
            if stop >= 0:
                yield "", source[place:stop].replace("&", "&amp;"), place
                place = stop + 3
            kept = place
            continue
        if not name:
            opening = kind if kind in _ENDS else "<!"
            end = _ENDS[opening]
            stop = source.find(end, start + 2) if opening not in unclosed else -1
            if stop < 0:
                unclosed.add(opening)
                continue
            yield "", source[kept:start], kept
            kept = place = stop + len(end)
            continue
        closes = bool(match[1])
        if not closes and (name in SWALLOWING or name in VANISHING):
            if last.get(name, -1) < start:
                continue  # as written
            if name in VANISHING or name in _RAW:
                end_tag = _closing(name).search(source, place)
                if end_tag is None:
                    last[name] = -1
                    continue
                yield "", source[kept:start], kept
                if name in _RAW:
                    yield name, kind, start
                    yield "", _raw_text(name, source[place : end_tag.start()]), place
                    yield "/" + name, end_tag[0], end_tag.start()
                kept = place = end_tag.end()
                continue
        yield "", source[kept:start], kept
        yield match[1] + name, kind, start
        kept = place
    yield "", source[kept:], kept


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])(?:{_STRICT}|[^<>]*+>)", re.IGNORECASE)


def _raw_text(name: str, text: str) -> str:
    return text.replace("&", "&amp;") if name == "xmp" else text
