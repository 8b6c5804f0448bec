-- Detectors outside of the engine, by the name under which policies ask them. Their secrets stand in credential, sealed.
CREATE TABLE outside_detector (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  target text NOT NULL,
  model text NOT NULL,
  instructions text NOT NULL,
  categories text NOT NULL,
  timeout_ms bigint NOT NULL,
  max_characters bigint NOT NULL,
  max_concurrent bigint NOT NULL,
  description text NOT NULL,
  auth_type text NOT NULL,
  auth_name text,
  credential_id text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);
