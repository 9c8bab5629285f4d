"""The looks of the themes: readable, and each role told apart with any number of colours."""

import pytest
from rich.color import Color

from reader.markdown.lines import Role
from reader.terminal import colours
from reader.terminal.colours import Look

DEPTHS = ["true", "256", "16", "none"]
BACKGROUNDS = {"dark": ["#000000", "#121212", "#1e1e1e"], "light": ["#ffffff", "#fafafa"]}
SECONDARY = 4.5
TEXT = 7.0


def seen(colour):
    """Red, green and blue of a look's colour."""
    return colours.rgb(colour) if colour.startswith("#") else colours.palette(int(colour[6:-1]))


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_role_of_the_page_has_a_look(name, depth):
    theme = colours.theme(name, depth)
    assert {theme.look(role) for role in Role}


@pytest.mark.parametrize("depth", ["true", "256"])
@pytest.mark.parametrize("name", ["dark", "light"])
def test_text_has_a_contrast_of_seven_and_what_is_secondary_of_four_and_a_half(name, depth):
    theme = colours.theme(name, depth)
    faint = theme.look("dim").color
    for role, look in theme.looks.items():
        if look.color is None:
            continue
        grounds = [look.background] if look.background else BACKGROUNDS[name]
        for ground in grounds:
            wanted = SECONDARY if look.color == faint else TEXT
            ratio = colours.contrast(seen(look.color), seen(ground))
            assert ratio >= wanted, f"{role} on {ground}: {ratio:.1f}"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_with_sixteen_colours_only_those_are_used_that_every_palette_shows(name):
    for look in colours.theme(name, "16").looks.values():
        for colour in (look.color, look.background):
            assert colour is None or int(colour[6:-1]) in (1, 2, 3, 4, 5, 6)


def test_without_colours_no_colour_is_used_and_what_matters_is_told_apart():
    theme = colours.theme("dark", "none")
    assert all(look.color is None and look.background is None for look in theme.looks.values())
    assert theme.look("row_selected").reverse
    assert theme.look("row_detail").dim
    assert theme.look("link").underline
    assert theme.look("heading_1").bold
    assert theme.look("match") != theme.look("text")


def test_a_selected_row_is_marked_at_every_depth():
    for depth in DEPTHS:
        look = colours.theme("light", depth).look("row_selected")
        assert look.background or look.reverse


@pytest.mark.parametrize("depth", DEPTHS)
def test_rich_understands_every_colour(depth):
    for look in colours.theme("dark", depth).looks.values():
        for colour in (look.color, look.background):
            if colour:
                Color.parse(colour)


@pytest.mark.parametrize(
    ("look", "marks", "sequence"),
    [
        (Look(), "", ""),
        (Look(bold=True), "", "\x1b[1m"),
        (Look(bold=True), "1", "\x1b[1m"),
        (Look(bold=True), "3", "\x1b[1;3m"),
        (Look("#ff0080", None, underline=True), "", "\x1b[4;38;2;255;0;128m"),
        (Look("color(6)", "color(254)", reverse=True), "", "\x1b[7;36;48;5;254m"),
    ],
)
def test_the_sequence_of_a_look(look, marks, sequence):
    assert colours.sgr(look, marks) == sequence


@pytest.mark.parametrize(
    ("answer", "colour"),
    [
        (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", (30, 30, 30)),
        (b"\x1b]11;rgb:ff/80/00\x07", (255, 128, 0)),
        (b"\x1b]11;rgba:ffff/ffff/ffff/8000\x07", (255, 255, 255)),
        (b"\x1b]10;rgb:ff/80/00\x07", None),
        (b"\x1b]11;red\x07", None),
        (b"\x1b[?62c", None),
    ],
)
def test_the_background_is_read_from_an_answer(answer, colour):
    assert colours.background(answer) == colour


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#000000", "dark"), ("#002b36", "dark"), ("#fdf6e3", "light"), ("#ffffff", "light")],
)
def test_the_background_chooses_the_theme(colour, name):
    assert colours.theme_for(*colours.rgb(colour)) == name


def test_without_an_answer_the_environment_is_a_guess():
    assert colours.guessed_theme({"COLORFGBG": "0;15"}) == "light"
    assert colours.guessed_theme({"COLORFGBG": "15;default;0"}) == "dark"
    assert colours.guessed_theme({}) == "dark"


def test_auto_takes_what_was_found_out():
    assert colours.theme("auto", "true", "light").name == "light"
    assert colours.theme("dark", "true", "light").name == "dark"


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_heading_of_a_part_is_told_from_that_of_a_section(name, depth):
    theme = colours.theme(name, depth)
    assert theme.look(Role.HEADING_2) != theme.look(Role.HEADING_3)
