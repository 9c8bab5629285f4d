"""What the catalog of a library is called, and the folder of all; loads next to nothing."""

from __future__ import annotations

import os

from reader import folders
from reader.store.catalog.schema import READING, SCHEMA
from reader.store.hashing import hash64


def cache_folder() -> str:
    """The folder of all catalogs: $READER_CACHE, else that of the platform."""
    override = os.environ.get("READER_CACHE")
    return os.path.abspath(os.path.expanduser(override)) if override else folders.cache()


def file_name(root: str) -> str:
    """The file of a library's catalog; `root` is a real path.

    Carries the folder's name for people, a hash for machines, and both numbers of the schema.
    """
    number = hash64(os.fsencode(root)) & (1 << 64) - 1
    called = os.path.basename(root).encode("utf-8", "replace").decode()
    words = "".join(char if char.isalnum() or char in "_.-" else " " for char in called)
    lead, end = words[:1] == " ", words[-1:] == " "
    name = ("-" * lead + "-".join(words.split()) + "-" * end)[:40]
    return f"{name.strip('.-') or 'library'}-{number:016x}.{SCHEMA}.{READING}.db"
