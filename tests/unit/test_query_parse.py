"""What is typed becomes a tree; what is not understood becomes a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from reader.query.fields import BY_NAME, FIELDS, RANGES, SORTS, STATES, SYNTAX, Kind
from reader.query.parse import LEVELS, MAX_TERMS, MAX_TYPED, parse
from reader.query.tree import (
    All,
    Any,
    Form,
    Is,
    Node,
    Not,
    Query,
    Sort,
    State,
    Tag,
    Text,
    depth,
)

TODAY = date(2024, 5, 15)


def read(typed: str, typing: bool = False) -> Query:
    return parse(typed, today=TODAY, typing=typing)


def shape(node: Node | None) -> str:
    """The tree in brackets, so that a table of them can be read."""
    match node:
        case None:
            return ""
        case All(nodes):
            return f"({' & '.join(shape(n) for n in nodes)})"
        case Any(nodes):
            return f"({' | '.join(shape(n) for n in nodes)})"
        case Not(inner):
            return f"!{shape(inner)}"
        case Text(words, form, _, field):
            return f"{field + ':' if field else ''}{'_'.join(words)}{MARKS[form]}"
        case Tag(words, form, _):
            return f"tag:{'_'.join(words)}{MARKS[form]}"
        case Is(state):
            return f"is:{state}"
    return f"{getattr(node, 'field', 'path')}:{node.typed}"


MARKS = {
    Form.WORD: "",
    Form.TYPING: "…",
    Form.PREFIX: "*",
    Form.PHRASE: '"',
    Form.NEAR: "~",
    Form.OPEN: '"…',
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("   ", ""),
        ("quantum", "quantum"),
        ("quantum computing", "(quantum & computing)"),
        ("quantum AND computing", "(quantum & computing)"),
        ("quantum OR silicon", "(quantum | silicon)"),
        ("a OR b c", "(a | (b & c))"),
        ("(a OR b) c", "((a | b) & c)"),
        ("a (b (c d))", "(a & b & c & d)"),
        ("a OR (b OR c)", "(a | b | c)"),
        ("a a a", "a"),
        ("-hype", "!hype"),
        ("NOT hype", "!hype"),
        ("NOT -hype", "hype"),
        ("a -(b OR c)", "(a & !(b | c))"),
        ('"machine learning"', 'machine_learning"'),
        ("“machine learning”", 'machine_learning"'),
        ('-"machine learning"', '!machine_learning"'),
        ('"machine lea', 'machine_lea"'),
        ('"machine lea"*', "machine_lea*"),
        ("quant*", "quant*"),
        ("quantom~", "quantom~"),
        ("don't", "don_t"),
        ("state-of-the-art", "state_of_the_art"),
        ("Café", "cafe"),
        ("機械学習", "機_械_学_習"),
        ("GPT模型", "gpt_模_型"),
        ("हिन्दी", "हिन्दी"),
        ("author:jenkins", "author:jenkins"),
        ("Author:Jenkins", "author:jenkins"),
        ('author:"David Jenkins"', 'author:david_jenkins"'),
        ("author:-jenkins", "!author:jenkins"),
        ("-author:jenkins", "!author:jenkins"),
        ("tag:(ai OR ethics)", "(tag:ai | tag:ethics)"),
        ("title:(a -b)", "(title:a & !title:b)"),
        ("title:(a author:b)", "(title:a & author:b)"),
        ("tag:machine-learning", "tag:machine_learning"),
        ("read:<10", "read:<10"),
        ("read:(<5 OR >20)", "(read:<5 | read:>20)"),
        ("date:2024-02-09..", "date:2024-02-09.."),
        ("is:unread is:Starred", "(is:unread & is:starred)"),
        ("path:drafts/x", "path:drafts/x"),
        ("https://example.org/x", "https_example_org_x"),
        ("std::vector", "std_vector"),
        ("AI: the future", "(ai & the & future)"),
        ("AI - the future", "(ai & the & future)"),
        ("c++", "c"),
        ("-- ()", ""),
    ],
)
def test_what_is_typed_becomes_a_tree(typed: str, expected: str) -> None:
    query = read(typed)
    assert shape(query.tree) == expected
    assert query.notices == ()


def test_a_query_of_signs_alone_is_told() -> None:
    assert read("-- … ! ()").notices == ("there is no word in `… !` to look for",)
    assert read("😀").notices == ("there is no word in `😀` to look for",)
    assert read("😀 heron").notices == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("OR", ""),
        ("a OR", "a"),
        ("OR a", "a"),
        ("a OR OR b", "(a | b)"),
        ("NOT", ""),
        ("a NOT", "a"),
        ("a -", "a"),
        ("(", ""),
        ("(a", "a"),
        ("a)", "a"),
        ("a ) b", "(a & b)"),
        ("(a OR", "a"),
        ("((()))", ""),
        ('"', ""),
        ('a "', "a"),
        ("*", ""),
        ("tag:(", ""),
        ("tag:(ai", "tag:ai"),
    ],
)
def test_half_a_query_is_used_as_far_as_it_goes(typed: str, expected: str) -> None:
    query = read(typed)
    assert shape(query.tree) == expected
    assert query.notices == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quan", "quan…"),
        ("quan ", "quan"),
        ("big quan", "(big & quan…)"),
        ("author:jen", "author:jen…"),
        ("tag:ai", "tag:ai…"),
        ('"machine lea', 'machine_lea"…'),
        ('"machine lea"', 'machine_lea"'),
        ("機械", "機_械"),
        ("don't", "don_t…"),
        ("(quan)", "quan"),
    ],
)
def test_the_last_word_goes_on_while_it_is_typed(typed: str, expected: str) -> None:
    assert shape(read(typed, typing=True).tree) == expected


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("auther:jenkins", "no field auther — author?"),
        ("tilte:x", "no field tilte — title?"),
        ("is:unred", "no is:unred — unread?"),
        ("sort:dtae", "no sort:dtae — date?"),
        ("read:soon", "read:soon is not understood. read: takes 10, <10, >=5 or 5..15"),
        (
            "date:2024-13",
            (
                "date:2024-13 is not understood."
                " date: takes 2024, 2024-02, 2024-02-09.., <30d or last-month"
            ),
        ),
        ("author:", "author: takes words of an author's name"),
        ("tag:!", "tag: takes a tag, as a whole, the author's or your own"),
    ],
)
def test_what_is_not_understood_is_told(typed: str, notice: str) -> None:
    query = read(f"{typed} quantum")
    assert query.notices == (notice,)
    assert shape(query.tree) == "quantum"


@pytest.mark.parametrize("typed", ["date:20", "read:<", "is:unr", "sort:-da"])
def test_a_value_that_is_being_typed_is_told_what_it_may_become(typed: str) -> None:
    name = typed.partition(":")[0]
    (notice,) = read(typed, typing=True).notices
    assert notice.startswith(f"{name}: takes ")


def test_orders_are_collected_from_anywhere() -> None:
    query = read("quantum sort:-date,title (sort:read) sort:author")
    assert query.sort == (Sort("date", reverse=True), Sort("title"), Sort("read"), Sort("author"))
    assert shape(query.tree) == "quantum"


def test_the_words_to_mark_are_those_that_are_wanted() -> None:
    query = read("quantum -hype (title:ai OR author:x) -(-not) read:<5")
    assert [text.typed for text in query.words] == ["quantum", "ai", "x", "not"]


def test_hundreds_of_parentheses_keep_what_they_hold() -> None:
    query = read("(" * 500 + "a OR b" + ")" * 500 + " c")
    assert shape(query.tree) == "((a | b) & c)"
    assert query.notices == (f"parentheses deeper than {LEVELS} levels are passed over",)


def test_a_tree_never_gets_deeper_than_its_levels_allow() -> None:
    query = read("(a OR -(b " * 300)
    assert 2 < depth(query.tree) <= 3 * LEVELS


def test_a_pasted_page_is_cut_and_says_so() -> None:
    query = read(" ".join(f"w{n}" for n in range(300)))
    assert len(query.words) == MAX_TERMS
    assert query.notices == (f"only the first {MAX_TERMS} words are looked for",)
    assert read("x" * (MAX_TYPED + 1)).notices


def test_what_is_told_holds_no_control_character() -> None:
    query = read("is:\x1b[31mun\x9bred auther:\x1b]0;x")
    assert len(query.notices) == 2
    assert not any("\x1b" in notice or "\x9b" in notice for notice in query.notices)


def test_every_example_of_the_table_is_understood_and_uses_its_field() -> None:
    for field in FIELDS:
        query = read(field.example)
        assert query.notices == (), field.name
        assert query.sort if field.kind is Kind.SORT else query.tree, field.name
        assert field.example.startswith(f"{field.name}:")
    for syntax in (*SYNTAX, *RANGES):
        for example in syntax.example.split(", "):
            query = read(example)
            assert query.tree, example
            assert query.notices == (), example


def test_every_state_and_order_of_the_table_is_understood() -> None:
    for choice in STATES:
        assert read(f"is:{choice.name}").tree == Is(State(choice.name))
    for choice in SORTS:
        assert read(f"sort:{choice.name}").sort == (Sort(choice.name),)


def test_names_of_fields_are_unique() -> None:
    assert len(BY_NAME) == len(FIELDS)
