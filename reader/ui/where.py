"""Where a key applies."""

from __future__ import annotations

from enum import Enum


class Where(Enum):
    """Which pane has the focus when a key applies."""

    BOTH = "list and page"
    LIST = "list"
    PAGE = "page"
    CONTENTS = "contents"  # beside the page, whose keys go on working
