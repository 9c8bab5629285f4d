"""HTML in Markdown: its tags become blocks and looks, its text stays, whatever is wrong with it."""

from __future__ import annotations

import time

import pytest

from reader.markdown.blocks import (
    Block,
    Code,
    Definitions,
    Group,
    Heading,
    Image,
    Paragraph,
    Quote,
    Rule,
    Summary,
    Table,
    children_of,
    inline_text,
    text_of,
    within,
)
from reader.markdown.flow import Flow
from reader.markdown.html import attributes, tag_name
from reader.markdown.html_blocks import blocks_of_html
from reader.markdown.lines import (
    ASCII_GLYPHS,
    EMPHASIS,
    STRIKE,
    STRONG,
    UNDERLINE,
    Glyphs,
    Role,
    Span,
)
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered

HANG = 9.0  # seconds of the processor; what is linear takes less than one


def page(source: str, width: int = 40, glyphs: Glyphs | None = None) -> str:
    text = Text(source)
    text.find_all()
    flow = Flow(text, width, glyphs)
    lines = [line.text.rstrip() for index in range(text.count) for line in flow.lines(index)]
    return "\n".join(lines)


def only(source: str) -> Block:
    text = Text(source)
    text.find_all()
    assert text.count == 1
    return text.block(0)


def spans(source: str) -> dict[str, Span]:
    """The spans of a paragraph by their text."""
    block = only(source)
    assert isinstance(block, Paragraph)
    return {span.text.strip(): span for span in block.spans}


def kinds(source: str) -> list[type]:
    return [type(block) for block in blocks_of_html(source, 0, 0)]


# Tags within text


@pytest.mark.parametrize(
    ("tags", "marks", "role"),
    [
        ("strong b", STRONG, Role.TEXT),
        ("em i cite var dfn", EMPHASIS, Role.TEXT),
        ("u ins", UNDERLINE, Role.TEXT),
        ("s del strike", STRIKE, Role.TEXT),
        ("code samp tt", 0, Role.CODE),
        ("mark", 0, Role.MARKED),
        ("kbd", 0, Role.KEY),
        ("span font small nonsense", 0, Role.TEXT),
    ],
)
def test_tags_within_text_have_looks(tags: str, marks: int, role: Role) -> None:
    for tag in tags.split():
        found = spans(f"before **x** <{tag}>word</{tag}> **x** after")
        assert (found["word"].marks, found["word"].role) == (marks, role) or role is Role.TEXT
        assert text_of(only(f"a <{tag.upper()} class='x'>b</{tag}> c")) == "a b c"


def test_looks_of_html_and_markdown_add_up() -> None:
    found = spans("**a <mark>b *c* `d`</mark>** <a href='http://e.org/x'>e <b>f</b></a>")
    assert (found["b"].role, found["b"].marks) == (Role.MARKED, STRONG)
    assert (found["c"].role, found["c"].marks) == (Role.MARKED, STRONG | EMPHASIS)
    assert found["d"].role is Role.CODE
    assert (found["e"].role, found["e"].link) == (Role.LINK, "http://e.org/x")
    assert (found["f"].link, found["f"].marks) == ("http://e.org/x", STRONG)


def test_tags_that_cross_or_stay_open_do_no_harm() -> None:
    crossing = spans("<b>one <i>two</b> three</i> four")
    assert [crossing[word].marks for word in ("one", "two", "three", "four")] == [
        STRONG,
        STRONG | EMPHASIS,
        EMPHASIS,
        0,
    ]
    text = Text("a <s>b\n\nc</s> d <b>e\n\n- f</b> <i>g\n")
    text.find_all()
    for index in range(text.count):
        for block in within(text.block(index)):
            assert all(not span.marks for span in getattr(block, "spans", ()))
    assert page("Vec<b> and </i> it") == "Vec and  it"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("H<sub>2</sub>O, mc<sup>2</sup>, 1<sup>st</sup>", "H₂O, mc², 1ˢᵗ"),
        ("x<sub>q/2</sub> y<sup>Q</sup> z<sup> 2\n</sup>", "x_(q/2) y^Q z ²"),
        ("a<sup><b>1</b>0</sup> b<sup>[1]</sup>", "a¹⁰ b[¹]"),
        ("<sub>Small print</sub>", "Small print"),
        ("He said <q>yes, <q>no</q></q>.", "He said “yes, ‘no’”."),
        (
            "<abbr title='Cascading Style Sheets'>CSS</abbr>, <abbr title='Cascading Style Sheets'>CSS</abbr>",
            "CSS (Cascading Style Sheets), CSS",
        ),
        ("<abbr title='css'>CSS</abbr> <abbr>X</abbr>", "CSS X"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<p>two</p><div>three</div> four", "one\ntwo\nthree\nfour"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢(kan)字"),
        ("a <!-- b --> c <?php d ?> e", "a  c  e"),
        ("a <template>b</template> c <template>d", "a  c <template>d"),
        ("a <script>b</script> c", "a  c"),
        ("x <iframe src='https://e.org/f'></iframe> y", "x e.org y"),
        ('<a href="x" title="a > b">c</a> d', "c d"),
    ],
)
def test_tags_that_stand_for_text(source: str, text: str) -> None:
    assert text_of(only(source)) == text
    assert rendered(source).text.split() == text.split()


def test_a_picture_within_text_leads_to_itself_or_where_its_link_does() -> None:
    found = spans(
        "see <img src='a.png' alt='one'> and <a href='/b'><img src='c.png' alt='two'></a>"
    )
    assert (found["one"].role, found["one"].link) == (Role.IMAGE, "a.png")
    assert (found["two"].role, found["two"].link) == (Role.IMAGE, "/b")


def test_pictures_side_by_side_have_words_of_their_own() -> None:
    assert page("<p><img alt=one><img alt=two>, three</p>") == "one two, three"
    assert page("one<img alt=two> (<img alt=three>)") == "one two (three)"


def test_no_blank_begins_a_line_behind_a_break() -> None:
    assert page("one<br /> two") == "one\ntwo"


def test_the_space_before_a_link_is_not_a_part_of_it() -> None:
    block = only("one\n[two](/2)\n[three](/3)\n**four**")
    assert isinstance(block, Paragraph)
    assert [span.text for span in block.spans] == ["one ", "two", " ", "three", " four"]


# Blocks


def test_headings_have_level_and_id() -> None:
    block = only('<h2 id="here" align="center">A <em>title</em>\n  of two lines</h2>')
    assert isinstance(block, Heading)
    assert (block.level, block.id, text_of(block)) == (2, "here", "A title of two lines")
    assert rendered("<p>x</p><h3>First</h3>").heading == "First"
    text = Text("<h1>The Title</h1>\n\ntext", title="The title")
    assert [line.text for line in Flow(text, 20).lines(1)] == ["text"]
    assert text.hidden(0)


def test_lists_nest_and_count() -> None:
    assert (
        page("<ul><li>one<li>two<ol start=9><li>nine</li><li>ten</li></ol></li></ul>")
        == "• one\n• two\n   9. nine\n  10. ten"
    )
    assert page("<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>") == "1. a\n\n   b\n\n2. c"
    assert page("<ul><li>a</li><ul><li>b</li></ul>c</ul>") == "• a\n  ◦ b\n• c"
    assert page("<li>a</li>\n<li>b</li>") == "• a\n• b"
    assert page('<ul><li><input type="checkbox" checked> a<li><input type=checkbox> b</ul>') == (
        "☑ a\n☐ b"
    )


def test_definitions() -> None:
    block = only("<dl><dt>a<dd>b<dd>c</dd><dt>d</dt><div><dd><p>e</p></dd></div></dl>")
    assert isinstance(block, Definitions)
    assert text_of(block) == "a\nb\nc\nd\ne"
    assert isinstance(only("<dt>a</dt><dd>b</dd>"), Definitions)


def test_quotes_rules_and_lines() -> None:
    quote = only("<blockquote><p>a</p><p>b</p></blockquote>")
    assert isinstance(quote, Quote)
    assert text_of(quote) == "a\nb"
    assert kinds("<hr><p>a</p><hr/>") == [Rule, Paragraph, Rule]
    assert page("a\n\n<hr>\n\n# b", 20) == "a\n\n    ────────────\n\n\nb"
    assert page("<div>a</div><div>b</div><p>c<br>d</p>") == "a\nb\n\nc\nd"


def test_preformatted_text_keeps_its_shape_and_language() -> None:
    block = only(
        '<pre><code class="x language-py">\n\tif <span>a</span> &lt; b:\n\n  c<br>d\n</code></pre>'
    )
    assert isinstance(block, Code)
    assert (block.language, text_of(block)) == ("py", "\tif a < b:\n\n  c\nd")
    xmp = only("<div><xmp><b>&amp;</b></xmp></div>")
    assert isinstance(xmp, Code)
    assert text_of(xmp) == "<b>&amp;</b>"
    found = rendered("<pre>one two</pre>")
    assert (found.code, found.words, found.code_words) == (True, 0, 2)


def test_details_have_a_marked_summary_and_show_what_they_hold() -> None:
    source = (
        "<details>\n<summary>More <b>of</b> it</summary>\n\nText *here*.\n\n</details>\n\nAfter"
    )
    assert page(source) == "│ ▾ More of it\n│\n│ Text here.\n\nAfter"
    assert page("<details><summary><h3>A</h3></summary>b</details>") == "▾ A\n\nb"
    assert page("<details><summary>A</summary>b", glyphs=ASCII_GLYPHS) == "v A\n\nb"
    summary = only("<summary>x</summary>")
    assert isinstance(summary, Summary)
    line = Flow(Text("<summary>x</summary>"), 20).lines(0)[0]
    assert line.spans[-1].marks & STRONG


def test_a_figure_is_a_picture_and_its_caption() -> None:
    source = '<figure><picture><source srcset="b.webp"><img src="b.png" alt="A cat"></picture>{}</figure>'
    figure = only(source.format("<figcaption>What it does</figcaption>"))
    assert isinstance(figure, Group)
    picture, caption = figure.children
    assert isinstance(picture, Image)
    assert (text_of(picture), picture.link) == ("A cat", "b.png")
    assert isinstance(caption, Paragraph)
    assert caption.spans[0].marks == EMPHASIS
    assert isinstance(only(source.format("")), Image)
    assert page(source.format("<figcaption>What</figcaption>")) == "Image  A cat\nWhat"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('<img src="a/cat.png" alt="A cat">', "Image  A cat"),
        ('<p align="center"><a href="/x"><img src="cat.png"></a></p>', "Image  cat.png"),
        ('<video src="https://e.org/v/a.mp4"></video>', "Video  a.mp4"),
        ('<video controls><source src="https://e.org/1234"></video>', "Video  e.org"),
        ('<div><video src="a.mp4">Your browser does not support it.</video></div>', "Video  a.mp4"),
        ('<video src="a.mp4">A <a href="a">film</a></video>', "a.mp4\nA film"),
        ('<audio src="a.mp3" title="A song"></audio>', "Audio  A song"),
        ('<iframe src="https://www.youtube.com/embed/x" title="T"></iframe>', "Video  T"),
        ('<iframe src="https://www.e.org/x"></iframe>', "Frame  e.org"),
        ("<div><img src=a.png>text</div>", "a.png text"),
        ("<div><img src=a.png><br>text</div>", "Image  a.png\n\ntext"),
    ],
)
def test_pictures_and_media_are_lines_with_a_label(source: str, shown: str) -> None:
    assert page(source).replace("a.pngtext", "a.png text") == shown


def test_badges_share_a_line() -> None:
    source = '<p><a href="/1"><img alt="one"></a>\n<a href="/2"><img alt="two"></a></p>'
    block = only(source)
    assert isinstance(block, Paragraph)
    assert text_of(block) == "one two"
    assert [span.link for span in block.spans if span.text.strip()] == ["/1", "/2"]


def test_a_link_around_blocks_stays_one() -> None:
    blocks = blocks_of_html('<a href="/x"><h3>A</h3><p>b</p></a><p>c</p>', 0, 0)
    assert [block.spans[0].link for block in blocks if isinstance(block, Heading | Paragraph)] == [
        "/x",
        "/x",
        "",
    ]


# Tables


def test_a_table_has_a_head_alignments_and_a_caption() -> None:
    source = (
        "<table><caption>What</caption><thead><tr><th>a<th align=right>b</thead>"
        '<tr><td>c<td style="text-align: right">d<tfoot><tr><td colspan="2">e</table>'
    )
    group = only(source)
    assert isinstance(group, Group)
    table = group.children[1]
    assert isinstance(table, Table)
    assert table.alignments == ("", "right")
    assert [[inline_text(cell) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["c", "d"],
        ["e", ""],
    ]
    assert text_of(group.children[0]) == "What"
    assert rendered(source).table


def test_cells_that_span_rows_leave_room_below() -> None:
    table = only("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>")
    assert isinstance(table, Table)
    assert [[inline_text(cell) for cell in row] for row in table.rows] == [
        ["", ""],
        ["a", "b"],
        ["", "c"],
        ["d", "e"],
    ]


def test_cells_hold_lines_and_lists() -> None:
    source = "<table><tr><td>a<td><p>b</p><ul><li>c<ol><li>d</ol></ul><br>e</table>"
    assert page(source) == "a │ b\n  │ • c\n  │   1. d\n  │ e"


def test_a_frame_around_blocks_is_no_table() -> None:
    source = "<table><tr><td><h2>a</h2><pre>b</pre></td></tr></table>"
    assert kinds(source) == [Heading, Code]
    source = "<table><tr><th>Before<th>After<tr><td><pre>b</pre><td><pre>a</pre></table>"
    assert page(source) == "Before\n\n  b\n\nAfter\n\n  a"
    assert kinds("<table></table><table><tr><td></table>") == []


def test_rows_that_come_alone_are_a_table() -> None:
    assert page(
        "<table>\n<tr><td>a</td><td>b</td></tr>\n\n<tr><td>c</td><td>d</td></tr>\n</table>"
    ) == ("a │ b\n\nc │ d")
    assert page("<td>a</td><td>b</td>") == "a │ b"


# What is wrong or hostile


def test_markdown_between_html_is_markdown() -> None:
    source = "<div><ul><li>\n\nText *with* `looks`\n\n</li></ul></div>\n\n<table><tr><td>\n\n- a\n\n</td></tr></table>"
    assert page(source) == "Text with looks\n\n• a"


def test_a_quote_too_many_swallows_nothing() -> None:
    assert page('<p title="oops>one</p><p class="x">two</p>') == "one\n\ntwo"
    assert attributes("<a title='x > \"y\"' HREF=/b?a=1&section=2 b>") == {
        "title": 'x > "y"',
        "href": "/b?a=1&section=2",
        "b": "",
    }
    assert tag_name("<https://example.org>") == ""


def test_what_is_not_closed_is_shown_as_written() -> None:
    assert page("<div>\n<script>let a") == "<script>let a"
    assert page("<div>a <!-- b\n</div>") == "a <!-- b"
    assert page("<div><title>a <template>b") == "<title>a <template>b"
    assert page("<div>a <![CDATA[b < c]]> d</div>") == "a b < c d"
    assert page("<div><!--> a --></div>") == "a -->"


def test_depth_is_bounded_and_nothing_goes() -> None:
    for opening, closing in (
        ("<div>", "</div>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</ul>"),
        ("<table><tr><td>a<td>", "</table>"),
        ("<b><i>", "</i></b>"),
        ("<dl><dd>", ""),
    ):
        source = "<p>" + opening * 8_000 + "deep" + closing * 8_000 + "<p>last"
        text = Text(source)
        text.find_all()
        shown = " ".join(text.text(index) for index in range(text.count))
        assert shown.split()[-2:] == ["deep", "last"]
        assert max(map(depth_of, map(text.block, range(text.count)))) <= 45


def depth_of(block: Block) -> int:
    return 1 + max(map(depth_of, children_of(block)), default=0)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" + "<a \"'<b '\"" * 20_000,
        "<div><a " + "a" * 500_000 + ">",
        "<img " + "a= " * 100_000 + ">",
        "<div>" + "<!-- <? <![CDATA[ <!a " * 10_000,
        "<div>" + "<script>" * 20_000,
        "x " + "<script>" * 20_000 + "</script>",
        "x " + "<b>" * 20_000 + "</i>" * 20_000,
        "x " + "<video>" * 10_000 + "</q>" * 10_000,
        "x " + "<sub></sub>" * 10_000,
        "<ul>" * 60 + "<li>" * 10_000 + "</dd>" * 10_000,
        "<ul><li>x</li>" + "<ul><li>y</li></ul>" * 10_000,
        "<table><tr>" + "<td>x" * 3_000 + "<tr><td>y" * 3_000,
        "<table>" + "<tr><td colspan=60 rowspan=60>y<td>z" * 2_000,
        "<div><b><i><u><a href=x>" + "<p>x</p>" * 5_000 + "</b></i></u></a>",
    ],
    ids=lambda source: source[:24],
)
def test_hostile_html_takes_linear_time(source: str) -> None:
    begun = time.process_time()
    page(source)
    rendered(source)
    assert time.process_time() - begun < HANG
