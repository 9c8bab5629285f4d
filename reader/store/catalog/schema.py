"""The tables of a catalog. Everything in it is derived from files and can be deleted.

There are no migrations: another schema or another reading is another file.
"""

from __future__ import annotations

SCHEMA = 5  # raised with any change below
READING = 14  # raised whenever library/ or markdown/ yields something else for the same bytes

# Days are proleptic Gregorian ordinals (`date.toordinal`). Sort keys are NOT NULL and all ascend
# in their index, so that a row-value comparison seeks: newest first is the negative day, and what
# has no key gets LAST.
LAST = 1 << 31
LAST_NAME = "\U0010ffff"

KEY_LENGTH = 120  # characters of a folded title that are compared; two lines of a list show fewer

# What words are made of: letters, numbers, private use, and the marks that
# Indic scripts and Hebrew need within a word. Text is folded before, hence no diacritics option.
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"

TABLES = f"""
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL,              -- os.fsencode, relative to the library, with /
    path_hash INTEGER NOT NULL,      -- hashing.path_hash, what the state knows it by
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    body_hash INTEGER NOT NULL,      -- hashing.hash64 of the body, for what was renamed
    title TEXT NOT NULL,             -- never empty
    subtitle TEXT NOT NULL,
    authors TEXT NOT NULL,           -- joined by ', '
    published INTEGER,               -- days; NULL where the file says nothing
    created INTEGER,
    updated INTEGER,
    day INTEGER,                     -- published, else created: what `date` sorts and filters by
    minutes INTEGER NOT NULL,
    words INTEGER NOT NULL,
    broken INTEGER NOT NULL,         -- 1 where it has a problem
    draft INTEGER NOT NULL,
    has_code INTEGER NOT NULL,
    has_table INTEGER NOT NULL,
    has_image INTEGER NOT NULL,
    has_notes INTEGER NOT NULL,      -- footnotes
    has_math INTEGER NOT NULL,
    has_hero INTEGER NOT NULL,
    has_cta INTEGER NOT NULL,
    letter TEXT NOT NULL,            -- the heading in the order of titles
    title_key TEXT NOT NULL,         -- titles.title_key_of
    author_key TEXT NOT NULL,        -- the first author folded, or LAST_NAME
    date_key INTEGER NOT NULL,       -- -day, or LAST
    created_key INTEGER NOT NULL     -- -created, or LAST
);
-- A refresh compares a million stamps without reading what else a row has.
CREATE INDEX article_path ON article (path, mtime_ns, size);
CREATE INDEX article_by_date ON article (date_key, created_key, title_key, id);

-- What one article shows and a list does not; kept apart so that a scan of `article` stays short.
CREATE TABLE detail (
    id INTEGER PRIMARY KEY,
    written_title TEXT NOT NULL,     -- the field; article.title has the fallbacks
    description TEXT NOT NULL,
    read_time TEXT NOT NULL,         -- as the author states it
    hero_image TEXT NOT NULL,
    cta TEXT NOT NULL,
    slug TEXT NOT NULL,
    lang TEXT NOT NULL,
    name_key TEXT NOT NULL           -- the file's name folded, without its ending
);

CREATE TABLE author (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,               -- folded
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE tag (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,               -- folded
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE problem (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    message TEXT NOT NULL,
    loss INTEGER NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

-- Folders that could not be entered; replaced by every refresh that saw others.
CREATE TABLE folder_problem (
    path BLOB PRIMARY KEY,
    message TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE link (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    target TEXT NOT NULL,            -- a path within the library, or an address
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

-- Articles whose files are gone: one of the same text that arrives is one of them under another name.
CREATE TABLE departed (
    path_hash INTEGER PRIMARY KEY,
    body_hash INTEGER NOT NULL
);

-- rowid is article.id; each column is characters.spread of its text. `about` is subtitle,
-- description and tags; `text` is what is read, without markup, addresses and call to action.
CREATE VIRTUAL TABLE words USING fts5 (
    title, about, author, text,
    content = '', contentless_delete = 1,
    tokenize = "{TOKENIZER}"
);
CREATE VIRTUAL TABLE term USING fts5vocab ('words', 'row');  -- frequencies, by ranges of terms

-- Terms that occur or occurred; one that is gone costs a lookup in `term` and gives nothing.
CREATE TABLE vocabulary (
    term TEXT PRIMARY KEY,
    reversed TEXT NOT NULL,
    stem TEXT NOT NULL,
    articles INTEGER NOT NULL        -- that have it, as of `counted` in `number`; roughly, at no cost
) WITHOUT ROWID;

-- Groups and every 256th row of each order, made at the end of a refresh: a list opens without
-- counting, and a window far down is as near as one at the top. Valid while `arranged` in
-- `number` is `generation`.
CREATE TABLE heading (
    sort TEXT NOT NULL,
    start INTEGER NOT NULL,
    count INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (sort, start)
) WITHOUT ROWID;
CREATE TABLE milestone (
    sort TEXT NOT NULL,
    position INTEGER NOT NULL,       -- index of the row in the order
    article INTEGER NOT NULL,
    PRIMARY KEY (sort, position)
) WITHOUT ROWID;

-- articles, broken, generation (raised by every commit), arranged, and counted: how many articles
-- there were when the vocabulary was counted
CREATE TABLE number (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO number VALUES ('articles', 0), ('broken', 0), ('generation', 1), ('arranged', 0),
  ('counted', 0);
"""

# Made at the end of the first refresh: until then a list in the usual order is quick, the others
# take a scan, and the rows of a large folder go in a fifth faster.
INDEXES = """
CREATE INDEX IF NOT EXISTS article_path_hash ON article (path_hash);
CREATE INDEX IF NOT EXISTS departed_body ON departed (body_hash);
CREATE INDEX IF NOT EXISTS article_by_title ON article (letter, title_key, date_key, id);
CREATE INDEX IF NOT EXISTS article_by_author ON article (author_key, date_key, created_key, title_key, id);
CREATE INDEX IF NOT EXISTS article_by_read ON article (minutes, date_key, created_key, title_key, id);
CREATE INDEX IF NOT EXISTS article_broken ON article (id) WHERE broken;
CREATE INDEX IF NOT EXISTS author_key ON author (key, article);
CREATE INDEX IF NOT EXISTS tag_key ON tag (key, article);
CREATE INDEX IF NOT EXISTS link_target ON link (target, article);
CREATE INDEX IF NOT EXISTS detail_slug ON detail (slug COLLATE NOCASE) WHERE slug <> '';
CREATE INDEX IF NOT EXISTS detail_lang ON detail (lang) WHERE lang <> '';
CREATE INDEX IF NOT EXISTS detail_name ON detail (name_key);
"""
WITHOUT_INDEXES_OF_TERMS = """
DROP INDEX IF EXISTS vocabulary_reversed;
DROP INDEX IF EXISTS vocabulary_stem;
"""
INDEXES_OF_TERMS = """
CREATE INDEX IF NOT EXISTS vocabulary_reversed ON vocabulary (reversed);
CREATE INDEX IF NOT EXISTS vocabulary_stem ON vocabulary (stem);
"""
