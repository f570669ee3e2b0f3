-- Version 3. The last agreement, whole: what both services said of each order of its period.

CREATE TABLE agreement (
  id INTEGER PRIMARY KEY,
  since INTEGER,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE agreement_row (
  agreement_id INTEGER NOT NULL REFERENCES agreement (id),
  position INTEGER NOT NULL,
  case_key TEXT,
  number TEXT NOT NULL,
  customer TEXT,
  created_at INTEGER,
  verdict TEXT NOT NULL,
  words TEXT,
  PRIMARY KEY (agreement_id, position)
) STRICT;
