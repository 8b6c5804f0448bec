-- The trail is closed by UTC days. The open one: its day (days since 1970; 0 until the first record after this step), its first record and the hash
-- before that. What was recorded before this step belongs to the first day.
ALTER TABLE audit_head ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN day_first INTEGER NOT NULL DEFAULT 1;
ALTER TABLE audit_head ADD COLUMN day_previous BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';

-- Keys that sign heads and tombstones: the private half sealed with the master key, the public one to be given to auditors.
CREATE TABLE audit_key (
  id TEXT NOT NULL PRIMARY KEY,
  public_key TEXT NOT NULL,
  master_key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

-- A closed day and its signed head. It outlives its records.
CREATE TABLE audit_day (
  day INTEGER NOT NULL PRIMARY KEY,
  first_sequence INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  key_id TEXT,
  signed_at INTEGER,
  signature BLOB
) STRICT;

-- How far the open day was signed last.
CREATE TABLE audit_checkpoint (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  day INTEGER NOT NULL,
  first_sequence INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  key_id TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  signature BLOB NOT NULL
) STRICT;

-- What retention removed from a day: the signature covers the rows of audit_gap as well.
CREATE TABLE audit_tombstone (
  day INTEGER NOT NULL REFERENCES audit_day (day),
  kind TEXT NOT NULL,
  records INTEGER NOT NULL,
  gaps BLOB NOT NULL,
  head BLOB NOT NULL,
  rule TEXT NOT NULL,
  is_done INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (day, kind)
) WITHOUT ROWID, STRICT;

-- Records that were removed one after the other, and the hash of the last of them, behind which the chain goes on.
CREATE TABLE audit_gap (
  first_sequence INTEGER NOT NULL PRIMARY KEY,
  last_sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL
) STRICT;

CREATE INDEX audit_gap_day ON audit_gap (day, kind);

-- Days that retention must not touch.
CREATE TABLE audit_hold (
  id TEXT NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
