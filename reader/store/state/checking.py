"""Whether a record can be merged: a dump may have been written by anybody."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from reader.characters import clean, one_line
from reader.errors import ReaderError
from reader.named import NamedTuple
from reader.store.state import merging
from reader.store.state.merging import REACHED, READING, TABLES

VERSION = 2
"""Of the form of records; newer ones are refused, those of older ones are read."""

HEAD = "reader state"
"""The kind of the first record, which tells the version."""

Record = dict[str, Any]

_LATEST = 253_370_764_800  # the year 9999: what comes later is no date for Python
_SHOWN = 40  # characters of a value that is told

_LONGEST_TEXT = 1 << 22  # characters of a quote, a title, a note; a selection is no longer
_LONGEST_WORD = 1000  # characters of a tag, a letter, an id
_LONGEST_PATH = 1 << 14  # bytes; Linux takes 4,096


class BadRecord(ReaderError):
    """Something that is no record, as a sentence."""


class Checked(NamedTuple):
    """What a record says, as the columns of the state take it."""

    root: bytes  # real path of the library
    kind: str
    columns: dict[str, Any]


def head(record: Record) -> bool:
    """Whether a record is the first one of a dump; BadRecord where that is of a newer version."""
    if record.get("kind") != HEAD:
        return False
    version = record.get("version")
    if type(version) is not int or not 0 < version <= VERSION:
        raise BadRecord(f"a newer version of reader wrote this (format {_shown(version)})")
    return True


def checked(record: Record, root: str | None = None) -> list[Checked]:
    """What a record says of its library, or of the one at `root`; BadRecord where it can't be.

    A record of an older version may say what are two records now.
    """
    kind = record.get("kind")
    if not isinstance(kind, str) or kind not in TABLES:
        raise BadRecord(f"no kind of record is called {_shown(kind)}")
    where = record.get("library") if root is None else root
    if not isinstance(where, str) or not where:
        raise BadRecord("it names no library")
    library = _path("library", where, absolute=True)
    if kind == READING and "title_at" not in record:
        return [Checked(library, of, _columns(of, told)) for of, told in _of_version_1(record)]
    return [Checked(library, kind, _columns(kind, record))]


def _of_version_1(record: Record) -> list[tuple[str, Record]]:
    """A reading as it was told before titles and what was reached had moments of their own."""
    title_at = record.get("opened_at") if record.get("title") else 0.0
    progress = _value("progress", record.get("progress", 0))
    found: list[tuple[str, Record]] = [(READING, {**record, "title_at": title_at})]
    if progress:
        moments = (_value(name, record.get(name, 0.0)) for name in ("place_at", "begun_at"))
        reached = {"path": record.get("path"), "progress": progress, "at": max(moments)}
        found.append((REACHED, reached))
    return found


def _columns(kind: str, record: Record) -> dict[str, Any]:
    columns = {}
    for name in merging.columns(kind):
        if name not in record:
            raise BadRecord(f"it has no {name}")
        columns[name] = _value(name, record[name], nullable=kind == merging.LETTER)
    if kind == REACHED and not columns["progress"]:
        raise _bad("progress", 0)
    return columns


def _value(name: str, value: Any, *, nullable: bool = False) -> Any:
    """A value as a column takes it, or BadRecord."""
    if name == "block" and nullable and value is None:
        return None  # a letter that was taken away
    return _CHECKS[name](name, value)


def _path(name: str, value: Any, *, absolute: bool = False) -> bytes:
    """A path as bytes; one of an article stays below its library."""
    try:
        raw = os.fsencode(value) if isinstance(value, str) else b""
    except UnicodeEncodeError as error:  # JSON can hold half a character
        raise _bad(name, value) from error
    within = raw.startswith(b"/") if absolute else raw[:1] != b"/" and b".." not in raw.split(b"/")
    if not raw or len(raw) > _LONGEST_PATH or b"\0" in raw or not within:
        raise _bad(name, value)
    return raw


def moment(name: str, value: Any) -> float:
    """Seconds since 1970; BadRecord."""
    # What is no number is in no range either.
    if type(value) not in (int, float) or not 0 <= value < _LATEST:
        raise _bad(name, value)
    return float(value)


def _whole(name: str, value: Any, *, most: int) -> int:
    if type(value) not in (int, bool) or not 0 <= value <= most:
        raise _bad(name, value)
    return int(value)


def _text(name: str, value: Any, *, longest: int, lines: bool = True) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise _bad(name, value)
    return clean(value) if lines else clean(value).replace("\n", " ").replace("\t", " ")


def word(name: str, value: Any) -> str:
    """Text that names something, never nothing; BadRecord."""
    found = _text(name, value, longest=_LONGEST_WORD, lines=False)
    if not found:
        raise _bad(name, value)
    return found


_flag = partial(_whole, most=1)
_place = partial(_whole, most=(1 << 31) - 1)
_session = partial(_whole, most=(1 << 63) - 1)
_long = partial(_text, longest=_LONGEST_TEXT)

_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("path", "new_path"), _path),
    **dict.fromkeys(
        (
            *("at", "place_at", "read_at", "starred_at", "archived_at", "opened_at", "title_at"),
            *("begun_at", "made_at", "note_at", "erased_at", "left_at"),
        ),
        moment,
    ),
    **dict.fromkeys(
        ("by", "place_by", "read_by", "starred_by", "archived_by", "note_by", "erased_by"), _session
    ),
    **dict.fromkeys(("read", "starred", "archived", "given", "erased"), _flag),
    **dict.fromkeys(("block", "offset"), _place),
    "progress": partial(_whole, most=100),
    **dict.fromkeys(("quote", "before", "exact", "prefix", "suffix", "note"), _long),
    "title": partial(_text, longest=_LONGEST_TEXT, lines=False),
    **dict.fromkeys(("tag", "letter", "id"), word),
}


def _bad(name: str, value: Any) -> BadRecord:
    return BadRecord(f"{name} can't be {_shown(value)}")


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and abs(value) >= 1 << 64:
        return "so great a number"
    if isinstance(value, str):
        told = one_line(value[: 2 * _SHOWN])
        return told[:_SHOWN] or "empty"
    return str(value)
