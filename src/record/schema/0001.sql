-- The layout of a record, version 1. Migrations are append-only: this file is never changed once released; what comes later is 0002.sql.
-- Days are ISO text ("2021-10-18"), instants ISO text in UTC ("2021-10-18T09:00:00Z"), offsets count code points of articles.text.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- program, model and lexicon that made readings
CREATE TABLE versions (
  key INTEGER PRIMARY KEY, program TEXT NOT NULL, model TEXT NOT NULL, lexicon TEXT NOT NULL,
  UNIQUE (program, model, lexicon)) STRICT;

CREATE TABLE origins (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE articles (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,                       -- content_hash(), 32 bytes
  id TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
  published TEXT, published_basis TEXT NOT NULL,
  language TEXT NOT NULL, dateline TEXT NOT NULL,
  origin INTEGER REFERENCES origins, first_seen TEXT NOT NULL,
  same_text_as INTEGER REFERENCES articles,        -- the first article with nearly this text
  revises INTEGER REFERENCES articles,             -- the earlier text of the same page
  text TEXT NOT NULL) STRICT;
CREATE INDEX articles_by_day ON articles (published);
CREATE INDEX articles_by_shown_day ON articles (coalesce(published, substr(first_seen, 1, 10)), key);  -- as lists of articles are ordered
CREATE INDEX articles_by_url ON articles (url) WHERE url <> '';
CREATE INDEX articles_by_twin ON articles (same_text_as) WHERE same_text_as IS NOT NULL;
CREATE INDEX articles_by_revised ON articles (revises) WHERE revises IS NOT NULL;

-- MinHash bands of the text's five-word runs: articles that share a band may have the same text
CREATE TABLE bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (title, text, content='articles', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO search (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER articles_gone AFTER DELETE ON articles BEGIN
  INSERT INTO search (search, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;

-- every reading ever made of an article; one of them is current, and all other tables follow from the current ones
CREATE TABLE readings (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles, versions INTEGER NOT NULL REFERENCES versions,
  made_at TEXT NOT NULL, is_current INTEGER NOT NULL,
  json BLOB NOT NULL,                              -- zstd of the reading, schema demarche.reading/1, without article.text
  UNIQUE (article, versions)) STRICT;
CREATE UNIQUE INDEX readings_current ON readings (article) WHERE is_current = 1;

CREATE TABLE actors (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, country TEXT NOT NULL, sector TEXT NOT NULL,
  UNIQUE (kind, code, name)) STRICT;
CREATE INDEX actors_by_name ON actors (name);
CREATE INDEX actors_by_code ON actors (code) WHERE code <> '';

CREATE TABLE appearances (
  actor INTEGER NOT NULL REFERENCES actors, article INTEGER NOT NULL REFERENCES articles,
  role TEXT NOT NULL, mentions INTEGER NOT NULL,
  PRIMARY KEY (actor, article)) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_by_article ON appearances (article);

-- one event of the world; its row is computed from its tellings
CREATE TABLE events (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  uid INTEGER NOT NULL UNIQUE,
  signature INTEGER NOT NULL,                      -- hash over what tellings of one event have in common
  type TEXT NOT NULL, cameo TEXT NOT NULL, measure TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL,
  goldstein REAL NOT NULL, status TEXT NOT NULL,
  day_from TEXT NOT NULL, day_to TEXT NOT NULL, day_basis TEXT NOT NULL,
  place TEXT, place_country TEXT, latitude REAL, longitude REAL, place_inferred INTEGER,
  quantity REAL, unit TEXT, quantity_more TEXT,    -- JSON of what else is known of it: of, bound, upper, killed, injured
  confidence REAL NOT NULL,
  reports INTEGER NOT NULL, sources INTEGER NOT NULL, texts INTEGER NOT NULL,
  source_codes TEXT NOT NULL, target_codes TEXT NOT NULL,
  first_seen TEXT NOT NULL, first_published TEXT, last_published TEXT,
  lead INTEGER NOT NULL,                           -- the telling that gives parties and words
  changed INTEGER NOT NULL) STRICT;                -- place in the feed of changes
CREATE INDEX events_by_day ON events (day_from, key);
CREATE INDEX events_by_signature ON events (signature, day_from);
CREATE INDEX events_by_change ON events (changed);

-- what questions narrow by, with the day so that answers come in its order
CREATE TABLE labels (
  label TEXT NOT NULL,                             -- "type/SANCTION", "measure/expel", "mode/expel", "context/military"
  day TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (label, day, event)) STRICT, WITHOUT ROWID;
CREATE TABLE sides (
  side TEXT NOT NULL, code TEXT NOT NULL,          -- "s" source, "t" target
  day TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (side, code, day, event)) STRICT, WITHOUT ROWID;
CREATE TABLE dyads (
  source TEXT NOT NULL, target TEXT NOT NULL,
  day TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (source, target, day, event)) STRICT, WITHOUT ROWID;

-- one report of an event: an event of an article's current reading
CREATE TABLE tellings (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  event INTEGER NOT NULL REFERENCES events, article INTEGER NOT NULL REFERENCES articles, ordinal INTEGER NOT NULL,
  signature INTEGER NOT NULL,
  type TEXT NOT NULL, cameo TEXT NOT NULL, measure TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL,
  goldstein REAL NOT NULL, status TEXT NOT NULL,
  day_from TEXT, day_to TEXT, day_text TEXT, day_inferred INTEGER,
  place TEXT, place_country TEXT, latitude REAL, longitude REAL, place_inferred INTEGER,
  quantity REAL, unit TEXT, quantity_more TEXT,    -- JSON of what else is known of it: of, bound, upper, killed, injured
  confidence REAL NOT NULL,
  source_codes TEXT NOT NULL, target_codes TEXT NOT NULL,
  sentence INTEGER NOT NULL, sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  source_begin INTEGER, source_end INTEGER, target_begin INTEGER, target_end INTEGER,  -- where the parties are named, in or before the sentence
  mentions INTEGER NOT NULL,                       -- sentences of the article that tell it
  words BLOB NOT NULL,                             -- 16-bit hashes of the sentence's content words, sorted
  why TEXT NOT NULL,                               -- why it was counted as this event; '' for the first
  UNIQUE (article, ordinal)) STRICT;
CREATE INDEX tellings_by_event ON tellings (event);

CREATE TABLE parties (
  telling INTEGER NOT NULL REFERENCES tellings, side TEXT NOT NULL,  -- "s" source, "t" target, "a" attributed to
  place INTEGER NOT NULL, actor INTEGER NOT NULL REFERENCES actors,
  PRIMARY KEY (telling, side, place)) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_actor ON parties (actor, side);

-- pairs of events that a person has parted: their reports are not joined again
CREATE TABLE apart (event INTEGER NOT NULL REFERENCES events, other INTEGER NOT NULL REFERENCES events, PRIMARY KEY (event, other)) STRICT, WITHOUT ROWID;
-- joining and parting by hand, to be undone
CREATE TABLE corrections (
  key INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL,         -- "merge": other went into event; "split": other came out of event
  event INTEGER NOT NULL, other INTEGER NOT NULL, other_uid INTEGER NOT NULL,
  tellings TEXT NOT NULL,                                            -- those that moved: "key:why" each, one a line
  links TEXT NOT NULL,                                               -- those of the event that went: "event answers basis confidence article why", one a line
  why TEXT NOT NULL, at TEXT NOT NULL, undone_at TEXT) STRICT;

CREATE TABLE links (
  event INTEGER NOT NULL REFERENCES events, answers INTEGER NOT NULL REFERENCES events,
  basis TEXT NOT NULL, why TEXT NOT NULL, confidence REAL NOT NULL,
  article INTEGER REFERENCES articles,             -- whose text says so; NULL where the record concludes it
  PRIMARY KEY (event, answers)) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_answered ON links (answers);
CREATE INDEX links_by_article ON links (article) WHERE article IS NOT NULL;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, ordinal INTEGER NOT NULL,
  speaker INTEGER NOT NULL REFERENCES actors, toward TEXT NOT NULL, quoted INTEGER NOT NULL,
  verb TEXT NOT NULL, stance TEXT NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, day TEXT,
  UNIQUE (article, ordinal)) STRICT;
CREATE INDEX statements_by_day ON statements (day, key);
CREATE INDEX statements_by_speaker ON statements (speaker, day);

CREATE TABLE claims (
  key INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, ordinal INTEGER NOT NULL,
  by_codes TEXT NOT NULL, about_codes TEXT NOT NULL, denied_by_codes TEXT NOT NULL,
  begins INTEGER NOT NULL, ends INTEGER NOT NULL, denial_begins INTEGER, denial_ends INTEGER,
  UNIQUE (article, ordinal)) STRICT;

CREATE TABLE posts (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  holder TEXT NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL COLLATE NOCASE,  -- codes, or names where there is no code
  holder_name TEXT NOT NULL, host_name TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (holder, host, kind, place)) STRICT;
CREATE INDEX posts_by_host ON posts (host);
CREATE TABLE post_changes (
  key INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts, article INTEGER NOT NULL REFERENCES articles,
  telling INTEGER REFERENCES tellings,
  what TEXT NOT NULL, from_number REAL, to_number REAL, to_status TEXT NOT NULL,
  day_from TEXT NOT NULL, day_to TEXT NOT NULL, day_basis TEXT NOT NULL, certainty TEXT NOT NULL) STRICT;
CREATE INDEX post_changes_by_post ON post_changes (post, day_from);
CREATE INDEX post_changes_by_article ON post_changes (article);
CREATE INDEX post_changes_by_telling ON post_changes (telling) WHERE telling IS NOT NULL;

-- the feed of changes
CREATE TABLE changes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, key INTEGER NOT NULL) STRICT;

-- files that were read to their end
CREATE TABLE inputs (
  name TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, articles INTEGER NOT NULL, failed INTEGER NOT NULL,
  finished_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
