"""What happened to a folder since the catalog last saw it: one pure function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.article import FileStamp


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be read, read again and forgotten; each in the order in which it was given."""

    added: tuple[FileStamp, ...] = ()
    changed: tuple[FileStamp, ...] = ()  # the stamps of now
    removed: tuple[str, ...] = ()  # paths

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def diff(on_disk: Iterable[FileStamp], indexed: Iterable[FileStamp]) -> Changes:
    """How the files differ from what is indexed; a path counts once, its last stamp holds."""
    known = {stamp.path: stamp for stamp in indexed}
    found = {stamp.path: stamp for stamp in on_disk}
    added, changed = [], []
    for path, stamp in found.items():
        before = known.pop(path, None)
        if before is None:
            added.append(stamp)
        elif before != stamp:
            changed.append(stamp)
    return Changes(tuple(added), tuple(changed), tuple(known))
