"""Text to the person's own clipboard, however far away their terminal is."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable, Mapping

from reader.errors import ReaderError
from reader.terminal import programs
from reader.terminal.capabilities import multiplexer

LIMIT = 74_994
"""Bytes of UTF-8: what xterm and tmux take in one sequence, 100,000 with base64 and frame."""

_PATIENCE_OF_TMUX = 2.0  # seconds


class NotCopied(ReaderError):
    """Nothing reached the clipboard."""


def osc52(text: str) -> str:
    """The sequence that sets the clipboard (xterm's OSC 52); NotCopied over the limit."""
    raw = text.encode("utf-8", "replace")
    if len(raw) > LIMIT:
        raise NotCopied(
            f"{len(raw):,} bytes are too many: a terminal takes {LIMIT:,} into its clipboard."
        )
    return f"\x1b]52;c;{base64.b64encode(raw).decode('ascii')}\x1b\\"


def copy(
    text: str,
    environ: Mapping[str, str],
    write: Callable[[str], None],
    *,
    may_run: bool = True,
    what: str = "",
) -> str:
    """Copy text; the sentence that tells how, and `what` it was (how many characters, if empty).

    Inside tmux it goes through tmux itself (`may_run` programs), whose default drops OSC 52; else
    `write` gets the sequence. A terminal never says whether it took it, so the sentence only says
    what was sent. NotCopied, with the reason, when it certainly was in vain.
    """
    if not text:
        raise NotCopied("There is nothing to copy.")
    if environ.get("TERM", "") in ("linux", "dumb", ""):
        raise NotCopied("This terminal has no clipboard.")
    if environ.get("TMUX") and may_run and not programs.forbidden():
        return _through_tmux(text, what or _counted(text))
    if multiplexer(environ) == "screen":
        # screen passes on what stands in a DCS string, 768 bytes of it at most
        inner = osc52(text).replace("\x1b\\", "\a")
        pieces = (inner[at : at + 700] for at in range(0, len(inner), 700))
        write("".join(f"\x1bP{piece}\x1b\\" for piece in pieces))
    else:
        write(osc52(text))
    sent = f"Sent {what or _counted(text)} to the terminal's clipboard"
    # Without a program of its own tmux takes the sequence where it was told to, and drops it else.
    return (
        f"{sent}; tmux passes it on with set-clipboard on." if environ.get("TMUX") else f"{sent}."
    )


def _through_tmux(text: str, what: str) -> str:
    raw = text.encode("utf-8", "replace")
    for flags, where in ((("-w",), "tmux and the clipboard"), ((), "tmux only (prefix ] pastes)")):
        # -w, to the outer terminal too, came with tmux 3.2
        command = ["tmux", "load-buffer", *flags, "-"]
        try:
            done = subprocess.run(
                command, input=raw, capture_output=True, timeout=_PATIENCE_OF_TMUX, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotCopied("tmux can't be reached, so nothing was copied.") from error
        if done.returncode == 0:
            return f"Copied {what} to {where}."
    raise NotCopied("tmux took nothing, so nothing was copied.")


def _counted(text: str) -> str:
    return "1 character" if len(text) == 1 else f"{len(text):,} characters"
