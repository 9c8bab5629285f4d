"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import reader
from reader import patterns
from reader.patterns import pattern


def test_a_pattern_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = re.compile

    def counted(source: str, flags: int = 0) -> re.Pattern[str]:
        made.append(source)
        return compile_(source, flags)

    monkeypatch.setattr(patterns.re, "compile", counted)
    word = pattern("(ten|two)$", re.IGNORECASE)
    assert not made
    assert [word.search(text) is not None for text in ("TEN", "twofold", "two")] == [1, 0, 1]
    assert word.sub("x", "often") == "ofx"
    assert word.pattern == "(ten|two)$"
    assert made == ["(ten|two)$"]


def test_every_pattern_of_the_program_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if module.name != "reader.__main__":
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, patterns._Later):
                    assert isinstance(value._compiled, re.Pattern), (module.name, name)


def test_no_module_compiles_a_pattern_where_it_is_loaded() -> None:
    for file in Path(reader.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        body = ast.parse(text).body if "re.compile" in text else []
        outside = [node for node in body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
        for node in (each for part in outside for each in ast.walk(part)):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) != "re.compile", (file, node.lineno)
