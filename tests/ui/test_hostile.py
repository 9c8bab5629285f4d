"""Content that nobody vetted: none of it ends the program or leaves its cell."""

import os
import re
import stat

import pytest

from reader.characters import is_clean
from reader.ui import catching_up
from tests.ui.conftest import write

TITLES = [
    "[/b]",
    "[red]x",
    "[@click=app.bell]x[/]",
    "w" * 400,
    "🦆🦆👩‍👩‍👧",
    "مرحبا بالعالم",
    "日本語の長い題名" * 20,
    "a\u0301" * 50,
    "x\u202ey",
    "$primary",
]


@pytest.mark.parametrize("size", [(120, 40), (80, 23)])
async def test_titles_of_any_kind_can_be_listed_and_read(open_window, tmp_path, size):
    for number, title in enumerate(TITLES):
        write(tmp_path, f"a{number}.md", title, subtitle=title)
        write(tmp_path, f"b{number}.md", title)
    async with open_window(tmp_path, size) as window:
        for _ in TITLES:
            for key in ("enter", "i"):
                await window.press(key)
                assert all(is_clean(row) for row in window.rows)
            await window.burst("q", "q", "j", "j")
        await window.press("slash", "w", "enter")
        assert all(is_clean(row) for row in window.rows)


async def test_names_of_any_kind_are_listed_and_opened(open_window, tmp_path):
    names = [b".md", b"[x].md", b"new\nline.md", b"caf\xe9.md", b"\x1b[2J.md", "日本.md".encode()]
    for name in names:
        path = os.path.join(os.fsencode(tmp_path), name)
        with open(path, "wb") as file:
            file.write(b"No front matter here, just words about herons.\n")
    async with open_window(tmp_path) as window:
        assert window.app.desk.shelf.count == len(names)
        for _ in names:
            assert "herons" in window.text
            assert all(is_clean(row) for row in window.rows)
            await window.press("j")


async def test_what_is_no_file_is_never_opened(open_window, tmp_path):
    write(tmp_path, "a.md", "A File")
    os.mkfifo(tmp_path / "fifo.md")
    if os.geteuid() == 0:
        os.mknod(tmp_path / "device.md", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "out.md").symlink_to("/etc/hostname")
    async with open_window(tmp_path) as window:
        assert window.titles == ["A File"]


async def test_an_article_replaced_by_a_pipe_does_not_hang_the_program(
    open_window, library, monkeypatch
):
    monkeypatch.setattr(catching_up, "QUIET", 60)  # so that it is listed until the keys are heeded
    monkeypatch.setattr(catching_up, "LATEST", 60)
    async with open_window(library) as window:
        (library / "lichens.md").unlink()
        os.mkfifo(library / "lichens.md")
        await window.press("3", "j")
        assert "Paragraph 0" not in window.text
        await window.press("j")
        assert "Paragraph 0" in window.text


async def test_no_hyperlink_leads_anywhere_but_to_the_web_or_mail(open_window, tmp_path):
    body = (
        "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](https://example.org/\x1b) "
        "[d](https://example.org/ok) [e](data:text/html,x)"
    )
    write(tmp_path, "a.md", "Links", body=body)
    async with open_window(tmp_path) as window:
        styles = [
            segment.style
            for strip in window.screen.panes.page._rows
            for segment in strip
            if segment.style and segment.style.link
        ]
        addresses = {style.link for style in styles}
        assert addresses == {"https://example.org/", "https://example.org/ok"}
        assert not re.search("javascript|file:", " ".join(addresses))


async def test_the_information_of_an_article_whose_name_is_no_text_tells_who_leads_there(
    open_window, tmp_path
):
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9 \x1b[2J.md"), "wb") as file:
        file.write(b"---\ntitle: Coffee\ndate: 2024-02-02\n---\n\nText.\n")
    write(tmp_path, "b.md", "Leads", body="[there](caf%E9%20%1B%5B2J.md)", day="2024-01-01")
    async with open_window(tmp_path) as window:
        await window.press("i")
        await window.until(lambda: "Links to here" in window.text)
        assert "Leads" in window.text
        assert all(is_clean(row) for row in window.rows)
