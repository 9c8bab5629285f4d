"""Queries and the articles that each must find, line by line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.query.parse import parse
from reader.store.catalog import match
from reader.store.catalog.browse import Catalog
from tests.match_library import TODAY, names
from tests.query_library import NAMES, opened

OWN_VIEWS = {
    "Short": "read:<4 -is:archived sort:title",
    "Short and new": "in:short is:new",
    "Round": "quantum OR in:round",
    "Here": "in:there",
    "There": "in:here",
    "Wrong": "auther:x quantum",
    "Unread": "is:unread tag:quantum",
}

# What is typed, a bar, and the names that it finds. `-` stands for none, `*` for every one,
# `* - a b` for all but these.
TABLE = """
words
  qubit                              | qubits
  QuBiT                              | qubits
  machine learning                   | qubits models machines hype
  machine AND tide                   | machines
  of the                             | gates state drafts/plan same-1 same-2 euler
  zyzzyva                            | -
  1748                               | euler
  1024                               | -
  2020                               | tower

forms of a stem
  loops                              | loop
  looping                            | loop
  identity                           | euler
  elephant                           | elephant
  proof                              | euler
  prove                              | euler
  remembered                         | elephant
  serendipitously                    | elephant
  modelling                          | models machines
  author:jenkinses                   | -

phrases
  "loop loops"                       | -
  "loops loop"                       | loop
  "quantum gates"                    | gates
  "gates quantum"                    | -
  "The Same Title"                   | same-1 same-2
  “machine learning”                 | qubits models hype
  „machine learning“                 | qubits models hype
  "machine learning                  | qubits models hype
  "state of the art" noisy           | gates
  -"machine learning" machine        | machines
  "in the room"                      | elephant
  "elephant meetings"                | -

prefixes
  seren*                             | elephant
  ele*                               | elephant
  title:eul*                         | euler
  "the eul"*                         | euler
  qu*                                | qubits gates broken
  автор*                             | -
  маш*                               | russian
  φιλ*                               | greek

one typo
  quibt~                             | qubits
  elephnat~                          | elephant
  elepant~                           | elephant
  elephannt~                         | elephant
  rlephant~                          | elephant
  title:lop~                         | -
  identitiy~                         | euler
  tag:quatnum~                       | qubits gates
  -elephnat~ is:new                  | week

hyphens and apostrophes
  co-operate                         | euler
  cooperate                          | -
  operate                            | euler
  e-mail                             | euler
  re-entered                         | euler
  x86-64                             | loop
  utf-8                              | loop
  2.0.1                              | loop
  rust_lang                          | loop
  o'neil                             | loop
  O’Neil                             | loop
  ann-marie                          | loop
  d'aulaire                          | etranger
  d’Aulaire                          | etranger
  aujourd'hui                        | etranger
  aujourd’hui                        | etranger
  étranger                           | etranger
  l'été                              | etranger
  dont                               | -
  don't                              | hype
  C++                                | state
  rock'n'roll                        | -

accents and case
  strassen                           | weg
  STRASSEN                           | weg
  straßen                            | weg
  baume                              | weg
  grosse                             | weg
  resume                             | week
  "no résumé"                        | week
  naivete                            | week
  cœur                               | etranger
  muller                             | cafe etranger
  MÜLLER                             | cafe etranger
  zoe                                | etranger
  fullwidth                          | tower
  ＦＵＬＬＷＩＤＴＨ                       | tower

other scripts
  東京                               | kanji tower
  京タ                               | tower
  京tower                            | tower
  タワー                             | tower
  学で                               | -
  東京で学ぶ                         | kanji
  "東京 タワー"                      | tower
  ハンカク                           | tower
  อ่าน                               | thai
  หนังสือ                            | thai
  สือทุก                             | thai
  title:อ่าน                         | thai
  text:การ                           | -
  कित*                               | hindi
  किताब                              | hindi
  الكتاب                             | arabic
  كتاب                               | arabic
  הספר                               | hebrew
  ספר                                | hebrew
  φιλοσοφια                          | greek
  ΦΙΛΌΣΟΦΟΣ                          | greek
  зеленая                            | russian
  книгу                              | russian
  한국어                             | korean
  author:花子                        | tower
  author:鈴木                        | tower

without, or, nesting
  machine -tide                      | qubits models hype
  machine NOT tide                   | qubits models hype
  machine -(tide OR hype)            | qubits models
  -machine -quantum is:new           | elephant week
  tide OR elephant                   | machines elephant
  tide OR elephant -machine          | machines elephant
  (tide OR elephant) -machine        | elephant
  NOT (NOT elephant)                 | elephant
  (quantum (gates OR (state -noisy))) | qubits gates
  -(a -b (c OR d)) tide              | machines
  title:(loop OR elephant) -rust     | elephant
  tide OR -read:<30                  | machines state
  (tide OR is:new) -tag:ai           | elephant

fields
  title:machine                      | machines
  subtitle:room                      | elephant
  description:proof                  | euler
  description:loop                   | -
  author:jenkins                     | qubits gates
  author:"maria garcia"              | gates models
  author:(garcia -jenkins)           | models
  text:jenkins                       | -
  text:elephants                     | elephant
  tag:maths                          | euler
  tag:math                           | -
  tag:pi-day                         | euler
  tag:"pi day"                       | euler
  tag:web-dev                        | loop
  tag:web_dev                        | loop
  tag:#rust                          | loop
  tag:öffentlich                     | weg
  tag:offentlich                     | weg
  tag:mine                           | models
  tag:über-straße                    | hype
  tag:"to do"                        | loop
  tag:ai                             | models machines week
  tag:(ai OR ethics) -tag:ai         | hype
  tag:mat*                           | euler
  path:notes/                        | notes/Über uns
  path:über                          | notes/Über uns
  path:UBER                          | notes/Über uns
  path:plan.md                       | drafts/plan
  lang:de                            | weg notes/Über uns
  lang:de-at                         | weg
  lang:fr-FR                         | etranger
  lang:en                            | euler elephant
  lang:english                       | loop
  lang:e                             | -
  lang:e*                            | euler elephant loop
  -lang:* read:>20                   | state

numbers
  read:12                            | models
  read:>=15                          | hype state
  read:6..7                          | weg loop
  read:6..                           | qubits models hype state weg euler loop
  read:..2 is:new                    | elephant
  read:<3m lang:en-gb                | elephant
  words:>1000                        | qubits state euler loop
  words:1200..1500                   | euler loop
  words:=1200                        | loop
  progress:>0                        | models euler loop weg
  progress:50..99                    | euler
  progress:75%                       | euler
  progress:100                       | loop
  progress:0 is:starred              | cafe
  progress:<50                       | * - euler loop
  -progress:<50                      | euler loop
  progress:>100                      | -

dates
  date:2024-05-15                    | elephant
  date:today                         | elephant
  date:yesterday                     | hype
  date:2022                          | cafe thai weg etranger
  date:2022-02                       | weg
  date:2022-02-02..2022-03           | weg etranger
  date:2024-05-13..                  | elephant hype week
  date:..2019                        | same-1 same-2
  date:>2024-05-13                   | elephant hype
  date:>=2024-05-13                  | elephant hype week
  date:<=2019-01-01                  | same-1 same-2
  date:<2w                           | hype elephant loop week
  date:1w..2w                        | loop kanji
  date:>4y                           | broken same-1 same-2
  date:this-week                     | week hype elephant
  date:last-week                     | loop
  date:this-month                    | kanji hype loop elephant week
  date:last-month                    | models state
  date:this-year title:rust          | loop
  date:last-year                     | machines
  -date:..                           | *
  created:2024-04                    | state loop
  created:<1m                        | state loop week
  updated:today                      | euler
  updated:<30d                       | euler state
  added:today                        | elephant
  added:<7d                          | elephant week
  added:yesterday..                  | elephant week
  added:2024-01                      | * - elephant week
  -added:2024-01                     | elephant week

what you did
  is:new                             | elephant week
  is:read                            | hype loop
  is:reading                         | models euler
  is:unread                          | * - hype loop models euler
  -is:unread                         | hype loop models euler
  is:starred                         | cafe euler
  is:starred -is:archived            | euler
  is:archived                        | cafe
  is:highlighted                     | models hype
  is:draft                           | undated drafts/plan
  is:broken                          | broken
  is:reading is:starred              | euler
  IS:Read                            | hype loop

parts
  has:hero                           | etranger elephant
  has:cta                            | elephant
  has:code                           | loop
  has:table                          | loop
  has:image                          | etranger euler
  has:math                           | euler
  has:footnotes                      | euler elephant
  has:notes                          | hype
  has:hero -has:cta                  | etranger
  has:(code OR math)                 | euler loop
  -has:code tag:rust                 | -

views
  in:new                             | elephant week
  in:"continue reading"              | models euler
  in:continue-reading                | models euler
  in:"With problems"                 | broken
  in:starred -is:archived            | euler
  in:all                             | *
  in:all is:new                      | elephant week
  -in:all                            | -
  tide OR in:all                     | *
  in:unread                          | qubits gates
  in:short is:new                    | elephant week
  in:"short and new"                 | elephant week
  -in:short is:new                   | -
  in:(new OR starred)                | elephant week euler cafe

what can't be used is left out
  elephant auther:x                  | elephant
  elephant is:unraed                 | elephant
  elephant date:2024-13              | elephant
  elephant has:tabel                 | elephant
  elephant in:nowhere                | elephant
  elephant in:here                   | elephant
  elephant in:round                  | -
  gates in:wrong                     | gates
  elephant lang:                     | elephant
  elephant (                         | elephant
  elephant OR                        | elephant
  ) elephant                         | elephant
  elephant 🦄 …                       | elephant
  elephant:                          | elephant
  https://example.org/elephant       | -
""".strip()

LINES = [
    (typed.strip(), found.strip())
    for line in TABLE.splitlines()
    if "|" in line
    for typed, found in (line.rsplit("|", 1),)
]


def meant(found: str) -> set[str]:
    """The names that the right side of a line stands for; one of them has a space."""
    words = found.replace("notes/Über uns", "notes/Über_uns").split()
    listed = {word.replace("_", " ") for word in words} - {"*", "-"}
    return set(NAMES) - listed if words[0] == "*" else listed


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = opened(tmp_path_factory.mktemp("library"))
    yield catalog
    catalog.close()


@pytest.mark.parametrize(("typed", "expected"), LINES, ids=[typed for typed, _ in LINES])
def test_a_query_finds_its_articles(catalog: Catalog, typed: str, expected: str) -> None:
    query = parse(typed, today=TODAY, views=OWN_VIEWS)
    with catalog.reading() as connection:
        *_, found = match.finds(connection, query)
    # A typo that is allowed where nothing else is found says so; the table is of what was typed.
    listed = set() if found.notices else set(names(catalog, catalog.ids(found.listing)))
    assert listed == meant(expected)


def test_the_table_is_long_enough() -> None:
    assert len(LINES) >= 200
    assert len({typed for typed, _ in LINES}) == len(LINES)
