"""A measured row, and the table that is printed of them."""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import metadata

HEADINGS = ("what", "articles", "measured", "bare", "ratio", "budget", "holds")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside what it is measured by; `measured` is None where it could not be."""

    what: str
    articles: int
    measured: float | None
    unit: str = "s"  # s, ms, MB, bytes
    bare: float | None = None  # the bare app's, in the same unit
    budget: str = ""
    limit: float | None = None  # the budget as a figure in this unit
    note: str = ""

    def within(self, limit: float, budget: str) -> Row:
        """The same with a budget, as a figure and in words."""
        return replace(self, limit=limit, budget=budget)

    @property
    def ratio(self) -> float | None:
        """Measured over bare."""
        return self.measured / self.bare if self.measured is not None and self.bare else None

    @property
    def holds(self) -> bool | None:
        """Whether the budget holds; None where there is none, or nothing was measured."""
        if self.measured is None or self.limit is None:
            return None
        return self.measured <= self.limit


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figure(value: float | None, unit: str) -> str:
    """A value as a person reads it."""
    if value is None:
        return "—"
    if unit == "bytes":
        return f"{value:,.0f} B"
    digits = 0 if value >= 100 else 1 if value >= 10 or unit == "ms" else 2
    return f"{value:,.{digits}f} {unit}"


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table."""
    measured = figure(row.measured, row.unit) if row.measured is not None else "not measured"
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    bare = figure(row.bare, row.unit) if row.bare is not None else ""
    holds = {True: "yes", False: "NO", None: ""}[row.holds]
    return (row.what, f"{row.articles:,}", measured, bare, ratio, row.budget, holds)


def table(rows: Sequence[Row]) -> str:
    """All rows, their columns aligned, and the notes below."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    right = {1, 2, 3, 4}

    def set_line(line: tuple[str, ...]) -> str:
        parts = [
            text.rjust(wide) if column in right else text.ljust(wide)
            for column, (text, wide) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(parts).rstrip()

    printed = [set_line(HEADINGS), "  ".join("─" * wide for wide in widths)]
    printed += [set_line(line) for line in lines[1:]]
    notes = [f"  {row.what}, {row.articles:,}: {row.note}" for row in rows if row.note]
    return "\n".join([*printed, *(["", *notes] if notes else [])])


def machine() -> dict[str, str]:
    """What the figures depend on."""
    import apsw

    return {
        "date": datetime.now().astimezone().isoformat(" ", "minutes"),
        "commit": _commit(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "load": "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "textual": metadata.version("textual"),
        "apsw": f"{metadata.version('apsw')} (SQLite {apsw.sqlitelibversion()})",
        "pyromark": metadata.version("pyromark"),
    }


def head(facts: dict[str, str]) -> str:
    """The lines above the table."""
    return "\n".join(f"{name:<10} {fact}" for name, fact in facts.items())


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as stream:
            for line in stream:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _commit() -> str:
    git = ["git", "-C", os.path.dirname(os.path.abspath(__file__))]
    try:
        commit = subprocess.check_output([*git, "rev-parse", "--short", "HEAD"], text=True)
        changed = subprocess.check_output(
            [*git, "status", "--porcelain", "--untracked-files=no"], text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "no repository"
    return commit.strip() + (" with changes" if changed else "")


def say(text: str) -> None:
    """Tell what is going on, beside the table."""
    print(text, file=sys.stderr, flush=True)
