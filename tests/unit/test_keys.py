from pathlib import Path

import pytest

from reader.ui import choosing
from reader.ui.actions import ACTIONS
from reader.ui.keys import BINDINGS, CHOOSING, DISPATCH, applying, behind_escape, name
from reader.ui.list_pane import ListPane
from reader.ui.where import Where

MOVES = {
    "down", "up", "page_down", "page_up", "half_down", "half_up", "top", "bottom", "percent",
}  # fmt: skip


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda binding: binding.action)
def test_every_action_of_the_table_can_be_done(binding):
    if binding.action in MOVES:
        source = Path(ListPane.move.__code__.co_filename).read_text()
        assert f'case "{binding.action}"' in source
    else:
        assert callable(ACTIONS[binding.action])


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda binding: binding.action)
def test_no_action_but_those_of_the_terminal_needs_ctrl_alt_or_esc(binding):
    of_the_terminal = {"refresh", "redraw", "suspend", "cancel"}
    plain = [key for key in binding.keys if not key.startswith(("ctrl+", "alt+", "escape"))]
    in_palette = not binding.keys
    assert plain or in_palette or binding.action in of_the_terminal


def test_a_key_means_one_thing_in_a_pane():
    assert DISPATCH[Where.LIST, "space"].help != DISPATCH[Where.PAGE, "space"].help
    assert len({(where, key) for where, key in DISPATCH}) == len(DISPATCH)


def test_a_single_article_offers_nothing_that_needs_a_library():
    offered = {binding.action for binding in applying(Where.PAGE, single=True)}
    assert "next_article" not in offered
    assert "search" not in offered
    assert {"down", "read_on", "leave", "help"} <= offered


def test_keys_are_named_as_people_read_them():
    assert [name(key) for key in ("slash", "ctrl+l", "pagedown", "J")] == [
        "/",
        "Ctrl+L",
        "PgDn",
        "J",
    ]


def test_esc_and_a_letter_that_arrive_as_one_are_told_from_all_else():
    assert [behind_escape(key) for key in ("alt+j", "alt+shift+l", "alt+left", "j", "L")] == [
        "j", "L", "", "", "",
    ]  # fmt: skip


def test_all_keys_that_choose_words_are_told():
    told = {key for keys, _ in CHOOSING for key in keys}
    assert {*choosing.GROWS, *choosing.STEPS, "o", "y", "n"} <= told
