-- Passwords before the one in force, so that they are not used again.
CREATE TABLE password_history (
  user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  replaced_at INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, replaced_at)
) WITHOUT ROWID, STRICT;

-- Sessions get a second, rotating secret. Those that run have none: people sign in again after the upgrade.
DROP TABLE session;

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  access_hash BLOB NOT NULL UNIQUE,
  access_expires_at INTEGER NOT NULL,
  family BLOB NOT NULL UNIQUE,
  refresh_hash BLOB NOT NULL,
  previous_refresh_hash BLOB,
  rotated_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  method TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
) STRICT;

CREATE INDEX session_of_user ON session (user_id);

-- The second factor of a person, sealed with the master key; it counts from its confirmation on.
CREATE TABLE totp (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL
) STRICT;

-- A row is one code that was not used yet.
CREATE TABLE recovery_code (
  user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  code_hash BLOB NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) WITHOUT ROWID, STRICT;
