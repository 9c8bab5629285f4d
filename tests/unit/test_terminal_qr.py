"""QR codes in cells: each module where the standard has it, and never more than there is room for."""

from __future__ import annotations

import pytest
import segno

from reader.terminal import qr

ADDRESS = "https://example.org/articles/one?x=%20"
CELLS = {"█": (True, True), "▀": (True, False), "▄": (False, True), " ": (False, False)}


@pytest.mark.parametrize("dark_ink", [True, False])
@pytest.mark.parametrize("quiet", [qr.QUIET, qr.NARROW])
def test_every_module_is_drawn_within_a_light_margin(dark_ink: bool, quiet: int) -> None:
    rows: list[list[bool]] = []
    for row in qr.in_halves(qr.modules(ADDRESS, quiet), dark_ink=dark_ink):
        halves = [CELLS[sign] for sign in row]
        rows += [[half[part] is dark_ink for half in halves] for part in (0, 1)]
    wanted = [[bool(one) for one in row] for row in segno.make_qr(ADDRESS, error="l").matrix]
    side = len(wanted)
    seen = [row[quiet : quiet + side] for row in rows[quiet : quiet + side]]
    assert [row[:7] for row in seen[:7]] == [row[:7] for row in wanted[:7]]  # a finder pattern
    assert sum(map(sum, rows)) == sum(map(sum, seen))
    assert len(seen) == len(seen[0]) == side


def test_where_there_is_little_room_the_margin_is_narrow_and_where_there_is_none_it_says_so() -> (
    None
):
    roomy = qr.fitting(ADDRESS, 80, 23, halves=True)
    tight = qr.fitting(ADDRESS, len(roomy), (len(roomy) + 1) // 2 - 1, halves=True)
    assert len(roomy) - len(tight) == 2 * (qr.QUIET - qr.NARROW)
    with pytest.raises(qr.NotDrawn, match=r"takes 33 columns and 17 rows; there are 80 and 10\."):
        qr.fitting(ADDRESS, 80, 10, halves=True)
    with pytest.raises(qr.NotDrawn, match="takes 66 columns and 33 rows"):
        qr.fitting(ADDRESS, 80, 23, halves=False)


def test_what_no_code_can_hold_is_told() -> None:
    with pytest.raises(qr.NotDrawn, match="too long"):
        qr.modules("https://example.org/" + "x" * 3000)


@pytest.mark.parametrize("length", [1, 100, 1000, 2900])
def test_a_code_is_made_once_and_only_where_there_is_room(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    make = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda *a, **k: (made.append(1), make(*a, **k))[1])
    text = "https://example.org/" + "x" * length
    with pytest.raises(qr.NotDrawn, match="takes"):
        qr.fitting(text, 20, 10, halves=True)
    assert made == []
    side = len(qr.fitting(text, 400, 400, halves=True))
    assert side == len(qr.fitting(text, 400, 300, halves=True))
    assert side == len(make(text, error="l", boost_error=False).matrix) + 2 * qr.QUIET
    assert made == [1]
