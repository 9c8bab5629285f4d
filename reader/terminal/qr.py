"""A QR code drawn in cells, so that a telephone takes an address off a screen far away."""

from __future__ import annotations

from reader.errors import ReaderError

QUIET = 4  # modules of margin that ISO/IEC 18004 wants
NARROW = 2  # that the cameras of telephones do with, where there is no room for more

Modules = list[list[bool]]
"""The squares of a code, row by row with its margin; True is dark."""


class NotDrawn(ReaderError):
    """There is no code of this text."""


def modules(text: str, quiet: int = QUIET) -> Modules:
    """The smallest code of a text, with a margin. NotDrawn where no code holds so much."""
    import segno  # 20 ms, where somebody wants one

    try:
        code = segno.make_qr(text, error="l", boost_error=False)
    except segno.DataOverflowError as error:
        raise NotDrawn("The address is too long for a QR code.") from error
    side = len(code.matrix) + 2 * quiet
    margin = [[False] * side for _ in range(quiet)]
    rows = [[False] * quiet + [bool(one) for one in row] + [False] * quiet for row in code.matrix]
    return [*margin, *rows, *margin]


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
    for quiet in (QUIET, NARROW):
        code = modules(text, quiet)
        side = len(code)
        wide, high = (side, (side + 1) // 2) if halves else (2 * side, side)
        if wide <= columns and high <= rows:
            return code
    raise NotDrawn(
        f"The QR code takes {wide} columns and {high} rows; there are {max(0, columns)} and {max(0, rows)}."
    )
