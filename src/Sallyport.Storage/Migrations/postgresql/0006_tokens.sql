-- What a key is for and narrowed to, the text from before its last rotation, and from where it was last used.
ALTER TABLE api_key ADD COLUMN description text NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN tags text NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN scope text NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN previous_hash bytea;
ALTER TABLE api_key ADD COLUMN previous_until bigint;
ALTER TABLE api_key ADD COLUMN last_used_from text NOT NULL DEFAULT '';

-- The keys that sign access tokens; the private part is sealed with the master key.
CREATE TABLE signing_key (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  algorithm text NOT NULL,
  public_key bytea NOT NULL,
  key_id text NOT NULL,
  envelope bytea NOT NULL,
  created_at bigint NOT NULL,
  signs_from bigint NOT NULL
);

-- Access tokens that ended before their time, by their id, their user or the session that made them; kept until the last of them is over.
CREATE TABLE revocation (
  kind text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  revoked_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (kind, value)
);
