"""Which program opens an address, and that nothing else is run."""

from pathlib import Path

import pytest

from reader.terminal import browser


@pytest.fixture
def programs(tmp_path: Path) -> str:
    for name in ("fox", "xdg-open", "open"):
        program = tmp_path / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" > {tmp_path}/called.new\n'
            f"mv {tmp_path}/called.new {tmp_path}/called\n"
        )
        program.chmod(0o755)
    return str(tmp_path)


def test_without_a_display_there_is_no_browser_but_the_one_that_is_named(programs: str) -> None:
    assert browser.command({"PATH": programs}, "linux") is None
    assert browser.command({"PATH": programs, "DISPLAY": ":0"}, "linux") == ["xdg-open"]
    assert browser.command({"PATH": programs}, "darwin") == ["open"]
    away = {"PATH": programs, "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    assert browser.command(away, "darwin") is None
    environ = {"PATH": programs, "BROWSER": "'unclosed:nowhere:fox --new %s:open"}
    assert browser.command(environ, "linux") == ["fox", "--new", "%s"]


def test_the_address_is_one_word(programs: str, tmp_path: Path) -> None:
    address = "https://example.org/?a=1;touch%20x&b=$(id)"
    environ = {"PATH": programs, "BROWSER": f"{programs}/fox --new"}
    assert browser.open_address(address, environ) == "Handed to the browser."
    called = tmp_path / "called"
    for _ in range(200):
        if called.exists():
            break
        import time

        time.sleep(0.05)
    assert called.read_text().splitlines()[1:] == ["--new", address]


def test_where_nothing_can_open_it_that_is_said(programs: str) -> None:
    with pytest.raises(browser.NotOpened, match="no browser"):
        browser.open_address("https://example.org", {"PATH": programs})
