"""A person's state as a whole: opened by name, told, carried elsewhere, and what is gone forgotten."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator

from reader.characters import one_line
from reader.errors import LibraryUnreadable, ReaderError, StateUnusable
from reader.named import NamedTuple
from reader.session import queries
from reader.store.state import forget
from reader.store.state.checking import HEAD, BadRecord, Record, moment, word
from reader.store.state.path import state_path
from reader.store.state.records import check, merge, records
from reader.store.state.state import State, open_state

QUERY = "query"  # the kind of a record that tells what was asked, and when
YEAR = 365 * 86400.0  # seconds for which what is gone is kept


class NothingKept(ReaderError):
    """Nobody has done anything yet."""


def to_read() -> State:
    """The state, from memory where it can be read but not written; NothingKept, StateUnusable."""
    path = state_path()
    if not os.path.lexists(path):
        raise NothingKept(f"Nothing is kept yet: there is no {one_line(path)}.")
    try:
        return State(path)
    except StateUnusable:
        state = open_state(path)
        if not known_roots(state):
            state.close()
            raise
        return state


def to_write() -> State:
    """The state, made where there is none; StateUnusable where it can't be written."""
    return State()


def known_roots(state: State) -> set[str]:
    """The libraries that something is kept of."""
    rows = state.read(lambda connection: connection.execute("SELECT root FROM library").fetchall())
    return {os.fsdecode(row[0]) for row in rows}  # type: ignore[arg-type]  # BLOB


def root_of(state: State, named: str) -> str:
    """The real path of a library that is there, or that something is kept of; LibraryUnreadable."""
    root = os.path.realpath(named)
    if not os.path.isdir(root) and root not in known_roots(state):
        raise LibraryUnreadable(f"{one_line(named)} is no folder, and nothing is kept of it.")
    return root


class Fault(NamedTuple):
    """A line of a dump that is no record."""

    line: int  # counted from 1
    sentence: str


def parse(lines: Iterable[bytes]) -> tuple[list[Record], list[Fault]]:
    """The records of a dump that can be merged, and a sentence for each line that is none.

    Where it does not begin as a dump of a version that is known there are no records.
    """
    found: list[Record] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            if not found and record.get("kind") != HEAD:
                raise BadRecord(f"it does not begin as a dump does, with the kind “{HEAD}”")
            if record.get("kind") == QUERY:
                _asked(record)
            else:
                check(record)
            found.append(record)
        except BadRecord as error:
            faults.append(Fault(number, f"{error}."))
            if not found:
                break
    if not found and not faults:
        faults.append(Fault(1, "there is nothing in it."))
    return found, faults


def _record(line: bytes) -> Record:
    try:
        record = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise BadRecord("it is not UTF-8") from error
    except RecursionError as error:
        raise BadRecord("it is nested too deeply") from error
    except ValueError as error:
        raise BadRecord("it is no JSON") from error
    if not isinstance(record, dict):
        raise BadRecord("it is no JSON object")
    return record


class ManyLibraries(ReaderError):
    """Records of several libraries are not merged into one."""


def everything(state: State) -> Iterator[Record]:
    """All that is kept, as records: the state, and the queries of the person, the latest last."""
    yield from records(state)
    for query, at in reversed(queries.kept(queries.file_beside(state_path()))):
        yield {"kind": QUERY, "query": query, "at": at}


def _asked(record: Record) -> queries.Asked:
    return queries.Asked(word("query", record.get("query")), moment("at", record.get("at")))


def load(state: State, records_found: list[Record], root: str | None) -> int:
    """Merge checked records, into one library where `root` is given; how many there were.

    Queries are asked of no library, and merged wherever the rest goes.
    """
    found = [record for record in records_found if record.get("kind") != QUERY]
    asked = [_asked(record) for record in records_found if record.get("kind") == QUERY]
    libraries = {check(record) for record in found} - {None}
    if root is not None and len(libraries) > 1:
        raise ManyLibraries(
            f"It holds {len(libraries)} libraries, which can't become one;"
            " dump the one that is meant: reader state --dump LIBRARY."
        )
    count = merge(state, found, root)
    if asked and queries.merge(queries.file_beside(state.place), asked):
        count += len(asked)
    return count


def gone(state: State, now: float | None = None) -> tuple[forget.Forgotten, float]:
    """What is gone and was last touched more than a year ago; and the moment a year ago."""
    before = (time.time() if now is None else now) - YEAR
    return forget.gone(state, before, _exists), before


def _exists(root: str, path: str) -> bool:
    """Whether something is there, as far as anybody can tell."""
    try:
        os.stat(root) if not path else os.lstat(os.path.join(root, path))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True  # nobody may look: that is no proof
    return True
