"""Markdown as it is written, lightly coloured: one line at a time, with no more than it says itself."""

from __future__ import annotations

import re
from enum import Enum

from reader.markdown.blocks import Inline
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, Role, Span
from reader.patterns import pattern


class Within(Enum):
    """What a line of a source belongs to."""

    TEXT = "text"
    CODE = "code"  # in a fence
    FENCE = "fence"
    FRONT = "front matter"


_FIELD = pattern(r"(?P<key>[ \t]*(?:- )?[\w.-]+|[ \t]*\"[^\"]{1,80}\")(?P<sign>[ \t]*[:=])(?= |$)")
_HEADING = pattern(r" {0,3}(#{1,6})(?=[ \t]|$)")
_RULE = pattern(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_LEAD = pattern(
    r"[ \t]*(?:(?:>[ ]?|[-*+][ \t]|\d{1,9}[.)][ \t]|\[[ xX]\][ \t]|\[\^[^\]\n]{1,80}\]:)[ \t]*)+"
)
_TABLE = pattern(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t:-]*)*$")
# Each alternative is bounded, so that a long line costs its length.
_INLINE = pattern(
    r"(?P<code>(?P<ticks>`{1,4})(?!`).{1,400}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.{0,400}?-->)"
    r"|(?P<address><?https?://[^\s<>)\]]{1,400}>?)"
    r"|(?P<template>\{[{%].{0,400}?[%}]\})"
    r"|(?P<tag></?[A-Za-z][^<>]{0,400}>)"
    r"|(?P<note>\[\^[^\]\s]{1,80}\])"
    r"|(?P<link>!?\[(?P<label>[^\[\]]{0,400})\](?P<target>\([^()\s]{0,400}(?:\s\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,80}\]))"
    r"|(?P<strong>(?P<two>\*\*|__)(?=\S)[^*_]{1,400}?(?<=\S)(?P=two))"
    r"|(?P<struck>~~(?=\S)[^~]{1,400}?~~)"
    r"|(?P<stressed>(?P<one>(?<![\w*])\*|(?<!\w)_)(?=\S)[^*_]{1,400}?(?<=\S)(?P=one)(?!\w))"
    r"|(?P<maths>\$\$[^$]{1,400}\$\$)"
    r"|(?P<entity>&(?:[A-Za-z]{2,32}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
)
_PLAIN_ROLES = {
    "code": Role.CODE,
    "comment": Role.CODE_COMMENT,
    "template": Role.TEMPLATE,
    "tag": Role.DIM,
    "note": Role.NOTE,
    "maths": Role.MATHS,
    "entity": Role.CODE_NUMBER,
}
_HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)


def coloured(line: str, within: Within) -> Inline:
    """The line in spans, its text unchanged."""
    if not line:
        return ()
    if within is Within.CODE:
        return (Span(line, Role.CODE),)
    if within is Within.FENCE:
        return (Span(line, Role.CODE_LANGUAGE),)
    if within is Within.FRONT:
        return _field(line)
    heading = _HEADING.match(line)
    if heading:
        role = _HEADINGS[min(len(heading[1]), 3) - 1]
        return (Span(line[: heading.end()], Role.MARKER), *_inline(line[heading.end() :], role))
    if _RULE.match(line) or _TABLE.match(line):
        return (Span(line, Role.RULE),)
    lead = _LEAD.match(line)
    if lead and lead.end():
        return (Span(lead[0], Role.MARKER), *_inline(line[lead.end() :], Role.TEXT))
    return _inline(line, Role.TEXT)


def _field(line: str) -> Inline:
    found = _FIELD.match(line)
    if found:
        rest = line[found.end() :]
        value = (Span(rest),) if rest else ()
        return (Span(found["key"], Role.CODE_NAME), Span(found["sign"], Role.DIM), *value)
    if line.strip() in ("---", "+++", "...") or line.lstrip().startswith("#"):
        return (Span(line, Role.DIM),)
    return (Span(line),)


def _inline(text: str, role: Role) -> Inline:
    spans: list[Span] = []
    place = 0
    for found in _INLINE.finditer(text):
        if found.start() > place:
            spans.append(Span(text[place : found.start()], role))
        spans += _spans(found, role)
        place = found.end()
    if place < len(text):
        spans.append(Span(text[place:], role))
    return tuple(spans)


def _spans(found: re.Match[str], role: Role) -> list[Span]:
    kind, text = found.lastgroup or "", found[0]
    # The group that was closed last is the alternative itself.
    if kind in _PLAIN_ROLES:
        return [Span(text, _PLAIN_ROLES[kind])]
    if kind == "address":
        return [Span(text, Role.LINK, link=text.strip("<>"))]
    if kind == "link":
        target, label = found["target"], found["label"]
        to = target[1:-1].split(" ")[0] if target.startswith("(") else ""
        before = text[: text.index("[") + 1]
        shown = [Span(label, Role.LINK, link=to)] if label else []
        return [Span(before, Role.DIM), *shown, Span("]" + target, Role.DIM)]
    if kind == "strong":
        return [Span(text, role, STRONG)]
    return [Span(text, role, STRIKE if kind == "struck" else EMPHASIS)]
