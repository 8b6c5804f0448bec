-- Times are microseconds since 1970 (UTC), booleans 0 or 1, costs whole picodollars: exact, and the same on both databases.

CREATE TABLE app_user (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  password_changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE team (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Keys outlive their team and their maker, so that a record of who had access stays; hence no foreign keys here.
CREATE TABLE api_key (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  prefix TEXT NOT NULL,
  team_id TEXT,
  owner_user_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;

CREATE INDEX api_key_team ON api_key (team_id);

CREATE TABLE proxy (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  provider TEXT NOT NULL,
  target TEXT NOT NULL,
  policies TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  is_auto_started INTEGER NOT NULL,
  port INTEGER UNIQUE,
  description TEXT NOT NULL,
  auth_type TEXT NOT NULL,
  auth_name TEXT,
  credential_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (kind, name)
) STRICT;

CREATE TABLE proxy_grant (
  team_id TEXT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  proxy_id TEXT NOT NULL REFERENCES proxy (id) ON DELETE CASCADE,
  rate_limit_per_minute INTEGER,
  PRIMARY KEY (team_id, proxy_id)
) STRICT;

CREATE INDEX proxy_grant_proxy ON proxy_grant (proxy_id);

CREATE TABLE credential (
  id TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  envelope BLOB NOT NULL,
  last_four TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE policy (
  name TEXT NOT NULL PRIMARY KEY,
  json TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  sequence INTEGER NOT NULL PRIMARY KEY,
  time INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  request_id TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  team_id TEXT,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  resource_name TEXT NOT NULL,
  result TEXT NOT NULL,
  source_ip TEXT NOT NULL,
  details TEXT NOT NULL,
  kind TEXT,
  operation TEXT,
  subject TEXT,
  method TEXT,
  path TEXT,
  denial_code TEXT,
  top_category TEXT,
  status INTEGER,
  duration_us INTEGER,
  upstream_us INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cost_pico_usd INTEGER,
  finding_count INTEGER,
  masked_count INTEGER,
  is_streaming INTEGER,
  hash BLOB NOT NULL
) STRICT;

-- Every index is paid for by every exchange. These two are: pages and sums ask for a span of time, newest first; and an
-- exchange is opened by its request id. Both keys grow with time, so that inserts touch the index's last page only.
-- Other filters walk the time index from its new end.
CREATE INDEX audit_time ON audit (time);
CREATE INDEX audit_request ON audit (request_id) WHERE kind IS NOT NULL;
-- Management changes are rare among exchanges; this index holds only them and costs an exchange nothing.
CREATE INDEX audit_management ON audit (time) WHERE kind IS NULL;
-- Dashboards count exchanges with findings by category; few exchanges have any, and only they are in this index.
CREATE INDEX audit_category ON audit (time, top_category) WHERE top_category IS NOT NULL;

-- The chain's end, kept apart from the records: cutting off the newest records does not go unseen.
CREATE TABLE audit_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE usage_minute (
  minute INTEGER NOT NULL,
  proxy_id TEXT NOT NULL,
  model TEXT NOT NULL,
  team_id TEXT NOT NULL,
  caller_id TEXT NOT NULL,
  requests INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  masked INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost_pico_usd INTEGER NOT NULL,
  PRIMARY KEY (minute, proxy_id, model, team_id, caller_id)
) WITHOUT ROWID, STRICT;
