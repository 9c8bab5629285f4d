"""A state file that is missing, damaged, another program's or from another version."""

import os
import stat

import apsw
import pytest

from reader.article import Place, Reading
from reader.errors import StateUnusable
from reader.store.filesystem import is_remote
from reader.store.state import file, migrations, schema
from reader.store.state.facts import Marked, Opened, Starred, Tagged
from reader.store.state.path import state_path
from reader.store.state.state import State, open_state
from tests.damage import break_table


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "data" / "state.db")


def filled(path, count=2000):
    state = State(path)
    library = state.library("/books")
    library.arrived(range(count), first=True)
    library.remember("a.md", Place(3), 40)
    library.write([Tagged("a.md", "to read", True, 1.0)])
    state.close()


def asides(path):
    folder, name = os.path.split(path)
    names = [entry for entry in os.listdir(folder) if entry.startswith(name + ".damaged-")]
    return sorted(entry for entry in names if not entry.endswith(("-wal", "-shm")))


def test_a_new_state_is_private_to_the_person(path):
    State(path).close()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700


def test_the_environment_names_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("READER_STATE", str(tmp_path / "mine.db"))
    State().close()
    assert (tmp_path / "mine.db").exists()


def test_without_a_name_the_file_lies_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("READER_STATE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert state_path().endswith("reader" + os.sep + "state.db")


def test_an_empty_file_becomes_a_state(path):
    connection = apsw.Connection(":memory:")
    assert migrations.migrate(connection) == 0
    assert migrations.version(connection) == len(schema.MIGRATIONS)
    assert migrations.migrate(connection) == len(schema.MIGRATIONS)


NEXT = "ALTER TABLE reading ADD COLUMN colour INTEGER NOT NULL DEFAULT 0"


def test_a_state_of_the_version_before_is_migrated_with_all_it_holds(path):
    filled(path)
    connection = apsw.Connection(path)
    older = len(schema.MIGRATIONS)
    assert migrations.migrate(connection, (*schema.MIGRATIONS, NEXT)) == older
    assert migrations.version(connection) == older + 1
    row = connection.execute("SELECT path, progress, colour FROM reading").fetchall()
    assert row == [(b"a.md", 40, 0)]


def test_a_state_of_the_first_version_keeps_all_it_holds(path):
    os.makedirs(os.path.dirname(path))
    older = apsw.Connection(path)
    migrations.migrate(older, schema.MIGRATIONS[:1])
    older.execute("INSERT INTO library (id, root, last_visit) VALUES (1, ?, 5.0)", (b"/books",))
    older.execute(
        'INSERT INTO reading (library, path, block, "offset", quote, place_at, progress, starred,'
        " starred_at, opened_at) VALUES (1, ?, 3, 14, 'the sentence', 9.0, 40, 1, 8.0, 7.0)",
        (b"a.md",),
    )
    older.close()
    state = State(path)
    library = state.library("/books")
    place = Place(3, 14, "the sentence")
    assert library.reading("a.md") == Reading(place, 40, starred=True, opened_at=7.0)
    library.write([Starred("a.md", False, 8.0)])  # of the same moment: a session beats none
    assert not library.reading("a.md").starred
    assert state.last_library() == "/books"


def test_a_state_of_the_second_version_keeps_all_it_holds(path):
    os.makedirs(os.path.dirname(path))
    older = apsw.Connection(path)
    migrations.migrate(older, schema.MIGRATIONS[:2])
    older.execute("INSERT INTO library (id, root, last_visit) VALUES (1, ?, 5.0)", (b"/books",))
    columns = "library, path, progress, begun_at, place_at, place_by, opened_at, title, body"
    older.executemany(
        f"INSERT INTO reading ({columns}) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (b"a.md", 40, 3.0, 9.0, 77, 7.0, "A title", 12),
            (b"b.md", 4000, 0.0, 2.0, 77, 1.0, "", 0),
        ],
    )
    older.execute("INSERT INTO own_tag VALUES (1, ?, 'later', 1, 6.0, 77)", (b"never opened.md",))
    older.close()
    state = State(path)
    library = state.library("/books")
    reading = library.reading("a.md")
    assert (reading.progress, reading.opened_at, library.titles()["a.md"]) == (40, 7.0, "A title")
    assert library.reading("b.md").progress == 100
    assert library.reading("never opened.md").tags == ("later",)
    library.write([Marked("a.md", False, 8.0)])  # before the place of then
    assert library.reading("a.md").progress == 40
    library.write([Marked("a.md", False, 10.0), Opened("a.md", 11.0)])
    assert library.reading("a.md").progress == 0
    assert library.titles()["a.md"] == "A title"


def test_a_state_of_the_third_version_keeps_its_history_and_finds_it_by_article(path):
    os.makedirs(os.path.dirname(path))
    older = apsw.Connection(path)
    migrations.migrate(older, schema.MIGRATIONS[:3])
    older.execute("INSERT INTO library (id, root, last_visit) VALUES (1, ?, 5.0)", (b"/books",))
    older.execute("INSERT INTO visit VALUES (1, ?, 7.0, 9.0, 40)", (b"a.md",))
    older.close()
    state = State(path)
    assert [(one.path, one.progress) for one in state.library("/books").visits()] == [("a.md", 40)]
    plan = "EXPLAIN QUERY PLAN SELECT opened_at FROM visit WHERE library = 1 AND path = ?"
    steps = state.read(lambda connection: connection.execute(plan, (b"a.md",)).fetchall())
    assert "library=? AND path=?" in steps[0][3]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path):
    filled(path)
    connection = apsw.Connection(path)
    with pytest.raises(apsw.SQLError):
        migrations.migrate(connection, (*schema.MIGRATIONS, NEXT, "CREATE NONSENSE"))
    assert migrations.version(connection) == len(schema.MIGRATIONS)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(reading)")]
    assert "colour" not in columns


def test_a_newer_version_is_refused_and_left_as_it_is(path):
    filled(path)
    connection = apsw.Connection(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with open(path, "rb") as stream:
        before = stream.read()
    with pytest.raises(StateUnusable, match=r"left as it is: a newer version of reader wrote it"):
        State(path)
    state = open_state(path)
    assert "newer version" in state.notices[0]
    state.library("/books").set_read("a.md", True)
    with open(path, "rb") as stream:
        assert stream.read() == before


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = str(tmp_path / "other.db")
    connection = apsw.Connection(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with open(path, "rb") as stream:
        before = stream.read()
    with pytest.raises(StateUnusable, match="belongs to another program"):
        State(path)
    with open(path, "rb") as stream:
        assert stream.read() == before


def test_garbage_is_put_aside_under_a_dated_name_with_a_notice(path):
    os.makedirs(os.path.dirname(path))
    with open(path, "wb") as stream:
        stream.write(b"garbage" * 1000)
    state = State(path)
    assert "damaged" in state.notices[0]
    [aside] = asides(path)
    assert aside in state.notices[0]
    with open(os.path.join(os.path.dirname(path), aside), "rb") as stream:
        assert stream.read() == b"garbage" * 1000
    state.library("/books").set_read("a.md", True)
    assert State(path).library("/books").reading("a.md").read
    assert State(path).notices == ()


def test_half_a_file_is_put_aside(path):
    filled(path)
    os.truncate(path, os.path.getsize(path) // 2)
    assert State(path).notices
    assert len(asides(path)) == 1


def test_damage_met_under_way_is_put_aside_and_the_fact_is_kept(path):
    filled(path)
    state = State(path)
    library = state.library("/books")
    assert library.reading("a.md").progress == 40
    break_table(path, "reading")
    reopened = State(path)
    assert reopened.notices == ()
    reopened.library("/books").set_starred("a.md", True)
    assert "damaged" in reopened.notices[0]
    assert len(asides(path)) == 1
    assert State(path).library("/books").reading("a.md").starred


def test_two_damaged_files_of_one_day_get_two_names(path):
    for _ in range(2):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(b"garbage" * 1000)
        State(path).close()
    assert len(asides(path)) == 2


def test_what_another_session_made_anew_is_not_put_aside_too(path):
    filled(path)
    assert file.put_aside(path, (0, 0)) == ""
    assert asides(path) == []


def test_a_folder_in_the_place_of_the_file_is_a_notice_and_reading_goes_on(path):
    os.makedirs(path)
    state = open_state(path)
    assert not state.kept
    assert "is a folder" in state.notices[0]
    library = state.library("/books")
    library.remember("a.md", Place(2), 30)
    assert library.reading("a.md").place == Place(2)


def test_a_fifo_in_the_place_of_the_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "state.db")
    with pytest.raises(StateUnusable, match="not an ordinary file"):
        State(str(tmp_path / "state.db"))


def test_a_state_in_memory_can_be_attached_by_the_catalog(path):
    os.makedirs(path)
    state = open_state(path)
    library = state.library("/books")
    library.set_read("a.md", True)
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(":memory:", flags=flags)
    connection.execute("ATTACH ? AS state", (schema.attachable(state.place),))
    for statement in schema.views(library.id):
        connection.execute(statement)
    assert connection.execute("SELECT path, read FROM reading").fetchall() == [(b"a.md", 1)]
    library.set_read("b.md", True)
    assert connection.execute("SELECT count(*) FROM reading").fetchall() == [(2,)]


def test_a_catalog_in_memory_can_attach_a_state_on_disk(path):
    filled(path)
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection("file:/a-catalog?vfs=memdb", flags=flags)
    connection.execute("ATTACH ? AS state", (schema.attachable(path),))
    assert connection.execute("SELECT path FROM state.reading").fetchall() == [(b"a.md",)]


def test_two_states_in_memory_are_two(path):
    os.makedirs(path)
    one, other = open_state(path), open_state(path)
    one.library("/books").set_read("a.md", True)
    assert not other.library("/books").reading("a.md").read


def as_nobody(work):
    """Run something as a user without rights, in a child; what it returns, as text."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read_end)
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(write_end, str(work()).encode())
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        text = stream.read().decode()
    os.waitpid(child, 0)
    return text


@pytest.fixture
def open_to_all(tmp_path):
    """A folder that another user may enter; pytest's own belong to one alone."""
    folder = tmp_path
    while folder.stat().st_uid == os.geteuid() and folder != folder.parent:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    return tmp_path


def test_a_state_that_can_only_be_read_is_read_and_told(open_to_all):
    path = str(open_to_all / "state.db")
    filled(path)
    os.chmod(path, 0o444)
    os.chmod(open_to_all, 0o555)

    def look():
        state = open_state(path)
        reading = state.library("/books").reading("a.md")
        state.library("/books").set_starred("a.md", True)
        return state.kept, reading.progress, reading.tags, state.notices[0]

    told = as_nobody(look)
    os.chmod(open_to_all, 0o755)
    assert told.startswith("(False, 40, ('to read',), ")
    assert "not remembered" in told


def test_a_home_that_can_not_be_written_is_a_notice(open_to_all):
    os.chmod(open_to_all, 0o555)
    path = str(open_to_all / "data" / "state.db")
    told = as_nobody(lambda: open_state(path).notices)
    os.chmod(open_to_all, 0o755)
    assert "Permission denied" in told


MOUNTS = """\
21 1 8:1 / / rw - ext4 /dev/sda1 rw
30 21 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw
31 30 0:41 / /home/a\\040b rw - fuse.sshfs host: rw
32 30 8:2 / /home/local rw - xfs /dev/sdb1 rw
33 21 0:50 / /mnt rw - fuse.ntfs-3g /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/var/lib/state.db", False),
        ("/home/me/state.db", True),
        ("/homes/me/state.db", False),
        ("/home/a b/state.db", True),
        ("/home/local/state.db", False),
        ("/mnt/state.db", False),
    ],
)
def test_the_file_system_nearest_above_a_file_tells_whether_it_is_remote(path, remote):
    assert is_remote(path, MOUNTS) is remote
