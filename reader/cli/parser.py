"""The parser of arguments; it lets a query begin with a dash."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from reader.errors import UsageError

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal; the usual one loads `shutil` for that, 4 ms of every start."""

    def __init__(self, prog: str, **settings: Any) -> None:
        if settings.get("width") is None:
            settings["width"] = _columns() - 2
        super().__init__(prog, **settings)


class Parser(argparse.ArgumentParser):
    """Wrong usage is one sentence and status 2.

    What follows an option that takes a value is its value, also `-hype` after `--query`. With
    `dashes`, words with one dash that are no option of the command are no options at all.
    """

    def __init__(self, *, dashes: bool = False, **settings: Any) -> None:
        self._dashes = dashes
        self._takes_value: dict[str, bool] = {}
        self._behind: list[str] = []  # options that were typed behind --
        super().__init__(**{"formatter_class": _Formatter, **settings})

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Declare an argument, and remember how it is given."""
        action = super().add_argument(*names, **settings)
        for option in action.option_strings:
            self._takes_value[option] = action.nargs != 0
        return action

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, which takes `-hype` for -h and other letters."""
        return super().parse_args(None if args is None else self.arranged(args), namespace)

    def error(self, message: str) -> Any:
        """Tell what is wrong, in place of ending the program."""
        if self._behind and message.startswith("unrecognized"):
            options = " ".join(self._behind)
            raise UsageError(
                f"options go before “--”, behind it all are words. Try: {self.prog} {options} -- …"
            )
        raise UsageError(f"{message}. Try: {self.prog} --help")

    def arranged(self, argv: Sequence[str]) -> list[str]:
        """The arguments in a form that argparse does not misread."""
        options: list[str] = []
        words: list[str] = []
        rest = list(argv)
        while rest:
            argument = rest.pop(0)
            if argument == "--":
                words += rest
                self._behind = [word for word in rest if word in self._takes_value]
                break
            if self._takes_value.get(argument) and rest and self._is_value(rest[0]):
                value = rest.pop(0)
                joint = "=" if argument.startswith("--") else ""
                # An empty value, joined to a short option, would be none.
                options += [f"{argument}{joint}{value}"] if joint or value else [argument, value]
            elif self._is_option(argument):
                options.append(argument)
            else:
                words.append(argument)
        return [*options, *(["--"] if words else []), *words]

    def _is_value(self, argument: str) -> bool:
        return argument not in self._takes_value and argument != "--"

    def _is_option(self, argument: str) -> bool:
        if argument in self._takes_value or argument.startswith("--"):
            return True
        if not self._dashes:
            return argument.startswith("-") and len(argument) > 1
        # -q5 is -q with its value; only where that is an option of the command
        return len(argument) > 2 and self._takes_value.get(argument[:2], False)


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80
