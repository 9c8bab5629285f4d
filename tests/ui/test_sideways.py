"""What is wider than the page: moved, wrapped, alone."""

from __future__ import annotations

from pathlib import Path

from reader.settings import Settings
from tests.ui.conftest import Open, write

HEADS = [f"measured {number}" for number in range(9)]
TABLE = "\n".join(
    (
        "| " + " | ".join(HEADS) + " |",
        "|" + "-|" * 9,
        *("| " + " | ".join(f"row {row} of {n}" for n in range(9)) + " |" for row in range(60)),
    )
)
CODE = "```python\ncall(" + ", ".join(f"argument_{n}" for n in range(20)) + ")\n```"
BODY = f"Some words.\n\n{CODE}\n\n{TABLE}\n\nThe end."


async def test_a_wide_table_is_moved_and_its_edges_are_marked(
    tmp_path: Path, open_window: Open
) -> None:
    write(tmp_path, "a.md", "Wide", BODY)
    async with open_window(tmp_path / "a.md") as window:
        await window.until(lambda: "min left" in window.text)
        assert "measured 0" in window.text
        assert "measured 8" not in window.text
        assert "›" in window.text
        for _ in range(9):
            await window.press("greater_than_sign")
        assert "row 9 of 8" in window.text
        assert "row 9 of 0" not in window.text
        assert "‹" in window.text
        await window.press("9", "less_than_sign")
        assert "row 9 of 0" in window.text


async def test_code_is_wrapped_or_runs_on_as_one_likes(tmp_path: Path, open_window: Open) -> None:
    write(tmp_path, "a.md", "Wide", BODY)
    async with open_window(tmp_path / "a.md") as window:
        await window.until(lambda: "min left" in window.text)
        assert "argument_19" in window.text
        await window.press("w")
        assert "argument_19" not in window.text
        assert "run on" in window.text
        await window.press("9", "greater_than_sign")
        assert "argument_19)" in window.text
        await window.press("w")
        assert "call(argument_0" in window.text
        assert "argument_19" in window.text


async def test_how_code_is_set_can_be_said_once_and_for_all(
    tmp_path: Path, open_window: Open
) -> None:
    write(tmp_path, "a.md", "Wide", BODY)
    async with open_window(tmp_path / "a.md", settings=Settings(code="scroll")) as window:
        await window.until(lambda: "min left" in window.text)
        assert "argument_19" not in window.text


async def test_where_nothing_is_wide_the_keys_say_so(tmp_path: Path, open_window: Open) -> None:
    write(tmp_path, "a.md", "Narrow")
    async with open_window(tmp_path / "a.md") as window:
        await window.until(lambda: "min left" in window.text)
        await window.press("greater_than_sign")
        assert "Nothing on the screen is wider" in window.text
        await window.press("W")
        assert "There is no table on the screen." in window.text


async def test_a_table_alone_moves_both_ways_below_its_head(
    tmp_path: Path, open_window: Open
) -> None:
    write(tmp_path, "a.md", "Wide", BODY)
    async with open_window(tmp_path / "a.md") as window:
        await window.until(lambda: "min left" in window.text)
        await window.press("W")
        assert "Some words" not in window.text
        assert "measured 5" in window.text
        await window.press("G")
        assert "measured 5" in window.text
        assert "row 59 of 0" in window.text
        await window.press("greater_than_sign", "greater_than_sign")
        assert "row 59 of 8" in window.text
        await window.press("q")
        assert "Some words" in window.text


async def test_a_table_takes_the_free_part_of_a_wide_window_and_the_text_does_not(
    tmp_path: Path, open_window: Open
) -> None:
    words = "Many words of a paragraph that is longer than a line. " * 9
    table = "| a | b | c |\n|-|-|-|\n| " + " | ".join([30 * "x", 30 * "y", 30 * "z"]) + " |"
    write(tmp_path, "a.md", "Wide", f"{words}\n\n{table}")
    async with open_window(tmp_path / "a.md", size=(170, 30)) as window:
        await window.until(lambda: "z" * 30 in window.text)
        rows = window.text.split("\n")
        row = next(row for row in rows if "zzz" in row)
        first = next(row for row in rows if "Many words" in row)
        indent = len(first) - len(first.lstrip())
        assert row.index("x") == indent
        assert max(len(each.rstrip()) for each in rows if "words" in each) <= indent + 68
        assert len(row.rstrip()) <= 170 - 2
