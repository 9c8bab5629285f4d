"""The parts of a block that was cut, told that they are parts: what went on is not begun anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.markdown.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Group,
    Item,
    List,
    Note,
    Quote,
    Table,
    children_of,
    inline_text,
)
from reader.markdown.parts import Open, Part

_LISTS = ("List", "DefinitionList")


def continued(block: Block, part: Part, whole: Table | None = None) -> Block:
    """A part without what opened it anew; `whole` is the table whose rows it goes on with."""
    return _continued(block, part.opens, part, whole) if part.opens else _leaf(block, part, whole)


def _continued(block: Block, opens: tuple[Open, ...], part: Part, whole: Table | None) -> Block:
    if not opens:
        return _leaf(block, part, whole)
    one, inner = opens[0], opens[1:]
    if isinstance(block, List) and one.kind == "List":
        items: tuple[Any, ...] = _first(block.items, inner, part, whole) if inner else block.items
        return block._replace(items=items, first=one.number, part=True)
    if isinstance(block, Definitions) and one.kind == "DefinitionList":
        children: tuple[Any, ...] = block.children[1:] if part.titled else block.children
        return block._replace(children=_first(children, inner, part, whole) if inner else children)
    if not isinstance(block, Item | Quote | Note | Definition):
        return block
    held = block.children
    # The comment that stands for what came before is in the innermost block but for lists.
    if (not inner or (len(inner) == 1 and inner[0].kind in _LISTS)) and _is_nothing(held[:1]):
        held = held[1:]
    if inner or part.leaf:
        held = _first(held, inner, part, whole)
    if isinstance(block, Item):
        return block._replace(children=held, done=one.done, part=True)
    if isinstance(block, Quote):
        return block._replace(children=held, kind=one.alert, part=True)
    if isinstance(block, Note):
        return block._replace(children=held, part=True)
    return block._replace(children=held)


def _first(
    blocks: tuple[Any, ...], opens: tuple[Open, ...], part: Part, whole: Table | None
) -> tuple[Any, ...]:
    return (_continued(blocks[0], opens, part, whole), *blocks[1:]) if blocks else blocks


def _is_nothing(blocks: tuple[Block, ...]) -> bool:
    return bool(blocks) and isinstance(blocks[0], Group) and not blocks[0].children


def _leaf(block: Block, part: Part, whole: Table | None) -> Block:
    if isinstance(block, Group) and block.children:  # of HTML
        first = _leaf(block.children[0], part, whole)
        return block._replace(children=(first, *block.children[1:]))
    if part.item:
        going: Block = _item(block)
        return going
    if part.leaf == "CodeBlock" and isinstance(block, Code):
        return block._replace(part=True, language="", title="")
    if part.leaf == "Table" and isinstance(block, Table):
        return _rows(block, part, whole)
    return block


def _item(block: Any) -> Any:
    """A list of HTML of which the first item goes on, as the item does in which it lies."""
    if isinstance(block, List) and block.items:
        return block._replace(items=(_item(block.items[0]), *block.items[1:]), part=True)
    if isinstance(block, Item) and block.children:
        inner = (_item(block.children[0]), *block.children[1:])
        return block._replace(children=inner, part=True)
    return block


def _rows(block: Table, part: Part, whole: Table | None) -> Table:
    if part.kind != "HtmlBlock":
        return block._replace(rows=block.rows[1:], of=whole)
    if whole is None or len(whole.rows[0]) != len(block.rows[0]):
        return block
    headless = not any(inline_text(cell).strip() for cell in block.rows[0])
    return block._replace(rows=block.rows[headless:], of=whole)


def going_on(block: Block, leaf: str) -> Block:
    """A block that the next part goes on with; `leaf` is the kind of what is cut through."""
    if isinstance(block, Note):
        block = block._replace(goes_on=True)
    if leaf == "CodeBlock":
        changed: Block = _last_changed(block, _code_part)
        return changed
    if leaf == "Table":
        table: Block = _last_changed(block, _table_part)
        return table
    return block


def _code_part(block: Block) -> Block:
    return block._replace(part=True) if isinstance(block, Code) else block


def _table_part(block: Block) -> Block:
    return block._replace(goes_on=block.of is None) if isinstance(block, Table) else block


def _last_changed(block: Any, change: Callable[[Block], Block]) -> Any:
    children = children_of(block)
    if not children:
        return change(block)
    changed = (*children[:-1], _last_changed(children[-1], change))
    return block._replace(**{"items" if isinstance(block, List) else "children": changed})


def last_table(block: Block) -> Table | None:
    """The table that a block ends with."""
    while children := children_of(block):
        block = children[-1]
    return block if isinstance(block, Table) else None
