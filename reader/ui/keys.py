"""The one table of keys: what each does, where, and what a person reads about it.

Help, palette, docs/keys.md and the dispatch of the screen are made from it. Keys are written as
Textual names them. No action needs Ctrl, Alt or Esc: tmux holds Esc back for half a second, Ctrl+H
is Backspace and Ctrl+S may stop a terminal.
"""

from __future__ import annotations

from reader.allowed import EVERYTHING, Allowed
from reader.named import NamedTuple
from reader.ui.where import Where


class Binding(NamedTuple):
    """An action under its keys."""

    action: str
    keys: tuple[str, ...]
    where: Where
    help: str
    library: bool = True  # False: makes sense for a single article too


def _both(action: str, help_text: str, *keys: str, library: bool = False) -> Binding:
    return Binding(action, keys, Where.BOTH, help_text, library)


def _list(action: str, help_text: str, *keys: str) -> Binding:
    return Binding(action, keys, Where.LIST, help_text)


def _page(action: str, help_text: str, *keys: str, library: bool = False) -> Binding:
    return Binding(action, keys, Where.PAGE, help_text, library)


def _contents(action: str, help_text: str, *keys: str) -> Binding:
    return Binding(action, keys, Where.CONTENTS, help_text, library=False)


BINDINGS: tuple[Binding, ...] = (
    _both("down", "one down; 5j five", "j", "down"),
    _both("up", "one up", "k", "up"),
    _both("page_down", "a screen down", "pagedown", "ctrl+f"),
    _both("page_up", "a screen up", "pageup", "ctrl+b"),
    _both("half_down", "half a screen down", "d", "ctrl+d"),
    _both("half_up", "half a screen up", "u", "ctrl+u"),
    _both("top", "the beginning", "g", "home"),
    _both("bottom", "the end", "G", "end"),
    _both("percent", "40% goes to that part", "percent_sign"),
    _list("open", "read the selected article", "enter", "l", "right"),
    _list("read_on", "read it", "space"),
    _list("sort", "choose the order", "s"),
    _list("views", "views: new, unread, your own; a saves the query in force", "v"),
    _list("facets", "facets: topics, authors, tags, folders, years, minutes; Enter narrows", "F"),
    _list("next_fresh", "next new or unread article", "n"),
    _list("previous_fresh", "previous new or unread article", "N"),
    _page("read_on", "read on; at the end twice for the next article", "space"),
    _page("page_up", "a screen back", "b"),
    _page("next_section", "next section; 3] three on", "right_square_bracket", "full_stop"),
    _page("previous_section", "section before", "left_square_bracket", "comma"),
    _page("hints", "letters on links, images, notes, tables and code, to follow or copy them", "f"),
    _both("open_first", "open the first link on the screen, or the hero image", "o"),
    _page("go_back", "back to where a link was followed", "backspace", "ctrl+o"),
    _page("set_mark", "mark this place: then a letter", "m"),
    _page(
        "go_to_mark", "go to a mark: then its letter, or ' for before the latest jump", "apostrophe"
    ),
    _page(
        "highlight", "highlight: choose words by keys, or select them with the mouse before", "H"
    ),
    _page("open_highlight", "the highlight on the screen: its note, to write or erase", "enter"),
    _both("highlights", "highlights and notes: of the article, or of the library", "L"),
    _page("contents", "contents; t again closes them", "t"),
    _contents("jump", "go to the section", "enter", "l", "right"),
    _contents("other_pane", "the page, and back", "tab"),
    _page("move_right", "wide code and tables: on to the right", "greater_than_sign"),
    _page("move_left", "wide code and tables: back to the left", "less_than_sign"),
    _page("toggle_code", "wrap code, or let its lines run on", "w"),
    _page("table_alone", "the uppermost table on the screen alone", "W"),
    _both("next_article", "next article", "J", library=True),
    _both("previous_article", "previous article", "K", library=True),
    _list("search", "search and filter", "slash"),
    _page("find", "find in the page", "slash"),
    _page("next_hit", "next hit; 3n three on", "n"),
    _page("previous_hit", "hit before", "N"),
    _page("search", "search the library", library=True),
    _both("toggle_read", "mark as read or unread", "r"),
    _both("toggle_star", "star, or take the star away", "asterisk"),
    _both("archive", "archive, or take back from the archive", "e"),
    _both("undo", "undo the last of r * e T A H; again the one before", "U"),
    _list("pick", "select, and step on (Ctrl+click); r * e T y then go for all selected", "x"),
    _both("tags", "your own tags: give or take", "T"),
    _list("pick_range", "select a range: from V to V (Shift+click)", "V"),
    _list("all_read", "mark all that is listed as read, asking once", "A"),
    _both("information", "everything the file says of itself, and its problems", "i"),
    _both("edit", "edit the file in $VISUAL or $EDITOR, from this line on", "E"),
    _page("source", "the file as it is, and back", "R", "backslash"),
    _both(
        "copy",
        "copy: then l link, q link as QR code, p paragraph, c code, t title, f file; of all selected"
        " t l f",
        "y",
    ),
    _both("other_pane", "the other pane", "tab", library=True),
    _both("zoom", "the pane alone, and back", "z", library=True),
    _both("wider", "wider lines", "plus"),
    _both("narrower", "narrower lines", "minus"),
    _both("usual_width", "lines of the usual width", "equals_sign"),
    _both("refresh", "look for changed files", "ctrl+r"),
    _both("redraw", "paint the screen anew", "ctrl+l"),
    _both("suspend", "to the shell; fg comes back", "ctrl+z"),
    _both("help", "this help", "question_mark"),
    _both("palette", "every action by name", "colon"),
    _both("continue_reading", "continue reading what was left last before its end", library=True),
    _both("related", "related articles: those most like this one", library=True),
    _both("history", "history: what was read when", library=True),
    _both("messages", "the last messages, whole"),
    _both(
        "leave",
        "one level back: marks of hits or a selection, the page, the query; quits at the top",
        "q",
    ),
    _both("back", "one level back as q, never quits", "h", "left", "escape"),
    _both("cancel", "cancel what runs", "ctrl+c"),
    _both("quit", "quit", "Q"),
)

CHOOSING: tuple[tuple[tuple[str, ...], str], ...] = (
    (("enter", "H"), "highlight what is chosen"),
    (("n",), "highlight it and write a note"),
    (("j", "down", "k", "up"), "the next sentence, or the one before"),
    (("l", "right", "w"), "a word more; 3l three"),
    (("h", "left", "b"), "a word less"),
    (("s", "S"), "a sentence more, or less"),
    (("p", "P"), "a paragraph more, or less"),
    (("o",), "the other end moves from now on"),
    (("y",), "copy what is chosen"),
    (("q", "escape"), "leave, nothing is highlighted"),
)
"""What keys do between `H` and the next Enter; `ui/choosing.py` does it."""


class Over(NamedTuple):
    """What lies over the panes for a while, and what keys do there."""

    title: str
    opened: str  # by which key, or where else
    keys: tuple[tuple[tuple[str, ...], str], ...]
    panes: tuple[Where, ...] = (Where.LIST, Where.PAGE)  # in whose help they are told
    library: bool = True  # False: it is there for a single article too


_ROWS = (("j", "down", "k", "up"), "one down, or up")
_SCREENS = (("space", "pagedown", "b", "pageup"), "a screen down, or up")
_HALVES = (("d", "u"), "half a screen down, or up")
_ENDS = (("g", "home", "G", "end"), "the beginning, or the end")
_OPENS = (("enter", "l", "right"), "open the article")
_CLOSES = (("q", "escape", "h", "left"), "close")

OVERS = {
    "views": Over(
        "In the views",
        "v",
        (
            (("enter", "space", "l", "right"), "show what the view finds"),
            (("1 … 9",), "show the view of that number"),
            _ROWS,
            _ENDS,
            (("a",), "save the query in force under a name"),
            (("r",), "another name for a view of your own"),
            (("J", "K"), "a view of your own further down, or up"),
            (("x",), "delete a view of your own"),
            (("U",), "bring back the view deleted last; again the one before"),
            (("q", "escape", "h", "left", "v"), "leave"),
        ),
        (Where.LIST,),
    ),
    "facets": Over(
        "In the facets",
        "F",
        (
            (("enter", "space", "l", "right"), "narrow by the value; one with ✓ widens again"),
            (("slash",), "look for a value by its letters; Esc shows all again"),
            (("tab", "right_square_bracket"), "the next facet"),
            (("shift+tab", "left_square_bracket"), "the facet before"),
            _ROWS,
            (("pagedown", "b", "pageup"), "a screen down, or up"),
            _HALVES,
            _ENDS,
            (("q", "escape", "h", "left", "F"), "close; what is narrowed stays so"),
        ),
        (Where.LIST,),
    ),
    "related": Over(
        "Among related articles",
        "in the palette",
        (_OPENS, _ROWS, _SCREENS, _HALVES, _ENDS, _CLOSES),
    ),
    "history": Over(
        "In the history",
        "in the palette",
        (_OPENS, _ROWS, _SCREENS, _HALVES, _ENDS, _CLOSES),
    ),
    "highlights": Over(
        "Among highlights",
        "L",
        (
            (("enter", "l", "right"), "go there"),
            (("L", "tab"), "those of the library, or of the article"),
            (("x",), "erase it"),
            (("U",), "bring back what was erased last; again the one before"),
            _ROWS,
            _SCREENS,
            _ENDS,
            (("q", "escape", "h", "left"), "close"),
        ),
        library=False,
    ),
    "text": Over(
        "In a text over the panes",
        "i ?",
        (
            _ROWS,
            _SCREENS,
            _HALVES,
            _ENDS,
            (("q", "escape", "h", "left", "enter"), "close; i or ? close what they opened"),
        ),
        library=False,
    ),
    "table": Over(
        "In a table alone",
        "W",
        (
            _ROWS,
            _SCREENS,
            _HALVES,
            _ENDS,
            (("l", "right", "greater_than_sign"), "on to the right"),
            (("h", "left", "less_than_sign"), "back to the left"),
            (("q", "escape", "enter", "W"), "close"),
        ),
        (Where.PAGE,),
        library=False,
    ),
}
"""What keys do over the panes; `?` tells it there. Each is done by the module of its overlay."""

# What a key is called where a person reads it; others are shown as they are.
NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "apostrophe": "'",
    "escape": "Esc",
    "slash": "/",
    "asterisk": "*",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "question_mark": "?",
    "colon": ":",
    "percent_sign": "%",
    "backslash": "\\",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "full_stop": ".",
    "comma": ",",
}


def name(key: str) -> str:
    """A key as a person reads it: `ctrl+l` is Ctrl+L."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return NAMES.get(key, key)


def behind_escape(key: str) -> str:
    """The key that came so soon behind Esc that both arrived as Alt and it; empty for all others.

    So they do when typed quickly, or held back by tmux.
    """
    found = key.removeprefix("alt+")
    letter = found.removeprefix("shift+")
    if found == key or len(letter) != 1:
        return ""
    return letter if letter == found else letter.upper()


def _dispatch() -> dict[tuple[Where, str], Binding]:
    table: dict[tuple[Where, str], Binding] = {}
    for binding in BINDINGS:
        places = (Where.LIST, Where.PAGE) if binding.where is Where.BOTH else (binding.where,)
        for place in places:
            for key in binding.keys:
                if (place, key) in table:
                    raise ValueError(f"{key} has two meanings in the {place.value}")
                table[place, key] = binding
    for (place, key), binding in list(table.items()):
        if place is Where.PAGE:
            table.setdefault((Where.CONTENTS, key), binding)
    return table


DISPATCH = _dispatch()
"""(pane, Textual's name of the key) to what it does there."""


NEED_PROGRAMS = frozenset(("edit", "suspend"))
"""Actions that hand the terminal to another program."""


def applying(where: Where, *, single: bool, allowed: Allowed = EVERYTHING) -> list[Binding]:
    """The bindings that apply in a pane; `single` when one article was opened, not a library."""
    places = {Where.BOTH, where}
    if where is Where.CONTENTS:
        places.add(Where.PAGE)
    return [
        binding
        for binding in BINDINGS
        if binding.where in places
        and not (single and binding.library)
        and (allowed.programs or binding.action not in NEED_PROGRAMS)
    ]
