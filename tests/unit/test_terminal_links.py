"""Links: what may be opened, and what an article can't make them do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.links import Heading, Inside, Refused, Web, link_start, target

ARTICLE = "2024/ai/trends.md"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "http://example.org"),
        ("//example.org/x", "https://example.org/x"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("https://example.org/a b\tc", "https://example.org/a%20b%09c"),
        ("https://example.org/\x1b]0;x\x07", "https://example.org/%1B]0;x%07"),
        ("https://example.org/naïve", "https://example.org/na%C3%AFve"),
        ("https://example.org/%20", "https://example.org/%20"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://exаmple.org/", "https://xn--exmple-4nf.org/"),
        ("https://me@example.org:8080/", "https://me@example.org:8080/"),
        ("https://example.org/\u202egpj.exe", "https://example.org/%E2%80%AEgpj.exe"),
    ],
)
def test_web_addresses(link, address):
    assert target(link, ARTICLE) == Web(address)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("future.md", Inside("2024/ai/future.md")),
        ("./future.md#the-end", Inside("2024/ai/future.md", "the-end")),
        ("../ethics.md", Inside("2024/ethics.md")),
        ("../../index.md", Inside("index.md")),
        ("/about.md", Inside("about.md")),
        ("with%20space.md?raw=1", Inside("2024/ai/with space.md")),
        ("caf%E9.md", Inside("2024/ai/caf\udce9.md")),
        ("a%23b.md", Inside("2024/ai/a#b.md")),
        ("#conclusion", Heading("conclusion")),
        ("#%C3%BCber", Heading("über")),
    ],
)
def test_links_within_the_library(link, found):
    assert target(link, ARTICLE) == found


@pytest.mark.parametrize(
    "link",
    [
        "../../../etc/passwd",
        "/../etc/passwd",
        "..%2f..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/x",
        "../../..",
        "../../",
        "a%00.md",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ssh://host",
        "https:",
        "https://",
        "https://:80/",
        "mailto:",
        "",
        "  ",
    ],
)
def test_what_is_refused_says_why(link):
    found = target(link, ARTICLE)
    assert isinstance(found, Refused)
    assert found.reason.endswith(".")


@given(st.text(), st.sampled_from(["a.md", "x/y/z.md"]))
def test_any_link_is_a_target_that_stays_inside_and_acts_on_no_terminal(link, article):
    found = target(link, article)
    if isinstance(found, Inside):
        assert not found.path.startswith(("/", "../"))
        assert found.path not in ("", ".", "..")
        assert "\0" not in found.path
    if isinstance(found, Web):
        assert found.address.isascii()
        assert found.address.isprintable()
        assert " " not in found.address


def test_the_sequence_of_a_link_holds_no_control_of_the_article():
    assert (
        link_start("https://x\x1b\\\x07", "a;b:c") == "\x1b]8;id=a%3Bb%3Ac;https://x%1B%5C%07\x1b\\"
    )
    assert link_start("https://x") == "\x1b]8;;https://x\x1b\\"
