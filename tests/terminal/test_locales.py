"""The program in the locales that people have: what is drawn, what is typed, what commands print."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

UTF_8, OTHERS = ("en_US.UTF-8", "C.UTF-8"), ("POSIX", "de_DE.ISO-8859-1")
TITLE = "Ольга — 物語 d’été"
BODY = "Größe “½” → עברית 👍 and code:\n\n```\nx = 'naïve 注释'\n```\n\n| a | é |\n| - | - |\n| ä | ō |\n"


@pytest.fixture(scope="module")
def _made():
    if shutil.which("locale") is None:
        pytest.skip("locales are not installed")
    done = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True)
    return {line.lower().replace("-", "") for line in done.stdout.splitlines()}


@pytest.fixture
def locale(request, _made):
    """A locale that is there. It must be, where the system has what to make it of."""
    name = request.param
    there = name.lower().replace("-", "") in _made
    if not there and not os.path.isdir("/usr/share/i18n/locales"):
        pytest.skip("locales are not installed")
    language, _, charset = name.partition(".")
    assert there, f"not made yet: localedef -i {language} -f {charset} {name}"
    return name


@pytest.fixture
def library(tmp_path, own_world):
    folder = tmp_path / "articles"
    folder.mkdir()
    head = f"---\ntitle: '{TITLE.replace(chr(39), chr(39) * 2)}'\nauthor: 'José'\n---\n\n"
    (folder / "a.md").write_text(head + BODY, encoding="utf-8")
    (folder / "b.md").write_text("---\ntitle: Über alles\n---\n\nText.\n", encoding="utf-8")
    return folder


def run(library, locale, keys=(), *words, shown=""):
    """What was sent, and what is on the screen once it holds some text."""
    argv = [sys.executable, "-m", "reader", *words, str(library)]
    terminal = Terminal(argv, cwd=ROOT, columns=120, rows=40, env={"LC_ALL": locale})
    with terminal:
        if not words:
            terminal.until(lambda text: "of 2" not in text and "alles" in text)
        for key in keys:
            terminal.press(key)
            terminal.settle(0.2)
        if words:
            terminal.wait()
        terminal.until(lambda text: shown in text)
        terminal.settle(0.3)
        return terminal.output, terminal.text()


@pytest.mark.parametrize("locale", UTF_8, indirect=True)
def test_where_characters_are_utf_8_a_text_is_shown_as_it_is(library, locale):
    _, text = run(library, locale, ["/", "d’été", "\r", "\r"], shown="物語 d’été")
    assert "Ольга — 物語 d’été" in text
    assert "Größe “½” →" in text
    assert "│" in text


@pytest.mark.parametrize("locale", OTHERS, indirect=True)
def test_elsewhere_not_one_byte_is_beyond_ascii_and_nothing_is_a_question_mark(library, locale):
    output, text = run(library, locale, ["?", "q", ":", "\x1b[27u", "\r", "t", "q", "i", "q", "R"])
    assert output.isascii()
    output, text = run(library, locale, ["G", "\r"], shown="x = 'naive")
    assert output.isascii()
    assert "Ol'ga -- Wu Yu d'ete" in text
    assert 'Grosse "1/2" -> \'vryt :thumbsup: and code:' in text
    assert "x = 'naive Zhu Shi'" in text
    assert "?" not in text.replace("? help", "")


@pytest.mark.parametrize("locale", ["de_DE.ISO-8859-1"], indirect=True)
def test_what_is_typed_is_heard_in_the_encoding_of_the_locale(library, locale):
    _, text = run(library, locale, ["/", b"\xfcber", "\r"], shown="1 of 2")
    assert "Uber alles" in text
    assert "1 of 2" in text


@pytest.mark.parametrize("locale", OTHERS, indirect=True)
@pytest.mark.parametrize("command", ["list", "show", "check", "doctor"])
def test_commands_print_ascii_on_a_terminal_there(library, locale, command):
    target = library / "a.md" if command == "show" else library
    output, text = run(target, locale, (), command)
    if command == "doctor":  # how many cells the terminal takes it for tells what it is
        output = output.replace("é".encode(), b"", 1)
    assert output.isascii()
    if command in ("list", "show"):
        assert "Wu Yu" in text
    assert "\\u" not in text


@pytest.mark.parametrize("locale", OTHERS, indirect=True)
def test_utf_8_can_be_asked_for_in_the_settings(library, locale, own_world):
    settings = own_world / "config" / "reader" / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('characters = "utf-8"\n')
    _, text = run(library, locale, shown="Ольга")
    assert "Ольга — 物語 d’été" in text


@pytest.mark.parametrize("locale", ["C.UTF-8"], indirect=True)
def test_ascii_can_be_asked_for_by_a_flag(library, locale):
    argv = [sys.executable, "-m", "reader", "--ascii", str(library)]
    env = {"LC_ALL": locale}
    with Terminal(argv, cwd=ROOT, columns=120, rows=40, env=env) as terminal:
        terminal.until(lambda text: "Uber alles" in text)
        assert terminal.output.isascii()
