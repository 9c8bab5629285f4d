"""Which highlights of a library are not in their texts any more: asked of the files, one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from reader.article import Highlight
from reader.errors import ArticleGone
from reader.library import load
from reader.markdown.parse import Text
from reader.markdown.syntax import named_mdx
from reader.session.highlights import look

SECONDS = 10.0  # after which the rest is taken for found, as before it was asked
LARGEST = 4 << 20  # bytes of a file that is looked through; a larger one is, when it is opened


def lost(
    root: str, highlights: Sequence[Highlight], stopped: Callable[[], bool]
) -> Iterator[set[str]]:
    """The ids of those that are lost, article by article; all of one whose file is gone.

    In a thread of its own: some 5 ms for an article. `highlights` come by path, as the state
    has them. It ends early where it is `stopped`, and after ten seconds.
    """
    until = time.monotonic() + SECONDS
    for path, some in groupby(highlights, lambda each: each.path):
        if stopped() or time.monotonic() > until:
            return
        of_article = list(some)
        try:
            if load.stamp(root, path)[1] > LARGEST:
                continue
            document = load.load(root, path)
        except ArticleGone:
            yield {each.id for each in of_article}
            continue
        metadata = document.metadata
        text = Text(
            document.body,
            title=metadata.title,
            hero=metadata.hero_image,
            mdx=named_mdx(document.path),
        )
        yield {each.id for each in look(text, of_article).lost}
