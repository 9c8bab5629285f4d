"""Settings: what can't be used is told by its key, and the rest holds."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import settings
from reader.characters import is_clean
from reader.settings import Settings

NOBODY = 65534


def _file(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.read(str(tmp_path / "none.toml")) == (Settings(), ())


def test_every_key_can_be_set(tmp_path: Path) -> None:
    file = _file(
        tmp_path, 'library = "/srv/articles"\ntheme = "light"\nmeasure = 80\ncolor = "256"\n'
    )

    assert settings.read(file) == (Settings("/srv/articles", "light", 80, "256"), ())


def test_an_unknown_key_is_told_by_its_name_and_the_rest_holds(tmp_path: Path) -> None:
    chosen, problems = settings.read(_file(tmp_path, 'colour = "16"\nmeasure = 50\n'))

    assert chosen == Settings(measure=50)
    (problem,) = problems
    assert problem.endswith("config.toml: there is no setting “colour”.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("measure = 500", "measure takes 30 to 140, not 500."),
        ("measure = 29", "measure takes 30 to 140, not 29."),
        ('measure = "68"', "measure takes 30 to 140, not '68'."),
        ("measure = true", "measure takes 30 to 140, not True."),
        ("measure = 68.5", "measure takes 30 to 140, not 68.5."),
        ('theme = "solarized"', "theme takes auto, dark, light, not 'solarized'."),
        ("theme = 1", "theme takes auto, dark, light, not 1."),
        ('color = "8"', "color takes auto, true, 256, 16, none, not '8'."),
        ("color = 256", "color takes auto, true, 256, 16, none, not 256."),
        ("color = true", "color takes auto, true, 256, 16, none, not True."),
        ("library = 7", "library takes a path, not 7."),
        ('library = ["a", "b"]', "library takes a path, not ['a', 'b']."),
        ("[library]\npath = 1", "library takes a path, not {'path': 1}."),
    ],
)
def test_a_bad_value_is_told_with_its_key(tmp_path: Path, line: str, told: str) -> None:
    chosen, problems = settings.read(_file(tmp_path, line + "\n"))

    assert chosen == Settings()
    (problem,) = problems
    assert problem == f"{tmp_path / 'config.toml'}: {told}"


def test_several_problems_are_all_told_and_what_is_right_holds(tmp_path: Path) -> None:
    chosen, problems = settings.read(
        _file(tmp_path, 'theme = "dark"\nmeasure = 1\nfont = "Fira"\ncolor = "16"\n')
    )

    assert chosen == Settings(theme="dark", color="16")
    assert len(problems) == 2


def test_broken_toml_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    chosen, problems = settings.read(_file(tmp_path, 'measure = 50\ntheme = "dark\n'))

    assert chosen == Settings()
    (problem,) = problems
    assert problem.startswith("Settings are not used: ")
    assert "line 2" in problem
    assert "\n" not in problem


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    chosen, problems = settings.read(_file(tmp_path, b'theme = "\xff\xfe"\n'))

    assert chosen == Settings()
    assert len(problems) == 1
    assert problems[0].startswith("Settings are not used: ")


def test_a_folder_in_place_of_the_file_is_one_sentence(tmp_path: Path) -> None:
    _, problems = settings.read(str(tmp_path))

    (problem,) = problems
    assert problem == f"Settings are not used: {tmp_path}: Is a directory."


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another user")
def test_an_unreadable_file_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # the tests' own is nobody else's
        os.chmod(folder, 0o755)
        file = _file(Path(folder), "measure = 50\n")
        os.chmod(file, 0o600)

        assert _told_to_nobody(file) == f"Settings are not used: {file}: Permission denied."


def _told_to_nobody(file: str) -> str:
    """The problems, as another user is told them; the defaults hold for them."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        chosen, problems = settings.read(file)
        os.write(theirs, (" / ".join(problems) if chosen == Settings() else "no").encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, encoding="utf-8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def test_a_path_may_begin_with_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ann")

    chosen, _ = settings.read(_file(tmp_path, 'library = "~/articles"\n'))
    assert chosen.library == "/home/ann/articles"


def test_what_is_told_holds_no_control_character(tmp_path: Path) -> None:
    file = _file(tmp_path, '"a\\u001b[31m" = 1\ntheme = "\\u001b]52;c;eA==\\u0007\\u202e"\n')

    _, problems = settings.read(file)
    assert len(problems) == 2
    assert all(is_clean(problem) for problem in problems)


def test_the_file_lies_in_the_config_folder_or_where_the_environment_says(
    own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "linux":
        assert settings.path() == str(own_world / "config" / "reader" / "config.toml")

    monkeypatch.setenv("READER_CONFIG", "/etc/reader.toml")
    assert settings.path() == "/etc/reader.toml"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([key.name for key in settings.KEYS]) | st.text(), _VALUES))
def test_any_values_give_settings_in_which_each_key_is_accepted(values: dict[str, Any]) -> None:
    chosen, problems = settings.apply(values, where="x")

    for key in settings.KEYS:
        key.check(getattr(chosen, key.name))
    assert all(is_clean(problem) for problem in problems)
    known = {key.name for key in settings.KEYS}
    assert len(problems) >= len(values.keys() - known)
