"""A run of text in HTML, once it has ended: paragraphs, pictures that stand alone, captions."""

from __future__ import annotations

from collections.abc import Iterable

from reader.markdown.blocks import Block, Image, Inline, Paragraph
from reader.markdown.lines import EMPHASIS, Role, Span


def paragraphs(
    spans: Inline, kinds: dict[str, str], sources: dict[str, str], start: int, stop: int
) -> list[Block]:
    """The lines of a run of text: pictures that stand alone as such, the rest as paragraphs."""
    if not any(span.role is Role.IMAGE for span in spans):
        spans = trimmed(spans)
        return [Paragraph(start, stop, spans)] if spans else []
    found: list[Block] = []
    text: list[Span] = []

    def finish() -> None:
        kept = trimmed(text)
        text.clear()
        if kept:
            found.append(Paragraph(start, stop, kept))

    for line in _lines(spans):
        shown = [span for span in line if span.text.strip()]
        links = {span.link for span in shown}
        if len(links) == 1 and all(span.role is Role.IMAGE for span in shown):
            finish()
            link = shown[0].link
            kind, source = kinds.get(link, "image"), sources.get(link, "")
            found.append(Image(start, stop, trimmed(line), link, kind, source))
        else:
            if text:
                text.append(Span("\n"))
            text += line
    finish()
    return found


def _lines(spans: Inline) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        for number, piece in enumerate(span.text.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(span._replace(text=piece))
    return lines


def trimmed(spans: Iterable[Span]) -> Inline:
    """The spans without white space at either end, those in one look joined; none of blanks."""
    texts: list[list[str]] = []
    kept: list[Span] = []
    for span in spans:
        if kept and span[1:] == kept[-1][1:]:
            texts[-1].append(span.text)
        elif kept or span.text.strip(" \n"):
            kept.append(span)
            texts.append([span.text])
    if not any(text.strip() for parts in texts for text in parts):
        return ()
    while texts:
        text = "".join(texts[-1]).rstrip(" \n")
        if text:
            texts[-1] = [text]
            texts[0] = ["".join(texts[0]).lstrip(" \n")]
            break
        texts.pop()
    return tuple(
        [Span("".join(parts), *span[1:]) for parts, span in zip(texts, kept, strict=False)]
    )


def emphasised(spans: Inline) -> Inline:
    """The spans of a caption."""
    return tuple([span._replace(marks=span.marks | EMPHASIS) for span in spans])
