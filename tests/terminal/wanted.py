"""Rows that a screen is asked for: made at random, and as the emulator's cells."""

import unicodedata

from reader.terminal.cells import (
    BOLD,
    DIM,
    ITALIC,
    PLAIN,
    REVERSE,
    STRIKE,
    UNDERLINE,
    Look,
    blank_look,
    blank_row,
)
from tests.terminal.screen import BLANK

WORDS = (
    "the", "river", " ", "    ", "          ", "漢字", "e\u0301", "ж", "“x”", "장", "│",
    "──────────────", "aaaaaaaaaaaa", "============",
)  # fmt: skip
LOOKS = (
    PLAIN, PLAIN, PLAIN, Look("31"), Look("38;5;117", "", BOLD), Look("", "44"),
    Look("32", "48;2;1;2;3", ITALIC), Look("", "", REVERSE), Look("", "", DIM),
    Look("", "", STRIKE | DIM | BOLD), Look("", "", UNDERLINE, "https://example.org/b"),
    Look("36", "", UNDERLINE | BOLD, "https://example.org/c"),
)  # fmt: skip
_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


def random_row(chance, columns):
    """A row of words in all looks; one in seven is empty."""
    row = blank_row(columns)
    if chance.random() > 0.15:
        runs = [
            ("".join(chance.choices(WORDS, k=chance.randint(1, 4))), chance.choice(LOOKS))
            for _ in range(chance.randint(1, 6))
        ]
        row.put(0, runs, columns)
    return row


def random_change(chance, rows):
    """Another screen: rows moved, wholly or beside others that stay, written over, or new."""
    rows = [row.copy() for row in rows]
    before = [row.copy() for row in rows]
    columns, last = len(rows[0].cells), len(rows) - 1
    kind = chance.random()
    if kind < 0.35:
        top = chance.randint(0, last - 2)
        bottom = chance.randint(top + 2, last)
        up = chance.choice((-2, -1, 1, 1, 2, 3))
        for y in range(top, bottom + 1):
            stays = top <= y + up <= bottom
            rows[y] = before[y + up].copy() if stays else random_row(chance, columns)
    elif kind < 0.5:
        up, x = chance.choice((-1, 1)), chance.randint(2, columns - 2)
        for y, row in enumerate(rows):
            source = before[y + up] if 0 <= y + up <= last else random_row(chance, columns)
            runs = zip(source.cells[x:], source.looks[x:], strict=True)
            row.put(x, runs, columns - x)
    else:
        for _ in range(chance.randint(0, 4)):
            y = chance.randint(0, last)
            if chance.random() < 0.4:
                rows[y] = random_row(chance, columns)
            else:
                x = chance.randint(0, columns - 1)
                run = (chance.choice(WORDS), chance.choice(LOOKS))
                rows[y].put(x, [run], chance.randint(1, columns - x))
    return rows


def wanted(row):
    """A row as the emulator's cells."""
    return [_cell(cell, look) for cell, look in zip(row.cells, row.looks, strict=True)]


def seen(cells):
    """The emulator's cells with what cannot be seen of a blank left out."""
    return [_seen(cell) for cell in cells]


def _cell(text, look):
    look = blank_look(look) if text == " " else look
    on = look.attributes
    return BLANK._replace(
        data=unicodedata.normalize("NFC", text),
        fg=_colour(look.front, 30),
        bg=_colour(look.back, 40),
        bold=bool(on & BOLD),
        dim=bool(on & DIM),
        italics=bool(on & ITALIC),
        underscore=bool(on & UNDERLINE),
        reverse=bool(on & REVERSE),
        strikethrough=bool(on & STRIKE),
        link=look.link,
    )


def _seen(cell):
    if cell.data != " ":
        return cell._replace(data=unicodedata.normalize("NFC", cell.data))
    marked = cell.underscore or cell.reverse or cell.strikethrough
    front = cell.fg if marked else "default"
    return cell._replace(fg=front, bold=False, dim=False, italics=False)


def _colour(parameters, base):
    if not parameters:
        return "default"
    numbers = [int(part) for part in parameters.split(";")]
    if len(numbers) == 1:
        return _NAMES[numbers[0] - base]
    if numbers[1] == 5:
        return f"index{numbers[2]}"
    return "".join(f"{part:02x}" for part in numbers[2:])
