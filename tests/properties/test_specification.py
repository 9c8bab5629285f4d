"""Every example of CommonMark 0.31 and of GFM: nothing raises, is too wide, or loses a word."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.characters import clean, width
from reader.markdown.flow import Flow
from reader.markdown.lines import ASCII_GLYPHS, Glyphs
from reader.markdown.parse import Text, text_of
from tests.reference import shown_words

ROOT = Path(__file__).parents[2]
WIDTHS = (1, 2, 7, 10, 20, 33, 68, 200)
NO_EXAMPLES = "no specification examples here"


class Example(NamedTuple):
    """Markdown, and the HTML that a specification wants for it."""

    markdown: str
    html: str


def _folder() -> Path | None:
    """Beside the project; for a working tree that lies deeper, beside one of the folders above."""
    folders = (folder / "shared" / "spec" for folder in ROOT.parents)
    return next((folder for folder in folders if folder.is_dir()), None)


def _examples(name: str) -> list[Example]:
    folder = _folder()
    if folder is None:
        return []
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return [Example(each["markdown"], each["html"]) for each in told]


@pytest.fixture(scope="module", params=("commonmark", "gfm"))
def examples(request: pytest.FixtureRequest) -> list[Example]:
    found = _examples(request.param)
    if not found:
        pytest.skip(NO_EXAMPLES)
    return found


# Where a specification's own HTML is not what is to be seen: by the Markdown, the words that are
# shown in place of those of the reference, and why.
OTHERWISE: dict[str, tuple[str, str]] = {
    '*<img src="foo" title="*"/>\n': ("*foo", "a picture nobody described is named by its file"),
    "foo <!-- not a comment -- two hyphens -->\n": ("foo", "a comment since CommonMark 0.31"),
    "foo <!--> foo -->\n\nfoo <!-- foo--->\n": (
        "foo foo --> foo",
        "comments since CommonMark 0.31",
    ),
    '![[foo]]\n\n[[foo]]: /url "title"\n': (
        'foo foo: /url "title"',
        "a name in double brackets is a link to an article",
    ),
}


def wanted(example: Example) -> list[str]:
    """The words that must be seen."""
    if example.markdown in OTHERWISE:
        return OTHERWISE[example.markdown][0].split()
    # A browser takes a processing instruction for a comment up to the first >, CommonMark to the ?>.
    html = re.sub(r"<\?.*?\?>", "", example.html, flags=re.DOTALL)
    return [word for shown in shown_words(html) if (word := clean(shown))]


def read(source: str) -> str:
    text = Text(clean(source))
    text.find_all()
    return "\n".join(text_of(text.block(index)) for index in range(text.count))


def shown(source: str, cells: int, glyphs: Glyphs | None = None) -> list[str]:
    text = Text(clean(source))
    flow = Flow(text, cells, glyphs)
    text.find_all()
    return [line.text for index in range(text.count) for line in flow.lines(index)]


def lost(words: list[str], text: str) -> list[str]:
    """The words that a text lacks."""
    return sorted((Counter(words) - Counter(text.split())).elements())


def test_every_word_of_the_reference_is_read(examples: list[Example]) -> None:
    failed = [
        (example.markdown, missing)
        for example in examples
        if (missing := lost(wanted(example), read(example.markdown)))
    ]
    assert failed == []


def test_every_word_of_the_reference_is_shown(examples: list[Example]) -> None:
    failed = [
        (example.markdown, missing)
        for example in examples
        if (missing := lost(wanted(example), "\n".join(shown(example.markdown, 200))))
    ]
    assert failed == []


@pytest.mark.parametrize("cells", WIDTHS)
def test_every_line_of_an_example_is_within_the_width(examples: list[Example], cells: int) -> None:
    for glyphs in (Glyphs(), ASCII_GLYPHS):
        failed = [
            (example.markdown, line)
            for example in examples
            for line in shown(example.markdown, cells, glyphs)
            if width(line) > cells
        ]
        assert failed == []


@pytest.mark.parametrize("cells", [width for width in WIDTHS if width > 1])
def test_every_character_of_the_reference_is_shown_at_every_width(
    examples: list[Example], cells: int
) -> None:
    failed = []
    for example in examples:
        found = Counter("".join(shown(example.markdown, cells)))
        missing = Counter("".join(wanted(example))) - found
        if missing:
            failed.append((example.markdown, dict(missing)))
    assert failed == []


def test_what_differs_on_purpose_is_an_example_of_a_specification() -> None:
    found = {example.markdown for name in ("commonmark", "gfm") for example in _examples(name)}
    if not found:
        pytest.skip(NO_EXAMPLES)
    assert set(OTHERWISE) <= found
