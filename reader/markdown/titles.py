"""The kinds of boxes: what they are called, and which of the five looks of GitHub each has."""

from __future__ import annotations

FOLD = "<details>"
"""The kind of a box that has a summary in place of a title; nobody can write it."""

_LOOKS = {
    look: look_of
    for look_of, looks in (
        ("note", "note info information abstract summary tldr todo seealso see-also"),
        ("tip", "tip hint success check done"),
        ("important", "important"),
        ("warning", "warning warn attention"),
        ("caution", "caution danger error bug failure fail missing"),
    )
    for look in looks.split()
}


_NAMES = {"seealso": "See also", "todo": "To do", "tldr": "TL;DR"}


def look_of(kind: str) -> str:
    """The look of a kind of box; empty for one that has none."""
    return _LOOKS.get(kind, "")


def name_of(kind: str) -> str:
    """What a box without a title of its own is called."""
    if kind in _NAMES:
        return _NAMES[kind]
    words = kind.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
