"""Regular expressions that are compiled when they are first used.

Python compiles one in 0.05 to 0.5 ms, sets of characters beyond ASCII being the dear ones: 7 ms for
those that stand in the modules which the first page needs, most of them not for this page.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import AnyStr


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`; what is wrong with it is told at the first use. `re.sub` does not take it."""
    later: re.Pattern[AnyStr] = _Later(source, flags)  # type: ignore[assignment]
    return later


class _Later:
    """What stands for a pattern: each of its methods, once used, is an attribute of this."""

    _compiled: re.Pattern[str] | re.Pattern[bytes]

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name == "_compiled":  # as good as a method of it, and made before the first of them
            value: object = re.compile(self._source, self._flags)
        else:
            value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
