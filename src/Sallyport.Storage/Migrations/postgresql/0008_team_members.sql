-- Who is in a team, and whether they lead it.
CREATE TABLE team_member (
  team_id text NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  role text NOT NULL,
  added_at bigint NOT NULL,
  PRIMARY KEY (team_id, user_id)
);

CREATE INDEX team_member_user ON team_member (user_id);
