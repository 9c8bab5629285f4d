"""What was done with an article goes along when its file gets another name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.article import Place, Quote, Reading
from reader.session.desk import Desk
from reader.session.indexer import Indexer
from reader.session.library import open_library
from reader.session.refresh import refresh
from reader.settings import Settings
from reader.store.hashing import hash64
from reader.store.state.facts import Anchored, Left, Lettered, Noted, Opened, Starred, Tagged
from reader.store.state.library import LibraryState
from reader.store.state.moves import Moves, carry, pairs
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


def test_of_an_article_that_was_never_opened_it_goes_along_too(library: LibraryState) -> None:
    library.write(
        [
            Tagged("old.md", "later", True, 6.0),
            Lettered("old.md", "a", Place(2), 6.0),
            Anchored("old.md", "1" * 32, Quote("words"), 6.0, 6.0),
        ]
    )
    carry(library, Moves(paths=((b"old.md", b"new.md"),)))
    assert library.reading("new.md").tags == ("later",)
    assert library.letters("new.md") == {"a": Place(2)}
    assert [one.path for one in library.highlights()] == ["new.md"]
    assert library.reading("old.md").tags == ()
    assert not library.letters("old.md")


def test_while_many_files_follow_others_may_write_in_between(
    library: LibraryState, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write([Opened(f"{number}.md", 5.0, "Title") for number in range(60)])
    written: list[int] = []
    write = State.write

    def counted(state: State, change: Callable[..., object], patience: float = 1.0) -> object:
        written.append(1)
        return write(state, change, patience)

    monkeypatch.setattr(State, "write", counted)
    paths = tuple((b"%d.md" % number, b"below/%d.md" % number) for number in range(60))
    carry(library, Moves(paths=paths))
    assert len(written) > 2
    assert library.reading("below/59.md").opened_at == 5.0


def test_what_was_done_before_a_rename_and_is_written_after_it_goes_along(
    library: LibraryState,
) -> None:
    library.write([Opened("old.md", 5.0, "Title")])
    carry(library, Moves(paths=((b"old.md", b"new.md"),)))
    do_all(library, "old.md")
    assert library.reading("new.md").starred
    assert library.reading("new.md").tags == ("to read",)
    assert [one.path for one in library.highlights()] == ["new.md"]
    assert library.reading("old.md") == Reading()


def test_a_file_that_is_called_as_another_was_begins_anew(library: LibraryState) -> None:
    do_all(library, "old.md")
    carry(library, Moves(paths=((b"old.md", b"new.md"),)))
    later = time.time() + 1
    library.write([Starred("old.md", False, later), Tagged("old.md", "other", True, later)])
    assert library.reading("old.md").tags == ("other",)
    assert library.reading("new.md").starred


def test_a_name_that_comes_back_is_followed_to_its_end(library: LibraryState) -> None:
    do_all(library, "a.md")
    for old, new in ((b"a.md", b"b.md"), (b"b.md", b"a.md"), (b"a.md", b"c.md")):
        carry(library, Moves(paths=((old, new),)))
    do_all(library, "a.md")  # known late
    assert library.reading("c.md").starred
    assert library.reading("a.md") == library.reading("b.md") == Reading()


def test_files_of_one_text_are_told_apart_by_name_and_folder() -> None:
    gone = [(b"a/x.md", 1), (b"a/y.md", 1), (b"b/z.md", 1), (b"q.md", 2)]
    arrived = [(b"b/1.md", 1), (b"c/x.md", 1), (b"a/2.md", 1), (b"d/9.md", 1), (b"q2.md", 3)]
    assert pairs(gone, arrived) == (
        (b"a/x.md", b"c/x.md"),
        (b"a/y.md", b"a/2.md"),
        (b"b/z.md", b"b/1.md"),
    )


def test_a_path_takes_one_article_along_and_no_more() -> None:
    gone = [(b"%d.md" % number, 1) for number in range(5)]
    assert pairs(gone, [(b"new.md", 1)]) == ((b"0.md", b"new.md"),)


@pytest.mark.parametrize("body", [b"", b"\n", b"\n\n"])
def test_articles_without_text_are_the_same_only_under_the_same_name(body: bytes) -> None:
    empty = hash64(body)
    gone = [(b"a.md", empty), (b"b.md", empty)]
    assert pairs(gone, [(b"c.md", empty), (b"below/b.md", empty)]) == ((b"b.md", b"below/b.md"),)


def test_thousands_of_copies_are_paired_in_no_time() -> None:
    gone = [(b"old/%d" % number + b"/x%d.md" % number, 1) for number in range(20_000)]
    arrived = [(b"new/%d" % number + b"/y%d.md" % number, 1) for number in range(20_000)]
    found = pairs(gone, arrived)
    assert len({new for _, new in found}) == len({old for old, _ in found}) == 20_000


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


class Refreshed:
    """A desk with a library, whose refreshes are waited for."""

    def __init__(self, books: Path) -> None:
        self.desk = Desk.open(str(books), Settings())
        self._ended: list[str] = []
        self.desk.begin(lambda _: None, lambda _: None, lambda _: None, self._end)
        self._wait(1)

    def _end(self, _summary: object, sentence: str) -> None:
        self._ended.append(sentence)

    def _wait(self, times: int) -> None:
        for _ in range(500):  # a hang guard of ten seconds
            if len(self._ended) >= times:
                return
            time.sleep(0.02)
        raise AssertionError("no refresh came to its end")

    def refresh(self) -> None:
        times = len(self._ended)
        self.desk.refresh()
        self._wait(times + 1)

    def new(self) -> list[str]:
        """The paths of what is new."""
        catalog = self.desk.library.catalog()
        try:
            rows = catalog.rows(catalog.listing(), 0, 100)
            return sorted(row.path for row in rows if row.new)
        finally:
            catalog.close()


@pytest.fixture
def refreshed(
    books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Refreshed]]:
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state.db"))
    monkeypatch.setattr(Indexer, "_run", Indexer._run_here)
    opened: list[Refreshed] = []

    def open_() -> Refreshed:
        opened.append(Refreshed(books))
        return opened[-1]

    yield open_
    for each in opened:
        each.desk.close()


def test_an_article_that_nobody_opened_is_not_new_under_another_name(
    refreshed: Callable[[], Refreshed], books: Path
) -> None:
    session = refreshed()
    (books / "c.md").write_text("---\ntitle: c\n---\n\nA third text.\n", encoding="utf-8")
    session.refresh()
    assert session.new() == ["c.md"]
    (books / "a.md").rename(books / "below" / "a.md")
    (books / "c.md").rename(books / "below" / "c.md")
    session.refresh()
    assert session.new() == ["below/c.md"]  # as it was before
    (books / "d.md").write_text("Another text.\n", encoding="utf-8")
    session.refresh()
    assert session.new() == ["below/c.md", "d.md"]


def test_under_another_name_it_came_when_it_came(library: LibraryState) -> None:
    library.arrived([1, 2], first=False, day=date(2024, 2, 9), renamed={2: (738_000, 0)})
    select = "SELECT path_hash, day, new FROM known ORDER BY path_hash"
    rows = library.state.read(lambda connection: connection.execute(select).fetchall())
    assert rows == [(1, date(2024, 2, 9).toordinal(), 1), (2, 738_000, 0)]


def test_what_another_program_listed_first_is_new(
    refreshed: Callable[[], Refreshed], books: Path
) -> None:
    refreshed()
    (books / "late.md").write_text("Late words.\n", encoding="utf-8")
    refresh(open_library(str(books)))  # as `reader list` does
    session = refreshed()
    assert session.new() == ["late.md"]
    assert session.desk.has_arrived  # the list is asked for anew


def test_a_tag_on_an_article_that_was_never_opened_follows_its_file(
    refreshed: Callable[[], Refreshed], books: Path, tmp_path: Path
) -> None:
    session = refreshed()
    desk = session.desk
    desk.memory.set_tag("a.md", "later", True)
    (books / "a.md").rename(books / "below" / "another.md")
    session.refresh()
    assert desk.memory.reading("below/another.md").tags == ("later",)
    desk.memory.set_starred("a.md", True)  # by the name that a page may still have
    desk.memory.save()
    kept = State(str(tmp_path / "state.db")).library(str(books.resolve()))
    assert kept.reading("below/another.md").starred
    assert kept.reading("a.md") == Reading()
