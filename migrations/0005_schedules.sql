-- Schedules, and what became of each of their occurrences.
CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  cron TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  template_id TEXT NOT NULL,
  variables TEXT NOT NULL,
  target TEXT NOT NULL,
  overlap TEXT NOT NULL CHECK (overlap IN ('skip', 'queue', 'cancel')),
  max_concurrency INTEGER NOT NULL,
  catch_up_ms INTEGER NOT NULL,
  jitter_ms INTEGER NOT NULL,
  priority INTEGER,
  timeout_ms INTEGER,
  retry TEXT,
  is_enabled INTEGER NOT NULL,
  note TEXT,
  -- When it is due next by its pattern, and when that starts: later by its jitter. Both null where it never does.
  next_due_at INTEGER,
  next_at INTEGER,
  -- Who has its next occurrence passed over.
  skipped_by TEXT,
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX schedules_name ON schedules (name) WHERE deleted_at IS NULL;
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX schedules_deleted ON schedules (deleted_at) WHERE deleted_at IS NOT NULL;

-- One row an occurrence, written before anything is started: none is started that has a row already.
CREATE TABLE schedule_runs (
  schedule_id TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('starting', 'started', 'waiting', 'skipped', 'missed', 'failed')),
  reason TEXT,
  count INTEGER NOT NULL DEFAULT 1,
  job_id TEXT,
  rollout_id TEXT,
  is_manual INTEGER NOT NULL DEFAULT 0,
  by TEXT,
  at INTEGER NOT NULL,
  -- Counts among those that are under way, until it was seen to have ended.
  is_open INTEGER NOT NULL DEFAULT 0,
  -- Of one that is to be started: how often that was tried, and when it is tried next.
  tries INTEGER NOT NULL DEFAULT 0,
  start_after INTEGER,
  PRIMARY KEY (schedule_id, due_at)
) WITHOUT ROWID;
CREATE INDEX schedule_runs_starting ON schedule_runs (start_after) WHERE outcome = 'starting';
CREATE INDEX schedule_runs_waiting ON schedule_runs (schedule_id, due_at) WHERE outcome = 'waiting';
CREATE INDEX schedule_runs_open ON schedule_runs (schedule_id, due_at) WHERE is_open = 1;
CREATE INDEX schedule_runs_at ON schedule_runs (at);

CREATE INDEX jobs_schedule_newest ON jobs (schedule_id, row_id) WHERE schedule_id IS NOT NULL;
