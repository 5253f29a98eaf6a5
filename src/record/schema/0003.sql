-- Layout 3: what is watched, and who is told of what is new.
-- Times are whole seconds since 1970: they are reckoned with, not shown.

-- a feed or page that is polled, as its reader wants it, and how its polls went
CREATE TABLE feeds (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,   -- "auto", "feed", "page"
  every INTEGER NOT NULL,                          -- seconds between polls
  full_text INTEGER NOT NULL,                      -- 1: the page behind each item is read, not the item's summary
  is_paused INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  title TEXT NOT NULL DEFAULT '',                  -- as the feed calls itself
  etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
  body INTEGER NOT NULL DEFAULT 0,                 -- hash of the last body, for servers that know no conditional requests
  next_poll INTEGER NOT NULL, last_poll INTEGER NOT NULL DEFAULT 0, last_good INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,             -- polls that failed in a row
  note TEXT NOT NULL DEFAULT '') STRICT;           -- what the last poll said: an error, a new address
CREATE INDEX feeds_by_poll ON feeds (next_poll) WHERE is_paused = 0;

-- what stood in feeds. A row is never dropped while its feed stands: it is what keeps an item from being read twice
CREATE TABLE feed_items (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
  name INTEGER NOT NULL,                           -- hash of what names it in its feed: its id, else its address, else its words
  mark INTEGER NOT NULL,                           -- hash of its words, to see that it was revised
  url INTEGER NOT NULL,                            -- hash of its address; 0 for none
  first_seen INTEGER NOT NULL,
  readings INTEGER NOT NULL DEFAULT 0,             -- how often it was read: once, and once for each revision
  article INTEGER,                                 -- what came of it; NULL while it waits, or where nothing came of it
  note TEXT NOT NULL DEFAULT '',                   -- why its page was not read
  UNIQUE (feed, name)) STRICT;
CREATE INDEX feed_items_by_url ON feed_items (url) WHERE url <> 0;

-- items that are still to be read, with what the feed says of them
CREATE TABLE waiting_items (
  item INTEGER PRIMARY KEY REFERENCES feed_items ON DELETE CASCADE,
  wants_page INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL,
  id TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
  published TEXT, published_basis TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX waiting_items_by_try ON waiting_items (next_try);

-- a saved query, and who is told of events that it finds
CREATE TABLE alerts (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE, query TEXT NOT NULL,
  channel TEXT NOT NULL, target TEXT NOT NULL,     -- "webhook", "ntfy": an address; "mail": addresses; "command": program and arguments; one a line
  secret TEXT NOT NULL,                            -- whsec_… of a webhook, token of ntfy
  digest TEXT NOT NULL,                            -- "", "hour", "day"
  tells_changes INTEGER NOT NULL,                  -- 1: tells again where day, number or status of a told event change
  max_age INTEGER NOT NULL,                        -- days that an event may be old; 0: any age
  is_paused INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
  added_at INTEGER NOT NULL,
  seen INTEGER NOT NULL,                           -- place in the feed of changes up to which it was looked through
  looked_at INTEGER NOT NULL,                      -- when
  next_digest INTEGER NOT NULL) STRICT;

-- what an alert has found; delivery is NULL while it waits for a digest
CREATE TABLE alert_matches (
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE, event INTEGER NOT NULL,
  state INTEGER NOT NULL,                          -- hash of day, number and status as they were told
  is_change INTEGER NOT NULL, at INTEGER NOT NULL, delivery INTEGER,
  PRIMARY KEY (alert, event)) STRICT, WITHOUT ROWID;
CREATE INDEX alert_matches_waiting ON alert_matches (alert, at) WHERE delivery IS NULL;

-- the outbox: each message stands here before it is sent, and until it has arrived
CREATE TABLE deliveries (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,                         -- the same at every try
  kind TEXT NOT NULL, events INTEGER NOT NULL,     -- "event", "change", "digest", "test"
  subject TEXT NOT NULL, words TEXT NOT NULL, body TEXT NOT NULL,  -- for people, and as JSON
  made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL,
  state TEXT NOT NULL,                             -- "waiting", "delivered", "failed"
  ended_at INTEGER, note TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX deliveries_by_try ON deliveries (next_try) WHERE state = 'waiting';
CREATE INDEX deliveries_by_alert ON deliveries (alert, key);
