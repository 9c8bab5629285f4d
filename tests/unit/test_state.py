"""What the state keeps of a person's reading, and how two sessions share it."""

import threading
from datetime import date

import apsw
import pytest

from reader.article import Place, Reading
from reader.errors import StateBusy
from reader.store.hashing import path_hash
from reader.store.state import schema
from reader.store.state.facts import Marked, Opened, Reached, Starred
from reader.store.state.state import State


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "data" / "state.db")


@pytest.fixture
def state(path):
    opened = State(path)
    yield opened
    opened.close()


def catalog_of(tmp_path, *paths):
    """A database with the columns of the catalog that the views are joined to."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(str(tmp_path / "catalog.db"), flags=flags)
    connection.execute("CREATE TABLE article (path BLOB, path_hash INTEGER)")
    for path in paths:
        connection.execute("INSERT INTO article VALUES (?, ?)", (path.encode(), path_hash(path)))
    return connection


def test_an_article_never_opened_has_the_reading_of_defaults(state):
    assert state.library("/books").reading("a.md") == Reading()


def test_place_read_and_star_come_back_in_another_session(path, state):
    library = state.library("/books")
    library.opened("a.md")
    library.remember("a.md", Place(3, 14, "the sentence"), 40)
    library.set_starred("a.md", True)
    again = State(path).library("/books").reading("a.md")
    assert (again.place, again.progress) == (Place(3, 14, "the sentence"), 40)
    assert (again.read, again.starred) == (False, True)
    assert again.opened_at > 0


def test_progress_is_the_furthest_point_and_the_place_the_latest(state):
    library = state.library("/books")
    library.remember("a.md", Place(9), 80)
    library.remember("a.md", Place(2), 20)
    assert library.reading("a.md").place == Place(2)
    assert library.reading("a.md").progress == 80


def test_marking_as_unread_forgets_the_progress_and_keeps_the_place(state):
    library = state.library("/books")
    library.remember("a.md", Place(9), 80)
    library.set_read("a.md", True)
    library.set_read("a.md", False)
    assert library.reading("a.md") == Reading(Place(9), 0, False)


@pytest.mark.parametrize("order", [1, -1])
def test_the_later_fact_holds_whichever_is_written_first(state, order):
    library = state.library("/books")
    earlier = [
        Reached("a.md", Place(1), 10, 100.0),
        Marked("a.md", True, 100.0),
        Starred("a.md", True, 100.0),
        Opened("a.md", 100.0),
    ]
    later = [
        Reached("a.md", Place(2), 5, 200.0),
        Marked("a.md", False, 150.0),
        Starred("a.md", False, 200.0),
        Opened("a.md", 200.0),
    ]
    for facts in (earlier, later)[::order]:
        library.write(facts)
    assert library.reading("a.md") == Reading(Place(2), 5, False, False, 200.0)


def test_a_library_does_not_disturb_another(state):
    state.library("/books").set_starred("a.md", True)
    state.library("/news").set_read("a.md", True)
    assert state.library("/books").reading("a.md") == Reading(starred=True)
    assert state.library("/news").reading("a.md") == Reading(read=True)


def test_names_that_are_not_utf_8_are_kept(path, state):
    root, article = "/b\udcff", "caf\udce9.md"
    state.library(root).set_starred(article, True)
    state.library(root).begin_visit()
    again = State(path)
    assert again.last_library() == root
    assert again.library(root).reading(article).starred


def test_the_last_library_is_the_one_visited_last(state):
    assert state.last_library() is None
    state.library("/books").begin_visit(100.0)
    state.library("/news").begin_visit(200.0)
    state.library("/asked-about").set_starred("a.md", True)
    assert state.last_library() == "/news"


def test_a_visit_tells_when_the_one_before_was(state):
    library = state.library("/books")
    assert library.begin_visit(100.0) == 0
    assert library.begin_visit(200.0) == 100.0
    assert library.previous_visit == 100.0


def new_paths(connection, library):
    connection.execute("ATTACH ? AS state", (schema.attachable(library.state.place),))
    for statement in schema.views(library.id):
        connection.execute(statement)
    query = "SELECT path FROM article JOIN arrival USING (path_hash) WHERE new ORDER BY path"
    return [path for (path,) in connection.execute(query)]


def test_the_first_indexing_makes_nothing_new_and_later_arrivals_are(tmp_path, state):
    library = state.library("/books")
    assert library.first_indexing
    library.arrived([path_hash("old.md")], first=library.first_indexing)
    library.end_first_indexing()
    assert not library.first_indexing
    library.arrived([path_hash("old.md"), path_hash("later.md")], first=library.first_indexing)
    assert new_paths(catalog_of(tmp_path, "old.md", "later.md"), library) == [b"later.md"]


@pytest.mark.parametrize(
    "deed", [lambda library: library.opened("x.md"), lambda library: library.set_read("x.md", True)]
)
def test_what_was_opened_or_marked_as_read_is_not_new_any_more(tmp_path, state, deed):
    library = state.library("/books")
    library.arrived([path_hash("x.md")], first=False)
    deed(library)
    library.arrived([path_hash("x.md")], first=False)
    assert new_paths(catalog_of(tmp_path, "x.md"), library) == []


def test_the_catalog_learns_what_the_state_does_not_know_yet(tmp_path, state):
    library = state.library("/books")
    library.arrived([path_hash("a.md")], first=True, day=date(2024, 2, 9))
    connection = catalog_of(tmp_path, "a.md", "b.md")
    assert new_paths(connection, library) == []
    assert connection.execute(schema.UNKNOWN).fetchall() == [(path_hash("b.md"),)]
    days = connection.execute("SELECT day FROM arrival").fetchall()
    assert days == [(date(2024, 2, 9).toordinal(),)]


def test_the_view_of_the_catalog_shows_one_library_and_can_not_write(tmp_path, state):
    state.library("/news").set_read("a.md", True)
    library = state.library("/books")
    library.remember("a.md", Place(1), 30)
    connection = catalog_of(tmp_path, "a.md", "b.md")
    new_paths(connection, library)
    query = "SELECT path, progress, status FROM article LEFT JOIN reading USING (path)"
    assert connection.execute(query).fetchall() == [(b"a.md", 30, "reading"), (b"b.md", None, None)]
    with pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM state.reading")


def test_a_join_with_the_views_looks_up_by_primary_key(tmp_path, state):
    connection = catalog_of(tmp_path)
    new_paths(connection, state.library("/books"))
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT progress, new FROM article"
        " LEFT JOIN reading USING (path) LEFT JOIN arrival USING (path_hash)"
    ).fetchall()
    steps = [row[3] for row in plan]
    assert sum("USING PRIMARY KEY" in step for step in steps) == 2


def test_a_writer_that_meets_another_one_gives_up_after_its_patience_and_loses_nothing(path, state):
    other = apsw.Connection(path)
    other.execute("BEGIN IMMEDIATE")
    library = state.library("/books")
    with pytest.raises(StateBusy, match="tried again"):
        library.write([Marked("a.md", True, 1.0)], patience=0.01)
    other.execute("COMMIT")
    library.write([Marked("a.md", True, 1.0)])
    assert library.reading("a.md").read


def test_sessions_that_write_at_once_lose_nothing(path):
    State(path).close()

    def write(number):
        library = State(path).library("/books")
        for count in range(25):
            library.write([Starred(f"{number}-{count}.md", True, 1.0)], patience=30)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = apsw.Connection(path).execute("SELECT count(*) FROM reading WHERE starred").fetchall()
    assert rows == [(100,)]


def test_a_state_deleted_under_the_program_is_made_anew(path, state, tmp_path):
    library = state.library("/books")
    library.set_starred("a.md", True)
    for file in (tmp_path / "data").iterdir():
        file.unlink()
    library.set_starred("b.md", True)
    assert State(path).library("/books").reading("b.md").starred


def test_who_reads_does_not_wait_for_who_writes(path):
    state = State(path)
    library = state.library("/books")
    library.write([Starred("a.md", True, 1.0)])
    written = threading.Event()

    def write(connection):
        connection.execute("UPDATE reading SET starred = 0")
        assert written.wait(5)

    writer = threading.Thread(target=lambda: state.write(write))
    writer.start()
    assert library.reading("a.md").starred  # as it was; it would hang
    written.set()
    writer.join()
    assert not library.reading("a.md").starred
    state.close()
