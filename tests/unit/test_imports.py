"""What a module may load: below the interface no toolkit, and before the first paint no parser."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from reader.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]

TOOLKITS = frozenset({"textual", "rich", "PIL", "httpx"})

BEHIND_THE_FIRST_PAINT = (
    # what only an article, a search, a refresh or a sheet needs
    "yaml",
    "frontmatter",
    "pyromark",
    "pygments",
    "linkify_it",
    "charset_normalizer",
    "dateutil",
    "pathspec",
    "Stemmer",
    "shtab",
    "tomllib",
    "tomlkit",
    "html.parser",
    "sqlite3",
    "multiprocessing",
    "xml",
    "email",
    "reader.library",
    "reader.markdown.parse",
    "reader.markdown.build",
    "reader.markdown.flow",
    "reader.markdown.rendered",
    "reader.query.parse",
    "reader.session.read",
    "reader.session.refresh",
    "reader.session.loading",
    "reader.store.catalog.write",
    "reader.store.catalog.match",
    "reader.ui.choices",
    "reader.ui.search_bar",
    "reader.ui.sheet",
    "reader.ui.views_panel",
    "reader.ui.facets_sheet",
    # what only a key needs, or an article that is there
    "reader.session.deeds",
    "reader.ui.actions",
    "reader.ui.commands",
    "reader.ui.doing",
    "reader.ui.finding",
    "reader.ui.following",
    "reader.ui.highlighting",
    "reader.ui.keys",
    "reader.ui.live",
)

# Beside what an empty Textual app has loaded when it paints.
THIRD_PARTY_BEFORE_THE_FIRST_PAINT = frozenset({"reader", "apsw"})

_BARE = """
import json, sys
from textual.app import App
from textual.widgets import Static
from textual.widget import Widget
class Line(Widget):
    def render_line(self, y):
        print(json.dumps(sorted(sys.modules)), file=sys.__stdout__, flush=True)
        import os; os._exit(0)
class Bare(App):
    def compose(self):
        yield Line()
Bare().run(headless=True)
"""

_READER = """
import json, os, sys
from reader import settings
from reader.session.desk import Desk
from reader.terminal import capabilities
chosen, _ = settings.read()
desk = Desk.open(sys.argv[1], chosen)
from reader.ui.app import ReaderApp
from reader.ui.list_pane import ListPane
def painted(self, y):
    print(json.dumps(sorted(sys.modules)), file=sys.__stdout__, flush=True)
    os._exit(0)
ListPane.render_line = painted
ReaderApp(desk, chosen, capabilities.ask("none")).run(headless=True)
"""


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _names(package: str) -> list[str]:
    """Every module of a package, by its dotted name."""
    folder = ROOT / "reader" / package if package else ROOT / "reader"
    paths = folder.rglob("*.py") if package else folder.glob("*.py")
    found = []
    for path in sorted(paths):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] != "__main__":
            found.append(".".join(parts).removesuffix(".__init__"))
    return found


BELOW_THE_INTERFACE = [
    name
    for package in ("", "library", "query", "markdown", "terminal", "store", "session", "cli")
    for name in _names(package)
]


@cache
def _loaded_by_all() -> set[str]:
    """What all modules below the interface load in one interpreter: no less than any of them does."""
    code = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({n.split(".")[0] for n in sys.modules})))
"""
    return set(json.loads(_run(code, *BELOW_THE_INTERFACE)))


@cache
def _loaded_by(name: str) -> set[str]:
    """What one module loads, in an interpreter of its own where all of them load too much."""
    loaded = _loaded_by_all()
    if TOOLKITS.isdisjoint(loaded):
        return loaded
    code = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({n.split(".")[0] for n in sys.modules})))
"""
    return set(json.loads(_run(code, name)))


@pytest.mark.parametrize("name", BELOW_THE_INTERFACE)
def test_no_module_below_the_interface_loads_a_toolkit(name: str) -> None:
    assert TOOLKITS.isdisjoint(_loaded_by(name))


def test_the_interface_is_the_only_package_that_is_left_out() -> None:
    packages = {path.parent.name for path in (ROOT / "reader").glob("*/__init__.py")}

    tested = {name.split(".")[1] for name in BELOW_THE_INTERFACE if name.count(".") > 1}
    assert packages - tested == {"ui"}


@pytest.fixture
def modules_at_the_first_paint(tmp_path: Path) -> set[str]:
    """What is loaded when the list paints its first row, of a folder that was read before."""
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nText.\n")
    subprocess.run([sys.executable, "-m", "reader", "index", str(tmp_path)], check=True, cwd=ROOT)
    return set(json.loads(_run(_READER, str(tmp_path))))


def test_before_the_first_paint_no_parser_is_loaded(modules_at_the_first_paint: set[str]) -> None:
    wanted = {"textual.app", "reader.ui.list_pane", "reader.store.catalog.browse"}
    assert wanted <= modules_at_the_first_paint

    early = modules_at_the_first_paint.intersection(BEHIND_THE_FIRST_PAINT)
    assert early == set()


def test_before_the_first_paint_little_is_loaded_beside_textual(
    modules_at_the_first_paint: set[str],
) -> None:
    bare = set(json.loads(_run(_BARE)))

    beside = {name.split(".")[0] for name in modules_at_the_first_paint - bare}
    third_party = {n for n in beside if n not in sys.stdlib_module_names and n[0] != "_"}
    assert third_party <= THIRD_PARTY_BEFORE_THE_FIRST_PAINT
    if sys.platform == "linux":
        assert "platformdirs" not in beside


def test_what_can_be_told_without_the_interface_is_told_without_it() -> None:
    code = """
import io, os, sys
class Terminal(io.StringIO):
    def isatty(self): return True
sys.stdin, sys.stdout = Terminal(), Terminal()
os.environ["TERM"] = "xterm"
from reader.cli.main import main
status = main(["/nowhere/at/all"])
print(status, "textual" in sys.modules, file=sys.__stdout__)
"""
    assert _run(code).split() == ["1", "False"]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_command_loads_the_modules_of_another(command: str) -> None:
    code = """
import sys
from reader.cli.main import command_parser
command_parser(sys.argv[1])
print(*[n.split(".")[2] for n in sys.modules if n.startswith("reader.cli.")])
"""
    shared = {"main", "parser", "output", "opening", "ansi", "whose", "saving"}
    assert set(_run(code, command).split()) - shared == {command}


def test_the_parsers_of_the_commands_load_no_third_party() -> None:
    code = """
import sys
from reader.cli.main import COMMANDS, command_parser
for name in sys.argv[1:]:
    command_parser(name)
print(*{n.split(".")[0] for n in sys.modules})
"""
    loaded = set(_run(code, "completion", "index").split())
    assert loaded.isdisjoint({"shtab", "pyromark", "yaml", *TOOLKITS})
