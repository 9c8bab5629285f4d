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


# The colours 1 to 6 of palettes that many people have, and what they stand on.
PALETTES = {
    "dark": {
        "Linux console": "#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa",
        "xterm": "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd",
        "Solarized dark": "#002b36 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198",
        "Ubuntu": "#300a24 #cc0000 #4e9a06 #c4a000 #3465a4 #75507b #06989a",
    },
    "light": {
        "xterm": "#ffffff #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd",
        "Solarized light": "#fdf6e3 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198",
        "Tango": "#ffffff #cc0000 #4e9a06 #c4a000 #3465a4 #75507b #06989a",
    },
}


@pytest.mark.parametrize("name", ["dark", "light"])
def test_with_sixteen_colours_each_can_be_read_in_the_palettes_that_people_have(name):
    for palette, text in PALETTES[name].items():
        shown = [colours.rgb(colour) for colour in text.split()]
        for role, look in colours.theme(name, "16").looks.items():
            assert not look.dim
            if look.color is not None:
                ratio = colours.contrast(shown[int(look.color[6:-1])], shown[0])
                assert ratio >= 3.3, f"{role} in {palette}: {ratio:.1f}"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_256_colours_are_near_to_the_eye_and_panels_stand_out_from_the_ground(name):
    few, true = colours.theme(name, "256"), colours.theme(name, "true")
    for role, look in few.looks.items():
        wanted = true.look(role)
        assert (look.color is None) == (wanted.color is None)
        assert (look.background is None) == (wanted.background is None)
        if look.color and wanted.color:
            light, meant = (colours.luminance(seen(c)) for c in (look.color, wanted.color))
            assert abs(light - meant) < 0.1, role
        for ground in BACKGROUNDS[name] if look.background else ():
            apart = zip(seen(look.background), colours.rgb(ground), strict=True)
            assert max(abs(panel - under) for panel, under in apart) > 20, role


def test_nothing_is_dim_where_dim_can_not_be_read():
    assert not colours.has_readable_dim({"TERM": "linux"})
    assert colours.has_readable_dim({"TERM": "xterm"})
    assert not any(look.dim for look in colours.theme("dark", "none", dims=False).looks.values())


def test_in_screen_nothing_is_italic_since_it_would_be_reversed():
    assert not colours.has_italics({"TERM": "screen-256color"})
    assert colours.has_italics({"TERM": "screen-256color", "TMUX": "x"})
    theme = colours.theme("dark", "256", italics=False)
    assert not any(look.italic for look in theme.looks.values())
    assert theme.look(Role.HEADING_2) != theme.look(Role.HEADING_3)


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
