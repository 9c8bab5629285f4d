"""Broken YAML front matter written anew: only the fields that a strict parser refuses.

Works on the bytes of the file. What comes out is read again and compared before anybody gets it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from reader.article import Document
from reader.characters import clean, is_clean, one_line
from reader.library import front_matter, metadata, quotes, repair, strict, syntax
from reader.library.decode import decode, encoding_of
from reader.library.fence import Fenced
from reader.library.front_matter import FrontMatter
from reader.library.load import LARGEST, load_bytes
from reader.library.repair import Chunk, Field
from reader.library.syntax import Refused, Value
from reader.patterns import pattern

_LINE = pattern(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_END = pattern(r"\r\n?|\n")
_NOT_UTF8 = "there is text in it that is not UTF-8"
_ALIAS = pattern(r"\*([\w-]+)[ \t]*$")
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Mended:
    """A file whose front matter parses everywhere, and the one it comes from."""

    path: str
    before: str  # the front matter with its fences
    after: str
    data: bytes  # the whole file; ends with the body, byte for byte


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Why a file that needs mending is not mended, as a sentence."""

    path: str
    message: str


def mend(data: bytes, path: str) -> Mended | LeftAlone | None:
    """The file with front matter that a strict YAML parser accepts; None where it needs nothing.

    The parser reads from it the very strings that `load_bytes` shows.
    """
    document = load_bytes(data, path)
    if not any(problem.line for problem in document.problems) or len(data) > LARGEST:
        return None
    try:
        return _mended(data, document)
    except _Unmendable as reason:
        return LeftAlone(path, f"The front matter is left as it is: {reason}.")


def diff(mended: Mended) -> str:
    """What `mend` changed as a unified diff, clean; its lines end in \\n."""
    name = _name(mended.path)
    lines = difflib.unified_diff(_lines(mended.before), _lines(mended.after), name, name)
    return "".join(clean(line.removesuffix("\n")) + "\n" for line in lines)


class _Unmendable(Exception):
    """A reason, as the end of a sentence."""


def _name(path: str) -> str:
    return clean(path).replace("\n", "\\n").replace("\t", "\\t")


def _lines(text: str) -> list[str]:
    return _LINE_END.sub("\n", text).splitlines(keepends=True)


def _mended(data: bytes, document: Document) -> Mended | None:
    front = front_matter.read(decode(data)[0])
    if front is None:
        return None
    if front.fenced.kind != "yaml":
        if front.repaired:
            raise _Unmendable(f"it is {front.fenced.kind.upper()}, and only YAML is written")
        return None
    encoding = encoding_of(data)
    if encoding.startswith(("utf-16", "utf-32")):
        if front.repaired:
            raise _Unmendable(_NOT_UTF8)
        return None
    head, block, closing, body = _parts(_LINE.findall(data), front.fenced)
    raw = _decoded(block)
    if front.fenced.closed and _is_strict(raw):
        return None
    if front.fenced.cut or len(front.fenced.block) > syntax.LARGEST:
        raise _Unmendable("it is too long")
    end = _line_end(head[0])
    written = _written(front, [line.decode() for line in block], end)
    if encoding != "utf-8" and not written.isascii():
        raise _Unmendable(_NOT_UTF8)
    before = _decoded([*head, *block, *closing])
    after = _decoded(head) + written + (_decoded(closing) or f"---{end}")
    mended = Mended(document.path, before, after, after.encode() + b"".join(body))
    _verify(mended, document, front, written)
    return mended


_Lines = list[bytes]


def _parts(lines: _Lines, fenced: Fenced) -> tuple[_Lines, _Lines, _Lines, _Lines]:
    """The lines before the block with its fence, the block, the closing fence, and the body."""
    start = fenced.block_line - 1
    end = start + fenced.block.count("\n")
    if fenced.block and not fenced.block.endswith("\n"):
        end += 1  # the last line of a file
    after = end + 1 if fenced.closed else end
    return lines[:start], lines[start:end], lines[end:after], lines[after:]


def _decoded(lines: list[bytes]) -> str:
    try:
        return b"".join(lines).decode()
    except UnicodeDecodeError:
        raise _Unmendable(_NOT_UTF8) from None


def _line_end(line: bytes) -> str:
    return line[len(line.rstrip(b"\r\n")) :].decode() or "\n"


def _is_strict(block: str) -> bool:
    try:
        strict.read(block)
    except Refused:
        return False
    return True


def _written(front: FrontMatter, raw: list[str], end: str) -> str:
    """The block, field by field: those that parse as they are, the others in quotes."""
    block = front.fenced.block
    chunks = list(repair.chunks("yaml", block))
    fields = repair.repair("yaml", block, metadata.is_list)
    if not chunks:
        raise _Unmendable("no field was found in it")
    pieces = [_CONTROL.sub("", "".join(raw[: chunks[0].line]))]
    for chunk, field in zip(chunks, fields, strict=True):
        source = "".join(raw[chunk.line : chunk.line + len(chunk.lines)])
        marked = not is_clean(_CONTROL.sub("", _LINE_END.sub("\n", source)))
        if source[:1] in " \t" and not marked:
            # A block further to the right, of which some fields are written at the margin
            source = end.join([*chunk.lines, ""])
        if _says(source, field):
            pieces.append(source if source.endswith(("\r", "\n")) else source + end)
            continue
        if marked:
            name = one_line(field.key)
            raise _Unmendable(f"`{name}` has marks of direction in it that would be lost")
        alias = _ALIAS.match(chunk.rest)
        if alias and f"&{alias[1]}" in block:
            raise _Unmendable(f"`{one_line(field.key)}` refers to another field")
        pieces.extend(line + end for line in _lines_of(chunk, field))
    return "".join(pieces)


def _says(source: str, field: Field) -> bool:
    """Whether the lines of a field, as they are, say what is shown, to every parser."""
    try:
        held = syntax.read("yaml", source)
        typed = strict.read(source)
    except Refused:
        return False
    return held == {field.key: field.value} and isinstance(typed, dict)


def _lines_of(chunk: Chunk, field: Field) -> Iterator[str]:
    """A field in YAML, with the comments and blank lines that stood in it."""
    line = chunk.lines[0]
    key = line[: len(line) - len(chunk.rest)].strip()
    below = list(chunk.lines[1:])
    while below and not below[-1].strip():
        below.pop()
    if isinstance(field.value, str):
        comment = quotes.comment(chunk.rest) if not below else ""
        yield f"{key} {_scalar(field.value)}{'  ' + comment if comment else ''}"
    else:
        yield key
        indent = "  " if isinstance(field.value, dict) else ""
        for part in _dump(field.value).splitlines():
            yield indent + part
    yield from (line for line in below if repair.is_comment(line))
    yield from [""] * (len(chunk.lines) - 1 - len(below))


def _scalar(text: str) -> str:
    style = "'" if text.isprintable() else '"'
    return _dump(text, style).removesuffix("\n")


def _dump(value: Value, style: str | None = None) -> str:
    text = yaml.safe_dump(
        value,
        default_style=style,
        default_flow_style=False,
        allow_unicode=True,
        sort_keys=False,
        width=1 << 30,  # a line for each value, however long
    )
    return str(text)


def _verify(mended: Mended, document: Document, front: FrontMatter, written: str) -> None:
    """Raises where what is written is not read as what was shown."""
    again = load_bytes(mended.data, document.path)
    try:
        typed = strict.read(written)
        held = syntax.read("yaml", written)
    except Refused as refused:
        raise _Unmendable(f"what I would write is refused ({one_line(refused.reason)})") from None
    same = again.metadata == document.metadata and again.body == document.body
    if not same or held != front.fields or not _same(typed, front.fields):
        raise _Unmendable("what I would write is read as something else")


def _same(typed: object, shown: object) -> bool:
    """Whether a strict parser gives what is shown; it may make a type of what is no string."""
    if isinstance(typed, dict) and isinstance(shown, dict):
        return len(typed) == len(shown) and all(
            _same(one, other) for one, other in zip(typed.values(), shown.values(), strict=True)
        )
    if isinstance(typed, list) and isinstance(shown, list):
        return len(typed) == len(shown) and all(map(_same, typed, shown))
    return not isinstance(typed, str) or clean(typed) == shown
