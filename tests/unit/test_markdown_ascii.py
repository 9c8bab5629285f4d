"""Where a terminal shows ASCII alone, formulas, raised digits and accents are written in it."""

import pytest

from reader.markdown.ascii_signs import pieces
from reader.markdown.ascii_signs import written as written_short
from reader.markdown.blocks import text_of
from reader.markdown.flow import Flow
from reader.markdown.in_ascii import line_in_ascii
from reader.markdown.lines import ASCII_GLYPHS, Line, Span
from reader.markdown.parse import Text


def written(text, *, maths=False):
    shown, done = "", 0
    for start, stop, piece in pieces(text, maths=maths):
        shown += text[done:start] + piece
        done = stop
    return shown + text[done:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x²", "x^2"),
        ("xⁿ⁺¹", "x^(n+1)"),
        ("H₂O", "H_2O"),
        ("α² + √x ≤ ½", "alpha^2 + sqrt(x) <= 1/2"),
        ("√(x+1)", "sqrt(x+1)"),
        ("√10", "sqrt(10)"),
        ("∛√x", "cbrt sqrt(x)"),
        ("2αβ", "2alpha beta"),
        ("ΔΩ", "Delta Omega"),
        ("x ∈ ℝ", "x in R"),
        ("𝐱⊙y", "x <circled dot operator> y"),
        ("xᵝ", "x^beta"),
        ("速度 = ж", "Su Du = zh"),
    ],
)
def test_a_formula_is_written_as_one_types_it(text, expected):
    assert written(text, maths=True) == expected
    assert written(text, maths=True).isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Café” – naïve …", '"Cafe" - naive ...'),
        ("1½ of ¾", "1 1/2 of 3/4"),
        ("ﬁne № 5", "fine No 5"),
        ("cafe\u0301", "cafe"),
        ("漢字 and Привет", "Han Zi and Privet"),
        ("物語を読む。", "Wu Yu o Du mu."),
        ("你好，世界。《老子》作（3）", "Ni Hao, Shi Jie.<<Lao Zi>> Zuo (3)"),
        ("سوق الورّاقين", "swq alwraqyn"),
        ("Ελλάδα, שלום, हिन्दी", "Ellada, slvm, hindi"),
        ("안녕 👍🏽 ☃️", "AnNyeong :thumbsup: :snowman2:"),
        ("lost \ufffd, own \ue000", "lost [U+FFFD], own [U+E000]"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_sentence_is_written_in_latin_letters(text, expected):
    assert written(text) == expected
    assert "?" not in written(text)


def test_what_is_written_otherwise_knows_where_it_stands_in_the_text_as_read():
    text = Text("“Être” or H~2~O and $\\alpha^2 + x_1$[^1] naïve ends.\n\n[^1]: Note.")
    text.find_all()
    flow = Flow(text, 30, ASCII_GLYPHS)
    read = text_of(text.block(0))
    for line in flow.lines(0):
        assert line.text.isascii()
        assert len(line.text) <= 30
        for span in line.spans:
            if span.text in read and span.at >= 0:
                assert read[span.at :].startswith(span.text)
    where = {span.text: span.at for line in flow.lines(0) for span in line.spans}
    assert where["alpha"] == read.index("α")
    assert where["[1]"] == read.index("¹")
    assert where["_2"] == read.index("₂")


def test_much_of_it_takes_no_more_time_than_its_length():
    for text in ("√" * 20_000, "²" * 20_000, "α" * 20_000, "é" * 20_000, "√1" * 20_000):
        assert written(text, maths=True).isascii()


def test_the_words_of_the_interface_keep_what_parts_facts() -> None:
    assert written_short("6 articles · 2 begun…") == "6 articles - 2 begun..."
    assert written_short("中文 – é") == "Zhong Wen - e"


def test_a_line_that_grows_takes_the_cells_from_the_blanks_before_its_next_column() -> None:
    line = Line((Span("↓ j"), Span("      "), Span("one down — é")))
    assert line_in_ascii(line).text == "down j   one down -- e"


def test_code_in_ascii_knows_where_it_stands() -> None:
    line = line_in_ascii(Line((Span('x = "é→ü"', "code", at=7),)))
    assert line.text == 'x = "e->u"'
    assert [(span.text, span.at) for span in line.spans] == [
        ('x = "', 7), ("e", 12), ("->", 13), ("u", 14), ('"', 15)
    ]  # fmt: skip
