"""What a running reader holds over a bare Textual app: its proportional share of memory (PSS)."""

from __future__ import annotations

import os
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
