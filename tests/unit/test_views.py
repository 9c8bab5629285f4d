"""Views in the settings file: written and read back the same, all else as it was."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import settings
from reader.errors import SettingsUnwritable
from reader.session import views

FILE = """\
# mine
library = "~/a"   # here

[views]
# all of it

# about machines
"AI" = "tag:ai"  # the usual
bad = 3
Two = 'say "x"'

# last
[other]
x = 1
"""


def test_a_saved_view_stands_behind_the_others_and_the_rest_stays_as_it_was() -> None:
    written = views.edited(FILE, views.save("New one", 'author:"Ann"'))
    assert written == FILE.replace(
        "Two = 'say \"x\"'\n", 'Two = \'say "x"\'\n"New one" = \'author:"Ann"\'\n'
    )


def test_no_view_is_written_over_another_one() -> None:
    for edit in (views.save("ai", "tag:ml"), views.save("AI", "x", 0), views.rename("Two", "aI")):
        with pytest.raises(SettingsUnwritable, match="already"):
            views.edited(FILE, edit)
    assert 'ai = "tag:ai"' in views.edited(FILE, views.rename("AI", "ai"))


def test_a_deleted_view_is_told_as_it_was_in_the_file() -> None:
    told: list[object] = []
    views.edited(FILE, views.delete("Two", lambda own, at: told.append((own.query, at))))
    assert told == [('say "x"', 1)]


def test_a_renamed_view_stays_where_it_was() -> None:
    written = views.edited(FILE, views.rename("AI", "Ä b"))
    assert written == FILE.replace('"AI" =', '"Ä b" =')


def test_the_comment_above_a_view_goes_with_it() -> None:
    written = views.edited(FILE, views.move("AI", 1))
    assert written.index("# about machines") > written.index("Two =")
    assert written.index("# all of it") < written.index("Two =")
    assert list(tomllib.loads(written)["views"]) == ["Two", "bad", "AI"]


def test_a_move_ends_at_the_ends() -> None:
    assert views.edited(FILE, views.move("AI", -3)) == FILE
    assert views.edited(FILE, views.move("none", 1)) == FILE


def test_a_deleted_view_comes_back_where_it_stood() -> None:
    without = views.edited(FILE, views.delete("AI"))
    back = views.edited(without, views.save("AI", "tag:ai", 0))
    assert list(tomllib.loads(without)["views"]) == ["bad", "Two"] or "AI" not in without
    assert tomllib.loads(back)["views"] == tomllib.loads(FILE)["views"]
    assert [name for name in tomllib.loads(back)["views"] if name != "bad"] == ["AI", "Two"]


@pytest.mark.parametrize(
    "text", ["", "measure = 70", "[views]", 'x = 1\n[views]\na = "1"', 'a = 1\r\n[views]\r\nb="c"']
)
def test_a_view_is_added_to_any_file(text: str) -> None:
    written = views.edited(text, views.save("name", "ai OR ethics"))
    assert tomllib.loads(written)["views"]["name"] == "ai OR ethics"
    assert written.startswith(text)
    assert ("\r\n" in written) == ("\r\n" in text)
    assert written.count("\n") == written.count("\r\n") or "\r\n" not in text


@pytest.mark.parametrize("text", ['views = {a = "b"}', 'views.a = "b"', "[views.a]\nx = 1"])
def test_a_table_in_another_form_is_left_as_it_is(text: str) -> None:
    try:
        written = views.edited(text, views.save("name", "ai"))
    except ValueError:
        return
    assert tomllib.loads(written)["views"]["name"] == "ai"


NAMES = st.text(min_size=1, max_size=20).filter(lambda name: not settings.wrong_view(name, ""))
QUERIES = st.text(max_size=40).filter(lambda query: not settings.wrong_view("a", query))
ENCODABLE = st.text(max_size=30).filter(
    lambda text: text.isprintable() and text.encode("utf-8", "ignore").decode() == text
)


def _encodable(text: str) -> bool:
    return text.encode("utf-8", "ignore").decode() == text


@given(
    st.dictionaries(NAMES.filter(_encodable), QUERIES.filter(_encodable), max_size=6),
    ENCODABLE,
)
def test_views_written_are_views_read(saved: dict[str, str], comment: str) -> None:
    before = f"# {comment}\nmeasure = 70 # {comment}\n\n[other] # {comment}\nx = 'y'\n"
    text, expected = before, {}
    for name, query in saved.items():
        if views.key(name) in map(views.key, expected):
            continue
        text = views.edited(text, views.save(name, query))
        expected[name] = query
    found = settings.apply(tomllib.loads(text), where="x")[0].views
    assert dict(found) == expected
    assert text.startswith(before)
    assert not saved or text != before


@given(st.integers(0, 3), st.integers(-4, 4))
def test_an_order_written_is_the_order_read(which: int, steps: int) -> None:
    names = ["a", "b c", "d", "é"]
    text = '[views]\na = "1"\n# of b\n"b c" = "2"\n\nd = "3" # of d\n"é" = \'4\''
    moved = views.edited(text, views.move(names[which], steps))
    order = [name for name in names if name != names[which]]
    order.insert(max(0, min(which + steps, 3)), names[which])
    assert list(tomllib.loads(moved)["views"]) == order
    assert sorted(moved.split()) == sorted(text.split())


# The file


def test_the_file_is_made_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "reader" / "config.toml"
    assert views.change(views.save("a", "b"), str(file)) == {"a": "b"}
    assert file.read_text() == '[views]\na = "b"\n'
    assert os.listdir(file.parent) == ["config.toml"]


def test_the_mode_of_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("measure = 70\n")
    file.chmod(0o640)
    views.change(views.save("a", "b"), str(file))
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_a_read_only_file_and_what_is_no_toml_are_left_as_they_are(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("measure = 70\n")
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    locked = tmp_path / "locked.toml"
    locked.write_text("measure = 70\n")
    locked.chmod(0o444)
    broken = tmp_path / "broken.toml"
    broken.write_text("measure = \n")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    for file, told in (
        (link, "is a link to"),
        (locked, "is read-only"),
        (broken, "is left as it is"),
        (binary, "is left as it is"),
        (tmp_path, "is no file"),
    ):
        before = file.read_bytes() if file.is_file() else b""
        with pytest.raises(SettingsUnwritable, match=told):
            views.change(views.save("a", "b"), str(file))
        assert not file.is_file() or file.read_bytes() == before
    assert link.is_symlink()


def test_what_another_session_saved_is_kept(tmp_path: Path) -> None:
    file = str(tmp_path / "config.toml")
    views.change(views.save("a", "1"), file)
    Path(file).write_text(Path(file).read_text() + 'other = "2"\n')
    assert views.change(views.save("b", "3"), file) == {"a": "1", "other": "2", "b": "3"}


def test_a_bad_view_is_told_and_the_rest_holds() -> None:
    table = {"a": "tag:x", "n": 3, "c": "x\x1b[2J", "": "y", "long": "x" * 3000}
    chosen, told = settings.apply({"views": table, "measure": 70}, where="f")
    assert chosen.views == {"a": "tag:x"}
    assert chosen.measure == 70
    assert len(told) == 4
    assert told[0] == "f: the view “n” takes a query in quotes, not 3."
    assert settings.apply({"views": 3}, where="f")[1] == (
        'f: views takes name = "query", below [views], not 3.',
    )


def test_a_name_of_a_view_of_every_library_is_refused() -> None:
    assert "another name" in views.refused_name("unread", {})
    assert "needs a name" in views.refused_name("", {})
    assert "already" in views.refused_name("B", {"a": "", "b": ""}, but="a")
    assert views.refused_name("A", {"a": "", "b": ""}, but="a") == ""
    assert "already" in views.refused_name("B", {"b": ""})
