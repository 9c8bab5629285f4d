"""A library in which every place of every article tries to reach the terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

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
SEQUENCES = [
    *(f"{begin}{body}{end}" for body in _OSC for begin, end in (("\x1b]", "\a"), ("\x9d", "\x9c"))),
    *(f"\x1b]{body}\x1b\\" for body in _OSC),
    *(f"\x1b{body}{end}" for body in _STRINGS for end in ("\x1b\\", "\x9c")),
    *(f"{chr(ord(body[0]) + 0x40)}{body[1:]}\x9c" for body in _STRINGS),
    *(f"{begin}{body}" for body in _CSI for begin in ("\x1b[", "\x9b")),
    *("\x1bc", "\x1b7", "\x1b8", "\x1bM", "\x1bD", "\x1b(0", "\x1b#8", "\x1b=", "\x1bZ", "\x1b%@"),
]
BIDI = [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"]
INVISIBLE = [*"\u200b\u200c\u200d\u2060\u2062\ufeff\u00ad\u180e\ufff9\ufffb\u034f\ufe0f\U000e0041"]
SEPARATORS = ["\u2028", "\u2029", "\x85", "\v", "\f"]

# Each sequence once, in its three forms by turns: the gate of `characters` goes by characters
_FORMS = ((("\x1b]", "\a"), ("\x9d", "\x9c"), ("\x1b]", "\x1b\\")), ("\x1b[", "\x9b"))
_ONCE = [
    *(f"{_FORMS[0][n % 3][0]}{body}{_FORMS[0][n % 3][1]}" for n, body in enumerate(_OSC)),
    *(f"\x1b{body}\x1b\\" for body in _STRINGS),
    *(f"{_FORMS[1][n % 2]}{body}" for n, body in enumerate(_CSI)),
]
ALL = "E".join([*_ONCE, *C0, *C1, *BIDI, *INVISIBLE, *SEPARATORS, ""])
FEW = "E\x1b]0;t\aV\x1b]52;c;RQ==\x1b\\I\x9b31mL\u202e\u2028\x1b_G\x1b\\\u200b\x85\x1b[21t"
"""Enough for a place where the whole would only repeat itself."""


def entities(text: str) -> str:
    """As character references, which a parser of HTML or Markdown makes live."""
    return "".join(f"&#{ord(c)};" if ord(c) < 32 or ord(c) > 126 else c for c in text)


def _in_yaml(text: str) -> str:
    return "".join(
        c if 32 <= ord(c) < 127 and c not in '"\\' else f"\\U{ord(c):08x}" if ord(c) else "\\0"
        for c in text
    )


def _in_toml(text: str) -> str:
    return _in_yaml(text).replace("\\0", "\\u0000")


FIELDS = (
    *("title", "subtitle", "description", "author", "read_time", "publish_date", "created_date"),
    *("updated", "heroImage", "cta", "slug", "lang", "draft", "own_field"),
)


def body(evil: str) -> str:
    """Every construct of the dialect with something in each of its places."""
    e = evil.replace("\n", " ")
    return f"""\
# Heading {e} of it

## {e} {{#{e}}}

Text {e} and *emphasis {e}* **strong {e}** ~~struck {e}~~ `code {e}` ==marked {e}== H~{e}~ x^{e}^.

[text {e}](https://evil.example/{e}?q={e} "title {e}") [b](<{e}>) [c](javascript:{e})
[d](mailto:a@b.example?subject={e}) [e](#{e}) [f]({e}.md) [[{e}]] [[a|{e}]] <https://evil.example/{e}>
<a@b.example{e}> https://evil.example/{e} [ref][{e}] ![alt {e}](pic-{e}.png "t {e}") ![]({e})

[{e}]: https://evil.example/{e} "{e}"

```{e}
fenced {e}
```

```python title="{e}"
def f(): return "{e}"  # {e}
```

    indented {e}

| a {e} | b |
|---|:-:|
| {e} | `{e}` [l]({e}) |

- item {e}
- [x] task {e}

1. one {e}

Term {e}
: definition {e}

> quote {e}

> [!NOTE] {e}
> {e}

::: warning {e}
{e}
:::

Note[^1] and[^{e}].

[^1]: note {e}
[^{e}]: other {e}

$x {e} = 1$ and $$\\text{{{e}}} \\frac{{{e}}}{{2}}$$

\\[ \\mathrm{{{e}}} \\]

<div class="{e}" title="{e}"><p>{e}</p><img alt="{e}" src="{e}"><a href="{e}" title="{e}">{e}</a></div>

<details><summary>{e}</summary>

{e}

</details>

<table><tr><th>{e}</th></tr><tr><td>{e}</td></tr></table> <kbd>{e}</kbd> <!-- {e} --> <x-{e}>

{{% {e} %}} {{{{ {e} }}}} {{{{< figure src="{e}" >}}}} :{e}: :smile:{e} import x from '{e}'

<Component name="{e}" />
"""


def make(folder: Path) -> Path:
    """The library; its root, whose own name is as the rest."""
    root = folder / _name("library")
    root.mkdir()
    for number, evil in enumerate((FEW, ALL)):
        plain = evil.replace("\0", "").replace("'", "").replace("\n", "")
        _write(root, f"raw{number}", _yaml(f"'{plain}'") + body(plain))
        _write(root, f"yaml{number}", _yaml(f'"{_in_yaml(evil)}"') + body(entities(evil)))
        toml = "".join(f'{name} = "{_in_toml(evil)}"\n' for name in FIELDS)
        _write(root, f"toml{number}", f'+++\n{toml}tags = ["{_in_toml(evil)}"]\n+++\n\n{evil}\n')
        fields = dict.fromkeys(FIELDS, evil) | {"tags": [evil, f"x{evil}"], evil: {evil: evil}}
        _write(root, f"json{number}", json.dumps(fields) + f"\n\n{entities(evil)}\n")
    _write(root, "broken", f"---\ntitle: 'It's {FEW}'\n{FEW}: \"\\e\ntitle: [\n---\n\n{FEW}\n")
    _write(root, "twice", f"---\ntitle: a\ntitle: {FEW}\n? {FEW}\n---\n\nText.\n")
    _write(root, "none", FEW)
    _write(root, "empty", "")
    (root / "utf16.md").write_bytes(f"# {FEW}\n\n{FEW}".encode("utf-16"))
    (root / "latin.md").write_bytes(b"# caf\xe9 \x1b]0;t\x07 \x9b31m\n\n\xff\xfe \x9d0;t\x9c")
    sub = root / _name("folder")
    sub.mkdir()
    _write(sub, "deep", f"# Deep\n\n{FEW}\n")
    locked = root / _name("locked")
    locked.mkdir()
    locked.chmod(0)
    return root


def _yaml(value: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name in FIELDS)
    return f"---\n{lines}tags: [{value}]\nkeywords:\n  - {value}\n{value}: {value}\n---\n\n"


def _name(stem: str) -> str:
    evil = FEW.replace("/", "").replace("\0", "")
    return os.fsdecode(os.fsencode(f"{stem} {evil}\n\r") + b"\xff\x1b]")


def _write(folder: Path, stem: str, text: str) -> None:
    path = folder / f"{_name(stem)}.md"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
