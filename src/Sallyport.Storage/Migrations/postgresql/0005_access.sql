-- Roles that people made; those that come with the gateway are not stored.
CREATE TABLE custom_role (
  name text NOT NULL PRIMARY KEY,
  description text NOT NULL,
  permissions text NOT NULL,
  created_at bigint NOT NULL
);

-- Patterns of models, separated by blanks; grants that there are stay for every model.
ALTER TABLE proxy_grant ADD COLUMN allowed_models text NOT NULL DEFAULT '';
ALTER TABLE proxy_grant ADD COLUMN denied_models text NOT NULL DEFAULT '';
