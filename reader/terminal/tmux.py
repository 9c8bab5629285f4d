"""What the tmux around us is set to, asked of tmux itself."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

from reader.characters import one_line
from reader.named import NamedTuple
from reader.terminal import programs

PATIENCE = 1.0  # seconds; a server that hangs shows nothing at all anyway

# Options are formats of their own, so one call tells everything (tmux 2.4; `termfeatures` 3.2).
_ASKED = (
    "version",
    "client_termname",
    "client_termfeatures",
    "set-clipboard",
    "escape-time",
    "default-terminal",
)
_BETWEEN = "|"  # in none of the answers


class Tmux(NamedTuple):
    """What matters to a program inside; texts are clean, and empty where it was not told."""

    version: str
    terminal: str  # $TERM of the terminal outside; empty where nobody is attached
    features: frozenset[str]  # what tmux takes it to be capable of
    set_clipboard: str  # on, external, off
    escape_time: int  # milliseconds; -1 where it was not told
    default_terminal: str  # $TERM of a new window

    @property
    def number(self) -> tuple[int, int]:
        """The version, to be compared; a build from its repository is newer than any."""
        found = re.search(r"(\d+)\.(\d+)", self.version)
        if found is None:
            return (99, 0) if self.version == "master" else (0, 0)
        return int(found[1]), int(found[2])


def ask(environ: Mapping[str, str]) -> Tmux | None:
    """What the tmux of $TMUX says; None where there is none, or none that can be asked."""
    if not environ.get("TMUX") or programs.forbidden():
        return None
    asked = _BETWEEN.join(f"#{{{name}}}" for name in _ASKED)
    try:
        done = subprocess.run(
            ["tmux", "display-message", "-p", asked],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return told(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def told(answer: str) -> Tmux | None:
    """The answer of tmux to what `ask` asks; None where it is none."""
    parts = one_line(answer).split(_BETWEEN)
    if len(parts) != len(_ASKED):
        return None
    version, terminal, features, clipboard, escape, default = parts
    return Tmux(
        version,
        terminal,
        frozenset(filter(None, features.split(","))),
        clipboard,
        int(escape) if escape.isdecimal() else -1,
        default,
    )
