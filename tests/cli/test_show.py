"""`reader show`, as scripts and people call it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.characters import width
from reader.cli.main import main

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_articles").rglob("*.md"))

# What `reader show` may send a terminal when it is asked to: colours, and links to safe addresses.
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;(?:(?:https?|mailto):[!-~]*)?\x1b\\")
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Show = Callable[..., tuple[int, list[str], str]]

ARTICLE = """\
---
title: A Quiet Title
subtitle: And what is below it
author: Ann Author
publish_date: 2024-02-09
read_time: 8 mins
heroImage: images.example.org/hero.jpg
cta: Write to us.
---

# A Quiet Title

The first paragraph has *emphasis*, `code` and [a link](https://example.org/one), and goes on for
long enough that it must be wrapped somewhere, whatever the width of the window may be today.

Another names [the same](https://example.org/one) and [a second](https://example.org/two).

```python
def quokka(): return "a line of code"
```
"""


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    """The command run in this process: status, lines of stdout, stderr."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(*words: str) -> tuple[int, list[str], str]:
        status = main(["show", *words])
        out, err = capsys.readouterr()
        return status, out.split("\n")[:-1], err

    return run


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "quiet.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def _process(
    *words: str, stdin: bytes | None = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "show", *words],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=60,
    )


# The page


def test_the_page_has_header_text_and_call_to_action(show: Show, article: str) -> None:
    status, lines, err = show(article, "--links", "none")

    assert (status, err) == (0, "")
    assert lines[:6] == [
        "A Quiet Title",
        "And what is below it",
        "",
        "Ann Author · 9 Feb 2024 · 1 min (stated: 8 mins)",
        "",
        "Hero  images.example.org/hero.jpg",
    ]
    assert lines[-1] == "Write to us."
    assert sum(line == "A Quiet Title" for line in lines) == 1  # not the first heading again
    assert 'def quokka(): return "a line of code"' in "\n".join(lines)


def test_the_same_page_comes_from_standard_input(show: Show, article: str) -> None:
    _, lines, _ = show(article)

    done = _process("-", stdin=ARTICLE.encode(), LC_ALL="C.UTF-8")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == lines


@pytest.mark.parametrize("columns", [1, 2, 5, 20, 33, 68, 200])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_line_is_wider_than_asked_for(show: Show, path: Path, columns: int) -> None:
    status, lines, _ = show(str(path), "--width", str(columns), "--links", "none")

    assert status == 0
    wide = [line for line in lines if width(line) > max(columns, 2)]  # a CJK character takes two
    assert wide == []


def test_without_a_width_lines_are_as_long_as_the_measure(
    show: Show, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    _, lines, _ = show(article, "--links", "none")
    assert 55 < max(map(len, lines)) <= 68

    monkeypatch.setenv("COLUMNS", "40")
    _, lines, _ = show(article, "--links", "none")
    assert 30 < max(map(len, lines)) <= 40


def test_the_measure_of_the_settings_is_respected(
    show: Show, article: str, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    config = own_world / "config.toml"
    config.write_text("measure = 30\nfont = 1\n")
    monkeypatch.setenv("READER_CONFIG", str(config))

    status, lines, err = show(article, "--links", "none")
    assert status == 0
    assert max(map(len, lines)) <= 30
    assert err == f"reader: {config}: there is no setting “font”.\n"


def test_every_sample_is_shown_whole(show: Show) -> None:
    for path in SAMPLES:
        status, lines, err = show(str(path))
        assert (status, err) == (0, "")
        assert len(lines) > 10


# Links


def test_footnotes_number_each_target_once_and_list_them_at_the_end(
    show: Show, article: str
) -> None:
    _, lines, _ = show(article, "--links", "footnotes", "--width", "120")

    text = "\n".join(lines)
    assert "a link[2]" in text
    assert "the same[2]" in text
    assert "a second[3]" in text
    assert lines[-4:] == [
        "",
        "[1] https://images.example.org/hero.jpg",
        "[2] https://example.org/one",
        "[3] https://example.org/two",
    ]


def test_links_are_footnotes_where_nobody_can_click(show: Show, article: str) -> None:
    _, lines, _ = show(article)

    assert lines[-1] == "[3] https://example.org/two"


def test_links_none_says_nothing_of_targets(show: Show, article: str) -> None:
    _, lines, _ = show(article, "--links", "none")

    text = "\n".join(lines)
    assert "example.org/one" not in text
    assert "[1]" not in text


def test_links_inline_are_hyperlinks_beside_colours(show: Show, article: str) -> None:
    _, lines, _ = show(article, "--links", "inline", "--color", "always")

    text = "\n".join(lines)
    assert "\x1b]8;;https://example.org/one\x1b\\" in text
    assert text.count("\x1b]8;;\x1b\\") == text.count("\x1b]8;;http")


# Colours


def test_nothing_is_coloured_where_nobody_looks(show: Show, article: str) -> None:
    _, lines, _ = show(article)

    assert "\x1b" not in "\n".join(lines)


def test_colour_comes_where_it_is_asked_for(
    show: Show, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plain, _ = show(article, "--links", "none")
    _, coloured, _ = show(article, "--links", "none", "--color", "always")
    monkeypatch.setenv("NO_COLOR", "1")
    _, wished, _ = show(article, "--links", "none", "--color", "always")
    _, never, _ = show(article, "--links", "none", "--color", "never")

    assert "\x1b[" in "\n".join(coloured)
    assert "\x1b[" in "\n".join(wished)  # by name, against what the environment says
    assert never == plain
    assert [OURS.sub("", line).rstrip() for line in coloured] == plain


# Locales


def test_a_locale_without_utf8_gets_ascii_lines(article: str) -> None:
    done = _process(article, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 0
    assert "─" not in done.stdout.decode("utf-8", "replace")


def test_a_character_that_the_stream_lacks_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cjk.md"
    path.write_text("三余 and more\n", encoding="utf-8")

    done = _process(str(path), PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"and more" in done.stdout


# What goes wrong


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("A paragraph of text.\n\n" * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "show", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


@pytest.mark.parametrize("name", ["none.md", "folder.md", "pipe.md", ""])
def test_what_is_no_article_is_one_sentence(show: Show, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")

    status, lines, err = show(str(tmp_path / name) if name else "")
    assert (status, lines) == (1, [])
    assert err.startswith("reader: ")
    assert err.count("\n") == 1


def test_a_name_in_a_sentence_is_cleaned(show: Show, tmp_path: Path) -> None:
    status, _, err = show(str(tmp_path / "no\x1b]0;x\x07\x9bne.md"))

    assert status == 1
    assert not CONTROL.search(err)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another user")
def test_an_unreadable_article_is_one_sentence(article: str) -> None:
    # All modules are loaded by root, since the other user may not read the project.
    code = """
import os, sys
from reader.cli.main import main
article, secret = sys.argv[1:]
main(["show", article])
print(flush=True)
if not os.fork():
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    os._exit(main(["show", secret]))
print("status", os.waitstatus_to_exitcode(os.wait()[1]))
"""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # the tests' own is nobody else's
        os.chmod(folder, 0o755)
        secret = os.path.join(folder, "secret.md")
        Path(secret).write_text("secret")
        os.chmod(secret, 0o600)
        done = subprocess.run(
            [sys.executable, "-c", code, article, secret],
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            timeout=60,
        )
    assert done.stdout.endswith("\nstatus 1\n")
    assert done.stderr.startswith("reader: ")
    assert done.stderr.endswith("permission denied.\n")
    assert done.stderr.count("\n") == 1


def test_footnote_numbers_keep_lines_within_the_width(show: Show, article: str) -> None:
    for columns in range(20, 70):
        _, lines, _ = show(article, "--width", str(columns), "--links", "footnotes")
        text = [line for line in lines if not re.match(r"\[\d+\] http", line)]
        assert max(map(width, text)) <= columns


def test_a_link_that_was_named_is_followed(show: Show, article: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link.md").symlink_to(article)

    status, lines, _ = show(str(elsewhere / "link.md"))
    assert status == 0
    assert lines[0] == "A Quiet Title"


def test_the_source_is_the_file_as_it_is(show: Show, article: str, tmp_path: Path) -> None:
    assert show("--source", article) == (0, ARTICLE.split("\n")[:-1], "")
    path = tmp_path / "b.md"
    path.write_bytes("﻿---\r\ntitle: é\r\n---\r\n\tcode  \r\n\r\nend  ".encode())
    assert show("--source", str(path))[1] == ["---", "title: é", "---", "\tcode  ", "", "end  "]
    done = _process("--source", "-", stdin=b"# a\n\n*b*\n", LC_ALL="C.UTF-8")
    assert done.stdout == b"# a\n\n*b*\n"


def test_the_source_is_coloured_on_a_terminal_and_its_words_are_the_same(
    show: Show, article: str
) -> None:
    status, lines, _ = show("--source", "--color", "always", article)
    painted = "\n".join(lines)
    assert status == 0
    assert "\x1b[" in painted
    assert OURS.sub("", painted).split("\n") == ARTICLE.split("\n")[:-1]


def test_lines_of_the_source_are_wrapped_only_where_a_width_is_given(
    show: Show, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("word " * 2000 + "\n\nsecond\n", encoding="utf-8")
    assert show("--source", str(path))[1] == ["word " * 2000, "", "second"]
    lines = show("--source", "--width", "40", str(path))[1]
    assert max(map(width, lines)) <= 40
    assert "".join("".join(lines).split()) == "word" * 2000 + "second"


@pytest.mark.parametrize("more", [(), ("--color", "always")])
def test_a_hostile_source_does_nothing(show: Show, tmp_path: Path, more: tuple[str, ...]) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(
        "---\ntitle: \x1b]52;c;aGk=\x07\n---\n\x9b31m \u202e [x](http://a.b/\x1b)\n".encode()
    )
    out = "\n".join(show("--source", *more, str(path))[1])
    assert not CONTROL.search(OURS.sub("", out))


def test_what_is_no_file_has_no_source(show: Show, tmp_path: Path) -> None:
    status, lines, error = show("--source", str(tmp_path / "none.md"))
    assert (status, lines) == (1, [])
    assert "can't be read" in error


def test_an_empty_article_says_so(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.write_text("---\ntitle: Nothing\n---\n")

    _, lines, _ = show(str(path))
    assert "This article has front matter but no text." in lines


def test_a_loss_is_told_on_the_page(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "lossy.md"
    path.write_bytes(
        b"---\ntitle: Lossy\n---\n\n" + b"\xff\xfe\x00\x81" * 3 + b" caf\xc3\xa9 " * 50
    )

    status, lines, _ = show(str(path))
    assert status == 0
    assert lines[0] == "Lossy"


# Hostile input

HOSTILE = {
    "raw": "\x1b]52;c;eA==\x07 \x9b31m \x07 \x00 \u202e \x7f \r over",
    "yaml": '---\ntitle: "\\e]52;c;eA==\\a \\x9b31m \\u202e"\nauthor: "\\e[2J"\n---\n\nx\n',
    "toml": '+++\ntitle = "\\u001b]0;x\\u0007"\nsubtitle = "\\u009b31m"\n+++\n\nx\n',
    "json": '{"title": "\\u001b]0;x\\u0007", "cta": "\\u001b[31m\\u202e"}\n\nx\n',
    "entities": "a &#27;]52;c;eA==&#7; &#x9b;31m &#x202e; &#127; `&#27;` &#0; &#13;\n",
    "code": "```&#27;[31m\n\x1b[31m \x9b\n```\n\n    \x1bc\n",
    "links": "[a](https://x.example/&#27;]8;;\x1b\\\\) <https://x.example/\x1b[31m> [b](java\x1bscript:x)"
    ' [c](https://y.example "&#27;[31m") ![&#27;[31m](&#27;.png)\n',
    "hero": '---\nheroImage: "https://x.example/\\e]8;;\\a"\n---\n\nx\n',
    "footnote": "a[^\x1b1]\n\n[^\x1b1]: &#27;[31m\n",
    "table": "| &#27;[31m | b |\n| --- | --- |\n| \x9b | &#x9b; |\n",
    "html": "<b>&#27;[31m</b> <!-- \x1b[31m --> <a href='&#27;'>x</a>\n\n<div>\x1b[2J&#27;</div>\n",
    "broken": "---\ntitle: 'It's \x1b[31m'\nx: \"\\e\ny: [\n---\n\nx\n",
}


@pytest.mark.parametrize("links", ["inline", "footnotes", "none"])
@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hostile_comes_out(
    show: Show, tmp_path: Path, name: str, color: str, links: str
) -> None:
    path = tmp_path / "\x1b]0;x\x07.md"
    path.write_text(HOSTILE[name], encoding="utf-8", newline="")

    status, lines, err = show(str(path), "--color", color, "--links", links)
    assert (status, err) == (0, "")
    text = "\n".join(lines)
    assert not CONTROL.search(OURS.sub("", text) if color == "always" else text)


_PIECES = st.sampled_from(
    [
        *"\x1b\x9b\x07\x00\x7f\u202e\u2066\r\n[]()<>!*_`~|#-&;:'\"\\",
        *("&#27;", "&#x9b;", "\\e", "\\u001b", "]8;;", "[31m", "https://x.example/"),
        *("---\n", "+++\n", "title: ", "```\n", "- ", "> ", "| a |\n"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=40).map("".join) | st.binary(max_size=200))
def test_whatever_is_read_no_control_character_comes_out(source: str | bytes) -> None:
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    for words in (["--color", "never"], ["--color", "always", "--links", "inline"]):
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        stdin = io.TextIOWrapper(io.BytesIO(data))
        with patch.object(sys, "stdin", stdin), patch.object(sys, "stdout", out):
            assert main(["show", "-", *words]) == 0
        out.flush()
        assert isinstance(out.buffer, io.BytesIO)
        text = out.buffer.getvalue().decode()
        assert not CONTROL.search(OURS.sub("", text) if "always" in words else text)


def test_a_link_to_a_file_that_is_not_there_is_told_from_one_that_is(
    show: Show, tmp_path: Path
) -> None:
    (tmp_path / "there.md").write_text("Text.")
    page = tmp_path / "a.md"
    for written, looks in (("nowhere.md", 2), ("there", 1)):
        page.write_text(f"[here](there.md) and [there]({written})")
        _, lines, _ = show(str(page), "--color", "always", "--links", "inline")
        found = re.findall(r"(\x1b\[[0-9;]*m)(?:here|there)\b", "\n".join(lines))
        assert len(set(found)) == looks
