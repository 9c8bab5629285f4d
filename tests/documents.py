"""Documents made of every construct, nested, and then damaged: what a page must show whole.

Running words are made up and told by `WORD`, so that each can be looked for on the page wherever
markup, a script or an edit has put it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import product

from hypothesis import strategies as st

WORD = re.compile(r"(?=(zq[a-z]{3}))")
MARKS = "*_`~[]()<>!#|\\&;:-+=^${}\"'@/.?%123 \t\n"

# One choice for each: a third of the time of a document was for choosing letters.
words = st.sampled_from(
    tuple("zq" + "".join(three) for three in product("aeioubdfgklmnprst", repeat=3))
)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)
_others = st.sampled_from(
    (
        "日本語の文章",
        "สวัสดี",
        "שלום",
        "👩‍👩‍👧",
        "e\u0301",
        "—",
        "1,000",
        "$300,000-$500,000",
        "don't",
        "…",
    )
)


def _around(text: str, before: str, after: str | None = None) -> str:
    return before + text + (before if after is None else after)


_wraps: tuple[Callable[[str], str], ...] = (
    *(
        partial(_around, before=mark)
        for mark in ("*", "**", "_", "~~", "`", "``", "***", "==", "$")
    ),
    *(partial(_around, before=f"<{tag}>", after=f"</{tag}>") for tag in ("b", "kbd", "sub", "x-y")),
    partial(_around, before="[", after="](https://example.org/a_b)"),
    partial(_around, before="[", after="][known]"),
    partial(_around, before="![", after="](picture.png 'title')"),
    partial(_around, before="[![", after="](a.png)](/target)"),
    partial(_around, before="<span class='a' title=\"b > c\">", after="</span>"),
    partial(_around, before="<!-- hidden -->"),
    partial(_around, before="x^", after="^"),
    partial(_around, before="H~", after="~"),
    partial(_around, before="\\(", after="\\)"),
    partial(_around, before="[[", after="]]"),
    partial(_around, before="{{ ", after=" }}"),
    partial(_around, before="\\*", after="\\_ &amp; &eacute; "),
    partial(_around, before="[", after="](/a){: .b #c }"),
    partial(_around, before="%%hidden%% ", after=" ^a1b2c3"),
)
_alone = st.sampled_from(
    ("[^note]", "[^1]", "<br>", "  \n", "\\\n", "\n", "<https://example.org>", "https://example.org/x?y=1",
     "me@example.org", ":smile:", "<img src=a.png alt=''>", "<!-- hidden -->", "[known]", "&nbsp;",
     "{% tag %}", "{{< code >}}", "#tag", "`` ` ``")
)  # fmt: skip


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(_wraps), inner).map(lambda two: two[0](two[1])),
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
    )


inlines = st.recursive(st.one_of(phrases, phrases, _others, _alone), _wrapped, max_leaves=6)
_lines = inlines.map(lambda text: " ".join(text.split()))

PYTHON = "import os\n\n\ndef zqcode():\n\treturn __init__  # not a heading\n"


def _table(cells: list[str]) -> str:
    cells = [cell.replace("|", "\\|") for cell in cells]
    columns = max(1, len(cells) // 3)
    rows = [cells[place : place + columns] for place in range(0, len(cells), columns)]
    rule = "|" + "|".join((":-:", "-", "-:", ":-")[number % 4] for number in range(columns)) + "|"
    head, *rest = ["|" + "|".join(row) + "|" for row in rows]
    return "\n".join((head, rule, *rest))


_leaves = st.one_of(
    inlines,
    inlines,
    st.tuples(st.integers(1, 6), _lines).map(lambda two: "#" * two[0] + " " + two[1]),
    st.tuples(_lines, st.sampled_from("=-")).map(lambda two: f"{two[0]}\n{two[1] * 5}"),
    st.tuples(_lines, words).map(lambda two: f"## {two[0]} {{#{two[1]}}}"),
    st.tuples(st.sampled_from(("```", "~~~", "````python", "```mermaid", "``` {.c}")), phrases).map(
        lambda two: f"{two[0]}\n{two[1]}\n\n\t{two[1]}\n{two[0][:4].strip('pm ')}"
    ),
    phrases.map(lambda text: f"    {text}\n\n    {text}"),
    st.lists(_lines, min_size=2, max_size=9).map(_table),
    st.sampled_from(("---", "* * *", "<!-- hidden\n\nstill -->", "<hr>", f"python\n{PYTHON}\n\n")),
    st.tuples(st.sampled_from(("div", "section", "p", "center", "blockquote", "h2", "pre")), inlines).map(
        lambda two: f"<{two[0]}>\n{two[1]}\n</{two[0]}>"
    ),
    phrases.map(lambda text: f"<ul><li>{text}<li>{text}</ul>"),
    phrases.map(lambda text: f"<table><tr><th>{text}</th></tr><tr><td>{text}<td>{text}</table>"),
    phrases.map(lambda text: f"<details><summary>{text}</summary>\n\n{text}\n\n</details>"),
    phrases.map(lambda text: f"<figure><img src='a.png' alt='{text}'><figcaption>{text}</figure>"),
    phrases.map(lambda text: f"<script>\nvar zqnot = 1;\n</script>\n{text}\n"),
    phrases.map(lambda text: f"$$\n{text} \\frac{{a}}{{b}}\n$$"),
    phrases.map(lambda text: f"\\[ {text}_i = x^2 \\]"),
    inlines.map(lambda text: f"[known]: /target 'title'\n\n{text}"),
    st.tuples(st.sampled_from(("note", "1", "unused")), inlines).map(
        lambda two: f"[^{two[0]}]: {two[1]}"
    ),
    st.tuples(_lines, _lines).map(lambda two: f"{two[0]}\n: {two[1]}"),
    phrases.map(lambda text: f"<Card title='a'>\n\n{text}\n\n</Card>"),
    st.tuples(
        st.sampled_from(
            (
                ("{% highlight ruby %}", "{% endhighlight %}"),
                ("{% codeblock %}", "{% endcodeblock %}"),
                ('{{< highlight go "linenos=table" >}}', "{{< /highlight >}}"),
                ("{% raw %}", "{% endraw %}"),
            )
        ),
        phrases,
    ).map(lambda two: f"{two[0][0]}\n{two[1]}\n\n  {two[1]} `\n{two[0][1]}"),
    phrases.map(lambda text: f"{text}\n{{: .lead #{text[:5]}}}"),
    phrases.map(lambda text: f"* TOC\n{{:toc}}\n\n[TOC]\n\n{text}"),
    st.tuples(words, _lines).map(lambda two: f"*[{two[0]}]: {two[1]}\n*[{two[0]}s]: {two[0]}"),
    phrases.map(lambda text: f"{{{{< figure\n  src='a.png'\n  title='{text}'\n>}}}}"),
)  # fmt: skip


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip(" ") for line in lines[1:])])


def _listed(items: list[str], marker: str, *, loose: bool) -> str:
    step = " " * len(marker)
    return ("\n\n" if loose else "\n").join(_indented(item, marker, step) for item in items)


_kinds = st.sampled_from(("note", "info", "danger", "recipe", "see-also"))
_boxes = st.sampled_from(
    (":::{kind}", "::: {kind} {head}", ":::{kind}[{head}]", "!!! {kind}", "??? {kind}",
     '!!! {kind} "{head}"', "[!{kind}]", "[!{kind}]-", "[!{kind}]+ {head}", "[!{kind}] {head}")
)  # fmt: skip


def _boxed(box: tuple[str, str, str, str]) -> str:
    form, kind, head, body = box
    first = form.format(kind=kind, head=head)
    if form[0] == "[":
        return _indented(f"{first}\n{body}", "> ", "> ")
    if form[0] != ":":
        return _indented(f"{first}\n{body}", "", "    ")
    colons = ":" * max(0, *(len(run) - 2 for run in re.findall(":{3,}", body)), 0)
    return f"{colons}{first}\n{body}\n{colons}:::"


def _contained(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    joined = several.map("\n\n".join)
    return st.one_of(
        joined,
        joined.map(lambda text: _indented(text, "> ", "> ")),
        st.tuples(st.sampled_from(("NOTE", "tip", "WARNING")), joined).map(
            lambda two: _indented(f"[!{two[0]}]\n{two[1]}", "> ", "> ")
        ),
        st.tuples(
            several, st.sampled_from(("- ", "* ", "1. ", "17) ", "- [ ] ", "- [x] ")), st.booleans()
        ).map(lambda three: _listed(three[0], three[1], loose=three[2])),
        joined.map(lambda text: _indented(f"[^note]: {text}", "", "    ")),
        st.tuples(_boxes, _kinds, _lines, joined).map(_boxed),
    )


blocks = st.recursive(_leaves, _contained, max_leaves=8)


def documents() -> st.SearchStrategy[str]:
    """Sources of several blocks, nested up to a few levels."""
    return st.lists(blocks, min_size=1, max_size=5).map("\n\n".join)


def _edited(source: str, edits: list[tuple[str, float, int, str]]) -> str:
    for edit, share, count, text in edits:
        place = int(share * len(source))
        piece = source[place : place + count]
        rest = source[place + len(piece) :]
        if edit == "delete":
            piece = ""
        elif edit == "duplicate":
            piece *= 2
        elif edit == "transpose":
            piece = piece[::-1]
        else:
            piece = text + piece
        source = source[:place] + piece + rest
    return source


def edited_documents() -> st.SearchStrategy[str]:
    """The same after characters were deleted, doubled, turned round or typed in, at random."""
    edit = st.tuples(
        st.sampled_from(("delete", "duplicate", "transpose", "insert")),
        st.floats(0, 1),
        st.integers(1, 12),
        st.text(MARKS, min_size=1, max_size=4),
    )
    return st.tuples(documents(), st.lists(edit, min_size=1, max_size=6)).map(
        lambda two: _edited(*two)
    )
