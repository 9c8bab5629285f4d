"""What is a formula in an article, what only looks like one, and what becomes of either."""

from __future__ import annotations

import pytest

from reader.markdown.blocks import Block, Code, Maths, Paragraph, Table, inlines_of, text_of
from reader.markdown.flow import Flow
from reader.markdown.formulas import is_formula
from reader.markdown.lines import ASCII_GLYPHS, Role
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered


def blocks(source: str) -> list[Block]:
    text = Text(source)
    text.find_all()
    return [text.block(index) for index in range(text.count)]


def formulas(source: str) -> list[str]:
    """The formulas within running text, as shown."""
    return [
        span.text
        for block in blocks(source)
        for spans in inlines_of(block)
        for span in spans
        if span.role is Role.MATHS
    ]


def shown(source: str, cells: int = 60) -> list[str]:
    text = Text(source)
    flow = Flow(text, cells)
    text.find_all()
    return [line.text for index in range(text.count) for line in flow.lines(index)]


PRICES = [
    "$300,000-$500,000",
    "It grew from $3.08 billion to $7.4 billion.",
    "between $5 and $10, or 20$ to 30$",
    "$5/mo and 10$ a month",
    "$15,000 to over $150,000",
    "US$5 and CA$6",
    "salaries of $300-800 or $1000-$2000",
    "$10,000 - $20,000",
    "a $5 million loan in $, not in €",
    "set $HOME and $PATH, $FOO$BAR",
    "$HOME/bin:$PATH",
    r"costs \$5 and \$6",
    r"\$x_i\$",
    "$AAPL and $MSFT",
    "$ x_i $",
    "$x\ny$",
    "`$x_i$`",
    "Cheap $$, dear $$$ and dearer $$$$",
    "$$ – moderate",
    "just one $ sign and x_i$",
]


@pytest.mark.parametrize("source", PRICES)
def test_money_is_no_formula(source: str) -> None:
    assert formulas(source) == []
    assert all(isinstance(block, Paragraph) for block in blocks(source))
    plain = source.replace("\\", "").replace("`", "").replace("\n", " ")
    assert "\n".join(text_of(block) for block in blocks(source)) == plain


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Let $x$ be", ["x"]),
        ("$x_i$, $y^2$.", ["xᵢ", "y²"]),
        ("the $n$th and the $k$-means", ["n", "k"]),
        ("($O(n)$)", ["O(n)"]),
        ("**$a*b*c$**", ["a ∗ b ∗ c"]),
        (r"$\alpha$ for $5 and $\beta$", ["α", "β"]),
        (r"by \(θ\) and \( x_i \)", ["θ", "xᵢ"]),
        (r"inline \[ x^2 \] too", ["x²"]),
        ("in line $$x^2$$ too", ["x²"]),
        ("- item $x_1$\n  - nested $x_2$", ["x₁", "x₂"]),
        ("> $x_1$\n> more", ["x₁"]),
        ("# Heading $x_1$", ["x₁"]),
        ("| a | $x_1$ |\n|---|---|\n| $x_2$ | b |", ["x₁", "x₂"]),
        ("[text $x_1$](target)", ["x₁"]),
        ("a $a_1$ *b $b_2$ c* $c_3$", ["a₁", "b₂", "c₃"]),
        ("$0.5$ and $p < 0.05$", ["0.5", "p < 0.05"]),
        (r"\(a\)\(b\)", ["a", "b"]),
        ("漢字$x_1$漢字", []),
        ("漢字 $x_1$ 漢字", ["x₁"]),
        (r"\( a +" + "\n" + r"b \)", ["a + b"]),
        (r"> \( a +" + "\n" + r"> b \)", ["a + b"]),
    ],
)
def test_formulas_in_running_text(source: str, found: list[str]) -> None:
    assert formulas(source) == found


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"see \[1\] and \[edit\]", "see [1] and [edit]"),
        (r"\[Source: Reuters\]", "[Source: Reuters]"),
        (r"\(see Smith 2020\)", "(see Smith 2020)"),
        (r"\[x\] done", "[x] done"),
        (r"`\(code\)`", r"\(code\)"),
        (r"\[no formula\](here)", "[no formula](here)"),
        (r"\[brackets", "[brackets"),
        (r"\(\)", "()"),
    ],
)
def test_escaped_brackets_around_words_are_brackets(source: str, text: str) -> None:
    assert "\n".join(text_of(block) for block in blocks(source)) == text


@pytest.mark.parametrize("stray", ["`", "a ` b", "``"])
def test_a_stray_mark_of_code_does_not_end_a_formula(stray: str) -> None:
    assert formulas(f"{stray} and $x_1$") == ["x₁"]


def test_what_is_open_within_a_formula_ends_with_it() -> None:
    source = "$$\na\n\\[\n$$\nb\n\\]\n"
    assert [type(block) for block in blocks(source)] == [Maths, Paragraph]


def test_the_target_of_a_link_stays_as_it_is() -> None:
    source = "[a](http://e.org/$x_1$/y) <http://e.org/$x_1$> [b]\n\n[b]: /$x_1$\n"
    assert rendered(source).links == ("http://e.org/$x_1$/y", "http://e.org/$x_1$", "/$x_1$")


@pytest.mark.parametrize(
    "source",
    [
        "$$\nx^2\n$$",
        "$$x^2$$",
        "\\[\nx^2\n\\]",
        r"\[ x^2 \]",
        "```math\nx^2\n```",
        "  $$\n  x^2\n  $$",
    ],
)
def test_a_formula_on_lines_of_its_own_is_a_block(source: str) -> None:
    (block,) = blocks(f"{source}\n")
    assert isinstance(block, Maths)
    assert (block.text, text_of(block)) == ("x^2", "x²")


def test_a_formula_parts_the_text_around_it() -> None:
    before, formula, after = blocks("We minimise\n$$\na\n+ b\n- c\n= d\n$$\nover all *x*.\n")
    assert (text_of(before), text_of(after)) == ("We minimise", "over all x.")
    assert isinstance(formula, Maths)
    assert text_of(formula) == "a + b − c = d"


def test_a_full_stop_behind_a_formula_stays_with_it() -> None:
    (block,) = blocks("$$x = y$$.\n")
    assert text_of(block) == "x = y."


def test_an_environment_needs_no_marks() -> None:
    (block,) = blocks("\\begin{align}\na &= b \\\\\n&= c\n\\end{align}\n")
    assert isinstance(block, Maths)
    assert text_of(block) == "a = b; = c"


def test_formulas_stand_in_lists_and_quotations() -> None:
    source = "1. first\n   $$\n   x^2\n   $$\n2. second\n\n> $$\n> y^2\n> $$\n> said\n\n- $$z^2$$\n"
    assert [line.strip() for line in shown(source) if line.strip()] == [
        "1. first", "x²", "2. second", "│     y²", "│", "│ said", "•     z²",
    ]  # fmt: skip


def test_a_lazy_line_does_not_let_a_formula_out_of_its_container() -> None:
    source = "- item\n  $$\nx^2\n  $$\n\n> $$\ny\n$$\n\nText after.\n"
    last = blocks(source)[-1]
    assert text_of(last) == "Text after."
    assert not any(isinstance(block, Code) for block in blocks(source))


def test_two_dollars_that_are_never_closed_are_text() -> None:
    (first, second) = blocks("$$\nnot closed\n\nnext $x$ here\n")
    assert text_of(first) == "$$ not closed"
    assert text_of(second) == "next x here"


def test_formulas_in_code_and_html_are_left_alone() -> None:
    source = "```\n$$\nx^2\n$$\n$y_1$\n```\n\n    $z_1$\n\n<div>\n$w_1$\n</div>\n"
    assert formulas(source) == []
    assert not any(isinstance(block, Maths) for block in blocks(source))


def test_a_bar_in_a_cell_parts_it_as_ever() -> None:
    (block,) = blocks("| a | b |\n|---|---|\n| $|x|$ | c |\n")
    assert isinstance(block, Table)
    assert len(block.rows[1]) == 2


def test_a_formula_is_found_where_a_chunk_of_the_source_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = "Some text here.\n\nWe see\n$$\na\n+ b\n- c\n$$\nthat it holds.\n\nMore.\n"
    whole = [text_of(block) for block in blocks(source)]
    for size in range(24, len(source)):  # at the least what the formula takes
        monkeypatch.setattr("reader.markdown.scan.CHUNK", size)
        assert [text_of(block) for block in blocks(source)] == whole


def test_what_a_dollar_may_enclose() -> None:
    assert is_formula("x", " ", " ")
    assert not is_formula("x", "a", " ")
    assert not is_formula("x", " ", "5")
    assert not is_formula("x ", " ", " ")
    assert not is_formula("one and two", " ", " ")


def test_a_formula_stands_in_and_its_words_can_be_found() -> None:
    source = "$$\\text{loss} = \\frac{a}{b}$$\n"
    text = Text(source)
    lines = Flow(text, 60).lines(0)
    read = text_of(text.block(0))
    assert read == "loss = a/b"
    assert [line.text for line in lines] == ["            a", "    loss = ───", "            b"]
    told = {span.text: span.at for line in lines for span in line.spans if span.at >= 0}
    assert told == {"a": read.index("a/"), "loss": 0, "b": read.index("/b") + 1}


def test_ascii_shows_the_source() -> None:
    text = Text("$$\n\\frac{a}{b}\n\\le c\n$$\n")
    lines = Flow(text, 40, ASCII_GLYPHS).lines(0)
    assert [line.text for line in lines] == [r"\frac{a}{b}", r"\le c"]


def test_the_catalog_counts_a_formula_as_prose() -> None:
    found = rendered("a $x_1$ b\n\n$$\n\\alpha + \\beta\n$$\n")
    assert found.text.split() == ["a", "x₁", "b", "α", "+", "β"]
    assert (found.words, found.code_words) == (6, 0)


def test_a_formula_far_to_the_right_is_one_where_a_list_leads_there_and_else_code() -> None:
    deep = "- x\n  - y\n\n    $$\n    b + c\n    $$\n"
    assert "b + c" in text_of(blocks(deep)[0])
    assert "$$" not in text_of(blocks(deep)[0])
    code = "\\[ a \\]\n    > - \\[ b \\]"
    assert [type(block) for block in blocks(code)] == [Maths, Code]
    assert rendered(code).text.split() == ["a", ">", "-", "\\[", "b", "\\]"]
