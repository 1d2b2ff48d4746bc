-- Devices, as they are listed and searched. Credentials and presence are the device object's; what is here of presence
-- it writes when it changes, never when it is only confirmed.
CREATE TABLE devices (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('device', 'agent')),
  capabilities TEXT NOT NULL,
  mac TEXT,
  ip TEXT,
  account_number TEXT,
  agent_version TEXT,
  notes TEXT,
  search_text TEXT NOT NULL,
  is_online INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER,
  -- Grows with each change of presence, so that a late write does not undo a newer one.
  presence_version INTEGER NOT NULL DEFAULT 0,
  enrolled_at INTEGER NOT NULL,
  enrolled_by TEXT NOT NULL,
  enrolled_by_name TEXT NOT NULL,
  revoked_at INTEGER,
  updated_at INTEGER NOT NULL
);
CREATE INDEX devices_list ON devices (is_online DESC, name COLLATE NOCASE, id) WHERE revoked_at IS NULL;
CREATE INDEX devices_list_kind ON devices (kind, is_online DESC, name COLLATE NOCASE, id) WHERE revoked_at IS NULL;
CREATE INDEX devices_list_revoked ON devices (is_online DESC, name COLLATE NOCASE, id) WHERE revoked_at IS NOT NULL;
CREATE INDEX devices_account ON devices (account_number) WHERE account_number IS NOT NULL;

CREATE VIRTUAL TABLE devices_search USING fts5 (search_text, content = 'devices', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER devices_search_insert AFTER INSERT ON devices BEGIN
  INSERT INTO devices_search (rowid, search_text) VALUES (new.row_id, new.search_text);
END;
CREATE TRIGGER devices_search_update AFTER UPDATE OF search_text ON devices WHEN old.search_text <> new.search_text BEGIN
  INSERT INTO devices_search (devices_search, rowid, search_text) VALUES ('delete', old.row_id, old.search_text);
  INSERT INTO devices_search (rowid, search_text) VALUES (new.row_id, new.search_text);
END;

CREATE TABLE device_attributes (
  device_id TEXT NOT NULL REFERENCES devices (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (device_id, key)
) WITHOUT ROWID;
CREATE INDEX device_attributes_value ON device_attributes (key, value, device_id);

CREATE TABLE device_groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('static', 'dynamic')),
  -- Of a dynamic group: the attributes that its members have.
  filter TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE device_group_members (
  group_id TEXT NOT NULL REFERENCES device_groups (id),
  device_id TEXT NOT NULL REFERENCES devices (id),
  PRIMARY KEY (group_id, device_id)
) WITHOUT ROWID;
CREATE INDEX device_group_members_device ON device_group_members (device_id, group_id);

-- One-time enrollment tokens: only the SHA-256 of each is kept.
CREATE TABLE enrollments (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT,
  kind TEXT NOT NULL,
  group_ids TEXT NOT NULL,
  -- Whose account the device is at; without it the device is believed what it says.
  account_number TEXT,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  device_id TEXT,
  revoked_at INTEGER
) WITHOUT ROWID;
CREATE INDEX enrollments_created ON enrollments (created_at);

CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  category TEXT,
  description TEXT,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_shipped INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX templates_slug ON templates (slug) WHERE deleted_at IS NULL;
-- A version never changes: a job keeps the one that it ran.
CREATE TABLE template_versions (
  template_id TEXT NOT NULL REFERENCES templates (id),
  version INTEGER NOT NULL,
  spec TEXT NOT NULL,
  variables TEXT NOT NULL,
  defaults TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  PRIMARY KEY (template_id, version)
) WITHOUT ROWID;

CREATE TABLE handlers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  version INTEGER NOT NULL,
  is_shipped INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX handlers_name ON handlers (name) WHERE deleted_at IS NULL;
CREATE TABLE handler_versions (
  handler_id TEXT NOT NULL REFERENCES handlers (id),
  version INTEGER NOT NULL,
  interpreter TEXT NOT NULL,
  content TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  PRIMARY KEY (handler_id, version)
) WITHOUT ROWID;

-- A rollout as its object last told it; the object owns the state of each device.
CREATE TABLE rollouts (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  template_id TEXT NOT NULL,
  status TEXT NOT NULL,
  requester_id TEXT NOT NULL,
  requester_name TEXT NOT NULL,
  -- The whole of it, as pages show it.
  body TEXT NOT NULL,
  -- What its devices run: written once.
  work TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
);
CREATE INDEX rollouts_status ON rollouts (status, row_id);
CREATE INDEX rollouts_never_started ON rollouts (created_at) WHERE version = 0;

ALTER TABLE jobs ADD COLUMN assignee_name TEXT;
ALTER TABLE jobs ADD COLUMN template_version INTEGER;
ALTER TABLE jobs ADD COLUMN timeout_ms INTEGER;
ALTER TABLE jobs ADD COLUMN queue_ttl_ms INTEGER;
ALTER TABLE jobs ADD COLUMN retry TEXT;
ALTER TABLE jobs ADD COLUMN prober TEXT;
ALTER TABLE jobs ADD COLUMN steps TEXT;
ALTER TABLE jobs ADD COLUMN exit_code INTEGER;
-- A rollout gives no device a second job.
CREATE UNIQUE INDEX jobs_rollout_device ON jobs (rollout_id, device_id) WHERE rollout_id IS NOT NULL;
CREATE INDEX jobs_device_newest ON jobs (device_id, row_id) WHERE device_id IS NOT NULL;
-- A probe that waits for its device holds its place among the running ones.
DROP INDEX jobs_open_probes;
CREATE INDEX jobs_open_probes ON jobs (id) WHERE kind = 'probe' AND status IN ('scheduled', 'assigned', 'running', 'paused');
