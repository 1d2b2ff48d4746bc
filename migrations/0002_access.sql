-- People, as better-auth reads and writes them, with a role and the time of being disabled.
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  email_verified INTEGER NOT NULL DEFAULT 0,
  image TEXT,
  role TEXT NOT NULL DEFAULT 'viewer' CHECK (role IN ('viewer', 'tech', 'operator', 'admin')),
  disabled_at INTEGER,
  last_seen_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX users_created ON users (created_at, id);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  token TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL,
  ip_address TEXT,
  user_agent TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  password TEXT,
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at INTEGER,
  refresh_token_expires_at INTEGER,
  scope TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_user ON accounts (user_id, provider_id);

CREATE TABLE verifications (
  id TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Personal access tokens: only the SHA-256 of each is kept.
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  -- The token that made this one; revoking that one revokes this one.
  parent_id TEXT REFERENCES tokens (id),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'tech', 'operator', 'admin')),
  hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) WITHOUT ROWID;
CREATE INDEX tokens_user ON tokens (user_id, created_at);
CREATE INDEX tokens_parent ON tokens (parent_id) WHERE parent_id IS NOT NULL;

-- When somebody was last here, to the quarter of an hour that a session is renewed in, or to a token's last use.
CREATE TRIGGER sessions_seen_start AFTER INSERT ON sessions BEGIN
  UPDATE users SET last_seen_at = new.updated_at WHERE id = new.user_id;
END;
CREATE TRIGGER sessions_seen AFTER UPDATE OF updated_at ON sessions BEGIN
  UPDATE users SET last_seen_at = new.updated_at WHERE id = new.user_id;
END;
CREATE TRIGGER tokens_seen AFTER UPDATE OF last_used_at ON tokens BEGIN
  UPDATE users SET last_seen_at = new.last_used_at WHERE id = new.user_id;
END;

-- Links to one job's report that are read without signing in.
CREATE TABLE shares (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  shows_account INTEGER NOT NULL DEFAULT 0,
  shows_requester INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX shares_job ON shares (job_id, created_at);
CREATE INDEX shares_creator ON shares (created_by) WHERE revoked_at IS NULL;

ALTER TABLE audit ADD COLUMN address TEXT;
ALTER TABLE audit ADD COLUMN request_id TEXT;
ALTER TABLE audit ADD COLUMN token_id TEXT;
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_action ON audit (action, at, id);
-- An entity's id tells it apart by itself; the list of one type needs an index in its own order.
DROP INDEX audit_entity;
CREATE INDEX audit_entity ON audit (entity_id, at, id);
CREATE INDEX audit_entity_type ON audit (entity_type, at, id);

-- A session's beginning and its early end are audited in the statement that makes them, whoever runs it.
CREATE TRIGGER sessions_audit_start AFTER INSERT ON sessions BEGIN
  INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id, address)
  SELECT new.id || ':start', new.created_at, 'user', id, name, 'session.start', 'session', new.id, new.ip_address
  FROM users WHERE id = new.user_id;
END;
CREATE TRIGGER sessions_audit_end AFTER DELETE ON sessions
WHEN old.expires_at > CAST(unixepoch('subsec') * 1000 AS INTEGER) BEGIN
  INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id)
  SELECT old.id || ':end', CAST(unixepoch('subsec') * 1000 AS INTEGER), 'user', id, name, 'session.end', 'session', old.id
  FROM users WHERE id = old.user_id;
END;

-- Whose job an alert is about, so that a list of one's own alerts needs no join.
ALTER TABLE alerts ADD COLUMN requester_id TEXT NOT NULL DEFAULT '';
UPDATE alerts SET requester_id = coalesce((SELECT requester_id FROM jobs WHERE jobs.id = alerts.job_id), '');
CREATE INDEX alerts_requester ON alerts (requester_id, raised_at);

-- The day that a job counts for depends on the configured time zone, so the creation counts it.
DROP TRIGGER job_days_count;
