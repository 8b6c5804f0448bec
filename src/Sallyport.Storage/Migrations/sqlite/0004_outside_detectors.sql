-- Detectors outside of the engine, by the name under which policies ask them. Their secrets stand in credential, sealed.
CREATE TABLE outside_detector (
  name TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  model TEXT NOT NULL,
  instructions TEXT NOT NULL,
  categories TEXT NOT NULL,
  timeout_ms INTEGER NOT NULL,
  max_characters INTEGER NOT NULL,
  max_concurrent INTEGER NOT NULL,
  description TEXT NOT NULL,
  auth_type TEXT NOT NULL,
  auth_name TEXT,
  credential_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
