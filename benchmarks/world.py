"""Where the benchmarks keep their libraries, and the environment their programs run in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property

from benchmarks import library

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = os.path.join(HERE, ".data")  # libraries and catalogs, from one run to the next
PAGE = 42  # columns; what stands right of it is on the page
LISTED = 80  # articles whose titles are known to the measurements, from the top of the list

# A person's own settings and terminal must not show in the figures.
_FOREIGN = ("READER_", "TEXTUAL", "PYTHON", "XDG_", "NO_COLOR", "TMUX", "STY", "CI", "COLUMNS")


class Unmeasurable(Exception):
    """Why something can't be measured here, in a sentence."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as `reader list --json` told of it."""

    title: str
    subtitle: str

    @property
    def in_list(self) -> str:
        """Words that stand on one line of the list."""
        return self.title[:24]

    @property
    def on_page(self) -> str:
        """Words that stand on one line of the page, and nowhere else."""
        return self.subtitle[:14]


@dataclass(frozen=True)
class World:
    """A generated library of so many articles, with a cache and a state of its own."""

    folder: str
    articles: int

    @property
    def library(self) -> str:
        """The folder of articles."""
        # Another generator makes another library; its old ones are of no use.
        with open(library.__file__, "rb") as source:
            version = hashlib.sha256(source.read()).hexdigest()[:8]
        return os.path.join(self.folder, f"{self.articles}-{version}")

    @property
    def cache(self) -> str:
        """The folder of the library's catalog."""
        return self.library + ".cache"

    @property
    def fresh_cache(self) -> str:
        """A folder for a catalog that is built while the clock runs."""
        return self.library + ".fresh"

    def make(self) -> bool:
        """Generate the library where it is missing; whether it was."""
        if os.path.isdir(self.library):
            return False
        os.makedirs(self.folder, exist_ok=True)
        for name in os.listdir(self.folder):
            if name.startswith(f"{self.articles}-"):
                remove(os.path.join(self.folder, name))
        unfinished = self.library + ".unfinished"
        library.make(unfinished, self.articles)
        os.rename(unfinished, self.library)
        return True

    @cached_property
    def size(self) -> int:
        """Bytes of Markdown."""
        return sum(
            os.stat(os.path.join(folder, name)).st_size
            for folder, _, names in os.walk(self.library)
            for name in names
        )

    def environ(self, *, fresh: bool = False) -> dict[str, str]:
        """For every program that is measured; with `fresh` nothing is known of the library yet."""
        cache = self.fresh_cache if fresh else self.cache
        kept = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
        own = {f"XDG_{name}_HOME": cache for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        return {
            **kept,
            **own,
            "READER_CACHE": cache,
            "READER_STATE": os.path.join(cache, "state.db"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }

    def forget(self) -> None:
        """What was read here is not known any more."""
        for name in os.listdir(self.cache) if os.path.isdir(self.cache) else ():
            if name.startswith("state.db"):
                os.unlink(os.path.join(self.cache, name))

    def keep_fresh(self) -> None:
        """The catalog that was built while the clock ran is the library's from now on."""
        remove(self.cache)
        os.rename(self.fresh_cache, self.cache)

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The top of the list."""
        told = run(
            [*reader(), "list", self.library, "--json", "--no-refresh", f"--limit={LISTED}"],
            self.environ(),
        )
        articles = [json.loads(line) for line in told.splitlines()]
        return tuple(Listed(article["title"], article["subtitle"]) for article in articles)


def reader() -> list[str]:
    """The command, as a person has it."""
    script = os.path.join(os.path.dirname(sys.executable), "reader")
    return [script] if os.access(script, os.X_OK) else [sys.executable, "-m", "reader"]


def hello() -> list[str]:
    """The bare Textual app."""
    return [sys.executable, os.path.join(HERE, "hello.py")]


def run(argv: list[str], environ: dict[str, str]) -> str:
    """What a command printed; Unmeasurable with its own sentence where it failed."""
    done = subprocess.run(argv, env=environ, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise Unmeasurable(f"{os.path.basename(argv[0])} {argv[1]}: {said[-1]}")
    return done.stdout


def remove(path: str) -> None:
    """Delete a folder, if it is there."""
    shutil.rmtree(path, ignore_errors=True)
