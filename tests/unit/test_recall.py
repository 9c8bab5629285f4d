"""What was typed before: gone back to, and kept from session to session."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from reader.session import queries
from reader.session.recall import Recall


def test_one_goes_back_and_on_again_to_what_was_typed() -> None:
    recall = Recall(["second", "first"])
    assert recall.step(1, "half") == "second"
    assert recall.step(1, "second") == "first"
    assert recall.step(1, "first") is None
    assert recall.step(-1, "first") == "second"
    assert recall.step(-1, "second") == "half"
    assert recall.step(-1, "half") is None


def test_what_is_typed_already_is_passed_over() -> None:
    assert Recall(["second", "first"]).step(1, "second") == "first"


def test_nothing_stands_in_it_twice_and_the_latest_is_the_first() -> None:
    recall = Recall(["b", "a"])
    assert recall.add("a")
    assert recall.texts == ("a", "b")
    assert not recall.add("a")
    assert not recall.add("")


@given(st.lists(st.text(max_size=3)), st.lists(st.integers(-3, 3)))
def test_going_to_and_fro_never_leaves_the_history(texts: list[str], steps: list[int]) -> None:
    recall = Recall(texts, most=5)
    shown = "x"
    for step in steps:
        shown = recall.step(step, shown) or shown
        assert shown in {"x", *recall.texts}
    assert len(recall.texts) <= 5


def test_queries_are_kept_in_a_private_file_the_latest_first(tmp_path: Path) -> None:
    place = str(tmp_path / "state.db.queries")
    for query in ("one", "two", "one", "  ", "three\nlines"):
        queries.add(place, query)
    assert queries.read(place) == ["three lines", "one", "two"]
    assert (tmp_path / "state.db.queries").stat().st_mode & 0o777 == 0o600


def test_no_more_than_the_latest_are_kept(tmp_path: Path) -> None:
    place = str(tmp_path / "queries")
    (tmp_path / "queries").write_text("".join(f"{number}\n" for number in range(queries.MOST)))
    assert queries.add(place, "new")
    kept = queries.read(place)
    assert len(kept) == queries.MOST
    assert kept[:2] == ["new", "0"]


def test_what_was_asked_elsewhere_is_merged_in_any_order_and_twice(tmp_path: Path) -> None:
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    for place, asked in ((one, ("a", "b", "c")), (two, ("b", "d"))):
        for number, query in enumerate(asked):
            assert queries.add(place, query, 1000.0 * (place == two) + 10 * number)
    of_one, of_two = queries.kept(one), queries.kept(two)
    for _ in range(2):
        assert queries.merge(one, of_two)
        assert queries.merge(two, of_one)
    assert queries.kept(one) == queries.kept(two)
    assert queries.read(one) == ["d", "b", "c", "a"]
    queries.merge(one, [queries.Asked(" e\nf ", 5000.0), queries.Asked("x" * 2000, 1.0)])
    assert queries.read(one)[0] == "e f"
    assert len(queries.read(one)) == 5


def test_a_query_is_the_latest_also_behind_a_clock_that_was_ahead(tmp_path: Path) -> None:
    place = str(tmp_path / "queries")
    for query, now in (("one", 2000.0), ("two", 1000.0), ("three", 1500.0)):
        queries.add(place, query, now)
    assert queries.read(place) == ["three", "two", "one"]


def test_a_file_without_moments_is_read_in_its_order(tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("z\nnan\tb\nx:\ty\n-5\tc\n")
    assert queries.read(str(tmp_path / "queries")) == ["z", "b", "y", "c"]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 9).map(float)), max_size=6),
        max_size=4,
    ),
    st.randoms(),
)
def test_queries_merged_in_any_order_come_to_the_same(
    parts: list[list[tuple[str, float]]], chance: Random
) -> None:
    with TemporaryDirectory() as folder:
        one, two = f"{folder}/one", f"{folder}/two"
        for part in parts:
            queries.merge(one, [queries.Asked(*each) for each in part])
        chance.shuffle(parts)
        for part in [*parts, *parts]:
            queries.merge(two, [queries.Asked(*each) for each in part])
        assert queries.kept(one) == queries.kept(two)


def test_a_damaged_file_of_queries_gives_what_can_be_read(tmp_path: Path) -> None:
    place = tmp_path / "queries"
    place.write_bytes(b"\xff\xfe good\n\x1b]52;c;\x07\n\n" + b"x" * 99)
    assert all(line.isprintable() for line in queries.read(str(place)))
    place.unlink()
    place.mkdir()
    assert queries.read(str(place)) == []
    assert not queries.add(str(place), "one")


def test_without_a_file_of_the_state_nothing_is_kept() -> None:
    assert queries.file_beside("file:/state?vfs=memdb") == ""
    assert queries.read("") == []
    assert not queries.add("", "one")
