-- Roles that people made; those that come with the gateway are not stored.
CREATE TABLE custom_role (
  name text NOT NULL PRIMARY KEY,
  description text NOT NULL,
  permissions text NOT NULL,
  created_at bigint NOT NULL
);
