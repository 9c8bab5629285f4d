"""A refresh makes the catalog tell what the folder holds, whatever happens meanwhile."""

from __future__ import annotations

import fcntl
import mmap
import os
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from itertools import pairwise
from pathlib import Path

import apsw
import pytest

from reader.article import FileStamp
from reader.errors import CatalogBusy, CatalogDamaged, CatalogUnwritable, LibraryUnreadable
from reader.session.library import Library, in_some_place, open_library
from reader.session.loader import frame
from reader.session.loading import DEATHS, Loading
from reader.session.progress import Progress
from reader.session.refresh import HEAD, SCREENFUL, bring_up_to_date, refresh
from reader.store.catalog import location, lock
from reader.store.catalog.entry import ARTICLE
from reader.store.catalog.location import Kind
from reader.store.rows import Order
from tests.catalogs import front, write_library

HANG = 60.0  # seconds after which a test gives up


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(
        tmp_path / "articles",
        {
            "a.md": front("Apple", "One *two* [three](https://example.org/four).", author="Ann"),
            "b.md": front("Banana", publish_date="2024-02-09"),
            "sub/c.md": "# Cherry\n\nNo front matter.",
            "sub/.hidden/d.md": "hidden",
            "picture.png": "no article",
        },
    )


def titles(library: Library) -> list[str]:
    catalog = library.catalog()
    listing = catalog.listing(order=Order("title", descending=False))
    found = [row.title for row in catalog.rows(listing, 0, listing.count)]
    catalog.close()
    return found


def content(library: Library) -> list[object]:
    """All that a catalog tells, without the numbers it gave to articles."""
    connection = apsw.Connection(library.location.path, flags=apsw.SQLITE_OPEN_READONLY)
    statements = [
        f"SELECT {', '.join(ARTICLE)} FROM article ORDER BY path",
        "SELECT detail.description, cta FROM detail JOIN article USING (id) ORDER BY path",
        "SELECT * FROM term",
        "SELECT * FROM vocabulary ORDER BY term",
        "SELECT name, value FROM number WHERE name IN ('articles', 'broken') ORDER BY name",
        "SELECT * FROM heading ORDER BY sort, start",
    ]
    statements += [
        f"SELECT path, position, {column} FROM {table} JOIN article ON article.id = article"
        " ORDER BY path, position"
        for table, column in (("author", "name"), ("tag", "name"), ("problem", "message"))
    ]
    found: list[object] = [connection.execute(statement).fetchall() for statement in statements]
    connection.close()
    return found


def touch(file: Path, text: str) -> None:
    """Change a file so that its stamp differs, however fast it was written before."""
    file.write_text(text, encoding="utf-8")
    info = file.stat()
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns + 1_000_000))


def test_a_first_refresh_lists_every_article(folder: Path) -> None:
    library = open_library(str(folder))
    summary = refresh(library)
    assert (summary.articles, summary.added, summary.changed, summary.removed) == (3, 3, 0, 0)
    assert titles(library) == ["Apple", "Banana", "Cherry"]


def test_a_refresh_without_changes_writes_nothing(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    path = Path(library.location.path)
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    told: list[Progress] = []
    summary = refresh(library, on_progress=told.append)
    assert summary.changes == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    assert told == []


def test_a_refresh_follows_the_folder(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    touch(folder / "a.md", front("Apricot"))
    (folder / "b.md").unlink()
    write_library(folder, {"new/d.md": front("Date")})
    summary = refresh(library)
    assert (summary.articles, summary.added, summary.changed, summary.removed) == (3, 1, 1, 1)
    assert titles(library) == ["Apricot", "Cherry", "Date"]


def test_a_changed_article_keeps_its_number(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    catalog = library.catalog()
    before = catalog.id_of("a.md")
    touch(folder / "a.md", front("Another"))
    refresh(library)
    assert catalog.id_of("a.md") == before
    assert before is not None
    assert catalog.article(before).title == "Another"


def test_what_is_searched_is_the_text_as_read(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    connection = apsw.Connection(library.location.path)
    found = {str(term) for (term,) in connection.execute("SELECT term FROM term")}
    assert {"one", "two", "three", "apple", "ann"} <= found
    assert not {"four", "https", "org"} & found
    assert dict(connection.execute("SELECT target, article FROM link"))  # type: ignore[call-overload]
    known = {str(term) for (term,) in connection.execute("SELECT term FROM vocabulary")}
    assert known == found


def test_the_vocabulary_grows_by_the_terms_of_what_changed(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    touch(folder / "a.md", front("Unheard", "Entirely unprecedented wording."))
    refresh(library)
    connection = apsw.Connection(library.location.path)
    stems = dict(connection.execute("SELECT term, stem FROM vocabulary"))  # type: ignore[call-overload]
    assert stems["wording"] == "word"
    assert "unprecedented" in stems


def test_a_rebuild_reads_everything_again(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)
    before = content(library)
    summary = refresh(library, rebuild=True)
    assert summary.added == 3
    assert content(library) == before


def test_progress_tells_what_can_be_read_already(folder: Path) -> None:
    library = open_library(str(folder))
    told: list[Progress] = []
    refresh(library, on_progress=told.append)
    last = told[-1]
    assert last == Progress(3, 3, 3, committed=True, first=True)
    assert all(one.articles <= other.articles for one, other in pairwise(told))


def test_a_folder_that_is_no_library_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file.md").touch()
    for path in ("absent", "file.md"):
        with pytest.raises(LibraryUnreadable, match="can't be read"):
            open_library(str(tmp_path / path))
    with pytest.raises(LibraryUnreadable):
        open_library("nul\0byte")


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = open_library(str(tmp_path))
    assert refresh(library).articles == 0
    assert titles(library) == []
    assert library.catalog().is_complete()


def test_a_link_to_a_library_is_the_library(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert open_library(str(tmp_path / "link")).location == open_library(str(folder)).location


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "folder", "other"])
def test_an_unusable_catalog_is_put_aside_and_built_anew(folder: Path, damage: str) -> None:
    library = open_library(str(folder))
    refresh(library)
    whole = content(library)
    path = Path(library.location.path)
    if damage == "cut":
        os.truncate(path, path.stat().st_size // 2)
    elif damage == "garbage":
        path.write_bytes(os.urandom(30_000))
    elif damage == "empty":
        os.truncate(path, 0)
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.unlink()
        apsw.Connection(str(path)).execute("CREATE TABLE another (program)")
    summary = refresh(library)
    assert content(library) == whole
    assert summary.added == 3
    assert bool(summary.notices) is (damage != "empty")
    assert all("built anew" in notice for notice in summary.notices)


def test_damage_that_a_reader_finds_is_mended_by_the_next_refresh(folder: Path) -> None:
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(300)})
    library = open_library(str(folder))
    refresh(library)
    path = library.location.path
    connection = apsw.Connection(path)
    pages = "SELECT pageno FROM dbstat WHERE name = 'detail' AND pagetype = 'leaf'"
    hidden = [int(str(page)) for (page,) in connection.execute(pages)]
    connection.close()
    with open(path, "r+b") as stream:  # where a refresh without changes does not look
        for page in hidden:
            stream.seek((page - 1) * 4096)
            stream.write(os.urandom(4096))
    assert refresh(library).changes == 0
    catalog = library.catalog()
    with pytest.raises(CatalogDamaged):
        catalog.articles(catalog.ids(catalog.listing()))
    summary = refresh(library)
    assert summary.added == 303
    assert "built anew" in summary.notices[0]
    assert refresh(library).notices == ()


def test_a_catalog_deleted_while_it_is_written_is_built_anew(folder: Path) -> None:
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(300)})
    library = open_library(str(folder))

    def delete(progress: Progress) -> None:
        if progress.committed and not deleted:
            deleted.append(True)
            os.unlink(library.location.path)

    deleted: list[bool] = []
    summary = refresh(library, on_progress=delete)
    assert deleted
    assert summary.articles == len(titles(library)) == 303


def test_a_second_session_waits_and_then_has_nothing_to_do(folder: Path) -> None:
    library = open_library(str(folder))
    told: list[Progress] = []
    results = []

    def second() -> None:
        results.append(refresh(open_library(str(folder)), on_progress=told.append))

    with lock.held(library.location):
        thread = threading.Thread(target=second)
        thread.start()
        end = time.monotonic() + HANG
        while not told and time.monotonic() < end:
            time.sleep(0.01)
        assert told[0].waiting
    thread.join(HANG)
    assert results[0].articles == 3
    assert refresh(library).changes == 0


def test_a_session_that_does_not_want_to_wait_is_told_who_writes(folder: Path) -> None:
    library = open_library(str(folder))
    with lock.held(library.location), pytest.raises(CatalogBusy, match="Another session"):
        refresh(library, patience=0)


def test_articles_are_read_while_others_are_written(folder: Path) -> None:
    # So many that the first screenful is committed before the folder is walked to its end
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(HEAD)})
    library = open_library(str(folder))
    seen: list[int] = []

    def read(progress: Progress) -> None:
        if progress.committed:
            assert len(titles(library)) == progress.articles
            seen.append(progress.articles)

    refresh(library, on_progress=read)
    assert seen[0] <= SCREENFUL, "the first articles show before the last are read"
    assert seen[-1] == HEAD + 3


def test_on_a_network_file_system_there_is_no_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.store.catalog import write

    library = open_library(str(folder))
    monkeypatch.setattr(write, "is_remote", lambda path: True)
    seen: list[int] = []

    def read(progress: Progress) -> None:
        if progress.committed:
            seen.append(len(titles(library)))
            assert not os.path.exists(library.location.path + "-wal")

    assert refresh(library, on_progress=read).articles == 3
    assert seen == [3]
    mode = apsw.Connection(library.location.path).pragma("journal_mode")
    assert mode == "delete"


# What a file can do

POISON = """
import os, signal, time
import reader.library.load as load

_load = load.load
def deadly(root, path):
    if "poison" in path:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "slow" in path:
        time.sleep(600)
    if "once" in path:
        flag = os.path.join(root, "flag")
        if not os.path.exists(flag):
            open(flag, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
    if "raises" in path:
        raise RuntimeError("a mistake of ours")
    return _load(root, path)
load.load = deadly
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loaders that some file names kill."""
    place = tmp_path / "deadly"
    place.mkdir()
    (place / "sitecustomize.py").write_text(POISON)
    monkeypatch.setenv("PYTHONPATH", str(place))


@pytest.mark.usefixtures("deadly")
def test_a_file_that_kills_its_loader_twice_is_listed_with_a_problem(folder: Path) -> None:
    write_library(folder, {f"{n}.md": front(f"Number {n}") for n in range(100)})
    write_library(folder, {"50-poison.md": "x", "99-raises.md": "x"})
    library = open_library(str(folder))
    summary = refresh(library)
    assert summary.articles == 105
    assert {"50 poison", "99 raises"} <= set(titles(library))
    told = dict(library.catalog().problems())
    assert set(told) == {"50-poison.md", "99-raises.md"}
    assert "SIGSEGV" in told["50-poison.md"].message
    assert told["50-poison.md"].loss
    # It is not tried again until it changes.
    assert refresh(library).changes == 0
    (folder / "50-poison.md").rename(folder / "antidote.md")
    assert refresh(library).removed == 1
    assert set(dict(library.catalog().problems())) == {"99-raises.md"}


@pytest.mark.usefixtures("deadly")
def test_a_file_that_killed_its_loader_once_is_read_the_second_time(folder: Path) -> None:
    write_library(folder, {"once.md": front("Survivor")})
    library = open_library(str(folder))
    assert refresh(library).problems == 0
    assert "Survivor" in titles(library)
    assert DEATHS == 2


@pytest.mark.usefixtures("deadly")
def test_a_file_that_takes_forever_is_passed_over(folder: Path) -> None:
    from reader.library.walk import walk

    write_library(folder, {"slow.md": "x"})
    stamps = [stamp for stamp in walk(str(folder)) if stamp.path.endswith(".md")]
    with Loading(str(folder), 1, patience=2.0) as loaders:
        found = dict(loaders.entries(stamps))  # type: ignore[arg-type]
    by_path = {stamp.path: entry for stamp, entry in found.items()}
    slow = by_path["slow.md"]
    assert slow is not None
    assert "took longer" in slow.problems[0][1]
    assert by_path["a.md"] is not None
    assert by_path["a.md"].problems == ()


def test_a_file_that_goes_away_meanwhile_is_not_listed(folder: Path) -> None:
    from reader.library.walk import walk

    stamps = list(walk(str(folder)))
    (folder / "b.md").unlink()
    with Loading(str(folder), 1) as loaders:
        found = [(stamp.path, entry is None) for stamp, entry in loaders.entries(stamps)]  # type: ignore[arg-type]
    assert found == [("a.md", False), ("b.md", True), ("sub/c.md", False)]


def test_loaders_go_on_while_a_batch_is_committed(folder: Path) -> None:
    from reader.library.walk import walk

    write_library(folder, {f"more/{n}.md": f"Number {n}" for n in range(200)})
    stamps = list(walk(str(folder)))
    with Loading(str(folder), 1) as loaders:
        entries = loaders.entries(stamps)  # type: ignore[arg-type]
        found = [next(entries)]
        end = time.monotonic() + HANG
        with loaders.going_on():
            while len(loaders._ready) < len(stamps) - 1 and time.monotonic() < end:
                time.sleep(0.01)
        assert len(loaders._ready) == len(stamps) - 1
        found += entries
    assert [stamp for stamp, _ in found] == stamps
    assert all(entry is not None for _, entry in found)


def test_loaders_that_must_not_run_ahead_still_answer_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library.walk import walk

    monkeypatch.setattr("reader.session.loading._HELD_BACK", 1)
    write_library(folder, {f"more/{n}.md": f"Number {n}" for n in range(200)})
    stamps = list(walk(str(folder)))
    with Loading(str(folder), 2) as loaders:
        found = []
        for each in loaders.entries(stamps):  # type: ignore[arg-type]
            found.append(each)
            assert len(loaders._ready) <= 2 * 4 * 16  # what both were asked for before
    assert [stamp for stamp, _ in found] == stamps
    assert all(entry is not None for _, entry in found)


def test_the_first_refresh_learns_all_terms_and_leaves_every_index(folder: Path) -> None:
    from reader.store.catalog.schema import INDEXES, INDEXES_OF_TERMS

    library = open_library(str(folder))
    refresh(library)
    connection = apsw.Connection(library.location.path, flags=apsw.SQLITE_OPEN_READONLY)
    statement = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    names = {name for (name,) in connection.execute(statement)}
    assert all(
        line.split()[5] in names for line in (INDEXES + INDEXES_OF_TERMS).split("\n") if line
    )
    terms = connection.execute("SELECT term FROM term ORDER BY term").fetchall()
    assert terms == connection.execute("SELECT term FROM vocabulary ORDER BY term").fetchall()
    write_library(folder, {"new.md": "Unheardof"})
    refresh(library)
    statement = "SELECT stem FROM vocabulary WHERE term = 'unheardof'"
    assert connection.execute(statement).fetchall() == [("unheardof",)]
    connection.close()


def test_modules_of_the_current_folder_are_not_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = "import os\nopen(os.path.join(os.path.dirname(__file__), 'trapped'), 'w').close()\n"
    write_library(folder, {"yaml.py": trap, "json.py": trap, "marshal.py": trap, "apsw.py": trap})
    monkeypatch.chdir(folder)
    refresh(open_library("."))
    assert not (folder / "trapped").exists()


def test_a_killed_refresh_leaves_a_usable_catalog_and_the_next_one_converges(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_library(
        folder, {f"more/{n}.md": front(f"More {n}", f"Word{n} " * 50) for n in range(900)}
    )
    library = open_library(str(folder))
    kills = 0
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "reader", "index", "--for-interface", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert child.stdout is not None
        for line in child.stdout:
            if '"committed": true' in line:
                child.kill()
                kills += 1
                break
        child.wait()
        child.stdout.close()
        _end_of_group(child.pid)
        assert len(titles(library)) == library.catalog().summary().articles > 0
    assert kills
    told: list[Progress] = []
    refresh(library, on_progress=told.append)
    assert all(progress.first for progress in told), "the first reading goes on"
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "fresh"))
    fresh = open_library(str(folder))
    refresh(fresh)
    assert content(library) == content(fresh)


def _end_of_group(group: int) -> None:
    """Wait until no loader of a killed indexer is left."""
    end = time.monotonic() + HANG
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("a loader outlives its indexer")


# Where nothing can be written


def test_without_any_folder_the_catalog_is_in_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_CACHE", "/proc/nowhere")
    monkeypatch.setattr(location, "_private_folder", lambda: "")
    library = open_library(str(folder))
    assert library.location.kind is Kind.MEMORY
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(300)})
    counts: list[int] = []
    stop = threading.Event()

    def read() -> None:
        catalog = library.catalog()
        while not stop.is_set():
            counts.append(catalog.summary().articles)
        catalog.close()

    reader = threading.Thread(target=read)
    reader.start()
    refresh(library)
    stop.set()
    reader.join(HANG)
    assert sorted(counts) == counts
    assert len(titles(library)) == 303
    touch(folder / "a.md", front("Apricot"))
    assert refresh(library).changed == 1
    assert refresh(library, rebuild=True).added == 303
    assert "Apricot" in titles(library)


def test_an_attempt_that_cannot_write_is_repeated_in_the_next_place(folder: Path) -> None:
    library = open_library(str(folder))
    kinds: list[Kind] = []

    def attempt() -> object:
        kinds.append(library.location.kind)
        if library.location.kind is not Kind.MEMORY:
            raise CatalogUnwritable(f"No room in the {library.location.kind}.")
        return refresh(library)

    summary = in_some_place(library, attempt)  # type: ignore[arg-type]
    assert kinds == [Kind.CACHE, Kind.PRIVATE, Kind.MEMORY]
    assert summary.notices == (
        "No room in the cache. What is found is kept until this session ends.",
    )
    location.remove_private()


def test_a_whole_catalog_is_better_than_a_new_place(folder: Path) -> None:
    library = open_library(str(folder))
    refresh(library)

    def attempt() -> object:
        raise CatalogUnwritable("No room.")

    with pytest.raises(CatalogUnwritable):
        in_some_place(library, attempt)  # type: ignore[arg-type]
    assert library.location.kind is Kind.CACHE


LIMITED = """
import resource, sys
from reader.session.library import open_library
from reader.session.refresh import bring_up_to_date, refresh
from reader.errors import ReaderError

size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
library = open_library(sys.argv[1])
try:
    refresh(library)
except ReaderError as error:
    print(type(error).__name__, error)
summary = bring_up_to_date(library)
catalog = library.catalog()
listing = catalog.listing()
print(library.location.kind, len(catalog.rows(listing, 0, listing.count)), summary.notices)
"""


@pytest.mark.parametrize("size", [10_000, 100_000, 400_000])
def test_a_full_disk_is_told_and_everything_is_listed(folder: Path, size: int) -> None:
    text = {n: " ".join(f"word{n}of{i}" for i in range(100)) for n in range(300)}
    write_library(folder, {f"more/{n}.md": front(f"More {n}", text[n]) for n in text})
    child = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), str(size)],
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG,
    )
    told, listed = child.stdout.splitlines()
    assert told.startswith("CatalogUnwritable The catalog ")
    assert "can't be written" in told
    assert listed.startswith("memory 303 ")
    assert "can't be written" in listed
    assert child.stderr == ""
    # With room again, it converges where it should lie.
    library = open_library(str(folder))
    assert bring_up_to_date(library).articles == 303
    assert library.location.kind is Kind.CACHE


# The loader is started before the user changes, who may not be allowed to run this Python.
AS_NOBODY = """
import atexit, os, sys, tempfile, shutil
from reader.session import loading
from reader.session.library import open_library
from reader.session.refresh import bring_up_to_date
from reader.store.catalog import whole

class Started(loading.Loading):
    def __exit__(self, *_):
        pass

started = Started(sys.argv[1], 1)
loading.Loading = lambda *_, **__: started
os.setgroups([]); os.setgid(65534); os.setuid(65534)
os.environ.update(READER_CACHE=sys.argv[2], XDG_RUNTIME_DIR=sys.argv[3], HOME="/nonexistent")
library = open_library(sys.argv[1], state="")
summary = bring_up_to_date(library)
catalog = library.catalog()
mode = os.stat(library.location.folder).st_mode & 0o777
print(library.location.kind, catalog.summary().articles, oct(mode), library.location.folder)
for _, problem in catalog.problems():
    print(problem.message)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can drop to another user")
def test_where_the_cache_cannot_be_written_a_private_folder_is_used() -> None:
    import tempfile

    # Not in pytest's own folder, which nobody else may enter
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        base.chmod(0o755)
        root = write_library(base / "articles", {"a.md": front("A"), "drafts/b.md": "b"})
        (root / "drafts").chmod(0o700)
        (base / "cache").mkdir(mode=0o755)
        runtime = base / "runtime"
        runtime.mkdir()
        os.chown(runtime, 65534, 65534)
        child = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, root, base / "cache", runtime],
            capture_output=True,
            text=True,
            check=False,
            timeout=HANG,
        )
        assert child.stderr == ""
        place, *told = child.stdout.splitlines()
        assert place.startswith(f"private 1 0o700 {runtime}/reader-catalog-65534-")
        assert told == ["Not readable: permission denied."]
        assert list(runtime.iterdir()) == [], "it goes when the process ends"
        assert list((base / "cache").iterdir()) == []


def test_what_one_loader_is_asked_fits_its_pipe(folder: Path) -> None:
    stamps = [FileStamp(f"{'漢' * 80}/{'漢' * 80}/{n}.md", 0, n % 3 << 20) for n in range(500)]
    with Loading(str(folder), 2) as loaders:
        loaders._coming = enumerate(stamps)
        for _ in range(10):
            loaders._distribute()
        for loader in loaders._loaders:
            asked = [(os.fsencode(s.path), s.mtime_ns, s.size) for _, s in loader.asked]
            assert len(asked) > 1
            assert len(frame(asked)) < 1 << 16
        both = sorted(number for loader in loaders._loaders for number, _ in loader.asked)
        assert both == list(range(len(both)))


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="pipes have one size here")
@pytest.mark.parametrize("name", ["漢" * 80, "\U0001f4d6" * 60, "a" * 250, "\udcff"])
def test_a_small_pipe_is_not_filled(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lengths: list[int] = []

    def framed(value: object) -> bytes:
        data = frame(value)
        lengths.append(len(data))
        return data

    monkeypatch.setattr("reader.session.loading.frame", framed)
    paths = [f"{'/'.join([name] * (1 + n % 14))}/{n}.md" for n in range(500)]
    stamps = [FileStamp(path, 2**63 - 1, n << 10) for n, path in enumerate(paths)]
    with Loading(str(folder), 1) as loaders:
        (loader,) = loaders._loaders
        os.kill(loader._process.pid, signal.SIGSTOP)
        fcntl.fcntl(loader._questions, fcntl.F_SETPIPE_SZ, 2 * mmap.PAGESIZE)
        os.set_blocking(loader._questions, False)
        loader._pages = 2
        loaders._coming = enumerate(stamps)
        for _ in range(10):
            loaders._distribute()
        arrived = struct.unpack("i", fcntl.ioctl(loader._questions, termios.FIONREAD, b"\0" * 4))
        assert arrived == (sum(lengths),)
        assert len(lengths) == 2
        os.set_blocking(loader._questions, True)
        os.kill(loader._process.pid, signal.SIGCONT)
        loaders._coming = iter(())
        while loader.asked:
            loaders._take(loader)
            loaders._distribute()
        assert not loaders._waiting


def test_many_new_articles_and_changes_to_them_are_written_together(folder: Path) -> None:
    library = open_library(str(folder))
    write_library(folder, {f"more/{n:03}.md": f"Number {n}" for n in range(150)})
    refresh(library)
    for number in range(0, 150, 7):
        (folder / f"more/{number:03}.md").write_text("---\ntitle: 'It's new'\ntags: [x]\n---\nb\n")
    (folder / "more/001.md").unlink()
    summary = refresh(library)
    assert (summary.added, summary.changed, summary.removed) == (0, 22, 1)
    connection = apsw.Connection(library.location.path)
    rows = "SELECT count(*) FROM {} JOIN article ON article.id = {}.article"
    assert connection.execute(rows.format("tag", "tag")).fetchall() == [(22,)]
    ids = connection.execute("SELECT id FROM words_docsize ORDER BY id").fetchall()
    assert ids == connection.execute("SELECT id FROM article ORDER BY id").fetchall()
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
