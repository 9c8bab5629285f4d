"""The documentation says what the program says."""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import shlex
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from reader import settings
from reader.article import Article, Metadata, Visit
from reader.cli import doctor, index
from reader.cli import main as commands
from reader.session import excerpts, history, status
from reader.session.doctor.finding import Finding
from reader.session.export import as_json
from reader.ui.find_bar import FindLine
from reader.ui.line_editor import LineEditor
from reader.ui.search_bar import SearchBar

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md")))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


REFERENCE = _module(ROOT / "docs" / "make_reference.py")


def _reader(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *words],
        input=stdin.decode(),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )


@pytest.mark.parametrize("name", REFERENCE.PAGES)
def test_the_reference_is_what_the_tables_say(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert written == REFERENCE.PAGES[name](), "run: .venv/bin/python docs/make_reference.py"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        found = page.parent / name if name else page
        assert found.exists(), target
        if anchor:
            headings = HEADING.findall(found.read_text(encoding="utf-8"))
            assert anchor in map(_anchor, headings), target


def test_the_readme_shows_two_pictures_of_those_that_are_made() -> None:
    pictures = _module(ROOT / "docs" / "make_pictures.py")
    made = {
        f"docs/pictures/{pictures.file_name(picture, size)}"
        for picture in pictures.PICTURES_WANTED
        for size in pictures.SIZES
    }
    shown = re.findall(r"!\[[^\]]+\]\((docs/pictures/[^)]+)\)", README.read_text("utf-8"))

    assert len(shown) == 2
    assert set(shown) <= made
    assert {str(path.relative_to(ROOT)) for path in ROOT.glob("docs/pictures/*")} == made


def test_no_picture_fetches_anything() -> None:
    for picture in ROOT.glob("docs/pictures/*.svg"):
        text = picture.read_text(encoding="utf-8")
        assert not re.search(r"url\((?!#)|href=|@import|@font-face|<script|<image", text), picture


def _examples() -> list[tuple[str, list[str]]]:
    """The commands of the README's consoles, each with what it shows below it."""
    found: list[tuple[str, list[str]]] = []
    for console in re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL):
        for line in console.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line:
                found[-1][1].append(line)
    return found


def test_the_examples_of_the_readme_print_what_it_shows() -> None:
    examples = _examples()

    assert {shlex.split(command)[1] for command, _ in examples} >= {"list", "search", "show"}
    for command, shown in examples:
        words, _, head = command.partition(" | head -")
        result = _reader(*shlex.split(words)[1:])
        printed = [line for line in result.stdout.splitlines()[: int(head or 999)] if line]
        assert len(printed) == len(shown), command
        for line, wanted in zip(printed, shown, strict=True):
            if wanted.endswith(", …}"):
                assert line.startswith(wanted.removesuffix("…}"))
            else:
                seconds = re.compile(r'"seconds": [\d.]+')
                assert seconds.sub("", line) == seconds.sub("", wanted)


def test_every_command_that_is_written_down_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    known = {*commands.COMMANDS, "FILE", "FOLDER", "COMMAND"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        code = "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
        assert set(re.findall(r"\bmake ([a-z]+)", code)) <= targets, page
        for word in re.findall(r"(?:^|[`$(]) ?reader ([a-z]+)\b(?![/.])", code, re.MULTILINE):
            assert word in known, f"{page.name}: reader {word}"


def test_options_in_the_readme_exist() -> None:
    for line in re.findall(r"reader (?:[a-z]+) [^`\n]*", README.read_text("utf-8")):
        name = line.split()[1]
        if name in commands.COMMANDS:
            parser = commands.command_parser(name)
            options = {o for action in parser._actions for o in action.option_strings}
            assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", line.split(" '")[0])) <= options


@pytest.mark.parametrize("name", ["", *commands.COMMANDS])
def test_the_help_tells_of_every_argument(name: str) -> None:
    parser = commands.command_parser(name) if name else commands.launch_parser()
    shown = " ".join(_reader(*([name] if name else []), "--help").stdout.split())

    assert (parser.description or "") in shown
    for action in parser._actions:
        if action.help == argparse.SUPPRESS:
            continue
        assert action.help, f"{parser.prog}: nothing is said of {action.dest}"
        for option in action.option_strings:
            assert option in shown


def test_every_field_of_json_is_documented() -> None:
    article = Article("a.md", "A", Metadata(), 1, 1)

    assert list(as_json(article)) == list(REFERENCE.ARTICLE)
    assert list(index.FIELDS) == list(REFERENCE.SUMMARY)
    assert list(excerpts.COLUMNS) == list(REFERENCE.EXCERPT)
    assert list(history.as_values(Visit("a.md", "A", 1.0, 2.0, 3))) == list(REFERENCE.VISIT)
    assert ["library", *status.NAMES] == list(REFERENCE.STATUS)
    assert list(doctor.as_values(Finding("a", "b"))) == list(REFERENCE.DOCTOR)


def test_the_json_of_search_and_check_has_the_documented_fields(tmp_path: Path) -> None:
    article = "---\ntitle: 'It's quiet'\ndate: 2024-01-02\n---\n\nA quokka.\n"
    (tmp_path / "a.md").write_text(article)

    hit = json.loads(_reader("search", "quokka", str(tmp_path), "--json").stdout)
    finding = json.loads(_reader("check", str(tmp_path), "--json").stdout)
    diff = json.loads(_reader("check", str(tmp_path), "--fix", "--json").stdout)
    assert list(hit) == [*REFERENCE.ARTICLE, *REFERENCE.HIT]
    assert list(finding) == list(REFERENCE.FINDING)
    assert list(diff) == list(REFERENCE.DIFF)


def test_the_example_of_the_settings_is_accepted() -> None:
    values = tomllib.loads(REFERENCE.EXAMPLE)

    chosen, problems = settings.apply(values, where="example")
    assert problems == ()
    assert chosen != settings.Settings()


def test_every_setting_is_in_the_table() -> None:
    fields = [field for field in settings.Settings._fields if field != "shared"]  # found, not set
    assert fields == [key.name for key in settings.KEYS]


def test_every_variable_of_the_environment_is_documented() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("reader/**/*.py"))
    used = set(re.findall(r"[\"'](READER_[A-Z]+)[\"']", source))

    assert used | {"NO_COLOR"} == {name for name, _ in REFERENCE.ENVIRONMENT}


def test_the_keys_of_the_search_bar_are_known_to_it() -> None:
    _assert_known("search_bar", SearchBar, REFERENCE.SEARCH_BAR)


def test_the_keys_of_the_find_line_are_known_to_it() -> None:
    _assert_known("find_bar", FindLine, REFERENCE.FIND_LINE)


def _assert_known(
    module: str, line: type[LineEditor], table: tuple[tuple[tuple[str, ...], str], ...]
) -> None:
    files = (ROOT / "reader" / "ui" / f"{name}.py" for name in (module, "line_editor"))
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    inherited = set(line._merge_bindings().key_to_bindings)

    for names, _ in table:
        for name in names:
            assert f'"{name}"' in source or name in inherited, name


def test_the_changelog_has_an_entry_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## (Unreleased|\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    assert all(date.fromisoformat(day) for day in re.findall(r"\d{4}-\d{2}-\d{2}", text))
