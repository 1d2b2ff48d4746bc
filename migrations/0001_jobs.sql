-- What is listed, searched and counted. `row_id` grows with creation, so a page of the newest needs no sort.
CREATE TABLE jobs (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  notes TEXT,
  priority INTEGER NOT NULL DEFAULT 5,
  queue TEXT,
  requester_id TEXT NOT NULL,
  requester_name TEXT NOT NULL,
  device_id TEXT,
  template_id TEXT,
  schedule_id TEXT,
  rollout_id TEXT,
  idempotency_key TEXT,
  spec TEXT NOT NULL,
  search_text TEXT NOT NULL,
  run_at INTEGER,
  created_at INTEGER NOT NULL,

  -- Placement: written by the claim and its release alone.
  assignee_id TEXT,
  attempt INTEGER NOT NULL DEFAULT 1,

  -- Projection: written by the job's outbox alone, and only by a higher version. Version 0 was never started.
  version INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL,
  status_reason TEXT,
  progress REAL,
  progress_message TEXT,
  queued_at INTEGER,
  started_at INTEGER,
  paused_at INTEGER,
  ended_at INTEGER,
  cancelled_at INTEGER,
  updated_at INTEGER NOT NULL,
  paused_total_ms INTEGER NOT NULL DEFAULT 0,
  result TEXT,
  error TEXT,
  summary TEXT,
  verdict TEXT,
  recent TEXT,
  loss_percent REAL
);

CREATE UNIQUE INDEX jobs_idempotency ON jobs (requester_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- One stream per status, each in the order of creation: a list merges the streams of the statuses it asks for.
CREATE INDEX jobs_status ON jobs (status, row_id);
CREATE INDEX jobs_kind ON jobs (kind, status, row_id);
CREATE INDEX jobs_requester ON jobs (requester_id, status, row_id);
CREATE INDEX jobs_queue ON jobs (queue, status, row_id) WHERE queue IS NOT NULL;
CREATE INDEX jobs_device ON jobs (device_id, status, row_id) WHERE device_id IS NOT NULL;
CREATE INDEX jobs_template ON jobs (template_id, status, row_id) WHERE template_id IS NOT NULL;
CREATE INDEX jobs_rollout ON jobs (rollout_id, status, row_id) WHERE rollout_id IS NOT NULL;
CREATE INDEX jobs_updated ON jobs (status, updated_at);
CREATE INDEX jobs_loss ON jobs (status, loss_percent);
CREATE INDEX jobs_requester_updated ON jobs (requester_id, updated_at);
CREATE INDEX jobs_requester_loss ON jobs (requester_id, loss_percent);
CREATE INDEX jobs_created ON jobs (created_at, loss_percent);
CREATE INDEX jobs_started ON jobs (started_at, status, ended_at) WHERE started_at IS NOT NULL;
CREATE INDEX jobs_ended ON jobs (ended_at, status, started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX jobs_open_probes ON jobs (id) WHERE kind = 'probe' AND status IN ('scheduled', 'running', 'paused');
CREATE INDEX jobs_never_started ON jobs (created_at) WHERE version = 0;

CREATE VIRTUAL TABLE jobs_search USING fts5 (search_text, content = 'jobs', content_rowid = 'row_id', tokenize = 'trigram');
CREATE TRIGGER jobs_search_insert AFTER INSERT ON jobs BEGIN
  INSERT INTO jobs_search (rowid, search_text) VALUES (new.row_id, new.search_text);
END;
CREATE TRIGGER jobs_search_delete AFTER DELETE ON jobs BEGIN
  INSERT INTO jobs_search (jobs_search, rowid, search_text) VALUES ('delete', old.row_id, old.search_text);
END;

-- How many jobs a requester made on a UTC day; deleting a job does not give its place back.
CREATE TABLE job_days (
  requester_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (requester_id, day)
) WITHOUT ROWID;
CREATE TRIGGER job_days_count AFTER INSERT ON jobs BEGIN
  INSERT INTO job_days (requester_id, day, created) VALUES (new.requester_id, new.created_at / 86400000, 1)
  ON CONFLICT (requester_id, day) DO UPDATE SET created = created + 1;
END;

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  job_name TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  cleared_at INTEGER,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX alerts_raised ON alerts (raised_at);
CREATE INDEX alerts_open ON alerts (raised_at) WHERE cleared_at IS NULL;
CREATE INDEX alerts_job ON alerts (job_id);

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_entity ON audit (entity_type, entity_id, at, id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- A REPLACE deletes without firing delete triggers; an entry that is there stays as it is.
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TABLE config (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) WITHOUT ROWID;
