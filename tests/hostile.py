"""A library in which every place of every article tries to reach the terminal, in every spelling.

A cell is a place in a spelling. It begins with a mark, K and its number, so that what gets through
can be told by `place_of`; then it holds every payload.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from reader.article import Place, Quote
from reader.cli.main import main
from reader.store.state.facts import Anchored, Left, Noted, Opened, Reached, Starred, Tagged
from reader.store.state.state import State

C0 = [chr(code) for code in range(0x20) if chr(code) not in "\n\r\t"] + ["\x7f"]
C1 = [chr(code) for code in range(0x80, 0xA0)]
_OSC = (
    *("0;EVIL", "2;EVIL", "4;1;?", "7;file:///EVIL", "8;;http://evil.example/", "9;EVIL", "10;?"),
    *("11;?", "50;EVIL", "52;c;RVZJTA==", "52;c;?", "104", "133;A", "777;notify;EVIL;EVIL"),
    *("1337;File=inline=1:RVZJTA==", "1337;SetUserVar=EVIL=RVZJTA==", "22;EVIL"),
)
_STRINGS = ("P$qm", "P1;1|17/41", "Pq#0~", "_Ga=T;RVZJTA==", "^EVIL", "XEVIL")  # DCS, APC, PM, SOS
_CSI = (
    *("2J", "H", "6n", "c", ">c", "=c", "5n", "?6n", "18t", "19t", "21t", "8;1;1t", "20t", "31m"),
    *("?1049l", "?25l", "?1000h", "?2004l", "?2026h", "?2026$p", ">1u", "?u", "!p", "5i", "4h"),
    *("10;20r", "3S", "9b", "2K", "100X", "1;1;1;1$x", "0q", ">q", "14;0y"),
)
_ESC = ("c", "7", "8", "M", "D", "(0", "#8", "=", "Z", "%@")
SEQUENCES = [
    *(f"{begin}{body}{end}" for body in _OSC for begin, end in (("\x1b]", "\a"), ("\x9d", "\x9c"))),
    *(f"\x1b]{body}\x1b\\" for body in _OSC),
    *(f"\x1b{body}{end}" for body in _STRINGS for end in ("\x1b\\", "\x9c")),
    *(f"{chr(ord(body[0]) + 0x40)}{body[1:]}\x9c" for body in _STRINGS),
    *(f"{begin}{body}" for body in _CSI for begin in ("\x1b[", "\x9b")),
    *(f"\x1b{body}" for body in _ESC),
]
BIDI = [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"]
INVISIBLE = [*"\u200b\u200c\u200d\u2060\u2062\ufeff\u00ad\u180e\ufff9\ufffb\u034f\ufe0f\U000e0041"]
SEPARATORS = ["\u2028", "\u2029", "\x85", "\v", "\f"]
_CHARACTERS = [*C0, *C1, *BIDI, *INVISIBLE, *SEPARATORS]

FEW = "E\x1b]0;t\aV\x1b]52;c;RQ==\x1b\\I\x9b31mL\u202e\u2028\x1b_G\x1b\\\u200b\x85\x1b[21t"
"""Enough for a place where the whole would only repeat itself."""


def _payloads(seven: Callable[[int], bool], bell: bool) -> str:
    """Every payload; each sequence with 7 or 8 bits by its number, ended by BEL or by ST."""
    end = "\a" if bell else "\x1b\\"
    osc = [f"\x1b]{body}{end}" if seven(n) else f"\x9d{body}\x9c" for n, body in enumerate(_OSC)]
    strings = [
        f"\x1b{body}\x1b\\" if seven(n) else f"{chr(ord(body[0]) + 0x40)}{body[1:]}\x9c"
        for n, body in enumerate(_STRINGS)
    ]
    csi = [("\x1b[" if seven(n) else "\x9b") + body for n, body in enumerate(_CSI)]
    escapes = [f"\x1b{body}" for body in _ESC]
    return "E".join([*osc, *strings, *csi, *escapes, *_CHARACTERS, ""])


_BY_TURNS = (
    _payloads(lambda n: n % 2 == 0, bell=True),
    _payloads(lambda n: n % 2 == 1, bell=False),
    _payloads(lambda n: n % 2 == 1, bell=True),
    _payloads(lambda n: n % 2 == 0, bell=False),
)
_EIGHT_BITS = _payloads(lambda _: False, bell=False)  # no bracket in it that could end a construct
ALL = _BY_TURNS[0]


# How a payload may be written

_SHORT = {0: "\\0", 7: "\\a", 8: "\\b", 11: "\\v", 12: "\\f", 27: "\\e", 0x85: "\\N"} | {
    0x2028: "\\L",
    0x2029: "\\P",
}


def _each(text: str, form: Callable[[int], str], keep: str = " ") -> str:
    """The text with all but letters, digits and what is kept in another form."""
    return "".join(c if c in keep or (c.isascii() and c.isalnum()) else form(ord(c)) for c in text)


def _by_size(code: int) -> str:
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
    )


def decimal(text: str) -> str:
    """As references to characters, which a parser of HTML or Markdown makes live."""
    return _each(text, lambda code: f"&#{code};")


def hexadecimal(text: str) -> str:
    """The same by their other numbers."""
    return _each(text, lambda code: f"&#x{code:x};")


def percent(text: str) -> str:
    """As in an address."""
    return quote(text, safe="")


def yaml_short(text: str) -> str:
    """As YAML may write it between double quotes: \\e, \\N, \\x9b, \\u202e."""
    return _each(text, lambda code: _SHORT.get(code) or _by_size(code))


def yaml_long(text: str) -> str:
    """The same by eight digits, as TOML may write it too."""
    return _each(text, lambda code: f"\\U{code:08x}")


def toml_short(text: str) -> str:
    """As TOML and JSON may write it, but what has no four digits."""
    return _each(text, lambda code: f"\\u{code:04x}" if code < 1 << 16 else chr(code))


def quoted(text: str) -> str:
    """As it is, but what would end a line or single quotes."""
    return text.replace("\0", "").replace("'", "").replace("\n", "")


class Spelling(NamedTuple):
    """A way to write a payload in a text, and by turns which."""

    name: str
    spelled: Callable[[str], str]
    turns: tuple[str, ...] = _BY_TURNS


def _same(text: str) -> str:
    return text


BODIES = (
    Spelling("characters", _same),
    Spelling("characters of 8 bits", _same, (_EIGHT_BITS,)),
    Spelling("decimal references", decimal),
    Spelling("hexadecimal references", hexadecimal),
    Spelling("percent signs", percent),
)
FRONTS = (
    Spelling("YAML, single quotes", quoted),
    Spelling("YAML, plain", quoted, (_EIGHT_BITS,)),
    Spelling("YAML, short escapes", yaml_short),
    Spelling("YAML, long escapes", yaml_long),
    Spelling("YAML, a block", quoted),
    Spelling("broken YAML, escapes", yaml_short),
    Spelling("broken YAML, characters", quoted),
    Spelling("TOML, short escapes", toml_short),
    Spelling("TOML, long escapes", yaml_long),
    Spelling("JSON, escapes", toml_short),
)
_NUMBERED = {each.name: number for number, each in enumerate((*BODIES, *FRONTS))}


def _cell(spelling: Spelling, place: int, few: bool) -> str:
    number = _NUMBERED[spelling.name] * 1000 + place
    turn = (number + number // 1000) % len(spelling.turns)
    payload = FEW if few else spelling.turns[turn]
    return f"K{number}K" + spelling.spelled(payload)


_MARK = re.compile(r"K(\d+)K")


def place_of(output: str, at: int) -> str:
    """Which cell the last mark before a place of an output is of."""
    marks = _MARK.findall(output, max(0, at - 20_000), at)
    if not marks:
        return "before any cell"
    spelling, place = divmod(int(marks[-1]), 1000)
    name = (*BODIES, *FRONTS)[spelling].name if spelling < len(_NUMBERED) else "?"
    parts = _PARTS if spelling < len(BODIES) else _PLACES_OF_FRONT
    if spelling < len(BODIES) and place + 1 < len(parts):
        return f"{name}: {parts[place][-16:]}…{parts[place + 1][:8]}"
    return f"{name}: {parts[place]}" if place < len(parts) else name


# Where it may stand

FIELDS = (
    *("title", "subtitle", "description", "author", "read_time", "publish_date", "created_date"),
    *("updated", "heroImage", "cta", "slug", "lang", "draft", "own_field"),
)
_PLACES_OF_FRONT = (*FIELDS, "a tag", "a keyword", "the name of a field", "its value")
_A_TAG, _A_KEYWORD, _A_NAME, _A_VALUE = range(len(FIELDS), len(_PLACES_OF_FRONT))

_BODY = """\
# Heading ¤ of it

## ¤ {#¤}

Text ¤ and *emphasis ¤* **strong ¤** ~~struck ¤~~ `code ¤` ==marked ¤== H~¤~ x^¤^.

[text ¤](https://evil.example/¤?q=¤ "title ¤") [b](<¤>) [c](javascript:¤)
[d](mailto:a@b.example?subject=¤) [e](#¤) [f](¤.md) [[¤]] [[a|¤]] <https://evil.example/¤>
<a@b.example¤> https://evil.example/¤ [ref][¤] ![alt ¤](pic-¤.png "t ¤") ![](¤)

[¤]: https://evil.example/¤ "¤"

```¤
fenced ¤
```

```python title="¤"
def f(): return "¤"  # ¤
```

    indented ¤

| a ¤ | b |
|---|:-:|
| ¤ | `¤` [l](¤) |

- item ¤
- [x] task ¤

1. one ¤

Term ¤
: definition ¤

> quote ¤

> [!NOTE] ¤
> ¤

::: warning ¤
¤
:::

Note[^1] and[^¤].

[^1]: note ¤
[^¤]: other ¤

$x ¤ = 1$ and $$\\text{¤} \\frac{¤}{2}$$

\\[ \\mathrm{¤} \\]

<div class="¤" title="¤"><p>¤</p><img alt="¤" src="¤"><a href="¤" title="¤">¤</a></div>

<details><summary>¤</summary>

¤

</details>

<table><tr><th>¤</th></tr><tr><td>¤</td></tr></table> <kbd>¤</kbd> <!-- ¤ --> <x-¤>

{% ¤ %} {{ ¤ }} {{< figure src="¤" >}} :¤: :smile:¤ import x from '¤'

<Component name="¤" />
"""
"""Every construct of the dialect with something in each of its places."""

_PARTS = _BODY.split("¤")


def body(evil: str) -> str:
    """All places of a text, with the same in each."""
    return evil.replace("\n", " ").join(_PARTS)


_TARGET = re.compile(r"[/=(<#:]\"?$")  # what stands before an address, or before what may be one


def _text(spelling: Spelling, few: bool) -> str:
    text = _PARTS[0]
    for place, part in enumerate(_PARTS[1:]):
        if spelling.spelled is not percent or _TARGET.search(_PARTS[place]):
            text += _cell(spelling, place, few)
        text += part
    return text


def _front(spelling: Spelling, few: bool) -> str:
    def cell(place: int) -> str:
        return _cell(spelling, place, few)

    fields = [(name, cell(place)) for place, name in enumerate(FIELDS)]
    tag, keyword = cell(_A_TAG), cell(_A_KEYWORD)
    key, value = cell(_A_NAME), cell(_A_VALUE)
    kind, _, how = spelling.name.partition(", ")
    if kind == "TOML":
        lines = [f'{name} = "{text}"' for name, text in (*fields, (f'"{key}"', value))]
        return "\n".join(["+++", *lines, f'tags = ["{tag}"]', f'keywords = ["{keyword}"]', "+++"])
    if kind == "JSON":
        pairs = [f'"{name}": "{text}"' for name, text in (*fields, (key, value))]
        return "{" + ",\n".join([*pairs, f'"tags": ["{tag}", "{keyword}"]']) + "}"
    mark = {"single quotes": "'", "short escapes": '"', "long escapes": '"', "escapes": '"'}
    of = mark.get(how, "")
    begin = "|\n  " if how == "a block" else of
    lines = [f"{name}: {begin}{text}{of}" for name, text in fields]
    name = f"? {begin}{key}\n" if how == "a block" else f"{of}{key}{of}"
    lines += [f"tags: [{of}{tag}{of}]" if of else f"tags:\n  - {tag}"]
    lines += [f"keywords:\n  - {of}{keyword}{of}", f"{name}: {of}{value}{of}"]
    if kind == "broken YAML":
        lines += ["byline: 'It's broken'", f"{of}{key}{of}: [", f"title: {of}{value}{of}"]
    return "\n".join(["---", *lines, "---"])


def texts(few: bool) -> Iterator[bytes]:
    """The files that hold all cells, with few payloads each or with all."""
    for number, front in enumerate(FRONTS):
        body = BODIES[number] if number < len(BODIES) else None
        text = _front(front, few) + "\n\n" + (_text(body, few) if body else "Text EVIL of it.\n")
        yield text.encode("utf-8", "surrogatepass")
    # C1 as single bytes, which are no UTF-8
    text = _front(FRONTS[1], few) + "\n\n" + _text(BODIES[1], True)
    yield re.sub(r"\xc2([\x80-\x9f])".encode("latin-1"), rb"\1", text.encode())


def make(folder: Path, *, whole: bool = True) -> Path:
    """The library; its root, whose own name is as the rest.

    All payloads are in `all`, if wanted, and in names of files by turns; `few` has the same cells,
    for what goes through every article in many ways.
    """
    root = folder / _name("library")
    root.mkdir()
    names = _names()
    for where in ("all", "few") if whole else ("few",):
        (root / where).mkdir()
        for data in texts(where == "few"):
            (root / where / next(names)).write_bytes(data)
    _write(root, "broken", f"---\ntitle: 'It's {FEW}'\n{FEW}: \"\\e\ntitle: [\n---\n\n{FEW}\n")
    _write(root, "twice", f"---\ntitle: a\ntitle: {FEW}\n? {FEW}\n---\n\nText.\n")
    fields = dict.fromkeys(FIELDS, ALL) | {"author": [{"name": ALL}], "image": {"src": ALL}}
    _write(root, "json", json.dumps(fields | {ALL: {ALL: ALL}}) + f"\n\n{ALL}\n")
    _write(root, "none", FEW)
    _write(root, "empty", "")
    (root / "utf16.md").write_bytes(f"# {ALL}\n\n{ALL}".encode("utf-16"))
    (root / "latin.md").write_bytes(b"# caf\xe9 \x1b]0;t\x07 \x9b31m\n\n\xff\xfe \x9d0;t\x9c")
    sub = root / _name("folder")
    sub.mkdir()
    _write(sub, "deep", f"# Deep\n\n{FEW}\n")
    locked = root / _name("locked")
    locked.mkdir()
    locked.chmod(0)
    return root


def keep(root: Path, dump: Path) -> None:
    """Load a dump in which something of each kind was done with articles, in words as hostile."""
    path, mark, now = os.path.relpath(files(root)[0], root), "0" * 32, time.time()
    state = State(f"{dump}.db")
    of_library = state.library(os.path.realpath(root))
    of_library.begin_visit(now)
    of_library.write(
        [
            Opened(path, now, FEW),
            Reached(path, Place(1, 2, FEW), 40, now),
            Starred(path, True, now),
            Tagged(path, FEW, True, now),
            Anchored(path, mark, Quote(FEW, FEW, FEW, 2, 5), now, now),
            Noted(path, mark, f"two\n{FEW}", now),
            Left(path, now - 60, 40, now),
            Opened(f"gone {path}", now, FEW),
            Anchored(f"gone {path}", "1" * 32, Quote(FEW, FEW, FEW, 2, 5), now, now),
        ]
    )
    state.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_STATE", f"{dump}.db")
        assert main(["state", "--dump", "--output", str(dump)]) == 0
    assert main(["state", "--load", str(dump)]) == 0


def files(root: Path, *, few: bool = True) -> list[str]:
    """Its files; those with all payloads, or all others."""
    found = (os.path.join(at, name) for at, _, names in os.walk(root) for name in names)
    return sorted(path for path in found if ("/all/" in path) != few)


def _names() -> Iterator[str]:
    """Names of files that between them hold every payload."""
    evil = "".join(c for text in _BY_TURNS[:2] for c in text if c not in "/\0")
    for number in count():
        start = 120 * number % len(evil)
        name = f"{number} {evil[start:]}"
        yield name.encode()[:200].decode("utf-8", "ignore") + ".md"


def _name(stem: str) -> str:
    evil = FEW.replace("/", "").replace("\0", "")
    return os.fsdecode(os.fsencode(f"{stem} {evil}\n\r") + b"\xff\x1b]")


def _write(folder: Path, stem: str, text: str) -> None:
    path = folder / f"{_name(stem)}.md"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
