"""What was done with an article goes along when its file gets another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.article import Place, Quote
from reader.store.state.facts import Anchored, Left, Lettered, Noted, Opened, Starred, Tagged
from reader.store.state.library import LibraryState
from reader.store.state.moves import Moves, carry
from reader.store.state.state import State


@pytest.fixture
def library(tmp_path: Path) -> LibraryState:
    return State(str(tmp_path / "state.db")).library("/books")


def do_all(library: LibraryState, path: str) -> None:
    library.write(
        [
            Opened(path, 5.0, "Title"),
            Starred(path, True, 6.0),
            Tagged(path, "to read", True, 6.0),
            Lettered(path, "a", Place(2), 6.0),
            Anchored(path, "1" * 32, Quote("words"), 6.0, 6.0),
            Noted(path, "1" * 32, "A thought.", 7.0),
            Left(path, 5.0, 30, 8.0),
        ]
    )


def test_all_that_was_done_goes_along(library: LibraryState) -> None:
    do_all(library, "old.md")
    before = library.reading("old.md")
    carry(library, Moves(paths=((b"old.md", b"new/name.md"),)))
    assert library.reading("new/name.md") == before
    assert library.letters("new/name.md") == {"a": Place(2)}
    assert [(one.path, one.note) for one in library.highlights()] == [("new/name.md", "A thought.")]
    assert [visit.path for visit in library.visits()] == ["new/name.md"]
    assert library.reading("old.md").opened_at == 0
    assert library.highlights("old.md") == []


def test_a_star_that_the_new_name_has_already_is_kept(library: LibraryState) -> None:
    library.write([Opened("old.md", 5.0, "Title"), Starred("new.md", True, 9.0)])
    carry(library, Moves(paths=((b"old.md", b"new.md"),)))
    reading = library.reading("new.md")
    assert (reading.starred, reading.opened_at) == (True, 5.0)
