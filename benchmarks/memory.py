"""What a running reader holds over a bare Textual app: its proportional share of memory (PSS)."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from statistics import median

from benchmarks.session import both
from benchmarks.table import Row
from benchmarks.world import Unmeasurable, World

BUDGET = {7_000: 25.0}  # MB over bare
_KEYS = 30  # articles looked at before it is measured


def memory(world: World, runs: int) -> list[Row]:
    """After a start, an indexer that found nothing, and thirty articles looked at."""
    over: list[float] = []
    bares: list[float] = []
    for _ in range(max(1, min(3, runs // 2))):
        with both(world) as (session, bare):
            for _ in range(_KEYS):
                session.press("j", 0.05)
            of_bare = pss(bare.terminal.process.pid)
            bares.append(of_bare)
            over.append(pss(session.terminal.process.pid) - of_bare)
    limit = BUDGET.get(world.articles)
    return [
        Row(
            "memory over bare (PSS)",
            world.articles,
            median(over),
            "MB",
            median(bares),
            f"{limit:.0f} MB" if limit else "",
            limit,
            note=f"after {_KEYS} articles; {len(over)} runs",
        )
    ]


class Peak:
    """What the children of a process, and theirs, hold at most together while this lasts."""

    def __init__(self, pid: int) -> None:
        self.most = 0.0  # MB, PSS
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.3):
            held = 0.0
            for pid in _below(self._pid):
                with suppress(OSError, Unmeasurable):  # it may have ended
                    held += pss(pid)
            self.most = max(self.most, held)


def _below(pid: int) -> list[int]:
    """The children of a process and all below."""
    found: list[int] = []
    with suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", "rb") as children:
                for child in map(int, children.read().split()):
                    found += [child, *_below(child)]
    return found


def pss(pid: int) -> float:
    """MB that a process holds, shared pages counted by their share."""
    return _told(pid, "smaps_rollup", "Pss:")


def peak(pid: int) -> float:
    """MB that a process held at most so far, shared pages counted whole."""
    return _told(pid, "status", "VmHWM:")


def _told(pid: int, file: str, name: str) -> float:
    path = f"/proc/{pid}/{file}"
    if not os.path.exists(path):
        raise Unmeasurable("only Linux tells a process's share of memory")
    with open(path, encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    raise Unmeasurable(f"{path} has no {name}")
