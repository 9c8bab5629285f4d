"""Source to blocks: what each construct becomes, and its text as read."""

from __future__ import annotations

import pytest

from reader.markdown import scan
from reader.markdown.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Group,
    Heading,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Table,
    Term,
    children_of,
    inlines_of,
)
from reader.markdown.build import DEEPEST
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, Role
from reader.markdown.links import with_bare_links
from reader.markdown.outline import headings
from reader.markdown.parse import Text, first_heading, text_of


def blocks(source: str) -> list[Block]:
    text = Text(source)
    text.find_all()
    return [text.block(index) for index in range(text.count)]


def only(source: str) -> Block:
    (block,) = blocks(source)
    return block


def test_marks_are_kept_with_the_text() -> None:
    block = only("a *b* **c** ~~d~~ `e` ***f***")
    assert isinstance(block, Paragraph)
    looks = {span.text: (span.role, span.marks) for span in block.spans if span.text.strip()}
    assert looks["b"] == (Role.TEXT, EMPHASIS)
    assert looks["c"] == (Role.TEXT, STRONG)
    assert looks["d"] == (Role.TEXT, STRIKE)
    assert looks["e"] == (Role.CODE, 0)
    assert looks["f"] == (Role.TEXT, STRONG | EMPHASIS)
    assert text_of(block) == "a b c d e f"


def test_a_line_of_the_source_ends_in_a_space_but_not_in_chinese() -> None:
    assert text_of(only("one\ntwo")) == "one two"
    assert text_of(only("一行\n二行")) == "一行二行"
    assert text_of(only("hard  \nbreak\\\nhere")) == "hard\nbreak\nhere"


def test_a_reference_is_resolved_wherever_it_is_defined() -> None:
    source = (
        "See [Here] and [there][HERE].\n\n" + "Filler.\n\n" * 50 + "> [here]: /target 'title'\n"
    )
    block = blocks(source)[0]
    assert {span.link for spans in inlines_of(block) for span in spans} == {"", "/target"}
    assert text_of(block) == "See Here and there."


def test_a_note_is_known_wherever_it_stands() -> None:
    first, *_, note = blocks("Said[^a], unsaid[^b].\n\nMore.\n\n[^a]: So it is.\n")
    assert text_of(first) == "Said¹, unsaid[^b]."
    assert isinstance(note, Note)
    assert (note.label, note.number, text_of(note)) == ("a", 1, "So it is.")


def test_a_tight_list_is_told_from_a_loose_one() -> None:
    tight, loose = only("- a\n- b\n  - c\n"), only("1. a\n\n2. b\n")
    assert isinstance(tight, List)
    assert isinstance(loose, List)
    assert (tight.tight, tight.first) == (True, None)
    assert (loose.tight, loose.first) == (False, 1)
    assert text_of(tight) == "a\nb\nc"


def test_tasks_know_whether_they_are_done() -> None:
    block = only("- [x] done\n- [ ] open\n- none\n")
    assert isinstance(block, List)
    assert [item.done for item in block.items] == [True, False, None]
    loose = only("- [x] done\n\n- [ ] open\n")
    assert isinstance(loose, List)
    assert [item.done for item in loose.items] == [True, False]


def test_a_table_has_rows_and_alignments() -> None:
    block = only("| a | b |\n|:--|:-:|\n| *c* | d \\| e |\n")
    assert isinstance(block, Table)
    assert block.alignments == ("left", "center")
    assert text_of(block) == "a\nb\nc\nd | e"


def test_code_keeps_every_character_and_its_language() -> None:
    fenced, indented = blocks("```py title=x\n\tif *a*:\n\n```\n\n    b\n\n      c\n")
    assert isinstance(fenced, Code)
    assert (fenced.language, fenced.text) == ("py", "\tif *a*:\n\n")
    assert isinstance(indented, Code)
    assert (indented.language, text_of(indented)) == ("", "b\n\n  c")


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("{.python}", "python"),
        ("rust,ignore", "rust"),
        ("python:app.py", "python"),
        ("js {1,3-5} title='a b.js'", "js"),
        ("{#id .haskell startFrom=3}", "haskell"),
        ("title=x", ""),
        ("language-c", "c"),
        ("", ""),
        ("&#27;x", "x"),
    ],
)
def test_a_language_is_found_in_what_a_fence_says(info: str, language: str) -> None:
    block = only(f"```{info}\nx\n```\n")
    assert isinstance(block, Code)
    assert block.language == language


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("py", ""),
        ('py title="The app"', "The app"),
        ("{.python filename='x.py'}", "x.py"),
        ("python:src/app.py", "src/app.py"),
        ("c++:20", ""),
        ("sh file=run.sh", "run.sh"),
        ('x title="&#27;[1ma &#27;[2Jb"', "a [2Jb"),
    ],
)
def test_code_has_the_title_that_its_fence_gives_it(info: str, title: str) -> None:
    block = only(f"```{info}\nx\n```\n")
    assert isinstance(block, Code)
    assert block.title == title


def test_terms_have_their_definitions() -> None:
    block = only("Apple\n: A *fruit*\n: A firm\n\nPear\n: Another\n")
    assert isinstance(block, Definitions)
    assert block.tight
    assert [type(child) for child in block.children] == [
        Term,
        Definition,
        Definition,
        Term,
        Definition,
    ]
    assert text_of(block) == "Apple\nA fruit\nA firm\nPear\nAnother"
    loose = only("Apple\n\n: A fruit\n\n    Second\n")
    assert isinstance(loose, Definitions)
    assert not loose.tight


def test_a_very_long_list_of_definitions_is_found_in_parts() -> None:
    text = Text("".join(f"Term {n}\n: What it means\n\n" for n in range(5_000)))
    text.find_all()
    assert text.count > 3
    told = [text.block(index) for index in range(text.count)]
    assert all(isinstance(block, Definitions) for block in told)
    assert sum(len(children_of(block)) for block in told) == 10_000


@pytest.mark.parametrize(
    ("hero", "picture", "same"),
    [
        ("https://a.org/x/Tower.jpg?w=9", "https://a.org/x/Tower.jpg", True),
        ("https://a.org/x/red-tower.jpg", "/y/red-tower.jpg?s=1", True),
        ("https://a.org/x/red-tower.jpg", "https://a.org/y/Red-Tower-300x200.png", True),
        ("https://a.org/x/red-tower.jpg", "https://b.org/x/red-tower.jpg", False),
        ("https://a.org/x/cover.jpg", "/y/cover.jpg", False),
        ("https://a.org/x/cover.jpg", "https://a.org/x/cover.jpg#a", True),
        ("", "a.jpg", False),
    ],
)
def test_a_picture_that_repeats_the_hero_is_hidden(hero: str, picture: str, same: bool) -> None:
    text = Text(
        f"# T\n\n![x]({picture})\n\n[![y]({picture})](/other)\n\nsee ![x]({picture})", hero=hero
    )
    assert [text.hidden(index) for index in range(4)] == [False, same, False, False]


def test_a_title_below_the_hero_is_hidden_too() -> None:
    text = Text("![](red-tower.jpg)\n\n# T\n\ntext", title="T", hero="red-tower.jpg")
    assert [text.hidden(index) for index in range(3)] == [True, True, False]


def test_a_linked_picture_keeps_its_own_target_beside_the_link() -> None:
    block = only("[![badge](b.svg)](https://example.org)")
    assert isinstance(block, Image)
    assert (block.link, block.source) == ("https://example.org", "b.svg")


def test_a_picture_alone_is_a_block_of_its_own() -> None:
    block = only('![a *cat*](cat.png "title")')
    assert isinstance(block, Image)
    assert (text_of(block), block.link) == ("a cat", "cat.png")
    assert text_of(only("![](pictures/a%20cat.png?x=1)")) == "a cat.png"
    assert text_of(only("see ![](https://example.org/)")) == "see example.org"
    linked = only("[![badge](b.svg)](https://example.org)")
    assert isinstance(linked, Image)
    assert linked.link == "https://example.org"


def test_a_picture_within_text_keeps_its_words() -> None:
    block = only("before ![alt](a.png) after")
    assert isinstance(block, Paragraph)
    assert text_of(block) == "before alt after"
    assert block.spans[1].role is Role.IMAGE


def test_headings_keep_level_and_id() -> None:
    block = only("## A *title* {#here .c}")
    assert isinstance(block, Heading)
    assert (block.level, block.id, text_of(block)) == (2, "here", "A title")
    assert [entry.text for entry in headings(Text("# A\n\ntext\n\nB\n---\n\n> # C\n"))] == [
        "A",
        "B",
    ]


def test_an_alert_is_a_quote_of_a_kind() -> None:
    block = only("> [!WARNING]\n> Mind *this*.\n")
    assert isinstance(block, Quote)
    assert (block.kind, text_of(block)) == ("warning", "Mind this.")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br>b", "a\nb"),
        ("a <b>c</b> <!-- no --> d", "a c  d"),
        ("x <script>alert(1)</script> y", "x  y"),
        ("x <script>alert(1)", "x <script>alert(1)"),
        ("a <title>x</title> y", "a x y"),
        ('<img src="a/b.png" alt="a &lt;b>', '<img src="a/b.png" alt="a <b>'),
        ('see <img src="a/b.png" alt="a b">', "see a b"),
        ("<div>\n<p>One &amp; two</p>three<br/>four\n</div>", "One & two\nthree\nfour"),
        ("<style>\np {}\n</style>", ""),
        ("<!-- a\n\nb -->", ""),
        ("<!-- never\nclosed", "<!-- never closed"),
        ("<div>\na < b, <nothing\n</div>", "a < b, <nothing"),
        ("<pre>\nx</pre>", "x"),
    ],
)
def test_html_keeps_its_text(source: str, text: str) -> None:
    assert "\n".join(text_of(block) for block in blocks(source)) == text


@pytest.mark.parametrize("hostile", ["&#27;[31m", "&#x9b;2J", "&#x202e;abc", "&#7;", "&#x2066;"])
def test_entities_bring_in_nothing_that_acts_on_a_terminal(hostile: str) -> None:
    source = (
        f"# {hostile}\n\n{hostile} `{hostile}` [{hostile}](<http://e/{hostile}>) ![{hostile}]({hostile})\n\n"
        f"```{hostile}\n{hostile}\n```\n\n<p title='{hostile}'>{hostile}</p>\n\n|{hostile}|\n|-|\n"
    )
    text = Text(source)
    text.find_all()
    for index in range(text.count):
        for dangerous in "\x1b\x9b\x07\u202e\u2066":
            assert dangerous not in text_of(text.block(index))
            for spans in inlines_of(text.block(index)):
                links = "".join(span.link for span in with_bare_links(spans))
                assert dangerous not in links
            assert dangerous not in getattr(text.block(index), "language", "")


def test_depth_is_bounded_and_no_text_goes() -> None:
    for source in (">" * 50_000 + " deep", "- " * 5_000 + "deep", "1. " * 2_000 + "deep"):
        block = only(source)
        assert text_of(block).strip("\n") == "deep"
        depth, inner = 0, block
        while children_of(inner):
            depth, inner = depth + 1, children_of(inner)[0]
        assert depth <= DEEPEST + 1


def test_a_first_heading_that_repeats_the_title_is_hidden() -> None:
    assert Text("# The *Café*  Years\n\nText.", title="the cafe years").hidden(0)
    assert not Text("# Another\n\nText.", title="the cafe years").hidden(0)
    assert not Text("Text.\n\n# Title", title="title").hidden(1)
    assert not Text("# Title").hidden(0)


def test_the_first_heading_of_a_source() -> None:
    assert first_heading("Text.\n\nThe *real*\none\n---\n\n# Other") == "The real one"
    assert first_heading("```\n# no\n```") == ""


def test_blocks_are_found_only_as_far_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", 1_000)
    text = Text("A paragraph of some words.\n\n" * 10_000)
    assert text.count == 0
    assert text.has(0)
    assert 0 < text.count < 50
    assert not text.complete
    text.find_all()
    assert text.count == 10_000
    assert not text.has(10_000)


def test_a_long_list_is_found_in_parts_that_go_on_counting() -> None:
    text = Text("".join(f"1. item {number}\n" for number in range(20_000)))
    text.find_all()
    assert text.count > 5
    number = 1
    for index in range(text.count):
        block = text.block(index)
        assert isinstance(block, List)
        assert block.first == number
        assert (text.part(index) is not None) == (index > 0)
        number += len(block.items)
    assert number == 20_001


def test_long_code_is_found_in_parts_and_ends_at_its_fence() -> None:
    code = "".join(f"  line {number} <b>&amp;\n" for number in range(10_000))
    text = Text(f"Before\n\n  ```python\n{code}  ```\n\nAfter *it*\n")
    text.find_all()
    parts = [text.block(index) for index in range(1, text.count - 1)]
    assert len(parts) > 3
    assert all(isinstance(part, Code) and part.part for part in parts)
    assert "".join(part.text for part in parts if isinstance(part, Code)) == code.replace(
        "  l", "l"
    )
    assert text_of(text.block(text.count - 1)) == "After it"


def test_a_paragraph_of_megabytes_is_found_in_parts() -> None:
    words = "some words and \U0001f600 " * 50_000
    text = Text(words)
    text.find(1)
    assert text.count == 1
    text.find_all()
    shown = " ".join(text.text(index) for index in range(text.count))
    assert shown.split() == words.split()


def test_an_empty_source_has_no_blocks() -> None:
    for source in ("", "\n\n", "[a]: /b\n", "   \n\t\n"):
        assert blocks(source) == []


def test_the_block_that_holds_a_byte() -> None:
    text = Text("# Ä\n\nTwo\n\nThree\n")
    assert [text.block_at(byte) for byte in (0, 3, 6, 9, 11, 99)] == [0, 0, 1, 1, 2, 2]
    assert text.source[slice(*text.span(1))] == b"Two\n"


def test_html_of_several_lines_is_one_block() -> None:
    block = only("<h2>a</h2><p>b</p>")
    assert isinstance(block, Group)
    assert text_of(block) == "a\nb"


def test_an_underlined_heading_below_definitions_is_one() -> None:
    source = "term\n: meaning\n\nTitle\n===\n\nText.\n"
    text = Text(source)
    text.find_all()
    assert [text.kind(index) for index in range(text.count)][1:] == ["Heading", "Paragraph"]
    assert [text.text(index).split() for index in range(text.count)][1:] == [["Title"], ["Text."]]
