"""The menu of orders: every key of the one table, the one in force marked, with its direction."""

from __future__ import annotations

from collections.abc import Sequence

from reader.query.fields import SORTS
from reader.query.tree import Sort
from reader.session import phrases
from reader.store.rows import Order
from reader.ui.choices import Choice, ChoicePanel

# The letter that takes an order where its first one is taken.
_LETTERS = {"relevance": "b", "added": "n", "random": "x"}


def panel(in_force: Sequence[Sort], order: Order) -> ChoicePanel:
    """The menu; `in_force` are the keys of the query, `order` what the list is sorted by first."""
    choices = tuple(
        Choice(_LETTERS.get(sort.name, sort.name[0]), sort.name, f"{sort.name:<10} {sort.help}")
        for sort in SORTS
    )
    several = [phrases.order(Order.of(key)) for key in in_force] if len(in_force) > 1 else []
    title = "Order of the list" + (": " + "; then ".join(several) if several else "")
    turned = "turned round; again turns it back" if order.reverse else "again turns it round"
    return ChoicePanel(title, choices, order.key, now=f"(now; {turned})")


def chosen(key: str, order: Order) -> str:
    """What `sort:` gets where a key is chosen: the one in force, chosen again, is turned round."""
    return f"-{key}" if order.key == key and not order.reverse else key
