-- Tasks, and the queues in which they wait for whoever takes them.
ALTER TABLE jobs ADD COLUMN depends_on TEXT;
ALTER TABLE jobs ADD COLUMN waits_for TEXT;
ALTER TABLE jobs ADD COLUMN on_dependency_failure TEXT NOT NULL DEFAULT 'fail';
ALTER TABLE jobs ADD COLUMN concurrency_key TEXT;
ALTER TABLE jobs ADD COLUMN concurrency_limit INTEGER NOT NULL DEFAULT 1;
-- Somebody has looked at its bad end.
ALTER TABLE jobs ADD COLUMN reviewed_at INTEGER;

-- Placement: who holds a place in the job's queue, by which attempt, since when. Written by the claim and its release
-- alone; everything else of the row is the projection's, but for what its creation wrote once.
ALTER TABLE jobs ADD COLUMN holder_id TEXT;
ALTER TABLE jobs ADD COLUMN held_attempt INTEGER;
ALTER TABLE jobs ADD COLUMN held_at INTEGER;

-- Jobs of one lane differ in nothing that decides who may start: the lane's first is the only one to look at.
ALTER TABLE jobs ADD COLUMN lane TEXT GENERATED ALWAYS AS (
  CASE WHEN kind = 'task' AND queue IS NOT NULL
    THEN queue || char(31) || type || char(31) || coalesce(template_id, '') || char(31) || coalesce(concurrency_key, '') END
) VIRTUAL;
ALTER TABLE jobs ADD COLUMN dispatch_key INTEGER GENERATED ALWAYS AS (queued_at + (priority - 1) * 60000) VIRTUAL;
ALTER TABLE jobs ADD COLUMN is_waiting INTEGER GENERATED ALWAYS AS (
  kind = 'task' AND queue IS NOT NULL AND status = 'queued' AND holder_id IS NULL AND version > 0
) VIRTUAL;
ALTER TABLE jobs ADD COLUMN holds_slot INTEGER GENERATED ALWAYS AS (
  kind = 'task' AND queue IS NOT NULL AND holder_id IS NOT NULL
) VIRTUAL;
CREATE INDEX jobs_waiting ON jobs (lane, dispatch_key, row_id) WHERE is_waiting = 1;
CREATE INDEX jobs_held ON jobs (queue, held_at) WHERE holder_id IS NOT NULL;
CREATE INDEX jobs_queued ON jobs (queue, queued_at) WHERE is_waiting = 1;
CREATE INDEX jobs_unreviewed ON jobs (row_id)
  WHERE status IN ('failed', 'timed_out', 'rejected') AND reviewed_at IS NULL AND kind <> 'probe';

CREATE TABLE job_dependencies (
  job_id TEXT NOT NULL,
  depends_on TEXT NOT NULL,
  PRIMARY KEY (job_id, depends_on)
) WITHOUT ROWID;
CREATE INDEX job_dependents ON job_dependencies (depends_on, job_id);

CREATE TABLE queues (
  name TEXT PRIMARY KEY,
  description TEXT,
  max_concurrency INTEGER NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0,
  pause_note TEXT,
  default_priority INTEGER NOT NULL DEFAULT 5,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Counted by the triggers on jobs.
  active INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
INSERT INTO queues (name, description, max_concurrency, default_priority, created_at, updated_at) VALUES
  ('high', 'Imports and exports, and what somebody waits for', 2, 3, 0, 0),
  ('standard', 'Everything else', 5, 5, 0, 0),
  ('batch', 'Bulk work that can wait', 3, 7, 0, 0);

CREATE TABLE lanes (
  lane TEXT PRIMARY KEY,
  queue TEXT NOT NULL,
  type TEXT NOT NULL,
  template_id TEXT,
  -- How many of it may run at once; null where it has no key.
  concurrency_limit INTEGER,
  waiting INTEGER NOT NULL,
  active INTEGER NOT NULL,
  -- Of its first waiting job.
  head_key INTEGER,
  head_row INTEGER,
  is_open INTEGER GENERATED ALWAYS AS (waiting > 0 AND (concurrency_limit IS NULL OR active < concurrency_limit)) VIRTUAL
) WITHOUT ROWID;
-- Lanes of one queue, type and template are bounded alike, so that of these, too, the first is the only one to look at.
CREATE INDEX lanes_open ON lanes (queue, type, template_id, head_key, head_row) WHERE is_open = 1;

-- How many tasks of a template hold a place, where its present version bounds them.
ALTER TABLE templates ADD COLUMN max_concurrency INTEGER;
CREATE TABLE template_loads (
  template_id TEXT PRIMARY KEY,
  active INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER jobs_lane_insert AFTER INSERT ON jobs WHEN new.is_waiting = 1 OR new.holds_slot = 1 BEGIN
  INSERT INTO lanes (lane, queue, type, template_id, concurrency_limit, waiting, active, head_key, head_row)
  VALUES (new.lane, new.queue, new.type, new.template_id,
    CASE WHEN new.concurrency_key IS NOT NULL THEN new.concurrency_limit END,
    new.is_waiting, new.holds_slot,
    CASE WHEN new.is_waiting = 1 THEN new.dispatch_key END, CASE WHEN new.is_waiting = 1 THEN new.row_id END)
  ON CONFLICT (lane) DO UPDATE SET
    waiting = waiting + excluded.waiting, active = active + excluded.active, concurrency_limit = excluded.concurrency_limit,
    head_row = CASE WHEN head_key IS NULL OR excluded.head_key < head_key THEN coalesce(excluded.head_row, head_row) ELSE head_row END,
    head_key = CASE WHEN head_key IS NULL OR excluded.head_key < head_key THEN coalesce(excluded.head_key, head_key) ELSE head_key END;
  UPDATE queues SET waiting = waiting + new.is_waiting, active = active + new.holds_slot WHERE name = new.queue;
  INSERT INTO template_loads (template_id, active) SELECT new.template_id, new.holds_slot
    WHERE new.template_id IS NOT NULL AND new.holds_slot = 1
    ON CONFLICT (template_id) DO UPDATE SET active = active + excluded.active;
END;

CREATE TRIGGER jobs_lane_update AFTER UPDATE OF status, holder_id, queue, priority, queued_at, version ON jobs
WHEN old.lane IS NOT new.lane OR old.is_waiting <> new.is_waiting OR old.holds_slot <> new.holds_slot
  OR (new.is_waiting = 1 AND old.dispatch_key <> new.dispatch_key)
BEGIN
  UPDATE lanes SET waiting = waiting - old.is_waiting, active = active - old.holds_slot WHERE lane = old.lane;
  UPDATE queues SET waiting = waiting - old.is_waiting, active = active - old.holds_slot WHERE name = old.queue;
  UPDATE template_loads SET active = active - 1 WHERE template_id = old.template_id AND old.holds_slot = 1;

  INSERT INTO lanes (lane, queue, type, template_id, concurrency_limit, waiting, active)
  SELECT new.lane, new.queue, new.type, new.template_id,
    CASE WHEN new.concurrency_key IS NOT NULL THEN new.concurrency_limit END, new.is_waiting, new.holds_slot
  WHERE new.is_waiting = 1 OR new.holds_slot = 1
  ON CONFLICT (lane) DO UPDATE SET
    waiting = waiting + excluded.waiting, active = active + excluded.active, concurrency_limit = excluded.concurrency_limit;
  UPDATE queues SET waiting = waiting + new.is_waiting, active = active + new.holds_slot WHERE name = new.queue;
  INSERT INTO template_loads (template_id, active) SELECT new.template_id, 1
    WHERE new.template_id IS NOT NULL AND new.holds_slot = 1
    ON CONFLICT (template_id) DO UPDATE SET active = active + 1;

  UPDATE lanes SET (head_key, head_row) = (
    SELECT dispatch_key, row_id FROM jobs WHERE jobs.lane = lanes.lane AND is_waiting = 1 ORDER BY dispatch_key, row_id LIMIT 1
  ) WHERE lane IN (old.lane, new.lane);
  DELETE FROM lanes WHERE lane IN (old.lane, new.lane) AND waiting = 0 AND active = 0;
END;

CREATE TRIGGER jobs_lane_delete AFTER DELETE ON jobs WHEN old.is_waiting = 1 OR old.holds_slot = 1 BEGIN
  UPDATE lanes SET waiting = waiting - old.is_waiting, active = active - old.holds_slot,
    (head_key, head_row) = (
      SELECT dispatch_key, row_id FROM jobs WHERE jobs.lane = lanes.lane AND is_waiting = 1 ORDER BY dispatch_key, row_id LIMIT 1
    ) WHERE lane = old.lane;
  UPDATE queues SET waiting = waiting - old.is_waiting, active = active - old.holds_slot WHERE name = old.queue;
  UPDATE template_loads SET active = active - 1 WHERE template_id = old.template_id AND old.holds_slot = 1;
  DELETE FROM lanes WHERE lane = old.lane AND waiting = 0 AND active = 0;
END;

CREATE TRIGGER job_dependencies_delete AFTER DELETE ON jobs BEGIN
  DELETE FROM job_dependencies WHERE job_id = old.id;
END;
