-- Passwords before the one in force, so that they are not used again.
CREATE TABLE password_history (
  user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  replaced_at bigint NOT NULL,
  password_hash text NOT NULL,
  PRIMARY KEY (user_id, replaced_at)
);

-- Sessions get a second, rotating secret. Those that run have none: people sign in again after the upgrade.
DROP TABLE session;

CREATE TABLE session (
  id text NOT NULL PRIMARY KEY,
  user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  access_hash bytea NOT NULL UNIQUE,
  access_expires_at bigint NOT NULL,
  family bytea NOT NULL UNIQUE,
  refresh_hash bytea NOT NULL,
  previous_refresh_hash bytea,
  rotated_at bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  last_seen_at bigint NOT NULL,
  method text NOT NULL,
  address text NOT NULL,
  user_agent text NOT NULL
);

CREATE INDEX session_of_user ON session (user_id);

-- The second factor of a person, sealed with the master key; it counts from its confirmation on.
CREATE TABLE totp (
  user_id text NOT NULL PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  key_id text NOT NULL,
  envelope bytea NOT NULL,
  created_at bigint NOT NULL,
  confirmed_at bigint,
  last_step bigint NOT NULL
);

-- A row is one code that was not used yet.
CREATE TABLE recovery_code (
  user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);
