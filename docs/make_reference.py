"""Write docs/keys.md, query.md, settings.md and commands.md from the program's own tables.

`python docs/make_reference.py` writes them; a test compares them with what the tables say now.
What is not in a table of the program (what a field of `--json` holds, say) is told here, and a test
sees that none is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from reader import settings
from reader.cli import main as commands
from reader.library.metadata import ALIASES
from reader.library.names import EXTENSIONS
from reader.query import fields, views
from reader.ui import keys
from reader.ui.list_rows import SIGNS

HERE = Path(__file__).parent

SEARCH_BAR = (
    (("down",), "the next result, while one goes on typing"),
    (("up",), "the result before"),
    (
        ("tab", "shift+tab"),
        "complete: the next of what is offered below the bar, or the one before",
    ),
    (("ctrl+p", "ctrl+n"), "what was asked before, in this session and others"),
    (("pagedown",), "ten results on"),
    (("pageup",), "ten results back"),
    (("enter", "escape"), "to the list; the query stays in force, and q or Esc there clears it"),
    (("ctrl+a", "ctrl+e"), "to the beginning or the end of the line"),
    (("ctrl+w", "ctrl+u"), "delete a word, or everything before the cursor"),
)
"""The keys of the search bar: its own, then those of the line editor below it."""

FIND_LINE = (
    (("down", "up"), "the next hit or the one before, while one goes on typing"),
    (("ctrl+p", "ctrl+n"), "what was looked for before"),
    (("enter",), "to the page; the hits stay marked, and q or Esc there clears them"),
    (("escape",), "to the page, where one was"),
    (("ctrl+a", "ctrl+e"), "to the beginning or the end of the line"),
    (("ctrl+w", "ctrl+u"), "delete a word, or everything before the cursor"),
)
"""The keys of the find line, likewise."""

WHAT_IS_FOUND = (
    "Found is the text as read: over the ends of lines and through emphasis. Case does not matter"
    " unless a capital is typed, an accent, a typographic quote or a dash only where it is typed;"
    " a space finds any white space."
)

ENVIRONMENT = (
    ("READER_LIBRARY", "the folder that is opened when none is named; before the setting"),
    ("READER_CONFIG", "the settings file, in place of the usual one"),
    ("READER_STATE", "the file that keeps what you do, in place of the usual one"),
    ("READER_USER", "a name on a shared account: what its bearer does is kept apart"),
    ("READER_CACHE", "the folder of the catalogs"),
    ("NO_COLOR", "if it is not empty, no colours"),
)
"""What the environment may say to the program, beside the locale and the XDG folders."""

EXAMPLE = """\
library = "~/articles"
theme = "light"
measure = 72

[views]
Short = "is:unread read:<5"
Physics = 'tag:physics -"string theory" sort:author,-date'
"""

ARTICLE = {
    "path": "relative to the library, with `/`; a byte that is no UTF-8 as a lone surrogate",
    "title": "never empty: the field, else the first heading, else the file's name",
    "subtitle": "text, or empty",
    "description": "text, or empty",
    "authors": "a list of names",
    "tags": "a list of texts",
    "published": "an ISO date, or null",
    "created": "an ISO date, or null",
    "updated": "an ISO date, or null",
    "read_time": "the reading time as the author states it, or null",
    "minutes": "the reading time as computed, at least 1",
    "words": "words and CJK characters of the text",
    "hero_image": "an address or a path, or empty",
    "cta": "the call to action, or empty",
    "draft": "true or false",
    "problems": 'a list of `{"line", "message"}`; line 0 means the whole file',
}
HIT = {
    "score": "the higher the better; only for comparing hits of one query",
    "snippet": "a line of the text around the first hit, or the description",
}
EXCERPT = {
    "title": "of the article; the last one where it is gone",
    "authors": "a list of names",
    "published": "an ISO date, or null; the created one where there is no other",
    "path": "as above",
    "gone": "whether the file is not in the library any more",
    "quote": "the words that were highlighted",
    "note": "text, or empty",
    "made": "when it was highlighted, ISO 8601 in UTC",
    "id": "32 hexadecimal digits",
}
VISIT = {
    "opened": "when it was opened, ISO 8601",
    "left": "when it was left, ISO 8601",
    "minutes": "in between, at least 1",
    "title": "of the article; the last one where it is gone",
    "path": "as above",
    "progress": "percent, where it was left",
}
STATUS = {
    "library": "the real path of the folder",
    "new": "arrived since the last visit, and not opened",
    "begun": "read to 2 % at least, and not to the end",
    "unread": "not begun; what is new is among them",
    "articles": "in the catalog",
}
SUMMARY = {
    "articles": "in the catalog now",
    "added": "files that are new",
    "changed": "files that were read again",
    "removed": "files that are gone",
    "problems": "sentences that `reader check` would print",
    "seconds": "how long it took",
}
DOCTOR = {
    "name": "of what was looked at",
    "verdict": "`good`, `mend` or `note`",
    "told": "how it is, a text",
    "mend": "what to do, or null; only with `mend`",
}
FINDING = {
    "path": "as above",
    "line": "counted from 1; 0 means the whole file",
    "message": "a sentence",
    "loss": "whether what is shown differs from what was meant",
}
DIFF = {
    "path": "as above",
    "diff": "a unified diff of the front matter",
    "written": "whether it was written to the file",
}

EXIT = (
    ("0", "it worked"),
    (
        "1",
        "it did not, and one sentence on stderr says why; nothing found; problems found; something to mend",
    ),
    ("2", "wrong usage"),
    ("130", "Ctrl+C"),
)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), tuple("---" for _ in head), *map(tuple, rows)]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _code(*names: str) -> str:
    return " ".join(f"`{name}`" for name in names)


def _sentences(*sentences: str) -> str:
    return " ".join(sentences)


def _page(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


# Keys


def keys_page() -> str:
    """Every key, by pane."""
    parts = [
        "# Keys",
        _sentences(
            "`?` shows those that apply where one is.",
            "No action needs Ctrl, Alt or Esc: tmux holds Esc back, and Ctrl+S may stop a terminal.",
            "A number before a move repeats it: `5j`, `40%`.",
            "With a single article (`reader FILE`) the keys of a list do nothing.",
        ),
    ]
    for where in keys.Where:
        rows = [
            (_code(*map(keys.name, binding.keys)) or "in the palette", binding.help)
            for binding in keys.BINDINGS
            if binding.where is where
        ]
        parts += [f"## {_capital(where.value)}", _table(("key", "what it does"), rows)]
    rows = [(_code(*map(keys.name, names)), text) for names, text in SEARCH_BAR]
    parts += ["## Search bar", _table(("key", "what it does"), rows)]
    rows = [(_code(*map(keys.name, names)), text) for names, text in FIND_LINE]
    parts += ["## Find in the page", WHAT_IS_FOUND, _table(("key", "what it does"), rows)]
    rows = [(_code(*map(keys.name, names)), text) for names, text in keys.CHOOSING]
    parts += [
        "## Words for a highlight",
        "`H` begins with the first sentence on the screen, the hit one is at or what the mouse selected.",
        _table(("key", "what it does"), rows),
    ]
    for over in keys.OVERS.values():
        opened = over.opened if " " in over.opened[:4] else f"`{over.opened}`"
        rows = [(_code(*map(keys.name, names)), text) for names, text in over.keys]
        parts += [f"## {over.title} ({opened})", _table(("key", "what it does"), rows)]
    parts += [
        "## Signs in the list",
        "The sign before a title tells what you did with the article; colour never tells it alone.",
        _table(
            ("sign", "in ASCII", "meaning"),
            [(_code(sign.shown), _code(sign.plain), sign.meaning) for sign in SIGNS],
        ),
        "The mouse works too: the wheel, and a click on a row.",
    ]
    return _page(*parts)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


# Queries


def query_page() -> str:
    """The language of the search bar, of `reader search` and of `reader list -q`."""

    def typed(syntax: Iterable[fields.Syntax]) -> list[tuple[str, str]]:
        return [(f"`{entry.example}`", entry.help) for entry in syntax]

    def choices(name: str, values: Iterable[fields.Choice]) -> list[tuple[str, str]]:
        return [(f"`{name}:{value.name}`", value.help) for value in values]

    listed = [(f"`{field.name}:`", field.help, f"`{field.example}`") for field in fields.FIELDS]
    return _page(
        "# Searching and filtering",
        "The same language works in the search bar (`/`), in `reader search` and in"
        " `reader list -q`. While one types, half a query is never an error: what can be"
        " understood is used, and the rest is told. A command takes what it does not understand for"
        " wrong usage, and says what may have been meant.",
        "A word also finds the other forms of its stem, the words themselves first: `computing`"
        " finds *computers*. While one types, and as long as that query is in force, the last word also"
        " finds what begins with it; of one or two letters, words of titles, and of names behind `author:`. A view"
        " that is saved from it says so with a star. Such"
        " hits stand in this order: the words as typed, other forms, what begins so. Letter"
        " case and accents make no difference, and Chinese or Japanese text is found in any"
        " stretch. Where nothing has the words, one typo in each is allowed, and that is said.",
        _table(("typed", "finds"), typed(fields.SYNTAX)),
        "## Fields",
        _table(("field", "what it looks at", "example"), listed),
        "## Ranges and dates",
        _table(("typed", "means"), typed(fields.RANGES)),
        "Half a date means what it would mean alone, also while one types on: `date:2024-1` is January, and"
        " below it `2024-10` to `2024-12` are offered where the library has articles of them.",
        "## States",
        _table(("typed", "finds"), choices("is", fields.STATES)),
        "What is archived is in no list and no search of the program, be it starred, begun or new,"
        " unless the query says `is:archived`, or `-is:archived`, anywhere: `quantum is:archived`"
        " finds it there, `is:archived OR -is:archived` everything. `reader list` and `reader search`"
        " print what is archived too; `-q -is:archived` leaves it out.",
        "## Parts",
        _table(("typed", "finds"), choices("has", fields.HAS)),
        "## Views",
        "A view is a query with a name: `in:` finds what it shows, in its order where the query names"
        " no other. Case, accents, and whether a space or a dash stands in the name make no"
        " difference.",
        _table(
            ("typed", "finds", "is the query"),
            [
                (f"`{views.typed(view.name)}`", view.help, f"`{view.query}`" if view.query else "")
                for view in views.BUILT_IN
            ],
        ),
        "## Orders",
        "`sort:` takes several, `sort:author,-date`; a `-` reverses. What ties stands by its date,"
        " then by the day of creation, then by title, from the end where the last key is reversed;"
        " what lacks the key comes last. Titles are"
        " compared without case, accents, quotation marks and a leading article (*The*, *Der*,"
        " *L'*), in the language that the article states or, where it states none, that its text"
        " seems to be in. In the orders of days, titles and authors, the list is divided by day (by"
        " month where hardly two fall on one day), letter and author.",
        _table(("typed", "sorts by"), choices("sort", fields.SORTS)),
    )


# Settings


def settings_page() -> str:
    """The settings file, the environment, and the front matter that is understood."""
    defaults = settings.Settings()
    rows = []
    for key in settings.KEYS:
        default = getattr(defaults, key.name)
        shown = f"`{default}`" if default and isinstance(default, str | int) else "none"
        rows.append((f"`{key.name}`", key.help, key.values, shown))
    return _page(
        "# Settings",
        "One TOML file: `~/.config/reader/config.toml` on Linux, `~/Library/Application"
        " Support/reader/config.toml` on macOS, or the file that `$READER_CONFIG` names. What can't"
        " be used in it is told with the name of its key; the rest holds. Before it the file of everybody"
        " on the machine is read, `/etc/xdg/reader/config.toml` (`$XDG_CONFIG_DIRS`); one's own overrules it,"
        " key by key and view by view.",
        _table(("key", "what it is", "values", "default"), rows),
        f"```toml\n{EXAMPLE}```",
        "## Environment",
        _table(("variable", "what it says"), [(f"`{name}`", text) for name, text in ENVIRONMENT]),
        "How many colours there are is asked of `TERM` and `COLORTERM`; ASCII takes the place of"
        " drawn lines where the locale is not UTF-8.",
        "# Articles",
        f"Files that end in {_code(*EXTENSIONS)} are articles, in the folder and below it. Hidden"
        " folders and `node_modules` are left out, and so is what a file `.readerignore` names in"
        " the form of `.gitignore`. Links are followed while they stay inside the folder.",
        "Front matter is YAML between `---`, TOML between `+++`, or a leading JSON object. A field"
        " is found under any of these names; capitals, `_`, `-` and spaces make no difference."
        " Everything else is kept and shown in the information panel (`i`).",
        _table(
            ("field", "names"),
            [(f"`{name}`", ", ".join(f"`{a}`" for a in names)) for name, names in ALIASES.items()],
        ),
    )


# Commands


def usage(parser: argparse.ArgumentParser) -> str:
    """One line; argparse's own differs from one Python to the next."""
    shown = [action for action in parser._actions if _is_shown(action)]
    named = [action for action in shown if not action.option_strings]
    words = [f"[{_value(a)}]" if a.nargs == "?" else _value(a) for a in named]
    words += [f"[{_option(action)}]" for action in shown if action.option_strings]
    return " ".join([parser.prog, *words])


def _is_shown(action: argparse.Action) -> bool:
    return action.help != argparse.SUPPRESS and action.dest != "help"


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    if action.choices is not None:
        return "|".join(map(str, action.choices))
    return action.dest.upper()


def _option(action: argparse.Action, name: str = "") -> str:
    value = "" if action.nargs == 0 else f" {_value(action)}"
    return (name or action.option_strings[0]) + value


def _arguments(parser: argparse.ArgumentParser) -> Iterable[tuple[str, str]]:
    for action in filter(_is_shown, parser._actions):
        names = [_option(action, name) for name in action.option_strings] or [_value(action)]
        text = (action.help or "").replace("%(prog)s", parser.prog)
        yield ", ".join(f"`{name}`" for name in names), text


def commands_page() -> str:
    """Every command with its arguments, and what `--json` prints."""
    launch = commands.launch_parser()
    names = [(f"`reader {name}`", text) for name, text in commands.COMMANDS.items()]
    parts = [
        "# Commands",
        _sentences(
            "The first word is a command, else the library or the article to open; a folder that is"
            " called like a command is opened with `./` before it (`reader ./list`).",
            "`--state`, `--user` and `--restricted` may stand before the command too, for an alias.",
            "Results go to stdout, everything else to stderr.",
            "No control character ever comes out, whatever an article holds, but the colours and"
            " links of `reader show` where they are asked for.",
        ),
        _table(("command", "what it does"), [(f"`{usage(launch)}`", "Read."), *names]),
        _table(("exit status", "meaning"), EXIT),
    ]
    for parser in (launch, *map(commands.command_parser, commands.COMMANDS)):
        parts += [f"## {parser.prog}", parser.description or "", f"```\n{usage(parser)}\n```"]
        parts.append(_table(("argument", "what it does"), _arguments(parser)))
        if parser.epilog and parser is not launch:
            literal = "\n" in parser.epilog.strip()
            parts.append(f"```\n{parser.epilog.strip()}\n```" if literal else parser.epilog)
    parts += [
        "## What --json prints",
        "One object a line, in UTF-8; what a terminal would obey is escaped.",
        "An article (`reader list`, `reader search`):",
        _fields(ARTICLE),
        "A hit (`reader search`) has these too:",
        _fields(HIT),
        "A highlight (`reader export --format json`):",
        _fields(EXCERPT),
        "A reading (`reader history`):",
        _fields(VISIT),
        "The line of `reader status`:",
        _fields(STATUS),
        "The summary of `reader index`:",
        _fields(SUMMARY),
        "A line of `reader doctor`:",
        _fields(DOCTOR),
        "A problem (`reader check`):",
        _fields(FINDING),
        "A file that can be mended (`reader check --fix`):",
        _fields(DIFF),
    ]
    return _page(*parts)


def _fields(names: dict[str, str]) -> str:
    return _table(("field", "value"), [(f"`{name}`", text) for name, text in names.items()])


PAGES = {
    "keys.md": keys_page,
    "query.md": query_page,
    "settings.md": settings_page,
    "commands.md": commands_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
