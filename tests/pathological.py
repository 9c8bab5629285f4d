"""Inputs on which parsers hang, overflow their stack or fill the memory, after those of cmark.

    python -m tests.pathological [NAME]

sets one as a page in a process of its own, and prints what that took. Without a name it reads names
from its input, line by line, and answers each with what that process printed and how it ended.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable

CELLS = 68
MOST = 1 << 30  # bytes of memory after which the process gets no more
HANG_GUARD = 9  # seconds of the processor; each takes less than two
STANDSTILL = 60  # seconds in which it does not even compute

CASES: dict[str, Callable[[], str]] = {
    # containers
    "50,000 nested quotes": lambda: "> " * 50_000 + "a\n",
    "50,000 lines of a quote": lambda: "> a\n" * 50_000,
    "20,000 paragraphs of a quote": lambda: "> a\n>\n" * 20_000,
    "a quote gone on with by 20,000 lazy lines": lambda: "> " * 100 + "a\n" + "b\n" * 20_000,
    "5,000 alerts": lambda: "> [!NOTE]\n> a\n\n" * 5_000,
    "1,000 nested lists": lambda: "".join("  " * depth + "- a\n" for depth in range(1000)),
    "50,000 lists on one line": lambda: "- " * 50_000 + "a\n",
    "10,000 numbered lists on one line": lambda: "1. " * 10_000 + "a\n",
    "20,000 paragraphs of one item": lambda: "- a\n\n" + "  b\n\n" * 20_000,
    "20,000 items": lambda: "- [ ] a\n\n" * 20_000,
    "lists and quotes in turn": lambda: "- a\n> b\n" * 5_000,
    "1 MB of code in an item": lambda: "- a\n\n  ```\n" + "  x = 1\n" * 140_000,
    "600 KB of rows in an item": lambda: "- |a|b|\n  |-|-|\n" + "  |some words|7|\n" * 35_000,
    # tables
    "a row of 20,000 cells": lambda: "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|b" * 20_000,
    "a row of 8,000 cells": lambda: "|a" * 8_000 + "|\n" + "|-" * 8_000 + "|\n" + "|b" * 8_000,
    "1,000 rows that lack 999 cells": lambda: "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b|\n" * 1000,
    "20,000 rows": lambda: "|a|b|\n|-|-|\n" + "|c|dd|\n" * 20_000,
    "200,000 pipes": lambda: "|" * 200_000 + "\n|-|\n",
    # inline text
    "50,000 brackets in each other": lambda: "[" * 50_000 + "a" + "]" * 50_000,
    "50,000 open brackets": lambda: "[" * 50_000 + "a",
    "50,000 open pictures": lambda: "![" * 50_000 + "a",
    "50,000 unclosed links": lambda: "[a](b" * 50_000,
    "50,000 unclosed links in angles": lambda: "[a](<b" * 50_000,
    "50,000 unclosed references": lambda: "[a][b" * 50_000,
    "25,000 links in each other": lambda: "[" * 25_000 + "a" + "](b)" * 25_000,
    "20,000 pictures": lambda: "![a](b)" * 20_000,
    "50,000 runs of emphasis": lambda: "*a **a " * 50_000,
    "50,000 closing runs": lambda: "a**b" + "c* " * 50_000,
    "emphasis in each other": lambda: "*a **a " * 25_000 + "b" + " a** a*" * 25_000,
    "50,000 stars around a letter": lambda: "*" * 50_000 + "a" + "*" * 50_000,
    "50,000 underscores": lambda: "_a __a " * 50_000,
    "50,000 tildes": lambda: "~~a " * 50_000 + "~" * 50_000,
    "20,000 carets": lambda: "a^b^" * 10_000 + "a^" * 20_000 + "a~" * 20_000,
    "runs of backticks, each longer": lambda: "".join("e" + "`" * size for size in range(1500)),
    "100,000 backticks": lambda: "`a" * 100_000 + "`" * 100_000,
    "200,000 backslashes": lambda: "\\" * 200_000,
    "40,000 entities": lambda: "&amp;&#0;&lt&" * 20_000,
    "40,000 line breaks": lambda: "a\\\n" * 40_000,
    "50,000 addresses": lambda: "http://a.b me@a.b www.a.b " * 20_000,
    "50,000 beginnings of addresses": lambda: "http://" * 50_000 + "www." * 50_000 + "a@" * 50_000,
    "an address of 50,000 brackets": lambda: "http://a.b/" + "(" * 50_000,
    "50,000 names of emoji": lambda: ":smile:" * 25_000 + ":a" * 50_000,
    "20,000 wikilinks": lambda: "[[a]] " * 10_000 + "[[" * 20_000,
    "20,000 template tags": lambda: "{{ a }} {% a %} " * 10_000 + "{{ a " * 10_000 + "{% a " * 10_000,
    "16,000 tags of code behind the end of their quote": lambda: (
        ("> {% highlight a %}\n" * 2_000 + "x\n{% endhighlight %}\n\n") * 8
    ),
    "250 boxes behind the end of their quote": lambda: (
        ("> :::note\n" * 50 + "> a\n>\n" * 4_000 + "x\n" + "> :::\n" * 50) * 5
    ),
    # HTML
    "100,000 less-than signs": lambda: "<" * 100_000,
    "50,000 unclosed tags": lambda: "<a " * 50_000 + "x <a b=\"" * 50_000,
    "50,000 unclosed comments": lambda: "<!--a" * 50_000 + "\n\nx" + "<!--a " * 50_000,
    "20,000 unclosed instructions": lambda: "x <?" * 20_000 + "x <![CDATA[" * 20_000 + "x <!A " * 20_000,
    "20,000 open elements": lambda: "<div>" * 20_000 + "a\n\nx" + "<b>" * 20_000,
    "20,000 lists of HTML in each other": lambda: "<ul><li>" * 20_000 + "a",
    "20,000 tables of HTML in each other": lambda: "<table><tr><td>" * 20_000 + "a",
    "8,000 rows of HTML": lambda: "<table>\n" + "<tr><td>a</td></tr>\n" * 8_000 + "</table>\n",
    "300 KB of HTML on one line": lambda: "<div>" + "<p>a <b>b</b></p>" * 18_000,
    "boxes that close the wrong one": lambda: (":::note\n" * 49 + "x\n::::\n") * 80,
    "50,000 unclosed scripts": lambda: "<script>\n" * 50_000,
    "50,000 swallowing tags": lambda: "x <xmp>" * 50_000,
    "100,000 attributes": lambda: "<a " + "b=c " * 100_000 + ">x</a>",
    "2,000 foldings": lambda: "<details><summary>a</summary>\n\n" * 2_000,
    "50,000 components": lambda: "<Card>" * 50_000 + "a\n\n" + "import a from 'b'\n" * 20_000,
    "20,000 unclosed tags in MDX": lambda: "import a from 'b'\n\n" + "<A b={{" * 20_000 + "{/* " * 20_000,
    "10,000 unclosed exports": lambda: "import a from 'b'\n\n" + "export const a = {\n\n" * 10_000,
    "5,000 headings that end in braces": lambda: "# a {b}\n\n" * 5_000,
    # definitions
    "50,000 definitions": lambda: "".join(f"[a{n}]: /b{n}\n" for n in range(50_000)) + "\n[a9] [a49999]",
    "50,000 definitions of one name": lambda: "[a]: /b\n" * 50_000 + "\n[a]",
    "5,000 uses above 5,000 definitions": lambda: (
        "".join(f"[a{n}]\n\n" for n in range(5_000)) + "".join(f"[a{n}]: /b\n" for n in range(5_000))
    ),
    "10,000 footnotes": lambda: "a[^1]\n\n" + "".join(f"[^{n}]: b\n\n" for n in range(10_000)),
    "5,000 footnotes, each used": lambda: (
        "".join(f"a[^{n}]\n\n" for n in range(5_000)) + "".join(f"[^{n}]: b\n" for n in range(5_000))
    ),
    "20,000 uses of a footnote": lambda: "a[^1] " * 20_000 + "\n\n[^1]: b",
    "3,000 footnotes on one line": lambda: "[^1]: " * 3_000 + "a",
    "8,000 terms": lambda: "a\n: b\n\n" * 8_000 + "a\n" + ": b\n" * 8_000,
    # leaves
    "10,000 blocks of code": lambda: "```\na\n```\n" * 10_000,
    "an unclosed fence": lambda: "```python\n" + "a = 1\n" * 100_000,
    "80,000 indented lines": lambda: "    a\n" * 80_000,
    "5,000 lost fences": lambda: "python\nimport os\n\n\n" * 5_000,
    "a lost fence of 40,000 lines": lambda: "python\nimport os\n" + "x = 1\n" * 40_000,
    "10,000 headings": lambda: "# a\n" * 10_000,
    "a heading of 50,000 lines": lambda: "a\n" * 50_000 + "===\n",
    "20,000 rules": lambda: "---\n" * 20_000,
    "500,000 tabs": lambda: "\t" * 500_000 + "b",
    "1,000,000 empty lines": lambda: "\n" * 1_000_000 + "a",
    "1,000,000 spaces": lambda: "a" + " " * 1_000_000 + "b",
    # words
    "a word of 1 MB": lambda: "x" * 1_000_000,
    "a word of 1 MB in a cell": lambda: "|a|b|\n|-|-|\n|" + "x" * 1_000_000 + "|c|\n",
    "a line of code of 1 MB": lambda: "```\n" + "x" * 1_000_000 + "\n```\n",
    "a heading of 1 MB": lambda: "# " + "x " * 500_000,
    "a picture of 2 MB in its address": lambda: "![a](data:image/png;base64," + "A" * 2_000_000 + ")",
    "200,000 combining marks": lambda: "a" + "\u0301" * 200_000,
    "100,000 joined emoji": lambda: "👩\u200d" * 100_000,
    "200,000 invisible spaces": lambda: "a\u200b" * 200_000,
    "140,000 ideographs": lambda: "漢" * 140_000,
    "60,000 Thai words without a space": lambda: "สวัสดี" * 60_000,
    "100,000 Hebrew words": lambda: "שלום " * 100_000,
    # formulas
    "300 nested fractions": lambda: "$$" + r"\frac{a}{" * 300 + "b" + "}" * 300 + "$$",
    "300 nested fractions in a line": lambda: "x $" + r"\frac{a}{" * 300 + "b" + "}" * 300 + "$ y",
    "50,000 nested fractions": lambda: "$$" + r"\frac{a}{" * 50_000 + "b" + "}" * 50_000 + "$$",
    "50,000 nested roots": lambda: "$$" + r"\sqrt{" * 50_000 + "b" + "}" * 50_000 + "$$",
    "10,000 columns of a matrix": lambda: r"$$\begin{matrix}" + "a & " * 10_000 + r"b\end{matrix}$$",
    "5,000 nested matrices": lambda: "$$" + r"\begin{matrix}" * 5_000 + "a" + r"\end{matrix}" * 5_000 + "$$",
    "50,000 braces": lambda: "$$" + "{" * 50_000 + "$$",
    "20,000 dollars": lambda: "$a " * 20_000 + "\n\n" + "$$a" * 20_000,
    "50,000 powers": lambda: "$$" + "x^{" * 5_000 + "a" + "}" * 5_000 + "_a^b" * 20_000 + "$$",
    "20,000 formulas in brackets": lambda: "\\( a \\) " * 10_000 + "\\[ a " * 10_000,
}  # fmt: skip


def _set(source: str) -> tuple[int, int]:
    """Rows of the first screen, and of the whole; AssertionError for a line that is too wide."""
    from reader.characters import width
    from reader.library.load import load_bytes
    from reader.markdown.lines import Glyphs
    from reader.session.page import Position
    from reader.session.read import page_of

    page = page_of(load_bytes(source.encode(), "a.md"), CELLS, Glyphs())
    first = len(page.rows(Position(0, 0), 40))
    page.rows(page.lowest_top(40), 40)
    whole = 0
    for block in range(page.text.count):
        lines = page.flow.lines(block)
        assert all(width(line.text) <= CELLS for line in lines)
        page.flow.height(block)
        whole += len(lines)
    return first, whole


def _peak() -> float:
    """MB that the process held at most."""
    if sys.platform == "linux":
        # Not ru_maxrss, which begins with what the process that started this one held.
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def main(name: str) -> None:
    """Set one of the inputs."""
    # Both end the process, whatever it is in. What grows with the square of its input at 20 ns a
    # pair is seen in 20,000 of anything.
    resource.setrlimit(resource.RLIMIT_CPU, (HANG_GUARD, HANG_GUARD + 1))
    signal.alarm(STANDSTILL)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MOST, MOST))
    first, whole = _set(CASES[name]())
    print(json.dumps({"first": first, "whole": whole, "peak": _peak()}), flush=True)


def serve() -> None:
    """Answer names with what came of them. Each has a process that has imported everything."""
    _set("a\n")
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # as in what reads files for the catalog, and in the commands
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if not child:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                try:
                    main(line.removesuffix("\n"))
                except BaseException:
                    sys.excepthook(*sys.exc_info())
                    os._exit(1)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            told = [pipe.read().decode() for pipe in (out, err) if not pipe.seek(0)]
        print(json.dumps([status, *told]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else serve()
