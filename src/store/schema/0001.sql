-- Version 1. Moments are whole microseconds since 1970 in UTC, decimals whole millionths.

CREATE TABLE document (
  service TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  parent TEXT,
  updated_at INTEGER,
  gone INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  PRIMARY KEY (service, kind, key)
) STRICT;
-- With the key, so that what hangs on something is found in its order; else the primary key's order is walked through all there is.
CREATE INDEX document_parent ON document (service, kind, parent, key);

CREATE TABLE cursor (
  service TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (service, kind)
) STRICT;

CREATE TABLE link (
  rb_ref TEXT NOT NULL PRIMARY KEY,
  ws_order_id TEXT NOT NULL UNIQUE,
  case_key TEXT NOT NULL,
  sent TEXT,
  made_at INTEGER
) STRICT;
CREATE INDEX link_case ON link (case_key);

-- The journal. That a key exists once is what keeps anything from being made twice.
CREATE TABLE step (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  case_key TEXT NOT NULL,
  state TEXT NOT NULL,
  payload TEXT,
  result TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  error TEXT,
  error_code INTEGER NOT NULL DEFAULT -1,
  who TEXT,
  created_at INTEGER,
  changed_at INTEGER
) STRICT;
CREATE INDEX step_case ON step (case_key);
CREATE INDEX step_state ON step (state, due_at);

CREATE TABLE dirty (
  case_key TEXT NOT NULL PRIMARY KEY,
  stamp INTEGER NOT NULL
) STRICT;

CREATE TABLE case_row (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  number_value INTEGER NOT NULL,
  reference TEXT,
  customer TEXT,
  customer_sort TEXT NOT NULL,
  country TEXT,
  city TEXT,
  phone TEXT,
  term TEXT,
  term_sort TEXT NOT NULL,
  rate TEXT,
  skus TEXT,
  tracking TEXT,
  n_lines INTEGER NOT NULL,
  grams INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT,
  created_at INTEGER,
  updated_at INTEGER,
  rackbeat TEXT,
  webshipper TEXT,
  state TEXT NOT NULL,
  next TEXT,
  words_hash INTEGER NOT NULL, -- of what the search index holds of it
  stamp INTEGER NOT NULL
) STRICT;
-- One per order that a list can be sorted by, holding all that such a walk reads.
CREATE INDEX case_row_newest ON case_row (created_at, id);
CREATE INDEX case_row_number ON case_row (number_value, number, id);
CREATE INDEX case_row_customer ON case_row (customer_sort, id);
CREATE INDEX case_row_country ON case_row (country, id);
CREATE INDEX case_row_term ON case_row (term_sort, id);
CREATE INDEX case_row_state ON case_row (state, created_at, id);
CREATE INDEX case_row_amount ON case_row (amount, id);
CREATE INDEX case_row_grams ON case_row (grams, id);
-- The stamp grows with every change of any row: what a list has not seen yet is above the largest it has seen.
CREATE UNIQUE INDEX case_row_stamp ON case_row (stamp);

CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  arguments TEXT,
  remedies TEXT,
  since INTEGER NOT NULL,
  solved_at INTEGER
) STRICT;
CREATE UNIQUE INDEX problem_open ON problem (code, subject) WHERE solved_at IS NULL;

-- The cases that an open problem stops: an unknown country stops every order to it, and is one problem.
CREATE TABLE problem_case (
  case_key TEXT NOT NULL,
  problem_id INTEGER NOT NULL REFERENCES problem (id),
  PRIMARY KEY (case_key, problem_id)
) STRICT;
CREATE INDEX problem_case_problem ON problem_case (problem_id);

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  case_key TEXT,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX activity_case ON activity (case_key, id);

CREATE TABLE capability (
  service TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  learned_at INTEGER NOT NULL,
  PRIMARY KEY (service, name)
) STRICT;

CREATE TABLE answer (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE mapping (
  channel INTEGER NOT NULL,
  term INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  PRIMARY KEY (channel, term)
) STRICT;

-- SQLite's own: the search index over case rows, by case_row.id. Its words come folded, so that it only has to cut at the spaces;
-- what is not ASCII is part of a word.
CREATE VIRTUAL TABLE case_search USING fts5 (words, content='', contentless_delete=1, prefix='1 2 3', detail=none, tokenize='ascii');
