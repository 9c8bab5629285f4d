"""`reader list`, as scripts and people call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.session.library import open_library
from tests.catalogs import front, write_library

FIELDS = (
    "path title subtitle description authors tags published created updated read_time minutes"
    " words hero_image cta draft problems"
)

Reader = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Reader:
    """A command run in this process: status, lines of stdout, stderr."""

    def run(*words: str) -> tuple[int, list[str], str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(
        tmp_path / "articles",
        {
            "quantum.md": front(
                "Quantum computing",
                author="David Jenkins",
                publish_date="2024-02-09",
                created_date="2025-02-09",
                subtitle="Of qubits",
                description="What they are",
                read_time="8 mins",
                heroImage="images.example.org/q.jpg",
                cta="Follow us",
                tags="[physics, ai]",
            ),
            "sub/ethics.md": front("Ethics and hype", publish_date="2024-03-01"),
            "old.md": front("An old one", "words " * 3000, publish_date="2019-01-01"),
            "plain.txt": "No front matter at all.",
        },
    )


def objects(lines: list[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines]


def test_every_article_is_one_line_newest_first(reader: Reader, folder: Path) -> None:
    status, lines, err = reader("list", folder)
    assert (status, err) == (0, "")
    assert [line.split("\t") for line in lines] == [
        ["2024-03-01", "1", "Ethics and hype", "", "sub/ethics.md"],
        ["2024-02-09", "1", "Quantum computing", "David Jenkins", "quantum.md"],
        ["2019-01-01", "13", "An old one", "", "old.md"],
        ["", "1", "Plain", "", "plain.txt"],
    ]


def test_json_has_the_promised_fields_in_their_order(reader: Reader, folder: Path) -> None:
    found = {str(o["path"]): o for o in objects(reader("list", folder, "--json")[1])}
    assert all(list(values) == FIELDS.split() for values in found.values())
    assert found["quantum.md"] == {
        "path": "quantum.md",
        "title": "Quantum computing",
        "subtitle": "Of qubits",
        "description": "What they are",
        "authors": ["David Jenkins"],
        "tags": ["physics", "ai"],
        "published": "2024-02-09",
        "created": "2025-02-09",
        "updated": None,
        "read_time": "8 mins",
        "minutes": 1,
        "words": 2,
        "hero_image": "https://images.example.org/q.jpg",
        "cta": "Follow us",
        "draft": False,
        "problems": [],
    }
    assert found["plain.txt"]["read_time"] is None


def test_a_problem_is_listed_with_its_line(reader: Reader, folder: Path) -> None:
    write_library(folder, {"broken.md": "---\ntitle: 'It's'\n---\nText"})
    found = objects(reader("list", folder, "--json", "-q", "is:broken")[1])
    assert [o["title"] for o in found] == ["It's"]
    [problem] = found[0]["problems"]  # type: ignore[misc]
    assert list(problem) == ["line", "message"]
    assert problem["line"] == 2


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (["--sort", "title"], ["Ethics and hype", "An old one", "Plain", "Quantum computing"]),
        (["--sort", "-title"], ["Quantum computing", "Plain", "An old one", "Ethics and hype"]),
        (["--sort=-date"], ["An old one", "Quantum computing", "Ethics and hype", "Plain"]),
        (["--sort", "-read", "--limit", "1"], ["An old one"]),
        (["--limit", "2"], ["Ethics and hype", "Quantum computing"]),
        (["--limit", "0"], []),
        (["-q", "quantum"], ["Quantum computing"]),
        (["-q", "-hype", "--sort", "title"], ["An old one", "Plain", "Quantum computing"]),
        (["--query", "-quantum -hype", "--sort", "date"], ["An old one", "Plain"]),
        (["-q", "author:jenkins"], ["Quantum computing"]),
        (["-q", "nothingatall"], []),
        (["-q", ""], ["Ethics and hype", "Quantum computing", "An old one", "Plain"]),
        (["-q", "date:2024 sort:title"], ["Ethics and hype", "Quantum computing"]),
        (
            ["-q", "sort:title,date"],
            ["Ethics and hype", "An old one", "Plain", "Quantum computing"],
        ),
        (
            ["--sort", "-read,title"],
            ["An old one", "Ethics and hype", "Plain", "Quantum computing"],
        ),
    ],
)
def test_a_query_an_order_and_a_limit_choose(
    reader: Reader, folder: Path, words: list[str], titles: list[str]
) -> None:
    for form in ([], ["--json"]):
        status, lines, err = reader("list", folder, *words, *form)
        assert status == (0 if titles or "-q" not in words else 1)
        assert ("Nothing for `nothingatall`." in err) == (status == 1)
        found = [o["title"] for o in objects(lines)] if form else [s.split("\t")[2] for s in lines]
        assert found == titles


@pytest.mark.parametrize("command", [("list", "-q"), ("search",), ("export", "-q")])
def test_a_query_that_is_not_understood_is_wrong_usage(
    reader: Reader, folder: Path, command: tuple[str, ...]
) -> None:
    query = "auther:jenkins date:2024-13 quantum"
    status, lines, err = reader(command[0], *command[1:], query, folder)
    assert (status, lines) == (2, [])
    assert err == (
        "reader: no field auther — author?; date:2024-13 is not understood."
        " date: takes 2024, 2024-02, 2024-02-09.., <30d or last-month.\n"
    )


def test_a_typo_that_is_allowed_is_told_beside_the_results(reader: Reader, folder: Path) -> None:
    status, lines, err = reader("list", folder, "-q", "quantmu")
    assert (status, len(lines)) == (0, 1)
    assert err == "reader: Nothing for `quantmu`; shown is `quantum`.\n"


def test_the_list_is_up_to_date_unless_that_is_declined(reader: Reader, folder: Path) -> None:
    status, _, err = reader("list", folder, "--no-refresh")
    assert status == 1
    assert "not read yet" in err
    assert len(reader("list", folder)[1]) == 4
    (folder / "old.md").unlink()
    assert len(reader("list", folder, "--no-refresh")[1]) == 4
    assert len(reader("list", folder)[1]) == 3


def test_a_damaged_catalog_is_built_anew(reader: Reader, folder: Path) -> None:
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(300)})
    reader("list", folder)
    path = open_library(str(folder)).location.path
    with open(path, "r+b") as stream:  # its beginning stays whole
        stream.seek(8192)
        stream.write(os.urandom(os.path.getsize(path) - 8192))
    status, _, err = reader("list", folder, "--no-refresh")
    assert status == 1
    assert "damaged" in err
    status, lines, err = reader("list", folder)
    assert (status, len(lines)) == (0, 304)
    assert "built anew" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sort", "size"], "--sort takes"),
        (["--limit", "-3"], "limit"),
        (["--limit", "many"], "a number"),
        (["--nonsense"], "--nonsense"),
        (["a", "b", "c"], "b c"),
    ],
)
def test_wrong_usage_is_one_sentence(
    reader: Reader, folder: Path, words: list[str], said: str
) -> None:
    status, lines, err = reader("list", *words)
    assert (status, lines) == (2, [])
    assert said in err
    assert err.count("\n") == 1


def test_an_unreadable_library_is_one_sentence(reader: Reader, tmp_path: Path) -> None:
    status, lines, err = reader("list", tmp_path / "absent")
    assert (status, lines) == (1, [])
    assert err == f"reader: {tmp_path}/absent can't be read: no such file or directory.\n"


HOSTILE = "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202egnp.exe\u2028end"


def test_no_control_character_comes_out(reader: Reader, folder: Path) -> None:
    name = os.fsdecode(b"evil\x1b[31m\n\x9b\xff\xc2\x85.md")
    write_library(
        folder,
        {
            name: '---\ntitle: "\\e]52;c;x\\a \\x9b31m \\u202e t"\nauthor: "\\e[0m A"\n---\n&#27;[1m',
            "x.md": f"# {HOSTILE}\n\n{HOSTILE}",
        },
    )
    for form in ([], ["--json"]):
        status, lines, err = reader("list", folder, *form)
        assert (status, len(lines), err) == (0, 6, "")
        for line in lines:
            assert all(char == "\t" or char.isprintable() for char in line), repr(line)
    found = {str(o["path"]): o for o in objects(lines)}
    assert name in found, "the path in JSON still names the file"


def test_the_current_folder_is_the_library_where_none_is_named(
    reader: Reader, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(folder)
    assert len(reader("list")[1]) == 4
    other = write_library(tmp_path / "other", {"a.md": "A"})
    monkeypatch.setenv("READER_LIBRARY", str(other))
    assert len(reader("list")[1]) == 1
    assert len(reader("list", ".")[1]) == 4


@pytest.mark.parametrize("place", ["/", "~"])
def test_home_and_root_are_no_libraries(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, place: str, folder: Path
) -> None:
    monkeypatch.chdir(os.path.expanduser(place))
    status, lines, err = reader("list")
    assert (status, lines) == (2, [])
    assert "reader FOLDER" in err
    from reader.store.state.state import State

    state = State()
    state.library(str(folder)).begin_visit()
    state.close()
    assert len(reader("list")[1]) == 4, "the library of last time"


def test_a_pipe_that_was_read_enough_ends_the_command_quietly(folder: Path) -> None:
    write_library(folder, {f"more/{n}.md": front(f"More {n} {'x' * 200}") for n in range(900)})
    command = f"{sys.executable} -m reader list {folder} | head -1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout.count("\n"), ended.stderr) == (0, 1, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_locale_without_a_character_does_not_end_the_command(folder: Path, encoding: str) -> None:
    write_library(folder, {"x.md": front("漢字 and é")})
    ended = subprocess.run(
        [sys.executable, "-m", "reader", "list", str(folder), "--json"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    titles = {json.loads(line)["title"] for line in ended.stdout.decode(encoding).splitlines()}
    assert "漢字 and é" in titles


# Forms of one's own


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("{title} — {authors}", "Quantum computing — David Jenkins"),
        (r"{path}\t{tags}", "quantum.md\tphysics, ai"),
        ("{{{minutes}}} {updated}|{draft}", "{1} |false"),
        (" { Title }", " Quantum computing"),
        (r"a\\n\x{draft}", r"a\n\xfalse"),
    ],
)
def test_a_form_of_ones_own_is_written_for_each_article(
    reader: Reader, folder: Path, form: str, line: str
) -> None:
    assert reader("list", folder, "-q", "author:jenkins", "--format", form) == (0, [line], "")
    assert reader("search", "author:jenkins", folder, "--format", form) == (0, [line], "")


def test_an_end_of_line_may_stand_in_a_form(reader: Reader, folder: Path) -> None:
    words = ("list", folder, "-q", "author:jenkins", "--format", r"{title}\n  {subtitle}")
    assert reader(*words)[1] == ["Quantum computing", "  Of qubits"]


def test_problems_are_written_as_sentences(reader: Reader, folder: Path) -> None:
    write_library(folder, {"broken.md": "---\ntitle: 'It's'\n---\nText"})
    _, (line,), _ = reader("list", folder, "-q", "is:broken", "--format", "{problems}")
    assert line
    assert "{" not in line


def test_no_value_brings_a_control_character(reader: Reader, folder: Path) -> None:
    write_library(folder, {"evil.md": '---\ntitle: "a\\e[31mb\\nc"\n---\nWords'})
    _, lines, _ = reader("list", folder, "--format", "{title}")
    assert "ab c" in lines


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("{titel}", "no field {titel} of --format — {title}?"),
        ("{snippet}", "no field {snippet} of --format; there are path, title, "),
        ("{}", "no field {} of --format; there are "),
        ("{title", "a brace of --format has no other; {{ prints one"),
        ("title}", "a brace of --format has no other; }} prints one"),
    ],
)
def test_a_form_that_is_not_understood_is_told(
    reader: Reader, folder: Path, form: str, told: str
) -> None:
    status, lines, err = reader("list", folder, "--format", form)
    assert (status, lines) == (2, [])
    assert err.startswith(f"reader: {told}")
    assert err.count("\n") == 1


def test_a_list_of_nothing_says_what_would_find_something(
    reader: Reader, folder: Path, tmp_path: Path
) -> None:
    status, lines, err = reader("list", folder, "-q", "quantum zzqqzz")
    assert (status, lines) == (1, [])
    assert err == reader("search", "quantum zzqqzz", folder)[2]
    assert "Would find something: `quantum` (1)" in err
    assert reader("list", folder, "-q", "is:starred", "--json")[:2] == (1, [])
    empty = tmp_path / "empty"
    empty.mkdir()
    assert reader("list", empty) == (0, [], "")
    assert reader("list", empty, "-q", "sort:title") == (0, [], "")
    assert reader("list", empty, "-q", "is:starred")[0] == 1


def test_a_form_without_a_field_is_wrong_usage(reader: Reader, folder: Path) -> None:
    for form in ("%t", "", r"\n", "{{title}}"):
        status, lines, err = reader("list", folder, "--format", form)
        assert (status, lines) == (2, [])
        assert "--format names no field, as '{title}' does" in err


def test_options_go_before_two_dashes(reader: Reader, folder: Path) -> None:
    status, _, err = reader("search", "--", "-hello", "odd", "--count")
    assert status == 2
    assert "options go before “--”" in err
    assert "Try: reader search --count -- …" in err


def test_articles_are_counted(reader: Reader, folder: Path) -> None:
    assert reader("list", folder, "--count") == (0, ["4"], "")
    assert reader("list", folder, "--count", "--limit", "3") == (0, ["3"], "")
    assert reader("list", folder, "--count", "-q", "nothingatall") == (1, ["0"], "")
    assert reader("search", "quantum", folder, "--count") == (0, ["1"], "")
    assert reader("search", "nothingatall", folder, "--count") == (1, ["0"], "")


def test_a_hit_has_its_score_and_its_line_for_a_form(reader: Reader, folder: Path) -> None:
    words = ("search", "words", folder, "--limit", "1", "--format", "{score} {snippet}")
    _, (line,), _ = reader(*words)
    score, _, snippet = line.partition(" ")
    assert float(score) > 0
    assert "words" in snippet.lower()


def test_of_the_forms_only_one_can_be(reader: Reader, folder: Path) -> None:
    for words in (["--json", "--count"], ["--format", "{title}", "--json"]):
        for command in (["list", folder], ["search", "x", folder]):
            status, _, err = reader(*command, *words)
            assert (status, err) == (
                2,
                "reader: of --json, --format and --count, only one can be\n",
            )
