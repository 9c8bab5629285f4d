"""A library in which each rule of the query language has an article to find, and one to pass over.

`Made` is what stands in the files, `DONE` is what a person did with them, `ADDED` when they came.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reader.article import Place, Quote
from reader.store.catalog.browse import Catalog
from reader.store.hashing import path_hash
from reader.store.state.facts import Anchored, Archived, Noted, Opened, Tagged
from reader.store.state.state import State
from tests.match_library import LIBRARY, Made, write

ARTICLES = (
    *LIBRARY,
    Made(
        "thai",
        "การอ่านหนังสือ",
        "ฉันอ่านหนังสือทุกวัน เพราะสนุก",
        published=date(2022, 1, 1),
        lang="th",
    ),
    Made(
        "weg",
        "Der lange Weg",
        "Bäume und Straßen. Die Größe zählt nicht, der Weg ist das Ziel.",
        tags=("reise", "Öffentlich"),
        published=date(2022, 2, 2),
        minutes=6,
        lang="de-AT",
    ),
    Made(
        "etranger",
        "L’Étranger aujourd’hui",
        "Aujourd'hui, maman est morte. L'été, l'œuvre, le cœur.",
        authors=("Zoë d'Aulaire", "José Müller"),
        published=date(2022, 3, 3),
        lang="fr_FR",
        has="hero image",
    ),
    Made(
        "euler",
        "The Euler Identity",
        "Numbers co-operate here; the e-mail of 1748 was re-entered. Identities abound.",
        description="Proofs without proving",
        tags=("maths", "pi-day"),
        published=date(2024, 3, 14),
        created=date(2024, 3, 10),
        updated=date(2024, 5, 15),
        minutes=9,
        words=1500,
        lang="en",
        has="math image footnotes",
    ),
    Made(
        "loop",
        "A Loop in Rust",
        "Loops loop: fn main. See rust_lang, C99, x86-64 and UTF-8. Version 2.0.1 is out.",
        authors=("Ann-Marie O’Neil",),
        tags=("rust", "web dev"),
        published=date(2024, 5, 8),
        created=date(2024, 4, 30),
        minutes=7,
        words=1200,
        lang="English",
        has="code table",
    ),
    Made(
        "elephant",
        "An Elephant in the Room",
        "Serendipity! Elephants remember serendipitous meetings.",
        subtitle="Rooms, and what is in them",
        published=date(2024, 5, 15),
        minutes=2,
        lang="en-GB",
        has="hero cta footnotes",
    ),
    Made("arabic", "كتاب العلوم", "الكِتَابُ مُفيد جدًا", published=date(2020, 6, 1), lang="ar"),
    Made("hebrew", "ספר הלימוד", "הַסֵּפֶר טוב מאוד", published=date(2020, 6, 2), lang="he"),
    Made("greek", "Ο Φιλόσοφος", "Η φιλοσοφία αρχίζει εδώ.", published=date(2020, 6, 3)),
    Made(
        "tower",
        "東京Tower 2020",
        "東京タワーは赤い。ﾊﾝｶｸ and ＦＵＬＬＷＩＤＴＨ letters.",
        authors=("鈴木 花子",),
        published=date(2020, 7, 24),
        lang="ja",
    ),
    Made("notes/Über uns", "Über uns", "Wer wir sind.", published=date(2020, 8, 1), lang="de"),
    Made(
        "week",
        "The Week",
        "A resume is no résumé; naïveté is no crime.",
        created=date(2024, 5, 13),
        minutes=3,
    ),
)


@dataclass(frozen=True)
class Deeds:
    """What a person did with an article."""

    progress: int = 0
    read: bool = False
    starred: bool = False
    archived: bool = False
    opened_at: float = 0.0
    tags: tuple[str, ...] = ()
    highlighted: bool = False
    noted: bool = False
    new: bool = False

    @property
    def status(self) -> str:
        """The word that `is:` knows it by."""
        return "read" if self.read else "reading" if self.progress >= 2 else "unread"


DONE = {
    "models": Deeds(progress=40, opened_at=1000.0, tags=("Mine",), highlighted=True),
    "hype": Deeds(
        read=True, opened_at=2000.0, tags=("Über STRASSE",), highlighted=True, noted=True
    ),
    "cafe": Deeds(starred=True, archived=True),
    "euler": Deeds(progress=75, starred=True, opened_at=3000.0),
    "loop": Deeds(progress=100, read=True, opened_at=1500.0, tags=("to do",)),
    "weg": Deeds(progress=1, opened_at=500.0),
    "elephant": Deeds(new=True),
    "week": Deeds(new=True, tags=("ai",)),
}
FIRST_DAY = date(2024, 1, 10)
ADDED = {"elephant": date(2024, 5, 15), "week": date(2024, 5, 14)}
NAMES = frozenset(made.name for made in ARTICLES)


def added(name: str) -> date:
    """The day on which an article came."""
    return ADDED.get(name, FIRST_DAY)


def deeds(name: str) -> Deeds:
    """What was done with an article, perhaps nothing."""
    return DONE.get(name, Deeds())


def opened(folder: Path) -> Catalog:
    """The catalog of the articles with the state beside it."""
    write(folder / "catalog.db", ARTICLES)
    state = State(os.fspath(folder / "state.db"))
    mine = state.library(os.fspath(folder))
    mine.begin_visit()
    first = [path_hash(f"{name}.md") for name in NAMES - ADDED.keys()]
    mine.arrived(first, first=True, day=FIRST_DAY)
    mine.end_first_indexing()
    for name, day in ADDED.items():
        mine.arrived([path_hash(f"{name}.md")], first=False, day=day)
    for name, done in DONE.items():
        path = f"{name}.md"
        if done.progress:
            mine.remember(path, Place(), done.progress)
        if done.opened_at:
            mine.write([Opened(path, done.opened_at)])
        if done.read:
            mine.set_read(path, True)
        if done.starred:
            mine.set_starred(path, True)
        if done.archived:
            mine.write([Archived(path, True, 3000.0)])
        mine.write([Tagged(path, tag, True, 3000.0) for tag in done.tags])
        if done.highlighted:
            mine.write([Anchored(path, f"id-{name}", Quote("words"), 1.0, 1.0)])
        if done.noted:
            mine.write([Noted(path, f"id-{name}", "Is it so?", 2.0)])
    state.close()
    return Catalog(
        os.fspath(folder / "catalog.db"),
        root=os.fspath(folder),
        state=os.fspath(folder / "state.db"),
    )
