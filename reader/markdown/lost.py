"""Fences that an export lost: a line with a language's name, then code, then a blank line too many.

Prose is never taken for code: the first line must be plainly of the language, and every group of
lines behind a blank one must hold more code than anything else and no sentence.
"""

from __future__ import annotations

import re
from functools import cache

from reader.named import NamedTuple
from reader.patterns import pattern


class Lost(NamedTuple):
    """Code whose fences are lost, as offsets of characters in the source."""

    name: int  # where the language's name begins
    stop: int  # the end of the last line of code, before its newline
    indent: str  # before the name


class _Family(NamedTuple):
    """Languages whose lines look alike."""

    names: str
    first: str  # a line that can only be code of them
    line: str  # a line that is likely to be


_CALL = r"[\w.$]+\([^.!?]*$|[\w.$]+\(.*\)[;,:]?\s*(?:[#/].*)?$"
_TARGET = r"[\w.$\[\]'\"*()]+"
_ASSIGNMENT = (
    rf"{_TARGET}(?:\s*,\s*{_TARGET})*\s*(?::\s*[\w\[\], .|]+)?\s*"
    r"(?:[-+*/|&%^]|//|\*\*|<<|>>)?=(?!=)\s*\S"
)
_CLOSING = r"[\])}]+[;,:]?$|[\])}]+\s*(?:->.*:|else.*|catch.*|from\s.*)?$"

_PYTHON = _Family(
    "python|python3|py",
    r"import [\w.]+(?: as \w+)?(?:, *[\w.]+)*\s*(?:#.*)?$|from [\w.]+ import\b|(?:async )?def \w+\(|"
    r"class \w+.*:$|@\w[\w.]*(?:\(.*)?$|(?:if|while|for|with|async with|elif|except)\b.*:$|"
    r"(?:try|else|finally):$|#|>>>|\"\"\"|print\(|return\b|raise \w|assert \w|"
    + _ASSIGNMENT
    + "|"
    + _CALL,
    r"import |from |(?:async )?def |class |@|(?:if|while|for|with|async|elif|except)\b.*:$|"
    r"(?:try|else|finally):|#|>>>|\"\"\"|'''|print\(|return\b|raise\b|assert\b|pass$|break$|continue$|"
    r"yield\b|await |del |global |lambda |['\"\d\[({]|\*{0,2}\w+[:,]|\w+: |"
    + _ASSIGNMENT
    + "|"
    + _CALL
    + "|"
    + _CLOSING,
)
_COMMAND = (
    r"[$#] |#!|(?:sudo|pip3?|npm|npx|yarn|pnpm|git|cd|ls|mkdir|rm|cp|mv|docker(?:-compose)?|kubectl|"
    r"helm|curl|wget|python3?|apt(?:-get)?|brew|export|echo|source|conda|cargo|chmod|chown|cat|ssh|"
    r"tar|pytest|uvicorn|node|terraform|aws|gcloud|az|ollama|make|go|\./[\w/]+)(?: |$)|\w+=\S"
)
_SHELL = _Family(
    "bash|sh|shell|zsh|console|terminal",
    _COMMAND,
    _COMMAND + r"|#|-|\||&&|[\"'})]|(?:if|then|else|fi|for|while|do|done|case|esac|function)\b",
)
_DOCKER = _Family(
    "dockerfile|docker",
    r"(?:FROM|ARG|#)\s",
    r"(?:FROM|ARG|RUN|CMD|COPY|ADD|WORKDIR|EXPOSE|ENV|ENTRYPOINT|USER|VOLUME|LABEL|HEALTHCHECK|SHELL|"
    r"STOPSIGNAL|ONBUILD)\b|#|&&|\\|-|\w+ \\$",
)
_BRACES = _Family(
    "javascript|js|jsx|typescript|ts|tsx|java|c|cpp|c\\+\\+|csharp|c#|cs|go|golang|rust|rs|kotlin|swift|"
    "php|scala|dart|solidity",
    r"(?:const|let|var|val|final|static|pub|use|package|namespace|using|func|fn|fun|function|import|export|"
    r"public|private|protected|class|struct|interface|enum|type|async|contract|pragma|def|object)\b.*[;{(,)'\"]$|"
    r"package \w+$|import \S+$|//|/\*|#include\b|#define\b|<\?php|@\w+|.*[;{]$|\$\w+ =|.*=> ?[{(]",
    r"//|/?\*|#|@|<|\.|.*[;{}(),\[\]]$|.*=>|.*[=+&|?:]$|(?:const|let|var|return|import|export|package|use)\b|"
    r"case .*:$|default:$|\"|'|\}|\]|\)|" + _ASSIGNMENT,
)
_JSON = _Family("json|jsonc|json5", r"[{\[]", r"[\"{}\[\]\d-]|//|true|false|null")
_YAML = _Family(
    "yaml|yml|toml|ini",
    r"[\w./-]+:(?:\s+[\w\"'./\[{|>-]\S*)?$|---$|\[+[\w. -]+\]+$|\w+ *= *\S|# ",
    r"[\w./\"' -]+:(?:\s|$)|-\s|#|\[|---|\w+ *=|[}\]\"']",
)
_SQL = _Family(
    "sql|mysql|postgresql|plsql|sqlite",
    r"(?i:select\s.*(?:from|,|\*)|select$|insert into\b|update \w+ set\b|delete from\b|create (?:or replace )?"
    r"(?:table|index|view|function|database|schema|procedure)\b|alter table\b|drop table\b|with \w+ as\b|--)",
    r"(?i:select|insert|update|delete|create|alter|drop|with|from|where|(?:left|right|inner|outer|cross|full) |"
    r"join|group|order|having|limit|union|values|set|on|and|or|case|when|then|else|end|as|begin|commit)\b|"
    r"--|[()]|.*[,;(]$",
)
_MARKUP = _Family("html|xml|svg|vue", r"<[!?a-zA-Z]", r"<|.*>$|[\w:-]+=[\"']|[})]")
_CSS = _Family("css|scss|less|sass", r"[.#@:*\w][^.!?]*\{$|/\*", r".*[{};,]$|/?\*|[@.#]")
_SCRIPT = _Family(
    "r|ruby|rb|julia|perl|lua|matlab|haskell|elixir|powershell",
    r"library\(|require\b|using \w|function\b|def \w+|class \w+|module \w|local \w|#|%|--|use \w+;?$|"
    r"\w[\w.$]* *(?:<-|=) *\S|puts |print\b|[$@]\w+|import \w|[\w.:]+\(.*\)$|\w+ ::",
    r"#|%|--|end\b|if\b|for\b|while\b|else|do$|return|library\(|function|def |local |puts |print|\||[})\]\"']|"
    r"[$@]\w|\w[\w.$\[\]]* *(?:<-|<<-|=|\+=|->) *\S|.*[,({|]$|.*%>%$|" + _CALL,
)
_FAMILIES = (
    _PYTHON,
    _SHELL,
    _DOCKER,
    _BRACES,
    _JSON,
    _YAML,
    _SQL,
    _MARKUP,
    _CSS,
    _SCRIPT,
)

_NAME_LINE = pattern(r"\n([ \t]*)([A-Za-z+#0-9]{1,12})[ \t]*\n(?=[ \t]*\S)")
_NAMES = {
    name.replace("\\", ""): family for family in _FAMILIES for name in family.names.split("|")
}


# A capital, perhaps behind a list's mark, then words without any mark of code
_SENTENCE = pattern(
    r"""(?:[-*+] |\d+[.)] |\*\*)?["'“‘(\[*_]*[A-Z“](?:[a-z’'-][\w’'-]*)?[,:]?(?: [^\s=;{}<>|]+){3,}$"""
)
_LONG_PROSE = pattern(r"(?:[\w’'“”\"(),.:;-]+ ){12}")
# The beginning of a block that no code begins with
_MARKDOWN = pattern(r"#{2,6} +\S|(?:[-*+]|\d+[.)]) +\S|!\[|>|\[[^\]]+\]\(")


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a first line and any line of code in a language look like."""
    family = _NAMES[name]
    return re.compile(family.first), re.compile(family.line)


def lost_fences(source: str, above: str = "") -> list[Lost]:
    """The code in a source that has lost its fences, in order, none within another.

    `above` is the line before the source.
    """
    found: list[Lost] = []
    place = 0
    padded = f"{above}\n{source}"  # a name on the very first line has a line's end before it too
    shift = len(above) + 1
    while match := _NAME_LINE.search(padded, place):
        place = match.end() - 1  # this newline may be the one before the next name
        name = match[2].lower()
        if name not in _NAMES or not _may_begin(padded, match.start()):
            continue
        stop = _code_end(padded, match.end(), match[1], *_patterns(name))
        if stop:
            found.append(Lost(match.start(2) - shift, stop - shift, match[1]))
            place = stop
    return found


def _may_begin(source: str, newline: int) -> bool:
    """Whether the line that ends there is blank or announces something."""
    above = source[source.rfind("\n", 0, newline) + 1 : newline].strip()
    return not above or above.endswith(":")


def _code_end(
    source: str, place: int, indent: str, first: re.Pattern[str], line: re.Pattern[str]
) -> int:
    """The end of the code that begins at `place`; 0 where it is none.

    Between blank lines lie groups. One of comments alone counts only once code comes behind it: it
    may be a heading.
    """
    stop = end = blank = 0
    group: list[str] = []
    while True:
        newline = source.find("\n", place)
        finish = len(source) if newline < 0 else newline
        text = source[place:finish]
        outside = not text.startswith(indent) and not text.isspace()
        if group and (outside or not text.strip()):
            strict = first if not stop or blank > 1 else line
            if not _is_code(group, strict, line, opening=not stop):
                return stop
            if not stop or not _only_comments(group):
                stop = end
            group, blank = [], 0
        if newline < 0 or (outside and text):
            break
        if text.strip():
            group.append(text[len(indent) :].rstrip())
            end = finish
        else:
            blank += 1
        place = newline + 1
    if not group and text.strip() and not outside:
        group, end = [text[len(indent) :].rstrip()], finish
    elif group and text.strip() and not outside:
        group.append(text[len(indent) :].rstrip())
        end = finish
    strict = first if not stop or blank > 1 else line
    if group and _is_code(group, strict, line, opening=not stop):
        return stop if stop and _only_comments(group) else end
    return stop


def _only_comments(group: list[str]) -> bool:
    return all(text.startswith("#") for text in group)


def _is_code(
    group: list[str], strict: re.Pattern[str], line: re.Pattern[str], *, opening: bool
) -> bool:
    """Whether the lines between two blank ones are code.

    The first must match `strict`, or go on inside what the group before began.
    """
    begin = group[0]
    if begin[:1] in " \t":
        if opening and not strict.match(begin.strip()):
            return False
    elif not strict.match(begin) or (not opening and _MARKDOWN.match(begin)):
        return False
    code = 0
    continued = False
    for index, text in enumerate(group):
        inside = text[:1] in " \t" and (index > 0 or not opening)
        if not inside and not continued and _is_prose(text.strip()):
            return False
        code += bool(inside or continued or line.match(text.strip()))
        continued = text.endswith(("\\", ",", "(", "[", "{"))
    return code * 5 >= len(group) * 4


def _is_prose(text: str) -> bool:
    if text[:1] in "#$@<>\"'{}()[]/|&\\":
        return False
    return bool(_SENTENCE.match(text) or (_LONG_PROSE.match(text) and text[-1:] in ".!?:"))
