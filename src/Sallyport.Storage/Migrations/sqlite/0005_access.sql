-- Roles that people made; those that come with the gateway are not stored.
CREATE TABLE custom_role (
  name TEXT NOT NULL PRIMARY KEY,
  description TEXT NOT NULL,
  permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Patterns of models, separated by blanks; grants that there are stay for every model.
ALTER TABLE proxy_grant ADD COLUMN allowed_models TEXT NOT NULL DEFAULT '';
ALTER TABLE proxy_grant ADD COLUMN denied_models TEXT NOT NULL DEFAULT '';
