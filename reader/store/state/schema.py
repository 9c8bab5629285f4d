"""The tables of the state, how they grew, and what the catalog's connection sees of them.

For the catalog, whose statements join both files:

    connection.execute("ATTACH ? AS state", (schema.attachable(state.place),))
    for statement in schema.views(library_state.id):
        connection.execute(statement)

makes TEMP views of one library, which SQLite flattens into look-ups by primary key:

    reading(path, progress, read, starred, archived, opened_at, status)
                                      one row for each article ever opened
    arrival(path_hash, day, new)      one row for each path ever indexed
    own_tag(path, tag)                the tags that one gave
    highlight(path, id, note)         what is highlighted

    SELECT …, ifnull(reading.progress, 0), ifnull(arrival.new, 0)
    FROM article LEFT JOIN reading USING (path) LEFT JOIN arrival USING (path_hash)

The connection needs apsw.SQLITE_OPEN_URI. Prices at 100,000 articles: a join of fifty rows is not
measurable, a join under LIMIT 50 OFFSET 50000 takes 70 ms (take the ids in a subselect first, then
join), counting the unread 6 ms, `UNKNOWN` 65 ms.
"""

from __future__ import annotations

import os

APPLICATION_ID = (
    0x72656164  # "read", in the header of the file, so that no other file is written to
)

MIGRATIONS: tuple[str, ...] = (
    # 1: Times are seconds since the epoch; each fact has its own, since the later fact wins.
    """
    CREATE TABLE library (
      id INTEGER PRIMARY KEY,
      root BLOB NOT NULL UNIQUE,               -- real path
      first_visit REAL,                        -- NULL while it was only indexed or asked about
      previous_visit REAL,
      last_visit REAL,
      indexed_at REAL                          -- end of the first indexing; what comes later is new
    ) STRICT;
    CREATE TABLE known (                       -- every path that was ever indexed
      library INTEGER NOT NULL REFERENCES library,
      path_hash INTEGER NOT NULL,              -- store/hashing.py
      day INTEGER NOT NULL,                    -- of its arrival, date.toordinal as in the catalog
      new INTEGER NOT NULL,                    -- arrived after the first indexing, not yet opened
      PRIMARY KEY (library, path_hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX new_arrival ON known (library, path_hash) WHERE new = 1;
    CREATE TABLE reading (
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,                      -- as in the catalog: os.fsencode, relative
      block INTEGER NOT NULL DEFAULT 0,
      "offset" INTEGER NOT NULL DEFAULT 0,
      quote TEXT NOT NULL DEFAULT '',
      place_at REAL NOT NULL DEFAULT 0,
      progress INTEGER NOT NULL DEFAULT 0,     -- percent, the furthest point since begun_at
      begun_at REAL NOT NULL DEFAULT 0,        -- when it was last marked as unread
      read INTEGER NOT NULL DEFAULT 0,
      read_at REAL NOT NULL DEFAULT 0,
      starred INTEGER NOT NULL DEFAULT 0,
      starred_at REAL NOT NULL DEFAULT 0,
      opened_at REAL NOT NULL DEFAULT 0,
      PRIMARY KEY (library, path)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX last_opened ON reading (library, opened_at);
    """,
    # 2: Each field has the session that wrote it (…_by), which decides between two of one moment.
    # What was taken away stays as a tombstone: else a copy that still has it would bring it back.
    """
    ALTER TABLE reading ADD COLUMN before TEXT NOT NULL DEFAULT '';  -- with place_at, place_by: Place
    ALTER TABLE reading ADD COLUMN place_by INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN read_by INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN starred_by INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN archived_at REAL NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN archived_by INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reading ADD COLUMN title TEXT NOT NULL DEFAULT '';   -- when it was last opened
    ALTER TABLE reading ADD COLUMN body INTEGER NOT NULL DEFAULT 0;  -- the catalog's body_hash; 0 unknown
    CREATE TABLE own_tag (
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,
      tag TEXT NOT NULL,
      given INTEGER NOT NULL,                  -- 0: a tombstone
      at REAL NOT NULL,
      by INTEGER NOT NULL,
      PRIMARY KEY (library, path, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE letter (                      -- marks, as of vi
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,
      letter TEXT NOT NULL,
      block INTEGER,                           -- NULL: a tombstone
      "offset" INTEGER NOT NULL DEFAULT 0,
      quote TEXT NOT NULL DEFAULT '',
      before TEXT NOT NULL DEFAULT '',
      at REAL NOT NULL,
      by INTEGER NOT NULL,
      PRIMARY KEY (library, path, letter)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE highlight (
      library INTEGER NOT NULL REFERENCES library,
      id TEXT NOT NULL,
      path BLOB NOT NULL,                      -- and the next seven are one field: where it is
      exact TEXT NOT NULL DEFAULT '',
      prefix TEXT NOT NULL DEFAULT '',
      suffix TEXT NOT NULL DEFAULT '',
      block INTEGER NOT NULL DEFAULT 0,
      "offset" INTEGER NOT NULL DEFAULT 0,
      at REAL NOT NULL DEFAULT 0,
      by INTEGER NOT NULL DEFAULT 0,
      made_at REAL NOT NULL DEFAULT 0,
      note TEXT NOT NULL DEFAULT '',
      note_at REAL NOT NULL DEFAULT 0,
      note_by INTEGER NOT NULL DEFAULT 0,
      erased INTEGER NOT NULL DEFAULT 0,       -- 1: a tombstone
      erased_at REAL NOT NULL DEFAULT 0,
      erased_by INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (library, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX highlight_path ON highlight (library, path);
    CREATE TABLE visit (                       -- the history; a line is never changed by another session
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,
      opened_at REAL NOT NULL,
      left_at REAL NOT NULL,
      progress INTEGER NOT NULL,
      PRIMARY KEY (library, opened_at, path)
    ) STRICT, WITHOUT ROWID;
    """,
    # 3: The title has its own moment, since an article may be opened without one. What was reached
    # is kept with its moments, since that it was marked as unread may become known late. Names that
    # files had are kept, since what was done under them may become known late. Whatever was done
    # with an article, it has a row in `reading`, with the hash by which it is found again.
    """
    ALTER TABLE reading ADD COLUMN title_at REAL NOT NULL DEFAULT 0;
    UPDATE reading SET title_at = opened_at WHERE title <> '';
    UPDATE reading SET progress = max(0, min(100, progress));
    CREATE TABLE reached (
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,
      progress INTEGER NOT NULL,               -- percent, never 0
      at REAL NOT NULL,                        -- the last time; none is kept that a greater one has
      PRIMARY KEY (library, path, progress)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO reached SELECT library, path, progress, max(place_at, begun_at) FROM reading
      WHERE progress > 0;
    CREATE TABLE moved (
      library INTEGER NOT NULL REFERENCES library,
      path BLOB NOT NULL,                      -- what was done with it until then belongs to
      at REAL NOT NULL,
      by INTEGER NOT NULL,
      new_path BLOB NOT NULL,
      PRIMARY KEY (library, path, at)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO reading (library, path)
      SELECT library, path FROM own_tag UNION SELECT library, path FROM letter
      UNION SELECT library, path FROM highlight;
    CREATE INDEX unhashed ON reading (library, path) WHERE body = 0;
    -- What the head of the list counts after each save, however many were ever marked.
    CREATE INDEX begun ON reading (library, path)
      WHERE progress >= 2 AND NOT read AND NOT archived;
    CREATE INDEX put_away ON reading (library, path) WHERE archived;
    """,
    # 4: A file that gets another name takes its readings along, and was looked for in all of them.
    """
    CREATE INDEX visit_path ON visit (library, path);
    """,
)
"""What leads from each version of the schema to the next; the version is how many were applied."""

TABLES = (
    "library",
    "known",
    "moved",
    "reading",
    "reached",
    "own_tag",
    "letter",
    "highlight",
    "visit",
)
"""All of them; each but the first has the column `library`."""

BEGUN = 2  # percent from which on an article counts as begun
FINISHED = 98  # percent from which on it counts as read: few scroll through the last blank lines

STATUS = f"CASE WHEN read THEN 'read' WHEN progress >= {BEGUN} THEN 'reading' ELSE 'unread' END"
"""`session.remember.status` as SQL over the columns of the view `reading`."""

UNKNOWN = """
SELECT path_hash FROM article
WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE arrival.path_hash = article.path_hash)
"""
"""Run on the catalog: the hashes that `LibraryState.arrived` has not been told yet.

It is right whatever happened before: a catalog built anew, a state younger than the catalog, a
session that was killed between the two.
"""

_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def uri(path: str) -> str:
    """The URI of a file for SQLite; bytes that are not UTF-8 are kept by percent-encoding."""
    if path.startswith("file:"):
        return path
    raw = os.fsencode(os.path.abspath(path))
    return "file://" + "".join(chr(byte) if byte in _SAFE else f"%{byte:02x}" for byte in raw)


def attachable(place: str) -> str:
    """What `ATTACH ? AS state` takes to read, never to write, a state's place."""
    # A catalog in memory would look for the file there too, so the file system is named.
    return place if place.startswith("file:") else uri(place) + "?vfs=unix&mode=ro"


def views(library: int) -> tuple[str, ...]:
    """The statements that make the TEMP views of one library; drop them before making others."""
    mine = f"WHERE library = {int(library)}"
    columns = f"path, progress, read, starred, archived, opened_at, {STATUS} AS status"
    return (
        f"CREATE TEMP VIEW reading AS SELECT {columns} FROM state.reading {mine}",
        f"CREATE TEMP VIEW arrival AS SELECT path_hash, day, new FROM state.known {mine}",
        f"CREATE TEMP VIEW own_tag AS SELECT path, tag FROM state.own_tag {mine} AND given",
        (
            "CREATE TEMP VIEW highlight AS SELECT path, id, note FROM state.highlight"
            f" {mine} AND exact <> '' AND NOT erased"
        ),
    )
