"""`NamedTuple` as `typing` has it, without what that does with the annotations at run time.

It compiles each of them into a `ForwardRef`, since they are strings here: a class takes 0.1 ms once
warm and 0.3 ms in a process that has just begun, 0.04 of it for the tuple itself. `reader search`
makes 58 classes, the interface more than a hundred before its first frame.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Declared(type):
        """Makes of a class with annotations a tuple of that name with its methods."""

        def __new__(mcs, name, bases, namespace):
            if not bases:
                return super().__new__(mcs, name, bases, namespace)
            # That none without a default comes behind one that has it is for the type checker
            fields = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for key, value in namespace.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Declared):
        """The base that a named tuple is declared with; what comes of it is a plain tuple."""
