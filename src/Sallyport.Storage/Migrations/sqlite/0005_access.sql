-- Roles that people made; those that come with the gateway are not stored.
CREATE TABLE custom_role (
  name TEXT NOT NULL PRIMARY KEY,
  description TEXT NOT NULL,
  permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
