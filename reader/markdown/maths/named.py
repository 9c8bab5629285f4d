"""What a command of TeX's mathematics means, with the arguments it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.markdown.maths.commands import AROUND, ARROWS, BRACES, DROPPED, IGNORED
from reader.markdown.maths.environments import environment, environment_name, substack
from reader.markdown.maths.symbols import (
    FONTS,
    FUNCTIONS,
    MARKS,
    SPACES,
    Kind,
    accented,
    kind_of,
    lettered,
    symbol,
)
from reader.markdown.maths.tree import (
    NOTHING,
    Accent,
    Atom,
    Boxed,
    Fenced,
    Fraction,
    Node,
    Root,
    Row,
    Stack,
    row_of,
)
from reader.markdown.maths.words import TEXTS, chemistry, formulas_in, words_of

if TYPE_CHECKING:
    from reader.markdown.maths.parse import Parser


def named(parser: Parser, name: str) -> Node | None:  # noqa: C901  # one case for each family of commands
    """The node of a command whose name was taken; None where it shows nothing."""
    if name in SPACES:
        return Atom(SPACES[name], Kind.SPACE) if SPACES[name] else None
    if name in IGNORED:
        return None
    if name in ("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"):
        return _fraction(parser)
    if name in ("binom", "dbinom", "tbinom"):
        return Fenced("(", Fraction(_digit(parser), _digit(parser), bar=False), ")")
    if name == "sqrt":
        degree = parser.optional()
        return Root(parser.argument(), degree)
    if name == "left":
        return _fenced(parser)
    if name == "right":
        return _bracket(_delimiter(parser))
    if name == "substack":
        return substack(parser)
    if name == "begin":
        return environment(parser, environment_name(parser))
    if name == "end":
        environment_name(parser)
        return None
    if name in TEXTS:
        return _text(parser, name)
    if name in FONTS:
        return _in_font(parser, name)
    if name in AROUND:
        parser.take("*")
        return Fenced(AROUND[name][0], parser.argument(), AROUND[name][1])
    if name in MARKS:
        return _accent(parser, name)
    if name in BRACES or name in ARROWS or name in ("overset", "underset", "stackrel"):
        return _stack(parser, name)
    return _rest(parser, name)


def _rest(parser: Parser, name: str) -> Node | None:
    if name in ("boxed", "fbox", "framebox"):
        return Boxed(parser.argument())
    if name in ("bmod", "mod", "pmod"):
        return _modulus(parser, name)
    if name in (
        "phantom",
        "hphantom",
        "vphantom",
        "hspace",
        "mspace",
        "kern",
        "mkern",
        "hskip",
    ):
        parser.raw_group()
        return Atom(" ", Kind.SPACE)
    if name in DROPPED:
        parser.take("*")
        parser.raw_group()
        return None
    if name in ("textcolor", "href"):
        parser.raw_group()
        return parser.argument()
    if name in ("SI", "qty", "si", "unit"):
        return _quantity(parser, name)
    if name == "ce":
        return Atom(chemistry(parser.raw_group()), Kind.TEXT)
    return _sign(parser, name)


def _sign(parser: Parser, name: str) -> Node | None:
    """A function, a symbol, or a name that is neither."""
    if name == "\\":
        return Atom("; ", Kind.SPACE)
    if not name.isalpha():
        return Atom(symbol(name) or name, kind_of(name)) if name.strip() else None
    if name in FUNCTIONS:
        return Atom(name, Kind.FUNC)
    found = symbol(name)
    if found:
        return Atom(lettered(found, parser.font), kind_of(found) if name != "mid" else Kind.REL)
    return Atom(name, Kind.FUNC)  # unknown: its name tells more than nothing


def _digit(parser: Parser) -> Node:
    """An argument, of one digit where it has no braces, as TeX reads \\frac12."""
    parser.skip_spaces()
    token = parser.peek()
    if token is not None and token.kind.isdigit():
        parser.place += 1
        return Atom(token.value, Kind.ORD)
    return parser.argument()


def _fraction(parser: Parser) -> Node:
    parser.optional()
    return Fraction(_digit(parser), _digit(parser))


def _delimiter(parser: Parser) -> str:
    parser.skip_spaces()
    token = parser.peek()
    if token is None or token.kind in ("{", "}", "&"):
        return ""
    parser.place += 1
    if token.kind == "command":
        return symbol(token.value) or token.value
    return {".": "", "<": "⟨", ">": "⟩"}.get(token.value, token.value)


def _fenced(parser: Parser) -> Node:
    left = _delimiter(parser)
    body = parser.row("\\right", "}", "&", "\\end")
    if parser.command("right"):
        parser.place += 1
        return Fenced(left, body, _delimiter(parser))
    return Row((_bracket(left), *(body.items if isinstance(body, Row) else (body,))))


def _text(parser: Parser, name: str) -> Node:
    starred = parser.take("*")
    parser.skip_spaces()
    token = parser.peek()
    if token is None or token.kind != "{":
        return parser.argument()
    if name == "mathrm" and parser.font:
        parser.font, font = "", parser.font
        node = parser.argument()
        parser.font = font
        return node
    raw = parser.raw_group()
    if name in ("mathrm", "operatorname"):
        return _upright(parser, raw, name)
    if name == "tag":
        return Row(
            (
                Atom("    ", Kind.SPACE),
                Atom(words_of(raw if starred else f"({raw})"), Kind.TEXT),
            )
        )
    pieces = formulas_in(raw)
    items: list[Node] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            items.append(parser.nested(piece))
        elif words := words_of(piece):
            items.append(Atom(words, Kind.TEXT))
    if name in ("intertext", "shortintertext"):
        items.append(Atom("; ", Kind.SPACE))
    return row_of(items)


def _upright(parser: Parser, raw: str, name: str) -> Node:
    """A name in upright letters; formulas in it stay formulas."""
    plain = raw.replace("\\,", " ").replace("\\ ", " ").replace("~", " ")
    if "\\" in plain or set("^_{$") & set(plain):
        return parser.nested(raw)
    words = " ".join(plain.split())
    function = name == "operatorname" or words in FUNCTIONS
    return Atom(words, Kind.FUNC if function else Kind.ORD)


def _in_font(parser: Parser, name: str) -> Node:
    before, parser.font = parser.font, FONTS[name]
    if name in ("bf", "rm", "it", "cal", "frak", "sf", "tt"):
        return NOTHING  # up to the end of its group: `row` puts the font back
    node = parser.argument()
    parser.font = before
    return node


def _accent(parser: Parser, name: str) -> Node:
    body = parser.argument()
    if name == "not" and isinstance(body, Atom):
        return Atom(accented(body.text[:1], MARKS["not"]) + body.text[1:], body.kind)
    return Accent(name, body)


def _stack(parser: Parser, name: str) -> Node:
    if name in ARROWS:
        under = parser.optional()
        return Stack(Atom(ARROWS[name], Kind.REL), parser.argument(), under, "arrow")
    if name in BRACES:
        return Stack(parser.argument(), None, None, BRACES[name])
    label, base = parser.argument(), parser.argument()
    return Stack(base, None, label) if name == "underset" else Stack(base, label, None)


def _quantity(parser: Parser, name: str) -> Node:
    """A number and its unit, or a unit alone."""
    number = words_of(parser.raw_group()) if name in ("SI", "qty") else ""
    unit = words_of(parser.raw_group().replace("\\", " \\")).strip()
    return Atom(f"{number} {unit}".strip(), Kind.TEXT)


def _modulus(parser: Parser, name: str) -> Node:
    if name == "bmod":
        return Atom("mod", Kind.BIN)
    return Row((Atom(" ", Kind.SPACE), Fenced("(", Row((_MOD, parser.argument())), ")")))


_MOD = Atom("mod", Kind.FUNC)


def _bracket(text: str) -> Node:
    return Atom(text, kind_of(text)) if text else NOTHING
