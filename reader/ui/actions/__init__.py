"""What the key table names: one function for each action that is not a mere move in a pane.

Each takes the screen and the number that was typed before the key (1 without one), and leaves what
there is to say in `screen.notice`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from reader.ui.actions import (
    contents,
    editing,
    finding,
    highlights,
    history,
    levels,
    looks,
    marking,
    moving,
    narrowing,
    reading,
    related,
    sideways,
    source,
)

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

Action = Callable[["LibraryScreen", int], Awaitable[None] | None]

ACTIONS: dict[str, Action] = {
    "open": reading.open_selected,
    "read_on": reading.read_on,
    "next_article": reading.next_article,
    "previous_article": reading.previous_article,
    "next_section": moving.next_section,
    "previous_section": moving.previous_section,
    "hints": moving.hints,
    "open_first": moving.open_first,
    "go_back": moving.go_back,
    "set_mark": moving.set_mark,
    "go_to_mark": moving.go_to_mark,
    "contents": contents.toggle,
    "jump": contents.jump,
    "copy": reading.ask_what_to_copy,
    "toggle_read": marking.toggle_read,
    "toggle_star": marking.toggle_star,
    "archive": marking.archive,
    "undo": marking.undo,
    "tags": marking.tags,
    "all_read": marking.all_read,
    "pick": marking.pick,
    "pick_range": marking.pick_range,
    "next_fresh": marking.next_fresh,
    "previous_fresh": marking.previous_fresh,
    "search": levels.search,
    "highlight": highlights.highlight,
    "highlights": highlights.list_all,
    "open_highlight": highlights.open_highlight,
    "find": finding.find,
    "next_hit": finding.next_hit,
    "previous_hit": finding.previous_hit,
    "sort": levels.sort,
    "views": narrowing.list_views,
    "facets": narrowing.list_facets,
    "other_pane": levels.other_pane,
    "zoom": levels.zoom,
    "back": levels.back,
    "leave": levels.leave,
    "quit": levels.quit_reader,
    "wider": looks.wider,
    "narrower": looks.narrower,
    "usual_width": looks.usual_width,
    "help": looks.show_help,
    "source": source.toggle,
    "edit": editing.edit,
    "information": looks.show_information,
    "continue_reading": history.continue_reading,
    "history": history.list_all,
    "related": related.list_related,
    "messages": looks.show_messages,
    "palette": looks.show_palette,
    "move_right": sideways.move_right,
    "move_left": sideways.move_left,
    "toggle_code": sideways.toggle_code,
    "table_alone": sideways.table_alone,
    "refresh": looks.refresh,
    "cancel": looks.cancel,
    "redraw": looks.redraw,
    "suspend": looks.suspend,
}
