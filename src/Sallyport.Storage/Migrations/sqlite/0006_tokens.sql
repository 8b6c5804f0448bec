-- What a key is for and narrowed to, the text from before its last rotation, and from where it was last used.
ALTER TABLE api_key ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN previous_hash BLOB;
ALTER TABLE api_key ADD COLUMN previous_until INTEGER;
ALTER TABLE api_key ADD COLUMN last_used_from TEXT NOT NULL DEFAULT '';

-- The keys that sign access tokens; the private part is sealed with the master key.
CREATE TABLE signing_key (
  id TEXT NOT NULL PRIMARY KEY,
  algorithm TEXT NOT NULL,
  public_key BLOB NOT NULL,
  key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  signs_from INTEGER NOT NULL
) STRICT;

-- Access tokens that ended before their time, by their id, their user or the session that made them; kept until the last of them is over.
CREATE TABLE revocation (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT;
