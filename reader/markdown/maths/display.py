"""A formula on as many lines as it needs: fractions stacked, bounds above and below, matrices."""

from __future__ import annotations

from reader.markdown.maths.box import (
    EMPTY,
    Box,
    beside,
    bracket,
    framed,
    of_text,
    over,
    padded,
)
from reader.markdown.maths.line import accent, has_limits, line, script, spaced
from reader.markdown.maths.symbols import INTEGRALS, Kind
from reader.markdown.maths.tree import (
    DEEPEST,
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

COLUMN_GAP = 2
"""Columns between those of a matrix."""

PAIRS = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
"""Brackets that grow although nobody asked for it."""


def box_of(node: Node, *, small: bool = False) -> Box:
    """The node laid out; `small` within fractions and matrices, where bounds stand beside."""
    if isinstance(node, Atom):
        return of_text(node.text)
    if isinstance(node, Row):
        return _row(node, small=small)
    if isinstance(node, Scripts):
        return _scripts(node, small=small)
    if isinstance(node, Fraction):
        return _fraction(node)
    if isinstance(node, Root):
        return _root(node, small=small)
    if isinstance(node, Accent):
        return _accent(node, small=small)
    if isinstance(node, Fenced):
        return _fenced(node, small=small)
    if isinstance(node, Grid):
        return _grid(node, small=small)
    if isinstance(node, Boxed):
        return framed(box_of(node.body, small=small))
    return _stack(node, small=small)


def parts_of(row: Row, *, small: bool = False) -> list[tuple[int, Node, Box]]:
    """The parts of a row with the columns before each; brackets as tall as what they hold."""
    parts = [(space, item, box_of(item, small=small)) for space, item in spaced(row.items)]
    opened: list[tuple[str, int]] = []
    for index, (_, item, _) in enumerate(parts):
        char = bracket_char(item)
        if char in PAIRS:
            opened.append((char, index))
        elif opened and char and PAIRS[opened[-1][0]] == char:
            _, first = opened.pop()
            if len(opened) < DEEPEST:  # each pair looks at all that is in it
                _grow(parts, first, index)
    return parts


def bracket_char(item: Node) -> str:
    """The bracket that a part is, with or without scripts; else empty."""
    base = item.base if isinstance(item, Scripts) else item
    if isinstance(base, Atom) and base.kind in (Kind.OPEN, Kind.CLOSE):
        return base.text
    return ""


def _grow(parts: list[tuple[int, Node, Box]], first: int, last: int) -> None:
    inside = [box for _, _, box in parts[first + 1 : last]]
    if not any(box.tall for box in inside):
        return
    above = max(box.base for box in inside)
    height = above + max(box.height - box.base for box in inside)
    for index in (first, last):
        space, item, _ = parts[index]
        tall = bracket(bracket_char(item), height, above)
        if isinstance(item, Scripts):
            tall = _with_scripts(tall, item)
        parts[index] = (space, item, tall)


def joined(parts: list[tuple[int, Node, Box]]) -> Box:
    """Parts side by side."""
    boxes: list[Box] = []
    for space, item, box in parts:
        if not boxes and isinstance(item, Atom) and item.kind is Kind.SPACE:
            continue
        if space and boxes:
            boxes.append(of_text(" " * space))
        boxes.append(box)
    return beside(boxes) if boxes else EMPTY


def _row(node: Row, *, small: bool) -> Box:
    return joined(parts_of(node, small=small))


def _fraction(node: Fraction) -> Box:
    top, bottom = box_of(node.top, small=True), box_of(node.bottom, small=True)
    cells = max(top.cells, bottom.cells)
    if not node.bar:
        return over((top, of_text(" " * cells), bottom), top.height)
    if "─" in top.rows[-1] + bottom.rows[0] or cells < 3 or max(top.height, bottom.height) > 1:
        cells += 2
    return over((top, of_text("─" * cells), bottom), top.height)


def _root(node: Root, *, small: bool) -> Box:
    body = box_of(node.body, small=small)
    index = ""
    if node.degree is not None:
        index = script(node.degree, raised=True) or line(node.degree, tight=True)
    if body.height == 1:
        text = body.rows[0]
        if body.cells <= 1:
            return of_text(f"{index}√{text}")
        lead = " " * len(index)
        cells = len(index) + 1 + body.cells
        return Box((f"{lead} {'_' * body.cells}", f"{index}√{text}"), 1, cells)
    rows = [" ┌" + "─" * (body.cells + 1)]
    rows += [" │" + row + " " for row in body.rows]
    rows[-1] = "╲" + rows[-1][1:]
    sign = Box(tuple(rows), body.base + 1, body.cells + 3, tall=True)
    return beside((Box((index,), 0, len(index)), sign)) if index else sign


def _accent(node: Accent, *, small: bool) -> Box:
    body = box_of(node.body, small=small)
    wide = body.cells > 3 or body.height > 1 or not line(node.body).isalnum()
    if not wide or body.cells < 2:
        return of_text(accent(node))
    if node.name in ("overline", "bar", "widehat", "hat", "widetilde", "tilde", "vec") or (
        node.name.startswith("over")
    ):
        mark = {"hat": "^", "tilde": "~", "vec": "→"}.get(node.name.removeprefix("wide"))
        arrow = {"overrightarrow": "→", "overleftarrow": "←"}.get(node.name)
        if arrow == "←":
            bar = arrow + "─" * (body.cells - 1)
        elif arrow or mark == "→":
            bar = "─" * (body.cells - 1) + "→"
        else:
            bar = mark or "_" * body.cells
        return over((of_text(bar), body), body.base + 1)
    if node.name in ("underline", "underbar"):
        return over((body, of_text("‾" * body.cells)), body.base)
    return of_text(accent(node)) if body.height == 1 else body


def _fenced(node: Fenced, *, small: bool) -> Box:
    body = box_of(node.body, small=small)
    inner = node.body if not isinstance(node.body, Fenced) else NOTHING
    if isinstance(inner, Grid) and body.height == 2 and "{" in (node.left, node.right):
        upper, lower = body.rows  # a brace of three rows has its point
        body = Box((upper, " " * body.cells, lower), 1, body.cells, tall=True)
    height = body.height if body.tall else 1
    left, right = (bracket(char, height, body.base) for char in (node.left, node.right))
    if isinstance(inner, Grid) and node.left and body.height > 1:
        space = of_text(" ")
        parts = (left, space, body, space, right) if node.right else (left, space, body)
        return beside(parts)
    return beside([box for box in (left, body, right) if box.cells] or [EMPTY])


def _grid(node: Grid, *, small: bool) -> Box:
    # Aligned equations are each a line of its own; what is in a matrix stands close.
    rows = [[box_of(cell, small=small or not node.joined) for cell in row] for row in node.rows]
    if not rows:
        return EMPTY
    count = max(len(row) for row in rows)
    widths = [
        max((row[at].cells for row in rows if at < len(row)), default=0) for at in range(count)
    ]
    tall = any(box.height > 1 for row in rows for box in row)
    lines: list[str] = []
    bases: list[int] = []
    for number, row in enumerate(rows):
        boxes: list[Box] = []
        for at, box in enumerate(row):
            align = node.columns[at % len(node.columns)]
            if at:
                boxes.append(of_text(" " * _column_gap(node, at)))
            fitted = tuple(padded(text, widths[at], align) for text in box.rows)
            boxes.append(Box(fitted, box.base, widths[at]))
        laid = beside(boxes)
        if number and tall:
            lines.append("")
        bases.append(len(lines) + laid.base)
        lines += laid.rows
    cells = sum(widths) + sum(_column_gap(node, at) for at in range(1, count))
    base = bases[len(bases) // 2] if len(bases) % 2 else (len(lines) - 1) // 2
    if len(bases) == 1:
        base = bases[0]
    return over([Box(tuple(padded(text, cells, "l") for text in lines), 0, cells)], base)


def _column_gap(node: Grid, at: int) -> int:
    if not node.joined:
        return COLUMN_GAP if node.columns != "l" else COLUMN_GAP + 1
    if len(node.columns) == 3:
        return 1
    return 1 if at % 2 else 3


def _scripts(node: Scripts, *, small: bool) -> Box:
    if has_limits(node) and not small:
        return _limits(node)
    if small and has_limits(node) and isinstance(node.base, Atom) and node.base.kind is Kind.FUNC:
        return _limits(node)
    base = box_of(node.base, small=small)
    if isinstance(node.base, Row) and len(node.base.items) > 1:
        base = beside((bracket("(", base.height, base.base), base,
                       bracket(")", base.height, base.base)))  # fmt: skip
    return _with_scripts(base, node)


def _with_scripts(base: Box, node: Scripts) -> Box:
    """A base with its scripts behind it: in small characters where Unicode has them all."""
    sub = "" if node.sub is None else script(node.sub, raised=False)
    sup = "" if node.sup is None else script(node.sup, raised=True)
    lowered = of_text(sub or line(node.sub or NOTHING, tight=True))
    raised = of_text(sup or line(node.sup or NOTHING, tight=True))
    if base.height > 1:
        rows = [""] * base.height
        rows[0] = raised.rows[0]
        rows[-1] = lowered.rows[0]
        cells = max(raised.cells, lowered.cells)
        return beside((base, Box(tuple(padded(row, cells, "l") for row in rows), base.base, cells)))
    integral = isinstance(node.base, Atom) and node.base.text in INTEGRALS
    if integral and node.sub is not None and node.sup is not None and not (sub and sup):
        bounds = [of_text(line(each, tight=True)) for each in (node.sup, node.sub)]
        return beside((base, _both_scripts(*bounds)))
    plain_sub, plain_sup = node.sub is not None and not sub, node.sup is not None and not sup
    if not plain_sub and not plain_sup:
        return of_text(base.rows[0] + sub + sup)
    if plain_sup and not plain_sub and sub:
        base = of_text(base.rows[0] + sub)
        lowered = EMPTY
    elif plain_sub and sup and not plain_sup:
        raised = of_text(line(node.sup or NOTHING, tight=True))
        if sup in ("′", "″", "‴", "*"):
            base, raised = of_text(base.rows[0] + sup), EMPTY
    return beside((base, _both_scripts(raised, lowered)))


def _both_scripts(raised: Box, lowered: Box) -> Box:
    cells = max(raised.cells, lowered.cells)
    rows = [" " * cells]
    place = 0
    if raised.cells:
        rows.insert(0, padded(raised.rows[0], cells, "l"))
        place = 1
    if lowered.cells:
        rows.append(padded(lowered.rows[0], cells, "l"))
    return Box(tuple(rows), place, cells)


def _limits(node: Scripts) -> Box:
    base = box_of(node.base)
    boxes, place = [base], base.base
    if node.sup is not None and node.sup != NOTHING:
        bound = _bound(node.sup)
        boxes.insert(0, bound)
        place += bound.height
    if node.sub is not None and node.sub != NOTHING:
        boxes.append(_bound(node.sub))
    return over(boxes, place)


def _bound(node: Node) -> Box:
    if isinstance(node, Grid):
        return over([of_text(line(cell, tight=True)) for row in node.rows for cell in row], 0)
    return of_text(line(node, tight=True))


def _stack(node: Stack, *, small: bool) -> Box:
    base = box_of(node.base, small=small)
    if node.brace == "arrow":
        return _arrow(node, base)
    boxes, place = [base], base.base
    if node.brace:
        brace = of_text(_brace(node.brace, base.cells))
        if node.brace in "⏞⎴":
            boxes, place = [brace, base], place + 1
        else:
            boxes.append(brace)
    if node.over is not None:
        label = _bound(node.over)
        boxes.insert(0, label)
        place += label.height
    if node.under is not None:
        boxes.append(_bound(node.under))
    return over(boxes, place)


def _brace(kind: str, cells: int) -> str:
    if cells < 3:
        return kind
    left, middle, right = tuple({"⏟": "╰┬╯", "⏞": "╭┴╮", "⎵": "└─┘", "⎴": "┌─┐"}[kind])
    before = (cells - 3) // 2
    return left + "─" * before + middle + "─" * (cells - 3 - before) + right


def _arrow(node: Stack, base: Box) -> Box:
    """An arrow as long as the words over and under it."""
    labels = [
        of_text("" if each is None else line(each, tight=True)) for each in (node.over, node.under)
    ]
    cells = max(label.cells for label in labels) + 2
    char = base.rows[0]
    shaft = "═" if char in "⇒⇐=" else "─"
    if char in "←⇐":
        text = char + shaft * (cells - 1)
    elif char == "=":
        text = "═" * cells
    else:
        text = shaft * (cells - 1) + char
    boxes, place = [of_text(text)], 0
    if labels[0].cells:
        boxes.insert(0, labels[0])
        place = 1
    if labels[1].cells:
        boxes.append(labels[1])
    return over(boxes, place)
