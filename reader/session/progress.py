"""What the indexer tells while it works and when it is done; also as lines of JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is."""

    done: int  # files read or forgotten
    total: int  # files to be read or forgotten
    articles: int  # in the catalog now: what is listed can be read
    committed: bool = False  # the catalog changed since the last one that said so
    waiting: bool = False  # for another session that is writing
    first: bool = False  # the library was never read before


@dataclass(frozen=True, slots=True)
class Summary:
    """What a refresh did."""

    articles: int
    added: int
    changed: int
    removed: int
    problems: int  # in files and folders, one for each sentence
    seconds: float
    notices: tuple[str, ...] = ()  # sentences for the person, about the catalog

    @property
    def changes(self) -> int:
        """How many articles are other than before."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class Walked:
    """Which folders were looked through, before what changed in them is read."""

    folders: tuple[str, ...]  # relative to the library, without links; "" for itself; upper first
    began: int  # nanoseconds since the epoch: what happens later may not have been seen


Told = Progress | Summary | Walked
_NAMES = {Progress: "progress", Summary: "summary", Walked: "walked"}


def as_values(told: Told) -> dict[str, Any]:
    """What is told as JSON takes it; `of_values` is the way back."""
    return {_NAMES[type(told)]: asdict(told)}


def of_values(values: dict[str, Any]) -> Told | None:
    """What `as_values` was given; None for anything else."""
    match values:
        case {"progress": dict(progress)}:
            return Progress(**progress)
        case {"walked": dict(walked)}:
            return Walked(tuple(walked["folders"]), walked["began"])
        case {"summary": dict(summary)}:
            return Summary(**{**summary, "notices": tuple(summary["notices"])})
        case _:
            return None
