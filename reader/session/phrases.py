"""The sentences and short texts that the interface shows; in one place, so that they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.characters import one_line
from reader.session.library import Library
from reader.store.rows import Order

if TYPE_CHECKING:
    from reader.session.progress import Progress, Summary
    from reader.session.quotes import Grade
    from reader.session.search import Answer

LOOKING = "Looking for changed files."
FIRST = "First reading of this folder."
SUFFIXES = ".md .markdown .mkd .mdown .mdx .txt"

# As it comes, and reversed.
_ORDERS = {
    "date": ("published, newest first", "published, oldest first"),
    "created": ("created, newest first", "created, oldest first"),
    "title": ("title, A to Z", "title, Z to A"),
    "author": ("author, A to Z", "author, Z to A"),
    "read": ("shortest first", "longest first"),
    "words": ("fewest words first", "most words first"),
    "progress": ("furthest read first", "furthest read last"),
    "added": ("latest arrivals first", "latest arrivals last"),
    "random": ("shuffled", "shuffled, the other way round"),
    "lastread": ("last opened first", "last opened last"),
    "relevance": ("best hits first", "best hits last"),
}


def order(of: Order) -> str:
    """`published, newest first`."""
    return _ORDERS[of.key][of.reverse]


def progress(state: Progress) -> str:
    """How far the indexer is, where it has something to do."""
    if not state.total:
        return ""
    what = "First reading of this folder" if state.first else "Reading what changed"
    rest = " What is listed can be read now." if state.first else ""
    return f"{what}: {state.done:,} of {state.total:,}.{rest}"


def empty(
    library: Library, progress_text: str, unreadable: tuple[tuple[str, str], ...]
) -> tuple[str, ...]:
    """What stands in place of a list without articles."""
    if progress_text:
        return (progress_text,)
    sentences = [
        f"No articles in {one_line(library.root)}.",
        f"I look for {SUFFIXES}, here and below.",
    ]
    if unreadable:
        names = ", ".join(f"{one_line(path)} ({one_line(why)})" for path, why in unreadable[:5])
        more = f" and {len(unreadable) - 5:,} more" if len(unreadable) > 5 else ""
        sentences.append(f"Not readable: {names}{more}.")
    return tuple(sentences)


def all_archived(count: int) -> tuple[str, ...]:
    """What stands in place of a list from which everything was put away."""
    what = "The only article is" if count == 1 else f"All {count:,} articles are"
    return (f"{what} archived.", "/ is:archived lists what is.")


def nothing_found(answer: Answer, *, typing: bool) -> tuple[str, ...]:
    """What stands in place of a list where a search found nothing."""
    sentences = [f"Nothing for {one_line(answer.typed)}."]
    if answer.suggestions:
        offers = " · ".join(f"{text} ({count:,})" for text, count in answer.suggestions)
        sentences.append(f"Would find something: {offers}.")
    sentences.append("Esc leaves the search bar, and then clears." if typing else "Esc clears.")
    return tuple(sentences)


def notices(answer: Answer) -> str:
    """What the search has to say beside its results."""
    return " · ".join(answer.notices)


def found_changes(summary: Summary | None) -> str:
    """What looking for changed files came to."""
    if summary is None or not summary.changes:
        return "Nothing has changed."
    parts = ((summary.added, "added"), (summary.changed, "changed"), (summary.removed, "removed"))
    return ", ".join(f"{number:,} {what}" for number, what in parts if number) + "."


def opened_at(grade: Grade, percent: int) -> str:
    """The word when an article opens where somebody was, and how sure that is."""
    match grade.value:
        case "moved":
            return f"Where you were, {percent} %; the text around it was edited · g for the top"
        case "changed":
            return f"The sentence you were at was edited; this should be it, {percent} %."
        case "gone":
            return "The sentence you were at is gone; this is the nearest that remains."
    return f"Where you were, {percent} % · g for the top"


def remaining(minutes: int, percent: int) -> str:
    """`3 min left · 12 %`."""
    if percent >= 100:
        return "100 %"
    left = max(1, round(minutes * (100 - percent) / 100))
    return f"{left} min left · {percent} %"


def search_hints(count: int, said: str = "") -> str:
    """What the foot says while one types a search; what is `said` beside takes the keys' place."""
    found = f"{count:,} found" if count else "Nothing found"
    if said:
        return f"{found}  {said}"
    return f"{found}  ↑ ↓ move  Enter to the list" if count else found


def hits(ordinal: int | None, found: int, *, complete: bool) -> str:
    """Which hit in the page one is at, of how many, as far as that is known."""
    number = f"{found:,}" if complete else f"{found:,}+"
    if ordinal is not None:
        return f"{ordinal:,} of {number}"
    if complete and not found:
        return "Nothing found"
    return f"{number} found" if found else "Looking"


def found_nowhere(typed: str) -> str:
    """Told on the page where nothing was found in it."""
    return f"{one_line(typed)} is not in this article."


# The keys worth knowing on a page; where there is little room, those with the highest number first.
_ON_PAGE = (
    ("Space reads on", 9),
    ("J next", 4),
    ("/ find", 6),
    ("f links", 7),
    ("t contents", 8),
    ("q list", 3),
    ("q quits", 3),
    ("? help", 10),
)
_KEPT_FREE = 40  # columns of the foot for section, minutes and percentage


def hints(
    *,
    on_page: bool,
    single: bool,
    empty: bool,
    on_contents: bool = False,
    clears: bool = False,
    columns: int = 120,
) -> str:
    """The keys worth knowing in a pane, for its foot of so many columns.

    `clears`: in the list q takes a query or a selection back before it quits.
    """
    if on_contents:
        return "Enter goes there  t closes"
    if empty:
        return "/ search  Ctrl+R looks again  ? help  q back"
    if on_page:
        return _fitting(
            columns - _KEPT_FREE, without=("J next", "q list") if single else ("q quits",)
        )
    return f"Enter reads  / search  s order  * star  ? help  q {'clears' if clears else 'quits'}"


def _fitting(room: int, without: tuple[str, ...]) -> str:
    kept: list[tuple[str, int]] = []
    for hint in sorted(_ON_PAGE, key=lambda hint: -hint[1]):
        if hint[0] not in without and room >= len(hint[0]):
            kept.append(hint)
            room -= len(hint[0]) + 2
    return "  ".join(text for text, _ in sorted(kept, key=_ON_PAGE.index))
