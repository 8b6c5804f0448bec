-- Times are microseconds since 1970 (UTC), costs whole picodollars: exact, and the same on both databases.
-- Names sort by code point ("C"), as SQLite does.

CREATE TABLE app_user (
  id text NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  email text NOT NULL,
  role text NOT NULL,
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL,
  is_active boolean NOT NULL,
  created_at bigint NOT NULL,
  password_changed_at bigint NOT NULL
);

CREATE TABLE session (
  id text NOT NULL PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  last_seen_at bigint NOT NULL
);

CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE team (
  id text NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  description text NOT NULL,
  is_active boolean NOT NULL,
  created_at bigint NOT NULL
);

-- Keys outlive their team and their maker, so that a record of who had access stays; hence no foreign keys here.
CREATE TABLE api_key (
  id text NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  hash bytea NOT NULL UNIQUE,
  prefix text NOT NULL,
  team_id text,
  owner_user_id text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint,
  revoked_at bigint,
  last_used_at bigint
);

CREATE INDEX api_key_team ON api_key (team_id);

CREATE TABLE proxy (
  id text NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  provider text NOT NULL,
  target text NOT NULL,
  policies text NOT NULL,
  is_enabled boolean NOT NULL,
  is_auto_started boolean NOT NULL,
  port bigint UNIQUE,
  description text NOT NULL,
  auth_type text NOT NULL,
  auth_name text,
  credential_id text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  UNIQUE (kind, name)
);

CREATE TABLE proxy_grant (
  team_id text NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  proxy_id text NOT NULL REFERENCES proxy (id) ON DELETE CASCADE,
  rate_limit_per_minute bigint,
  PRIMARY KEY (team_id, proxy_id)
);

CREATE INDEX proxy_grant_proxy ON proxy_grant (proxy_id);

CREATE TABLE credential (
  id text NOT NULL PRIMARY KEY,
  key_id text NOT NULL,
  envelope bytea NOT NULL,
  last_four text NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE policy (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  json text NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE setting (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE audit (
  sequence bigint NOT NULL PRIMARY KEY,
  time bigint NOT NULL,
  event_type text NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  actor_type text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  team_id text,
  resource_type text NOT NULL,
  resource_id text NOT NULL,
  resource_name text NOT NULL,
  result text NOT NULL,
  source_ip text NOT NULL,
  details text NOT NULL,
  kind text,
  operation text,
  subject text,
  method text,
  path text,
  denial_code text,
  top_category text,
  status bigint,
  duration_us bigint,
  upstream_us bigint,
  input_tokens bigint,
  output_tokens bigint,
  cost_pico_usd bigint,
  finding_count bigint,
  masked_count bigint,
  is_streaming bigint,
  hash bytea NOT NULL
);

-- Every index is paid for by every exchange. These two are: pages and sums ask for a span of time, newest first; and an
-- exchange is opened by its request id. Both keys grow with time, so that inserts touch the index's last page only.
-- Other filters walk the time index from its new end.
CREATE INDEX audit_time ON audit (time, sequence);
CREATE INDEX audit_request ON audit (request_id) WHERE kind IS NOT NULL;
-- Management changes are rare among exchanges; this index holds only them and costs an exchange nothing.
CREATE INDEX audit_management ON audit (time, sequence) WHERE kind IS NULL;
-- Dashboards count exchanges with findings by category; few exchanges have any, and only they are in this index.
CREATE INDEX audit_category ON audit (time, top_category) WHERE top_category IS NOT NULL;

-- The chain's end, kept apart from the records: cutting off the newest records does not go unseen.
CREATE TABLE audit_head (
  id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);

INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE usage_minute (
  minute bigint NOT NULL,
  proxy_id text NOT NULL,
  model text NOT NULL,
  team_id text NOT NULL,
  caller_id text NOT NULL,
  requests bigint NOT NULL,
  blocked bigint NOT NULL,
  denied bigint NOT NULL,
  failed bigint NOT NULL,
  masked bigint NOT NULL,
  duration_us bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_pico_usd bigint NOT NULL,
  PRIMARY KEY (minute, proxy_id, model, team_id, caller_id)
);
