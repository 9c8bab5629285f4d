"""What is read without PyYAML is what PyYAML reads."""

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from reader.characters import clean
from reader.library.syntax import simply_quoted

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
