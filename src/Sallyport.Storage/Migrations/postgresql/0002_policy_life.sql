-- Every save of a policy is a version; versions outlive their policy, so that a removed one can be brought back.
CREATE TABLE policy_version (
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  json text NOT NULL,
  updated_at bigint NOT NULL,
  saved_by text NOT NULL,
  comment text NOT NULL,
  PRIMARY KEY (name, version)
);

INSERT INTO policy_version (name, version, json, updated_at, saved_by, comment)
SELECT name, 1, json, updated_at, '', '' FROM policy;

-- What rules found, by hour and proxy: written by the usage of the gateway, never by an exchange itself.
CREATE TABLE rule_hit (
  hour bigint NOT NULL,
  rule_id text COLLATE "C" NOT NULL,
  proxy_id text NOT NULL,
  hits bigint NOT NULL,
  exchanges bigint NOT NULL,
  blocked bigint NOT NULL,
  last_at bigint NOT NULL,
  PRIMARY KEY (hour, rule_id, proxy_id)
);

-- A person's word that a finding was none. One finding of a rule in an exchange stands for all of them.
CREATE TABLE false_positive (
  exchange_id text COLLATE "C" NOT NULL,
  rule_id text COLLATE "C" NOT NULL,
  exchange_at bigint NOT NULL,
  marked_at bigint NOT NULL,
  marked_by text NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (exchange_id, rule_id)
);

CREATE INDEX false_positive_time ON false_positive (exchange_at, rule_id);
