"""One table of keys with defaults and help, and the one TOML file that overrules them.

The file is `config.toml` below the config folder of the platform. What is wrong in it is told with
the name of its key, and everything else in it holds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader import folders
from reader.characters import is_clean, one_line
from reader.named import NamedTuple

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any


class Settings(NamedTuple):
    """The values in force; the defaults are those of the table below."""

    library: str = ""
    theme: str = "auto"
    measure: int = 68
    color: str = "auto"
    characters: str = "auto"
    linear: bool = False
    code: str = "wrap"
    right_to_left: str = "reorder"
    hyphenation: bool = False
    views: Mapping[str, str] = MappingProxyType({})  # queries by their names, in their order
    shared: frozenset[str] = frozenset()  # names of the views that everybody on this machine has


class Key(NamedTuple):
    """A setting: how a value is checked, and what a person reads about it."""

    name: str
    help: str
    values: str  # what is accepted, as a person reads it
    check: Callable[[Any], Any]  # the value to use; ValueError where it is not accepted


def _one_of(*values: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in values:
            raise ValueError
        return str(value)

    return check


def _between(low: int, high: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError
        return value

    return check


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _views(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError
    wrong = [wrong for name, query in value.items() if (wrong := wrong_view(name, query))]
    if wrong:
        raise Partly({n: q for n, q in value.items() if not wrong_view(n, q)}, wrong)
    return dict(value)


LONGEST_NAME = 60  # characters of the name of a view
LONGEST_QUERY = 2000  # of its query


class Partly(ValueError):
    """A value of which a part can be used; a reason for each of the others."""

    def __init__(self, value: Any, wrong: list[str]) -> None:
        super().__init__(*wrong)
        self.value, self.wrong = value, wrong


def wrong_view(name: str, query: Any) -> str:
    """Why a view can't be used, as the end of a sentence; empty where it can."""
    shown = f"the view “{one_line(name[:LONGEST_NAME])}”"
    if not isinstance(query, str):
        return f"{shown} takes a query in quotes, not {one_line(repr(query)[:LONGEST_NAME])}"
    if not name.strip() or one_line(name) != name or len(name) > LONGEST_NAME:
        return f"{shown} needs a name of 1 to {LONGEST_NAME} characters on one line"
    if not is_clean(query) or "\n" in query or "\t" in query:
        return f"{shown} has control characters in its query"
    if len(query) > LONGEST_QUERY:
        return f"{shown} has a query of more than {LONGEST_QUERY:,} characters"
    return ""


def _folder(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    return os.path.expanduser(value)


NARROWEST, WIDEST = 30, 140  # columns of text; beyond, lines can't be followed back by eye

KEYS = (
    Key("library", "The folder that `reader` opens when none is named.", "a path", _folder),
    Key(
        "theme",
        "Colours of the interface; auto asks the terminal for its background.",
        "auto, dark, light",
        _one_of("auto", "dark", "light"),
    ),
    Key(
        "measure",
        "The widest a line of text gets, in columns.",
        f"{NARROWEST} to {WIDEST}",
        _between(NARROWEST, WIDEST),
    ),
    Key(
        "color",
        "How many colours are used; auto asks the environment.",
        "auto, true, 256, 16, none",
        _one_of("auto", "true", "256", "16", "none"),
    ),
    Key(
        "characters",
        "Whether everything is drawn in ASCII, text in other scripts too; auto does so where the"
        " locale is not UTF-8.",
        "auto, utf-8, ascii",
        _one_of("auto", "utf-8", "ascii"),
    ),
    Key(
        "linear",
        "For screen readers and braille lines: one pane at a time, no drawing characters, the cursor"
        " on the current row, changes told in one line.",
        "true, false",
        _boolean,
    ),
    Key(
        "code",
        "Whether lines of code that are wider than the page are wrapped, or run on to be moved"
        " sideways.",
        "wrap, scroll",
        _one_of("wrap", "scroll"),
    ),
    Key(
        "right_to_left",
        "Who puts Hebrew and Arabic in the order in which they are drawn: reader (reorder), or the"
        " terminal, where it does so itself. Letters that stand mirrored say it is both.",
        "reorder, terminal",
        _one_of("reorder", "terminal"),
    ),
    Key(
        "hyphenation",
        "Whether long words are divided at the end of a line, by the rules of the language that the"
        " article names in `lang`, else English.",
        "true, false",
        _boolean,
    ),
    Key(
        "views",
        "Views of your own, a query under each name; `v` lists them, and saves, renames, orders and"
        " deletes them here.",
        'name = "query", below [views]',
        _views,
    ),
)


def path() -> str:
    """Where the settings file lies, whether it exists or not."""
    return folders.settings_file()


def read(file: str | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings in force, and a sentence for each thing in their files that could not be used.

    One's own file overrules those of everybody on this machine, key by key and view by view. With
    a `file`, what it alone says.
    """
    if file is not None:
        return _read(file, Settings())
    own, chosen = path(), Settings()
    problems: list[str] = []
    for shared in folders.shared_settings_files():
        if shared != own:
            chosen, told = _read(shared, chosen)
            problems += told
    given = chosen.views
    chosen, told = _read(own, chosen._replace(views={}))
    names = frozenset(given) - frozenset(chosen.views)
    chosen = chosen._replace(views={**given, **chosen.views}, shared=names)
    return chosen, (*problems, *told)


def _read(name: str, below: Settings) -> tuple[Settings, tuple[str, ...]]:
    if not os.path.exists(name):
        return below, ()
    import tomllib  # 4 ms, where there is a file

    try:
        with open(name, "rb") as stream:
            values = tomllib.load(stream)
    except FileNotFoundError:
        return below, ()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return below, (f"Settings are not used: {one_line(name)}: {one_line(str(reason))}.",)
    found, problems = apply(values, where=name, below=below)
    return found._replace(views={**below.views, **found.views}), problems


def apply(
    values: Mapping[str, Any], where: str, below: Settings | None = None
) -> tuple[Settings, tuple[str, ...]]:
    """The defaults, or what is `below`, overruled; a sentence for each key or value that can't be used."""
    settings, problems = below or Settings(), []
    known = {key.name: key for key in KEYS}
    place = one_line(where)
    for name, value in values.items():
        key = known.get(name)
        if key is None:
            problems.append(f"{place}: there is no setting “{one_line(name)}”.")
            continue
        try:
            settings = settings._replace(**{key.name: key.check(value)})
        except Partly as error:
            settings = settings._replace(**{key.name: error.value})
            problems += [f"{place}: {wrong}." for wrong in error.wrong]
        except ValueError:
            problems.append(f"{place}: {key.name} takes {key.values}, not {one_line(repr(value))}.")
    return settings, tuple(problems)
