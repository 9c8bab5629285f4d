"""What is program in MDX: imports, exports, comments and the tags of components.

They are put into comments for the parser, so that they are not seen and the text around and within
them is Markdown. A source is taken for MDX only where its file's name says so or it begins with an
import or export: code that lost its fences must never be hidden.
"""

from __future__ import annotations

import re

from reader.markdown.seen import within
from reader.markdown.syntax import may_be_mdx
from reader.patterns import pattern

LONGEST = 20_000
"""Characters of one statement or comment."""

LONGEST_TAG = 2_000  # characters

MOST_UNCLOSED = 20
"""Of each kind that never end; behind these no more are looked for."""

_TOKEN = pattern(
    r"(?P<fence>^[ \t>]{0,40}(?:`{3,}|~{3,})[^\n]*$)"
    r"|(?P<code>`+)"
    r"|(?P<comment>\{/\*)"
    r"|(?P<html><!--)"
    r"|(?P<tag></?(?:[A-Z][\w.]*|(?=>)))"
    r"|(?P<statement>^(?:import|export)\b)",
    re.MULTILINE,
)
_NAMES = (
    r"(?:(?!from\b)[\w*$]{1,200}(?![\w*$])(?:\s{1,50}as\s{1,50}[\w$]{1,200}(?![\w$]))?"
    r"\s{0,50}(?:,\s{0,50})?){0,3}(?:\{[^{}'\"]{0,2000}\}\s{0,50})?"
)
_IMPORT = pattern(rf"""import\s{{1,50}}(?:{_NAMES}from\s{{0,50}})?['"][^'"\n]{{1,2000}}['"];?""")
_NAME = r"[\w$]{1,200}(?![\w$])"
_GAP = r"\s{1,50}"
_EXPORT = pattern(  # as it is written in programs: a sentence may begin with the word
    rf"export{_GAP}(?:\{{|\*\s|(?:const|let|var){_GAP}(?:{_NAME}\s{{0,50}}[=:]|[\[{{])"
    rf"|(?:default{_GAP})?(?:async{_GAP})?function\b\s{{0,50}}(?:\*\s{{0,50}})?(?:{_NAME}\s{{0,50}})?\("
    rf"|(?:default{_GAP})?class{_GAP}{_NAME}\s{{0,50}}(?:\{{|extends\s)"
    rf"|default{_GAP}(?:[(\[{{\"'`<]|async\b"
    rf"|{_NAME}(?:\.{_NAME}){{0,20}}[ \t]{{0,50}}(?:[;(\n]|=>|\Z)))"
)
_SIGN = pattern(r"[{}()\[\]\n]|'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/")
_IN_TAG = pattern(r"[{}<>]|'[^'\n]*'|\"[^\"]*\"|=>")
_GOES_ON = pattern(r"[ \t]{0,3}(?:[A-Za-z\"'({})\],.;/]|\*/)")
"""A line that ends no paragraph, whatever it goes on with."""

_TAG_LINE = pattern(r"^[ \t>]{0,40}</?[a-z]", re.MULTILINE)

_EMPTY_CODE = "`\x1c`"
"""Text that is none: a line that begins with a comment would else be HTML to its end."""

Insertion = tuple[int, str]


def is_mdx(source: str) -> bool:
    """Whether a source shows that it is MDX: it begins with an import or an export."""
    if not may_be_mdx(source):
        return False
    return _statement_end(source, len(source) - len(source.lstrip())) > 0


def hidden_program(
    source: str, code: list[tuple[int, int]], above: str = "", *, goes_on: bool = False
) -> list[Insertion]:
    """What hides the program in a source of MDX; `code` are ranges to pass over.

    `above` is the line before the source; `goes_on` tells that it is cut off behind its last line.
    """
    found: list[Insertion] = []
    fence = ""
    place = 0
    unclosed = {"statement": 0, "tag": 0, "comment": 0}  # that stay text
    while match := _TOKEN.search(source, place):
        place, kind, start = match.end(), match.lastgroup, match.start()
        if kind == "fence":
            fence = _after_fence(match["fence"].strip(" \t>"), fence)
        elif (
            fence
            or within(code, start)
            or (kind == "statement" and not _apart(source, start, above))
        ):
            continue
        elif kind == "code":
            place = _code_end(source, match)
        elif kind == "html":
            # No comment of MDX; what the marks of another would end here must stay as it is.
            place = source.find("-->", match.end()) + 3
            if place < 3:
                line = source.rfind("\n", 0, start) + 1
                if not source[line:start].strip() and not _within_html(source, line):
                    break  # it goes on to the end
                place = match.end()
        elif kind is not None and unclosed[kind] < MOST_UNCLOSED:
            stop = _end(source, match)
            unclosed[kind] += not stop
            if not stop and goes_on and _may_be_cut(source, match):
                found.append((start, "<!--"))
                break
            if (
                stop
                and "-->" not in source[start:stop]
                and (marks := _comment(source, start, stop, above))
            ):
                found += marks
                place = stop
    return found


def _may_be_cut(source: str, match: re.Match[str]) -> bool:
    """Whether what begins a line may end where the source goes on: its end is needed to tell."""
    start = match.start()
    if source[start - 1 : start] not in ("", "\n") or "-->" in source[start : start + LONGEST]:
        return False
    rest = len(source) - start
    if match.lastgroup == "statement":
        return rest <= LONGEST and bool(_EXPORT.match(source, start))
    return rest <= (LONGEST_TAG if match.lastgroup == "tag" else LONGEST)


def _apart(source: str, start: int, above: str) -> bool:
    """Whether a line stands behind a blank one, or behind another import or export."""
    last = _line_before(source, start, above)
    return not last.strip() or last.startswith(("import ", "export ", "}"))


def _line_before(source: str, line: int, above: str) -> str:
    """The line before another, of a long one the end; `above` before the first."""
    if not line:
        return above
    begin = max(0, line - LONGEST_TAG)
    return source[max(begin, source.rfind("\n", begin, line - 1) + 1) : line - 1]


def _after_fence(line: str, fence: str) -> str:
    """The fence that is open behind a line that is one."""
    mark = line[: len(line) - len(line.lstrip(line[0]))]
    if not fence:
        return mark if "`" not in line[len(mark) :] or mark[0] == "~" else ""
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and line == mark
    return "" if closes else fence


def _code_end(source: str, match: re.Match[str]) -> int:
    """The end of code on the line; behind the marks where they close nothing."""
    limit = match.end() + LONGEST_TAG
    line = source.find("\n", match.end(), limit)
    stop = source.find(match[0], match.end(), line if line >= 0 else limit)
    return stop + len(match[0]) if stop >= 0 else match.end()


def _end(source: str, match: re.Match[str]) -> int:
    """The end of the program that begins at a match; 0 for none."""
    start = match.start()
    if match.lastgroup == "comment":
        stop = source.find("*/}", match.end(), match.end() + LONGEST)
        return stop + 3 if stop >= 0 else 0
    if match.lastgroup == "tag":
        return _tag_end(source, match.end())
    return _statement_end(source, start)


def _statement_end(source: str, start: int) -> int:
    found = _IMPORT.match(source, start)
    if found:
        line = source.find("\n", found.end())
        stop = len(source) if line < 0 else line
        return stop if not source[found.end() : stop].strip(" \t;") else 0
    if not _EXPORT.match(source, start):
        return 0
    depth = 0
    for sign in _SIGN.finditer(source, start, start + LONGEST):
        if sign[0] in "{([":
            depth += 1
        elif sign[0] in "})]":
            depth -= 1
        elif sign[0] == "\n" and depth <= 0:
            return sign.start()
    return len(source) if depth <= 0 and len(source) <= start + LONGEST else 0


def _tag_end(source: str, place: int) -> int:
    """The end of a component's tag, which may hold expressions in braces; 0 where it has none."""
    depth = 0
    for sign in _IN_TAG.finditer(source, place, place + LONGEST_TAG):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}":
            depth -= 1
        elif depth <= 0 and sign[0] == ">":
            return sign.end()
        elif depth <= 0 and sign[0] == "<":
            return 0
        if depth < 0 or "\n\n" in sign[0]:
            return 0
    return 0


def _comment(source: str, start: int, stop: int, above: str) -> list[Insertion]:
    """The marks of a comment; text on its lines stays Markdown. None where its lines are not one's."""
    before = source[max(0, start - LONGEST_TAG) : start].rpartition("\n")[2]
    behind = source[stop : stop + LONGEST_TAG].partition("\n")[0]
    begins = not before.strip(" \t>")
    alone = begins and not behind.strip()
    program = source[start:stop]
    if "\n" in program and not _holds_together(program, before, alone=alone):
        return []
    if "\n\n" in program and _line_before(source, start - len(before), above).strip():
        return []  # a block of HTML may be open, which ends with the blank line within
    return [(start, "<!--" if alone or not begins else _EMPTY_CODE + "<!--"), (stop, "-->")]


def _within_html(source: str, line: int) -> bool:
    """Whether a line goes on with what began with a tag, which ends with the next blank line."""
    first = source.rfind("\n\n", max(0, line - LONGEST), line)
    before = source[first + 2 if first >= 0 else max(0, line - LONGEST) : line]
    return _TAG_LINE.search(before) is not None


def _holds_together(program: str, before: str, *, alone: bool) -> bool:
    """Whether the parser takes all its lines for those of one comment.

    One with lines of its own ends with the container around, one within text with the paragraph.
    """
    lines = program.split("\n")[1:]
    if not alone:
        return all(_GOES_ON.match(line) for line in lines)
    blank = before if ">" in before else ""
    return all(line.startswith(before if line.strip() else blank) for line in lines)
