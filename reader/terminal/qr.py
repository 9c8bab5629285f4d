"""A QR code drawn in cells, so that a telephone takes an address off a screen far away."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reader.errors import ReaderError

QUIET = 4  # modules of margin that ISO/IEC 18004 wants
NARROW = 2  # that the cameras of telephones do with, where there is no room for more

Modules = list[list[bool]]
"""The squares of a code, row by row with its margin; True is dark."""


class NotDrawn(ReaderError):
    """There is no code of this text."""


def _version(text: str) -> int:
    """Which of the forty sizes the smallest code of a text has; NotDrawn where no code holds so much."""
    from segno import DataOverflowError, consts, encoder  # 20 ms, where somebody wants one

    untyped: Any = encoder
    try:
        data = untyped.prepare_data(text, None, None)
        return int(untyped.find_version(data, consts.ERROR_LEVEL_L, eci=False, micro=False))
    except DataOverflowError as error:
        raise NotDrawn("The address is too long for a QR code.") from error


@lru_cache(maxsize=1)  # 120 ms for 2,900 bytes, and a window is resized step by step
def _squares(text: str) -> tuple[bytes, ...]:
    import segno

    return tuple(map(bytes, segno.make_qr(text, error="l", boost_error=False).matrix))


def modules(text: str, quiet: int = QUIET) -> Modules:
    """The smallest code of a text, with a margin. NotDrawn where no code holds so much."""
    side = _side(_version(text), quiet)
    margin = [[False] * side for _ in range(quiet)]
    rows = [
        [False] * quiet + [bool(one) for one in row] + [False] * quiet for row in _squares(text)
    ]
    return [*margin, *rows, *margin]


def _side(version: int, quiet: int) -> int:
    return 17 + 4 * version + 2 * quiet


def in_halves(code: Modules, *, dark_ink: bool) -> list[str]:
    """The code in half blocks, two rows of it in one; ink stands for dark modules or for light."""
    signs = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    below = [*code[1::2], [False] * len(code[0])]  # of an odd last row: margin
    return [
        "".join(
            signs[upper is dark_ink, lower is dark_ink] for upper, lower in zip(*rows, strict=True)
        )
        for rows in zip(code[::2], below, strict=False)
    ]


def fitting(text: str, columns: int, rows: int, *, halves: bool) -> Modules:
    """The code of a text within so many cells; NotDrawn, with what it takes, where none fits.

    A module is one cell wide and half a cell high in `halves`, else two cells wide and one high.
    """
    version = _version(text)
    for quiet in (QUIET, NARROW):
        side = _side(version, quiet)
        wide, high = (side, (side + 1) // 2) if halves else (2 * side, side)
        if wide <= columns and high <= rows:
            return modules(text, quiet)
    raise NotDrawn(
        f"The QR code takes {wide} columns and {high} rows; there are {max(0, columns)} and {max(0, rows)}."
    )
