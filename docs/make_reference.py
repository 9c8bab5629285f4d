"""Write docs/keys.md, docs/query.md, docs/settings.md and docs/commands.md from the program's tables.

`python docs/make_reference.py` writes them; a test compares them with what the tables say now.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reader import settings
from reader.cli import main as commands
from reader.library.metadata import ALIASES
from reader.query import fields
from reader.ui import keys

HERE = Path(__file__).parent


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def keys_page() -> str:
    """Every key, by pane."""
    parts = [
        "# Keys\n",
        "No action needs Ctrl, Alt or Esc. A number before a move repeats it: `5j`, `40%`.\n",
    ]
    for where in keys.Where:
        rows = [
            (" ".join(f"`{keys.name(key)}`" for key in binding.keys), binding.help)
            for binding in keys.BINDINGS
            if binding.where is where
        ]
        parts.append(
            f"## {where.value[0].upper()}{where.value[1:]}\n\n{_table(('key', 'what it does'), rows)}\n"
        )
    parts.append(
        "## Search bar\n\n"
        + _table(
            ("key", "what it does"),
            [
                ("`↑` `↓` `Ctrl+P` `Ctrl+N`", "move in the results while typing"),
                ("`Enter` `Esc`", "to the list; the query stays in force"),
                ("`Ctrl+A` `Ctrl+E` `Ctrl+W` `Ctrl+U`", "edit the line"),
            ],
        )
        + "\n"
    )
    return "\n".join(parts)


def query_page() -> str:
    """The language of the search bar, of `reader search` and of `reader list -q`."""

    def rows(syntax: tuple[fields.Syntax, ...]) -> list[tuple[str, ...]]:
        return [(f"`{entry.example}`", entry.help) for entry in syntax]

    def choices(name: str, values: tuple[fields.Choice, ...]) -> list[tuple[str, ...]]:
        return [(f"`{name}:{value.name}`", value.help) for value in values]

    listed = [(f"`{field.name}:`", field.help, f"`{field.example}`") for field in fields.FIELDS]
    return "\n".join(
        [
            "# Searching and filtering\n",
            "The same words work in the search bar (`/`), in `reader search` and in `reader list -q`.",
            "Half a query is never an error: what can be understood is used, and the rest is told.\n",
            _table(("typed", "finds"), rows(fields.SYNTAX)),
            "\n## Fields\n",
            _table(("field", "what it looks at", "example"), listed),
            "\n## Ranges and dates\n",
            _table(("typed", "means"), rows(fields.RANGES)),
            "\n## States\n",
            _table(("typed", "finds"), choices("is", fields.STATES)),
            "\n## Orders\n",
            _table(("typed", "sorts by"), choices("sort", fields.SORTS)),
            "",
        ]
    )


def settings_page() -> str:
    """The settings file, and the front matter that is understood."""
    rows = [
        (f"`{key.name}`", key.help, key.values, f"`{getattr(settings.Settings(), key.name)!r}`")
        for key in settings.KEYS
    ]
    aliases = [
        (f"`{name}`", ", ".join(f"`{alias}`" for alias in names)) for name, names in ALIASES.items()
    ]
    return "\n".join(
        [
            "# Settings\n",
            "One TOML file, `config.toml`, in the folder `reader` of the platform's config folder",
            "(`~/.config/reader/config.toml` on Linux), or the file that `$READER_CONFIG` names.",
            "What can't be used in it is told with the name of its key; the rest holds.\n",
            _table(("key", "what it is", "values", "default"), rows),
            "\n# Front matter\n",
            "Each field is found under any of these names, in YAML, TOML or JSON.\n",
            _table(("field", "names"), aliases),
            "",
        ]
    )


def commands_page() -> str:
    """The help of every command, as the program prints it."""
    parts = ["# Commands\n"]
    parsers: list[argparse.ArgumentParser] = [commands.launch_parser()]
    parsers += [commands.command_parser(name) for name in commands.COMMANDS]
    parts += [
        f"## {parser.prog}\n\n```\n{parser.format_help().strip()}\n```\n" for parser in parsers
    ]
    return "\n".join(parts)


PAGES = {
    "keys.md": keys_page,
    "query.md": query_page,
    "settings.md": settings_page,
    "commands.md": commands_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
