-- Every save of a policy is a version; versions outlive their policy, so that a removed one can be brought back.
CREATE TABLE policy_version (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  comment TEXT NOT NULL,
  PRIMARY KEY (name, version)
) WITHOUT ROWID, STRICT;

INSERT INTO policy_version (name, version, json, updated_at, saved_by, comment)
SELECT name, 1, json, updated_at, '', '' FROM policy;

-- What rules found, by hour and proxy: written by the usage of the gateway, never by an exchange itself.
CREATE TABLE rule_hit (
  hour INTEGER NOT NULL,
  rule_id TEXT NOT NULL,
  proxy_id TEXT NOT NULL,
  hits INTEGER NOT NULL,
  exchanges INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (hour, rule_id, proxy_id)
) WITHOUT ROWID, STRICT;

-- A person's word that a finding was none. One finding of a rule in an exchange stands for all of them.
CREATE TABLE false_positive (
  exchange_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  exchange_at INTEGER NOT NULL,
  marked_at INTEGER NOT NULL,
  marked_by TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (exchange_id, rule_id)
) WITHOUT ROWID, STRICT;

CREATE INDEX false_positive_time ON false_positive (exchange_at, rule_id);
