"""What was done and is not written yet, and what files are called by now."""

from __future__ import annotations

from collections.abc import Iterable

from reader.store.state.facts import Fact, Left, Marked, Reached


class _Unread:
    """The kind of a mark as unread while it waits, beside a later mark as read."""


class _TakenBack:
    """The kind of a mark as read that is taken back, beside an earlier one as unread."""


class Waiting:
    """The latest fact of each kind about each article; the caller sees to it that no two call."""

    def __init__(self) -> None:
        self._facts: dict[tuple[object, str], Fact] = {}  # by what it is of, and path
        self._opened_at: dict[str, int] = {}  # percent

    def __bool__(self) -> bool:
        return bool(self._facts)

    def add(self, fact: Fact, kind: object = None) -> None:
        """One more, in the place of what waits of its kind; by default that of its class."""
        if isinstance(fact, Marked) and not fact.read:
            # Read again before it is written, it has still forgotten the progress of before.
            self._facts.pop((Marked, fact.path), None)
            kind = _Unread if fact.anew else _TakenBack
        of: object = type(fact) if kind is None else kind
        self._facts[of, fact.path] = fact

    def opened(self, path: str, progress: int) -> None:
        """An article was opened at so many percent: what is above was read before."""
        self._opened_at[path] = progress

    def left(self, path: str, opened_at: float, progress: int, at: float) -> None:
        """It is left, `progress` percent read since; who read nothing on left it where it was."""
        furthest = max(progress, self._opened_at.get(path, 0))
        # Each reading is a line of its own, also of two within the second that they wait.
        self.add(Left(path, opened_at, furthest, at), (Left, opened_at))

    def reached(self, path: str) -> Reached | None:
        """Where somebody was in an article, if that waits."""
        fact = self._facts.get((Reached, path))
        return fact if isinstance(fact, Reached) else None

    def of(self, path: str | None) -> list[Fact]:
        """What waits for an article, or for any, the oldest first."""
        found = [fact for fact in self._facts.values() if path in (None, fact.path)]
        return sorted(found, key=lambda fact: fact.at)

    def paths(self) -> set[str]:
        """The articles that something waits for."""
        return {path for _, path in self._facts}

    def written(self, facts: Iterable[Fact]) -> None:
        """These are written; what came in the place of one since still waits."""
        done = set(map(id, facts))
        self._facts = {key: fact for key, fact in self._facts.items() if id(fact) not in done}

    def rename(self, old: str, new: str) -> None:
        """A file has another name; of two facts of one kind the later one waits."""
        if old in self._opened_at:
            self._opened_at[new] = self._opened_at.pop(old)
        for kind, path in [key for key in self._facts if key[1] == old]:
            fact = self._facts.pop((kind, path))
            other = self._facts.get((kind, new))
            if other is None or other.at < fact.at:
                self._facts[kind, new] = fact._replace(path=new)


class Names:
    """What files are called by now that had another name when they were opened."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def now(self, path: str) -> str:
        """The name of by now."""
        return self._names.get(path, path)

    def old(self) -> list[str]:
        """The names of before."""
        return list(self._names)

    def rename(self, old: str, new: str) -> None:
        """A file has another name."""
        for before in [before for before, now in self._names.items() if now == old]:
            self._names[before] = new
        self._names.pop(new, None)
        self._names[old] = new

    def forget(self, path: str) -> None:
        """Another file is called so."""
        self._names.pop(path, None)
