"""A formula on one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from reader.markdown.maths.symbols import (
    INTEGRALS,
    LIMITS,
    MARKS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    VULGAR,
    Kind,
    accented,
    gap,
)
from reader.markdown.maths.tree import (
    NOTHING,
    Accent,
    Atom,
    Boxed,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripts,
    Stack,
)

_BEFORE_UNARY = frozenset((Kind.BIN, Kind.REL, Kind.OPEN, Kind.PUNCT, Kind.OP, Kind.FUNC))


def items_of(node: Node) -> tuple[Node, ...]:
    """The parts of a row, or the node itself."""
    return node.items if isinstance(node, Row) else (node,)


def kinds_of(node: Node) -> tuple[Kind, Kind]:
    """What a part is to its left and to its right neighbour."""
    if isinstance(node, Atom):
        return node.kind, node.kind
    if isinstance(node, Scripts):
        left, right = kinds_of(node.base)
        if has_limits(node):
            return left, Kind.OP
        return left, Kind.ORD if right in (Kind.OPEN, Kind.CLOSE, Kind.TEXT) else right
    if isinstance(node, Fraction):
        return Kind.FRAC, Kind.FRAC
    if isinstance(node, Fenced):
        return Kind.OPEN if node.left else Kind.ORD, Kind.CLOSE if node.right else Kind.ORD
    if isinstance(node, Row) and node.items:
        return kinds_of(node.items[0])[0], kinds_of(node.items[-1])[1]
    if isinstance(node, Stack):
        return kinds_of(node.base)
    return Kind.ORD, Kind.ORD


def spaced(items: Sequence[Node], *, tight: bool = False) -> Iterable[tuple[int, Node]]:
    """The parts of a row, each with the columns before it.

    A plus or minus with nothing before it to add to is a sign, and stands close.
    """
    before: Kind | None = None
    for number, node in enumerate(items):
        left, right = kinds_of(node)
        if left is Kind.BIN:
            following = next(
                (
                    kinds_of(item)[0]
                    for item in items[number + 1 : number + 4]
                    if kinds_of(item)[0] is not Kind.SPACE
                ),
                None,
            )
            alone = following in (None, Kind.REL, Kind.CLOSE, Kind.PUNCT)
            if before is None or before in _BEFORE_UNARY or alone:
                left, right = Kind.ORD, Kind.OPEN
                if before in (Kind.FUNC, Kind.OP):
                    left = Kind.FRAC
        yield 0 if before is None else gap(before, left, tight=tight), node
        if right is Kind.SPACE and before is not None and before in _BEFORE_UNARY:
            continue  # a space does not make a sign an operator
        before = right


def line(node: Node, *, tight: bool = False) -> str:
    """The node as text, `tight` as in scripts, without space around operators."""
    if isinstance(node, Atom):
        return node.text.strip() if tight and node.kind is Kind.SPACE else node.text
    if isinstance(node, Row):
        return _row(node, tight=tight)
    if isinstance(node, Scripts):
        return _scripts(node, tight=tight)
    if isinstance(node, Accent):
        return accent(node, tight=tight)
    if isinstance(node, Fenced):
        return node.left + line(node.body, tight=tight) + node.right
    return _figure(node, tight=tight)


def _figure(node: Fraction | Root | Grid | Boxed | Stack, *, tight: bool) -> str:
    """What is two-dimensional by nature."""
    if isinstance(node, Fraction):
        return _fraction(node)
    if isinstance(node, Root):
        return _root(node)
    if isinstance(node, Grid):
        return _grid(node)
    if isinstance(node, Boxed):
        return f"[{line(node.body)}]"
    return _stack(node, tight=tight)


def _row(node: Row, *, tight: bool) -> str:
    parts: list[str] = []
    last = ""
    for space, item in spaced(node.items, tight=tight):
        text = line(item, tight=tight)
        apart = space and not last.endswith(" ") and not text.startswith(" ")
        if apart or _runs_together(last, text):
            parts.append(" ")
        parts.append(text)
        last = text or last
    return "".join(parts)


def _runs_together(last: str, text: str) -> bool:
    """Whether a letter would seem to belong to the word that is lowered or raised before it."""
    mark = max(last.rfind("_"), last.rfind("^"))
    return mark >= 0 and text[:1].isalnum() and last[mark + 1 :].isalnum()


def script(node: Node, *, raised: bool) -> str:
    """A script in Unicode's raised or lowered characters; empty where one has no such form.

    Words stay as they are: in small characters they are hard to read.
    """
    if any(isinstance(item, Atom) and _is_word(item.text) for item in items_of(node)):
        return ""
    text = line(node, tight=True).replace(" ", "")
    shown = text.translate(SUPERSCRIPTS if raised else SUBSCRIPTS)
    if any(one == other and one not in "′″‴†‡°" for one, other in zip(text, shown, strict=True)):
        return ""
    return shown


def _is_word(text: str) -> bool:
    return " " in text or (len(text) > 2 and text.isalpha())


def _marked(node: Node | None, mark: str) -> str:
    if node is None or node == NOTHING:
        return ""
    text = line(node, tight=True)
    if not text:
        return ""
    found = script(node, raised=mark == "^")
    if found:
        return found
    plain = text.isalnum() and not any(unicodedata.category(char) in ("Lm", "No") for char in text)
    if plain or len(text) == 1 or (text[0] == "(" and _closes_at_end(text)):
        return mark + text
    return f"{mark}({text})"


def _closes_at_end(text: str) -> bool:
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return index == len(text) - 1
    return False


def _scripts(node: Scripts, *, tight: bool) -> str:
    base = line(node.base, tight=tight)
    if isinstance(node.base, Row | Fraction | Accent) and not is_simple(node.base):
        base = f"({base})" if base else ""
    elif base in VULGAR.values():
        base = f"({base})"
    sub, sup = _marked(node.sub, "_"), _marked(node.sup, "^")
    if sub[:1] == "_" and sub[-1:].isalnum() and sup and sup[0] not in "^′″‴":
        # a raised character behind a word that is not lowered would seem to belong to it
        sub = f"_({sub[1:]})" if sub[1:2] != "(" else sub
    return base + sub + sup


def is_simple(node: Node) -> bool:
    """Whether a part can be read as one without brackets around it."""
    if isinstance(node, Atom):
        return node.kind is not Kind.BIN and node.kind is not Kind.REL
    if isinstance(node, Row):
        return len(node.items) < 2 and all(is_simple(item) for item in node.items)
    return not isinstance(node, Fraction | Grid)


def _is_product(node: Node) -> bool:
    """Whether nothing in it binds less than a fraction's bar does."""
    depth = 0
    for space, item in spaced(items_of(node)):
        left, right = kinds_of(item)
        closes = isinstance(item, Atom | Scripts) and _is_closing(item)
        depth += (right is Kind.OPEN and not space and left is Kind.OPEN) - closes
        if depth > 0 or closes:
            continue
        if left in (Kind.BIN, Kind.REL, Kind.FRAC, Kind.PUNCT, Kind.FUNC, Kind.OP):
            if left is Kind.BIN and not space and item is items_of(node)[0]:
                continue
            return False
        if left is Kind.SPACE and item is not items_of(node)[-1]:
            return False
        if isinstance(item, Grid) or (isinstance(item, Atom) and "/" in item.text):
            return False
    return True


def _is_factor(node: Node) -> bool:
    """Whether it can stand behind a bar as it is: one part, a call, or a differential."""
    items = items_of(node)
    if len(items) == 1:
        return is_simple(node) and (not isinstance(node, Atom) or " " not in node.text)
    if not items:
        return False
    first = items[0].base if isinstance(items[0], Scripts) else items[0]
    if len(items) == 2 and isinstance(first, Atom) and first.text in ("∂", "d", "δ", "Δ"):
        return is_simple(items[1])
    return len(items) > 2 and is_simple(items[0]) and _is_call(items[1:])


def _is_call(items: Sequence[Node]) -> bool:
    """Whether some parts are one pair of brackets and what is in it."""
    depth = 0
    for number, item in enumerate(items):
        kind = item.kind if isinstance(item, Atom) else Kind.ORD
        depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
        if depth <= 0:
            return number > 0 and number == len(items) - 1
    return False


def _is_closing(node: Atom | Scripts) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Atom) and base.kind is Kind.CLOSE and base.text != "!"


def _fraction(node: Fraction) -> str:
    top, bottom = line(node.top), line(node.bottom)
    if not node.bar:
        return f"{top} choose {bottom}"
    if f"{top}/{bottom}" in VULGAR:
        return VULGAR[f"{top}/{bottom}"]
    if not _is_product(node.top):
        top = f"({top})"
    if not _is_factor(node.bottom):
        bottom = f"({bottom})"
    return f"{top}/{bottom}"


def _root(node: Root) -> str:
    body = line(node.body)
    index = "" if node.degree is None else line(node.degree, tight=True)
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(index)
    if sign is None:
        assert node.degree is not None
        sign = (script(node.degree, raised=True) or f"({index})") + "√"
    bare = body.isdigit() or len(body) <= 1
    bare = bare or (isinstance(node.body, Scripts) and body.isalnum())
    return sign + (body if bare else f"({body})")


def accent(node: Accent, *, tight: bool = False) -> str:
    """An accent on every character of a short word or under a line; else by its name."""
    body = line(node.body, tight=tight)
    if node.name in ("overline", "underline", "sout") or (len(body) <= 3 and body.isalnum()):
        if node.name == "bar" or node.name == "overline":
            return accented(body, MARKS["bar" if len(body) == 1 else "overline"])
        return accented(body, MARKS[node.name])
    if len(body) == 1 or not body:
        return accented(body, MARKS[node.name])
    if node.name in ("cancel", "bcancel", "xcancel", "not"):
        return accented(body, MARKS[node.name])
    return f"{node.name.removeprefix('wide')}({body})"


def _grid(node: Grid) -> str:
    rows = []
    for cells in node.rows:
        texts = [line(cell) for cell in cells]
        if node.joined:
            rows.append(" ".join(text.strip() for text in texts if text.strip()))
        elif node.columns == "l":
            rows.append(_conditions(texts))
        else:
            rows.append(", ".join(text.strip() for text in texts))
    return "; ".join(rows)


def _conditions(texts: list[str]) -> str:
    """A case: what holds and when."""
    shown = [text.strip() for text in texts if text.strip()]
    if len(shown) > 1 and not shown[0].endswith((",", ";")):
        shown[0] += ","
    return " ".join(shown)


def _stack(node: Stack, *, tight: bool) -> str:
    base = line(node.base, tight=tight)
    if isinstance(node.base, Row) and (node.brace or node.over or node.under):
        base = f"({base})"
    return base + _label(node.under, "_") + _label(node.over, "^")


def _label(node: Node | None, mark: str) -> str:
    text = "" if node is None else line(node, tight=True)
    if not text:
        return ""
    return mark + (text if len(text) == 1 or (text.isascii() and text.isalnum()) else f"({text})")


def has_limits(node: Scripts) -> bool:
    """Whether what is raised and lowered stands above and below in a display."""
    base = node.base
    if isinstance(base, Stack):
        return True
    if not isinstance(base, Atom):
        return False
    if base.kind is Kind.OP:
        return base.text not in INTEGRALS
    return base.kind is Kind.FUNC and base.text.replace(" ", "") in LIMITS
