"""A small library for searching, written straight into a catalog."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reader.article import Article, FileStamp, Metadata, Problem
from reader.store.catalog.browse import Catalog
from reader.store.catalog.entry import entry
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.vocabulary import NewTerms
from reader.store.catalog.write import Writer

TODAY = date(2024, 5, 15)


@dataclass(frozen=True)
class Made:
    """An article, as short as a table can hold it; its name is that of its file."""

    name: str
    title: str
    text: str = ""
    subtitle: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published: date | None = None
    created: date | None = None
    updated: date | None = None
    minutes: int = 1
    words: int = 100
    draft: bool = False
    broken: bool = False
    lang: str = ""
    has: str = ""  # of hero cta code table image footnotes math


LIBRARY = (
    Made(
        "qubits",
        "Quantum Computing for the Patient",
        "A qubit is in two states at once. Quantum computers run quantum algorithms.",
        subtitle="What a qubit is",
        authors=("Ada Jenkins",),
        tags=("quantum", "machine learning"),
        published=date(2024, 2, 9),
        minutes=8,
        words=2000,
    ),
    Made(
        "gates",
        "Gates and Circuits",
        "A circuit of quantum gates. The state of the art is noisy.",
        description="How quantum gates are drawn",
        authors=("David Jenkins", "Maria García"),
        tags=("quantum",),
        published=date(2024, 3, 1),
        minutes=4,
    ),
    Made(
        "models",
        "Training a Model",
        "Models are trained on data. A model learns; machine learning is not magic.",
        authors=("Maria García",),
        tags=("ai", "Machine-Learning"),
        published=date(2024, 4, 30),
        minutes=12,
    ),
    Made(
        "machines",
        "Learning from a Machine",
        "The machine was learning slowly. It modelled the tide.",
        authors=("Chen Li",),
        tags=("ai", "ethics"),
        published=date(2023, 12, 31),
        minutes=5,
    ),
    Made(
        "hype",
        "Hype and Hope",
        "Machine learning is hyped. Don't believe all of it.",
        authors=("Chen Li",),
        tags=("ethics",),
        published=date(2024, 5, 14),
        minutes=15,
    ),
    Made(
        "cafe",
        "Le Café",
        "Un café crème, s'il vous plaît. Naïve dreams of São Paulo.",
        authors=("José Müller",),
        published=date(2022, 7, 14),
        minutes=2,
    ),
    Made(
        "kanji",
        "機械学習入門",
        "機械学習は楽しい。東京で学ぶ。GPT模型も使う。",
        authors=("山田太郎",),
        published=date(2024, 5, 1),
        minutes=3,
    ),
    Made(
        "korean",
        "한국어 문장",
        "한국어는 띄어 쓴다. 검색이 잘 된다.",
        published=date(2021, 1, 1),
    ),
    Made("hindi", "हिन्दी लेख", "यह हिन्दी में है। किताब पढ़ो।", published=date(2021, 1, 2)),
    Made(
        "russian",
        "Книги о машинах",
        "Книга лежит на столе. Ёлка зелёная.",
        published=date(2021, 1, 3),
    ),
    Made(
        "state",
        "A State-of-the-Art Survey",
        "Surveys of state-of-the-art methods, e.g. C++ and F#, 3.14 or 1,024 times.",
        authors=("Ada O'Brien",),
        updated=date(2024, 5, 10),
        created=date(2024, 4, 20),
        minutes=30,
        words=7000,
    ),
    Made("undated", "No Date at All", "Nothing here but prose.", draft=True),
    Made(
        "broken",
        "Broken Front Matter",
        "The quote was never closed.",
        published=date(2020, 2, 29),
        broken=True,
    ),
    Made("drafts/plan", "A Plan", "Not yet written. The end of the art.", draft=True),
    Made(
        "same-1", "The Same Title", "First of the two.", subtitle="One", published=date(2019, 1, 1)
    ),
    Made(
        "same-2", "The Same Title", "Second of the two.", subtitle="Two", published=date(2019, 1, 1)
    ),
)


def article(made: Made) -> Article:
    """The article that a line of the table stands for."""
    metadata = Metadata(
        title=made.title,
        subtitle=made.subtitle,
        description=made.description,
        authors=made.authors,
        tags=made.tags,
        published=made.published,
        created=made.created,
        updated=made.updated,
        draft=made.draft,
        lang=made.lang,
        hero_image="https://example.org/hero.jpg" if "hero" in made.has else "",
        cta="Follow us" if "cta" in made.has else "",
    )
    problems = (Problem(1, "The quote was never closed."),) if made.broken else ()
    return Article(f"{made.name}.md", made.title, metadata, made.minutes, made.words, problems)


def write(path: Path, articles: tuple[Made, ...] = LIBRARY) -> None:
    """A catalog of the articles, numbered from 1 in their order."""
    writer = Writer(Location(os.fspath(path), Kind.CACHE))
    vocabulary = NewTerms()
    for made in articles:
        stamp = FileStamp(f"{made.name}.md", 0, len(made.text))
        parts = ("code", "table", "image", "footnotes", "math")
        code, table, image, footnotes, math = (part in made.has.split() for part in parts)
        holds = (code, table, image, footnotes, math)
        rows = entry(article(made), stamp, made.text, made.text, (), holds)
        writer.add(rows._replace(terms=vocabulary.of(rows.words)))
    writer.commit()
    writer.arrange()
    writer.close()


def many(count: int) -> tuple[Made, ...]:
    """So many articles that words stand in more of them than are ranked."""
    first = date(2000, 1, 1)
    return tuple(
        Made(
            f"n{number:05}",
            f"Everywhere {number}" if number % 10 == 0 else f"Number {number}",
            f"everywhere common words {'rare' if number % 1000 == 7 else ''}",
            published=first + timedelta(days=number % 50),
            minutes=1 + number % 5,
        )
        for number in range(count)
    )


def names(catalog: Catalog, ids: object) -> list[str]:
    """The names of articles, by their ids."""
    return [found.path.removesuffix(".md") for found in catalog.articles(list(ids))]  # type: ignore[call-overload]
