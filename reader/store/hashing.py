"""Eight bytes that stand for something longer, as SQLite keeps them: a signed integer."""

from __future__ import annotations

import os

try:
    from _blake2 import blake2b  # what hashlib gives; hashlib itself loads OpenSSL, 2 ms
except ImportError:
    from hashlib import blake2b


def hash64(data: bytes) -> int:
    """BLAKE2b of bytes, as a signed 64-bit integer.

    At a million entries two fall together with a chance of 3 in 100 million.
    """
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def path_hash(path: str) -> int:
    """The hash under which a path relative to its library is known in catalog and state."""
    return hash64(os.fsencode(path))
