"""Front matter that its parser refuses, read line by line as the author meant it.

`key: value` at the left margin begins a field, indented or dashed lines continue it. A field that
parses by itself is kept as it parses; any other is read by what its quotes were meant to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from reader.library import syntax
from reader.library.fence import FIELD, Kind, key_of
from reader.library.quotes import Fault, plainly_quoted, unquoted
from reader.library.syntax import Refused, Value
from reader.named import NamedTuple
from reader.patterns import pattern

PARSED_ALONE = 500  # fields; those after them are read without asking the parser again
NESTED = 3  # levels of fields within a broken field

_TABLE = pattern(r"\[{1,2}[^\[\]]+\]{1,2}[ \t]*(?:#.*)?$")
_COMMENT = pattern(r"#(?:[ \t]|$)")
_BLOCK_SCALAR = pattern(r"[|>][+-]?\d?[+-]?")
_JSON_NEXT = pattern(r'(?<=,)[ \t]*(?="[\w.-]+"[ \t]*:)')
_ITEM = pattern(r"[ \t]*-(?:[ \t]+|$)(.*)")
_BLANKS = ("", " ", "\t", "\n")
_INDENT = pattern(r"^[ \t]*(?=\S)", re.MULTILINE)


class Field(NamedTuple):
    """One field of a repaired block, in the lines from `line` on, counted from 0."""

    key: str
    value: Value
    line: int
    fault: Fault | None = None  # what was wrong, where something was
    fault_line: int = 0


class Chunk(NamedTuple):
    """The lines of one field; the first of them is the line of this number, counted from 0."""

    key: str
    rest: str  # what follows the key on its line
    lines: tuple[str, ...]
    line: int


def repair(kind: Kind, block: str, is_list: Callable[[str], bool]) -> list[Field]:
    """The fields of a block that its parser refuses, none lost, in order.

    Empty where the first line is no field: then it is text that stands between rules. `is_list`
    says of a field's name whether a comma in it separates.
    """
    fields = []
    for number, chunk in enumerate(chunks(kind, block)):
        fields.append(_field(kind, chunk, is_list, alone=number < PARSED_ALONE, depth=NESTED))
    return fields


def chunks(kind: Kind, block: str) -> Iterator[Chunk]:
    """The block cut before each line that begins a field; comments before the first are left out."""
    key, rest, start, taken = "", "", -1, list[str]()
    for number, line in _numbered(kind, block):
        begun = _begun(kind, line)
        if begun:
            if start >= 0:
                yield Chunk(key, rest, tuple(taken), start)
            key, rest = begun
            start, taken = number, [line]
        elif kind == "toml" and _TABLE.match(line):
            continue  # the name of a table; its fields are read like the others
        elif start >= 0:
            taken.append(line)
        elif line.strip() and not line.lstrip().startswith("#"):
            return  # text, not a field
    if start >= 0:
        yield Chunk(key, rest, tuple(taken), start)


def _begun(kind: Kind, line: str) -> tuple[str, str] | None:
    """The key, and what follows it, of a line that begins a field."""
    if kind == "yaml":  # most lines, without the pattern, which would find the same
        key, colon, rest = line.partition(": ")
        if colon and syntax.is_name(key):
            return key, rest.lstrip(" \t")
    match = FIELD[kind].match(line)
    return (key_of(match), match[4]) if match else None


def _numbered(kind: Kind, block: str) -> Iterator[tuple[int, str]]:
    """The lines of a block, counted from 0; JSON has one for each field."""
    if kind != "json":
        yield from enumerate(_margin(block).removesuffix("\n").split("\n"))
        return
    for number, line in enumerate(block.strip().removeprefix("{").removesuffix("}").split("\n")):
        for part in _JSON_NEXT.split(line):
            yield number, part


def _margin(block: str) -> str:
    """The block with its common indent taken away."""
    if block[:1] not in _BLANKS:
        return block  # the first line has none; to look at each character takes a third of it all
    indents = _INDENT.findall(block)
    shortest = min((len(indent) for indent in indents), default=0)
    if not shortest or len({indent[:shortest] for indent in indents}) > 1:
        return block
    return "\n".join(line[shortest:] for line in block.split("\n"))


def _field(
    kind: Kind, chunk: Chunk, is_list: Callable[[str], bool], *, alone: bool, depth: int
) -> Field:
    whole = plainly_quoted(chunk.rest) if kind == "yaml" and len(chunk.lines) == 1 else None
    if whole is not None:
        return Field(chunk.key, whole, chunk.line)
    if alone:
        for attempt, fault in _attempts(kind, "\n".join(chunk.lines)):
            value = _parsed(kind, attempt, chunk.key)
            if value is not None:
                return Field(chunk.key, value, chunk.line, fault, chunk.line)
    rest = chunk.rest.strip()
    below = [line for line in chunk.lines[1:] if line.strip() and not _COMMENT.match(line)]
    if kind == "json":
        rest = rest if below else rest.removesuffix(",").rstrip()
        below = [line.rstrip().removesuffix(",") if line is below[-1] else line for line in below]
    if not rest and below:
        nested = _nested(kind, chunk, below, is_list, depth)
        if nested is not None:
            return nested
    if below and _BLOCK_SCALAR.fullmatch(rest):
        rest = ""
    text = " ".join([rest, *(line.strip() for line in below)]).strip()
    if text.startswith("[") and text.endswith("]") and is_list(chunk.key):
        items, fault = _unquoted_all(text[1:-1].split(","))
        return Field(chunk.key, items, chunk.line, fault, chunk.line)
    value, found = unquoted(text)
    # Where nobody asked the parser, nothing is known against the field
    told = found if alone or found is not Fault.OTHER else None
    return Field(chunk.key, value, chunk.line, told, chunk.line)


def _attempts(kind: Kind, text: str) -> Iterator[tuple[str, Fault | None]]:
    """What is worth asking the parser for: the field as it is, and with spaces in place of tabs."""
    if kind == "json":
        yield "{" + text.strip().removesuffix(",") + "}", None
        return
    yield text, None
    if kind == "yaml" and "\t" in text:
        yield text.expandtabs(4), Fault.TAB


def _parsed(kind: Kind, text: str, key: str) -> Value | None:
    """The value of a field that parses by itself."""
    try:
        held = syntax.read(kind, text)
    except Refused:
        return None
    if not isinstance(held, Mapping) or len(held) != 1:
        return None
    return held.get(key)


def _nested(
    kind: Kind, chunk: Chunk, below: list[str], is_list: Callable[[str], bool], depth: int
) -> Field | None:
    """A list of dashed lines, or the fields that stand indented below a key."""
    if _ITEM.match(below[0]):
        return _items(kind, chunk, below)
    if depth == 0 or kind != "yaml":
        return None
    inner = "\n".join(chunk.lines[1:])
    held: dict[str, Value] = {}
    fault, fault_line = None, chunk.line
    for part in chunks(kind, inner):
        field = _field(kind, part, is_list, alone=True, depth=depth - 1)
        held[field.key] = field.value
        if field.fault and not fault:
            fault, fault_line = field.fault, chunk.line + 1 + field.fault_line
    if not held:
        return None
    return Field(chunk.key, held, chunk.line, fault or Fault.OTHER, fault_line)


def _items(kind: Kind, chunk: Chunk, below: list[str]) -> Field:
    """A dashed list whose items are read one by one; lines without a dash go on with an item."""
    texts: list[list[str]] = []
    for line in below:
        match = _ITEM.match(line)
        if match:
            texts.append([line])
        else:
            texts[-1].append(line)
    items: list[Value] = []
    faults: list[Fault] = []
    for lines in texts:
        parsed = _parsed(kind, "item:\n" + "\n".join(lines).expandtabs(4), "item")
        if isinstance(parsed, list):
            items.extend(parsed)
            continue
        match = _ITEM.match(lines[0])
        assert match is not None
        text = " ".join([match[1].strip(), *(line.strip() for line in lines[1:])])
        value, fault = unquoted(text)
        items.append(value)
        faults.append(fault)
    return Field(chunk.key, items, chunk.line, faults[0] if faults else Fault.OTHER, chunk.line)


def _unquoted_all(texts: list[str]) -> tuple[list[Value], Fault]:
    items: list[Value] = []
    found = Fault.OTHER
    for text in filter(None, map(str.strip, texts)):
        value, fault = unquoted(text)
        items.append(value)
        if fault is not Fault.OTHER:
            found = fault
    return items, found


def is_comment(line: str) -> bool:
    """Whether a line at the left margin is a comment, which no field goes on with."""
    return _COMMENT.match(line) is not None
