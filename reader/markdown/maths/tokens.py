"""TeX's source as tokens."""

from __future__ import annotations

import re

from reader.named import NamedTuple
from reader.patterns import pattern

_TOKEN = pattern(r"\\([A-Za-z]+|.|$)|(\s+)|(.)", re.DOTALL)


class Token(NamedTuple):
    """A command, a run of spaces or a character."""

    kind: str  # "command", "space" or the character itself
    value: str
    at: int


class Tokens:
    """A source cut into tokens, and the place that was read up to."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[Token] = []
        for match in _TOKEN.finditer(source):
            command, space, char = match.groups()
            if command is not None:
                self.tokens.append(Token("command", command, match.start()))
            elif space is not None:
                self.tokens.append(Token("space", space, match.start()))
            else:
                self.tokens.append(Token(char, char, match.start()))
        self.place = 0

    def peek(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def skip_spaces(self) -> None:
        while self.place < len(self.tokens) and self.tokens[self.place].kind == "space":
            self.place += 1

    def command(self, *names: str) -> bool:
        """Whether one of some commands comes next."""
        token = self.peek()
        return token is not None and token.kind == "command" and token.value in names

    def take(self, char: str) -> bool:
        """Takes a character where it comes next."""
        self.skip_spaces()
        token = self.peek()
        if token is None or token.kind != char:
            return False
        self.place += 1
        return True

    def raw_group(self, opening: str = "{", closing: str = "}") -> str:
        """The source of the group that comes next; empty where there is none."""
        if not self.take(opening):
            return ""
        start = self.place
        depth = 1
        while self.place < len(self.tokens):
            kind = self.tokens[self.place].kind
            depth += (kind == opening) - (kind == closing)
            self.place += 1
            if not depth:
                break
        stop = self.place - (not depth)
        first = self.tokens[start].at if start < len(self.tokens) else len(self.source)
        last = self.tokens[stop].at if stop < len(self.tokens) else len(self.source)
        return self.source[first:last]
