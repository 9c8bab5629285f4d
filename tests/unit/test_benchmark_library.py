"""The libraries that are measured with are what they are said to be."""

from __future__ import annotations

from pathlib import Path

from benchmarks.library import make
from reader.library.load import load
from reader.library.walk import walk


def test_the_same_seed_gives_the_same_library(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make(str(tmp_path / name), 40, seed=7)
    make(str(tmp_path / "c"), 40, seed=8)
    texts = [
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in "abc"
    ]
    assert texts[0] == texts[1] != texts[2]
    stamps = [{file.stat().st_mtime_ns for file in (tmp_path / name).iterdir()} for name in "abc"]
    assert stamps[0] == stamps[1] == stamps[2]
    assert len(stamps[0]) == 1


def test_a_library_has_the_shape_of_an_export(tmp_path: Path) -> None:
    root = str(tmp_path / "library")
    make(root, 300)
    documents = [load(root, stamp.path) for stamp in walk(root)]
    assert len(documents) == 300
    sizes = [document.size for document in documents]
    assert 5_000 < sum(sizes) / 300 < 6_200
    assert all(len(document.metadata.fields) == 9 for document in documents)
    assert all(document.metadata.published for document in documents)
    assert 40 < sum(bool(document.problems) for document in documents) < 95
    assert all("'s" in document.metadata.title for document in documents), "nothing is lost"
    usual = max(
        sum(document.metadata.authors == (name,) for document in documents)
        for name in {document.metadata.authors[0] for document in documents}
    )
    assert 240 < usual < 290
