"""What is read without PyYAML is what PyYAML reads."""

import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from reader.characters import clean
from reader.library.fence import FIELD, key_of
from reader.library.quotes import plainly_quoted
from reader.library.repair import _begun
from reader.library.syntax import Refused, _refuse_broken, _simply, simply_quoted
from reader.library.yaml_syntax import parse

WORDS = st.text(
    st.sampled_from("ab Z09_-'\"\\:#{}[]|>&*!%@`,?\té漢🦆\u00a0\ufeff\u2019."), max_size=30
)
LINES = st.lists(
    st.one_of(
        st.builds("{}: '{}'".format, st.sampled_from(["title", "cta", "a-b", "Tag_1"]), WORDS),
        st.builds('{}: "{}"'.format, st.sampled_from(["subtitle", "x", "title"]), WORDS),
        st.builds("{}: '{}' ".format, WORDS, WORDS),
        WORDS,
    ),
    max_size=5,
).map("\n".join)


@given(LINES)
@example("title: 'it''s'\nx: \"a: b # c\"\n")
@example("a: 'x'\n\n")
@example("a: ''''\n")
@example("true: 'x'\nnull: 'y'")
def test_what_is_simply_quoted_is_what_the_parser_reads(block):
    block = clean(block)
    fields = simply_quoted(block)
    if fields:
        assert yaml.load(block, yaml.CBaseLoader) == fields
        assert all(isinstance(value, str) for value in yaml.safe_load(block).values())


@given(st.dictionaries(st.sampled_from(["title", "cta", "author"]), WORDS, min_size=1))
def test_what_a_cms_exports_is_simply_quoted(fields):
    fields = {key: clean(value).replace("\ufeff", "") for key, value in fields.items()}
    block = "".join(
        f"{key}: '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in fields.items()
    )
    assert simply_quoted(block) == fields


@given(
    st.lists(st.sampled_from(["a: 'b'", "c: 'it''s'", 'd: "e"', "f-g: ''"]), unique=True),
    st.text("ab1' :#,", max_size=8),
    st.lists(st.sampled_from(["h: i", "j:", "  k: l", "'m'", "# n", ""])),
)
def test_a_plainly_broken_line_is_refused_as_the_parser_refuses_it(before, text, behind):
    block = "\n".join([*before, f"x: 'y'{text}", *behind]) + "\n"
    found = _simply(block)
    if not isinstance(found, int):
        return
    refused = refusal(lambda: _refuse_broken(block, found))
    if refused:
        assert refused == refusal(lambda: parse(block))


def refusal(read):
    """The reason and the line; None where nothing is refused."""
    try:
        read()
    except Refused as refused:
        return refused.reason, refused.line
    return None


@given(
    st.one_of(
        WORDS,
        st.builds("{}{}{}".format, WORDS, st.sampled_from([":", ": ", ":\t", ":  "]), WORDS),
        st.builds("title{}{}".format, st.sampled_from([":", ": ", ":\t", ": \t "]), WORDS),
    )
)
def test_a_line_of_a_plain_name_begins_a_field_as_the_pattern_says(line):
    match = FIELD["yaml"].match(line)
    assert _begun("yaml", line) == (match and (key_of(match), match[4]))


@given(
    st.one_of(WORDS, st.text("'\"a \t\n\\", max_size=12)),
    st.sampled_from(["'", '"', ""]),
    st.sampled_from(["", " ", "\t "]),
)
def test_a_plainly_quoted_value_is_told_as_yaml_has_it(text, quote, behind):
    text = f"{quote}{text}{quote}{behind}"
    single = re.fullmatch(r"'((?:[^'\n]|'')*)'[ \t]*", text)
    double = re.fullmatch(r'"([^"\\\n]*)"[ \t]*', text)
    found = plainly_quoted(text)
    if single:
        assert found == clean(single[1].replace("''", "'"))
    else:
        assert found == (clean(double[1]) if double else None)
