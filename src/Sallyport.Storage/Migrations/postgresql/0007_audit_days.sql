-- The trail is closed by UTC days. The open one: its day (days since 1970; 0 until the first record after this step), its first record and the hash
-- before that. What was recorded before this step belongs to the first day.
ALTER TABLE audit_head ADD COLUMN day bigint NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN day_first bigint NOT NULL DEFAULT 1;
ALTER TABLE audit_head ADD COLUMN day_previous bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex');

-- Keys that sign heads and tombstones: the private half sealed with the master key, the public one to be given to auditors.
CREATE TABLE audit_key (
  id text NOT NULL PRIMARY KEY,
  public_key text NOT NULL,
  master_key_id text NOT NULL,
  envelope bytea NOT NULL,
  created_at bigint NOT NULL,
  retired_at bigint
);

-- A closed day and its signed head. It outlives its records.
CREATE TABLE audit_day (
  day bigint NOT NULL PRIMARY KEY,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  key_id text,
  signed_at bigint,
  signature bytea
);

-- How far the open day was signed last.
CREATE TABLE audit_checkpoint (
  id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  day bigint NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  key_id text NOT NULL,
  signed_at bigint NOT NULL,
  signature bytea NOT NULL
);

-- What retention removed from a day: the signature covers the rows of audit_gap as well.
CREATE TABLE audit_tombstone (
  day bigint NOT NULL REFERENCES audit_day (day),
  kind text NOT NULL,
  records bigint NOT NULL,
  gaps bytea NOT NULL,
  head bytea NOT NULL,
  rule text NOT NULL,
  is_done bigint NOT NULL,
  key_id text NOT NULL,
  signed_at bigint NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (day, kind)
);

-- Records that were removed one after the other, and the hash of the last of them, behind which the chain goes on.
CREATE TABLE audit_gap (
  first_sequence bigint NOT NULL PRIMARY KEY,
  last_sequence bigint NOT NULL,
  hash bytea NOT NULL,
  day bigint NOT NULL,
  kind text NOT NULL
);

CREATE INDEX audit_gap_day ON audit_gap (day, kind);

-- Days that retention must not touch.
CREATE TABLE audit_hold (
  id text NOT NULL PRIMARY KEY,
  reason text NOT NULL,
  first_day bigint NOT NULL,
  last_day bigint NOT NULL,
  created_at bigint NOT NULL,
  created_by text NOT NULL
);
