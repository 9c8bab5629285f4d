"""A strict reader of what is sent to a terminal: it knows our own sequences and nothing else.

Not an emulator, which would understand what an article smuggled in: whatever is not listed here is
a fault, be it harmless or not.
"""

from __future__ import annotations

import re

from tests.hostile import place_of

_ST = r"\x1b\\"
_TEXT = r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
# ASCII without blanks and controls, and nothing that ends the sequence
_ADDRESS = r"(?:https?|mailto):[!-~]*"

_LINES = {"text": _TEXT, "layout": r"[\n\t]"}
_LOOKS = {
    "colours": r"\x1b\[[0-9;]*m",
    "link": rf"\x1b\]8;(?:id=[0-9a-zA-Z.%-]+)?;{_ADDRESS}{_ST}",
    "end of link": rf"\x1b\]8;;{_ST}",
}
_INTERFACE = {
    "text": _TEXT,
    **_LOOKS,
    "movement": r"[\r\n\b]|\x1b\[[0-9;]*[HABCDGd]",
    "erasing": r"\x1b\[[0-9]*[KX]|\x1b\[[02]?J",
    "repetition": r"\x1b\[[0-9]+b",
    "scrolling": r"\x1b\[[0-9]*[ST]|\x1b\[[0-9;]*r|\x1bM",
    "cursor kept": r"\x1b[78]",
    "modes": r"\x1b\[\?(?:7|25|1000|1002|1004|1006|1049|2004|2026)[hl]",
    "keyboard": r"\x1b\[(?:\?|>[0-9]+|<)u",
    "questions": rf"\x1b\[6n|\x1b\[c|\x1b\[\?2026\$p|\x1b\]11;\?{_ST}",
    "clipboard": rf"\x1b\]52;c;[A-Za-z0-9+/=]*{_ST}",
    "clipboard through screen": rf"\x1bP(?:\x1b\]52;c;)?[A-Za-z0-9+/=]*\a?{_ST}",
}


def _compiled(forms: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms.values()))


_LINES_ONLY = _compiled(_LINES)
_COLOURED = _compiled(_LINES | _LOOKS)
_ON_TERMINAL = _compiled(_INTERFACE)

CLIPBOARD = re.compile(rf"\x1b\]52;c;([A-Za-z0-9+/=]*)\a?{_ST}")


def faults_of_command(output: str, *, coloured: bool = False) -> list[str]:
    """What in the output of a command is neither text nor, where asked for, a look or a link."""
    return _faults(output, _COLOURED if coloured else _LINES_ONLY)


def faults_of_interface(output: bytes) -> list[str]:
    """What the interface sent that is no sequence of ours."""
    try:
        return _faults(output.decode("utf-8"), _ON_TERMINAL)
    except UnicodeDecodeError as error:
        return [str(error)]


def _faults(output: str, ours: re.Pattern[str]) -> list[str]:
    faults, at = [], 0
    while at < len(output):
        found = ours.match(output, at)
        if found is None:
            faults.append(f"{output[max(0, at - 20) : at + 40]!r} ({place_of(output, at)})")
            at += 1
        else:
            at = found.end()
    return faults
