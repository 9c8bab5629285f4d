"""Named tuples of our own making are those of `typing`, made sooner."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import reader
from reader.named import NamedTuple


class Town(NamedTuple):
    """Where people live."""

    name: str
    people: int = 0
    rivers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.people

    def grown(self, by: int) -> Town:
        return self._replace(people=self.people + by)

    def __str__(self) -> str:
        return self.name


def test_a_declared_tuple_has_its_fields_defaults_and_methods() -> None:
    town = Town("Ely", rivers=("Ouse",))
    assert town == ("Ely", 0, ("Ouse",))
    assert town.is_empty
    assert town.grown(3) == Town("Ely", 3, ("Ouse",))
    assert repr(town) == "Town(name='Ely', people=0, rivers=('Ouse',))"
    assert str(town) == "Ely"
    assert (Town.__doc__, Town.__module__) == ("Where people live.", __name__)
    assert Town._fields == ("name", "people", "rivers")
    assert Town._field_defaults == {"people": 0, "rivers": ()}


def test_it_is_a_plain_tuple_that_pickles_and_matches() -> None:
    town = Town("Ely", 5)
    assert Town.__mro__ == (Town, tuple, object)
    assert not hasattr(town, "__dict__")
    assert pickle.loads(pickle.dumps(town)) == town
    match town:
        case Town(name, people=count):
            assert (name, count) == ("Ely", 5)


def test_no_module_has_them_made_by_typing() -> None:
    for file in Path(reader.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "NamedTuple" in text and "from typing" in text and file.stem != "named":
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and node.module == "typing":
                    assert "NamedTuple" not in {each.name for each in node.names}, file
