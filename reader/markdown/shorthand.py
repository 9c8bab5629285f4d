"""What authors write in plain text that the parser knows nothing of: `[[names]]`, `:emoji:`, `x^2^`.

It is found in runs of text, never in code, and told as events of the parser's kind, so that a tree
and the catalog's fast pass read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader.characters import one_line
from reader.markdown.raised import lowered, raised
from reader.patterns import pattern

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

    Event = Any  # of pyromark: a string, or a dictionary with one key

WIKI = "wiki:"
"""Begins the link to an article by its name: title, slug or file name, and perhaps `#heading`."""

_SHORTHAND = pattern(
    r"(?P<image>!?)(?<!\[)\[\[(?P<name>[^\s\[\]|][^\[\]\n|]{0,300})(?:\|(?P<shown>[^\[\]\n]{1,300}))?\]\](?!\])"
    r"|(?<!\w):(?P<emoji>[a-z0-9_+-]{1,64}):(?!\w)"
    r"|(?<=[\w)\]}])\^(?P<raised>[!-\]_`a-}\u0391-\u03c9\u2212]{1,32})\^"
    r"|(?<=[\w)\]}])(?<!~)~(?P<lowered>[!-}\u0391-\u03c9\u2212]{1,32})~(?!~)"
)


# Whatever may become such: with a backslash before a sign, and where an entity may stand for one.
# One by one and each behind a plain search: together they would cost a third of all indexing.
_MAY_BE_MOVED = pattern(r"[\w)\]}]\\?[\^~]")
_MAY_BE_EMOJI = pattern(r":[\\a-z0-9_+-]+:")
_ENTITY = pattern(r"&(?:#|\w+;)")
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico)$", re.IGNORECASE)
_SIZE = pattern(r"\d+(?:x\d+)?")


def may_hold(source: str) -> bool:
    """Whether a source may hold any; a quick look."""
    return bool(
        ("[" in source and ("[[" in source or ("\\" in source and "[\\[" in source)))
        or (("^" in source or "~" in source) and _MAY_BE_MOVED.search(source))
        or _may_hold_emoji(source)
        or ("&" in source and _ENTITY.search(source))
    )


def _may_hold_emoji(source: str) -> bool:
    first = source.find(":")
    return (
        first >= 0
        and source.find(":", first + 1) >= 0
        and _MAY_BE_EMOJI.search(source, first) is not None
    )


def told(events: Iterable[tuple[Event, Any]]) -> Iterator[tuple[Event, Any]]:
    """The events with shorthand as links, pictures and the characters it stands for.

    Each comes with its place, which is handed on.
    """
    run: list[str] = []
    around: Any = None  # the place of the run
    code = False
    links = 0
    for event, place in events:
        if event.__class__ is dict and "Text" in event and not code:
            around = {"start": around["start"], "end": place["end"]} if run and place else place
            run.append(event["Text"])
            continue
        if run:
            for each in _pieces("".join(run), linked=links > 0):
                yield each, around
            run.clear()
        if event.__class__ is dict:
            tag = event.get("Start")
            if tag is not None:
                code = code or "CodeBlock" in tag
                links += "Link" in tag or "Image" in tag
            elif "End" in event:
                tag = event["End"]
                code = code and "CodeBlock" not in tag
                links -= tag in ("Link", "Image")
        yield event, place
    if run:
        for each in _pieces("".join(run), linked=links > 0):
            yield each, around


def told_without_places(events: Iterable[Event]) -> Iterator[Event]:
    """The same for events alone."""
    for event, _ in told((event, None) for event in events):
        yield event


def _pieces(text: str, *, linked: bool) -> Iterator[Event]:
    """The events of a run of text."""
    parts: list[str] = []
    place = 0
    for match in _SHORTHAND.finditer(text):
        kind = match.lastgroup
        if kind in ("name", "shown"):
            link = None if linked else _link(match)
            if link is None:
                continue
            parts.append(text[place : match.start()])
            yield from _text(parts)
            yield from link
        else:
            shown = _shown(kind or "", match)
            if not shown:
                continue
            parts += (text[place : match.start()], shown)
        place = match.end()
    parts.append(text[place:])
    yield from _text(parts)


def _text(parts: list[str]) -> Iterator[Event]:
    text = "".join(parts)
    parts.clear()
    if text:
        yield {"Text": text}


def _link(match: re.Match[str]) -> list[Event] | None:
    """The events of a name in double brackets; None for a matrix or the like."""
    name, shown = match["name"].rstrip(), (match["shown"] or "").strip()
    if not any(char.isalpha() for char in name):
        return None
    if match["image"] and _PICTURE.search(name.partition("#")[0]):
        shown = "" if _SIZE.fullmatch(shown) else shown
        return _spanning("Image", name, shown)
    return _spanning("Link", WIKI + one_line(name), shown or name.lstrip("#"))


def _spanning(kind: str, target: str, shown: str) -> list[Event]:
    tag = {kind: {"link_type": "Inline", "dest_url": target, "title": "", "id": ""}}
    return [{"Start": tag}, *([{"Text": shown}] if shown else []), {"End": kind}]


def _shown(kind: str, match: re.Match[str]) -> str:
    """What stands for a match; empty where it stays as it is."""
    text = match[kind]
    if kind == "emoji":
        return _emoji(text)
    if not any(char.isalnum() for char in text):
        return ""
    return raised(text) if kind == "raised" else lowered(text)


@lru_cache(maxsize=512)
def _emoji(name: str) -> str:
    """The character of a name; empty for none."""
    if not any(char.isalpha() for char in name) and name not in ("+1", "-1", "100", "1234"):
        return ""
    from emoji import emojize  # 50 ms; few texts hold what looks like a name

    shown = emojize(f":{name}:", language="alias")
    return "" if shown.startswith(":") else shown
