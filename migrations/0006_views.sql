-- Lists as people have set them up, under a name.
CREATE TABLE views (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  page TEXT NOT NULL,
  search TEXT NOT NULL,
  is_shared INTEGER NOT NULL DEFAULT 0,
  owner_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (owner_id, page, name)
) WITHOUT ROWID;
CREATE INDEX views_shared ON views (page, name) WHERE is_shared = 1;

CREATE INDEX jobs_schedule ON jobs (schedule_id, status, row_id) WHERE schedule_id IS NOT NULL;

-- What somebody has looked at and is tried once more may end badly again, and then nobody has looked at that.
CREATE TRIGGER jobs_unreview AFTER UPDATE OF attempt ON jobs
WHEN new.reviewed_at IS NOT NULL AND new.attempt > old.attempt BEGIN
  UPDATE jobs SET reviewed_at = NULL WHERE row_id = new.row_id;
END;
