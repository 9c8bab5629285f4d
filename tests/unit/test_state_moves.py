"""What was done with an article goes along when its file gets another name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.article import Place, Quote
from reader.session.library import open_library
from reader.session.refresh import refresh
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


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A library of three files, two of them with the same text."""
    root = tmp_path / "books"
    (root / "below").mkdir(parents=True)
    for name, text in (("a.md", "One river."), ("b.md", "A lake."), ("copy of b.md", "A lake.")):
        (root / name).write_text(f"---\ntitle: {name}\n---\n\n{text}\n", encoding="utf-8")
    return root


def read_and_move(books: Path, tmp_path: Path, opened: str, deed: str) -> Moves:
    """What a refresh finds after an article was opened and something was done in the folder."""
    from reader.library import load
    from reader.store.hashing import hash64

    state = State(str(tmp_path / "state.db"))
    library = open_library(str(books), state=state.place)
    refresh(library)
    kept = state.library(library.root)
    catalog = library.catalog()
    kept.arrived(catalog.arrivals(), first=True)
    catalog.close()
    body = load.load(library.root, opened).body
    kept.write([Opened(opened, 5.0, "Title", hash64(body.encode()))])
    old = books / opened
    match deed:
        case "rename":
            old.rename(books / "renamed.md")
        case "move":
            old.rename(books / "below" / opened)
        case "delete":
            old.unlink()
        case "edit":
            old.write_text("---\ntitle: x\n---\n\nAnother text.\n", encoding="utf-8")
    refresh(library)
    catalog = library.catalog()
    try:
        return catalog.moves()
    finally:
        catalog.close()


@pytest.mark.parametrize(
    ("opened", "deed", "found"),
    [
        ("a.md", "rename", "renamed.md"),
        ("a.md", "move", "below/a.md"),
        ("b.md", "rename", "renamed.md"),
        ("b.md", "delete", ""),  # the copy was there all along
        ("a.md", "edit", ""),
    ],
)
def test_a_renamed_file_is_found_by_its_text(
    books: Path, tmp_path: Path, opened: str, deed: str, found: str
) -> None:
    moves = read_and_move(books, tmp_path, opened, deed)
    assert moves.paths == (((os.fsencode(opened), os.fsencode(found)),) if found else ())
    assert [path for path, _ in moves.bodies] == ([b"a.md"] if deed == "edit" else [])


def test_a_file_that_is_renamed_twice_is_found_both_times(books: Path, tmp_path: Path) -> None:
    first = read_and_move(books, tmp_path, "a.md", "rename")
    kept = State(str(tmp_path / "state.db")).library(str(books.resolve()))
    carry(kept, first)
    library = open_library(str(books), state=kept.state.place)
    catalog = library.catalog()
    kept.arrived(catalog.arrivals(), first=False)
    catalog.close()
    (books / "renamed.md").rename(books / "once more.md")
    refresh(library)
    catalog = library.catalog()
    try:
        assert catalog.moves().paths == ((b"renamed.md", b"once more.md"),)
    finally:
        catalog.close()
