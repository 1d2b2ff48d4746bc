import { type SQL, sql } from "drizzle-orm";

/**
 * The sections of all queues that have a place free: a queue's lanes of one type and template. Found by leaping from one
 * to the next in the lanes' own order, so that a section of many lanes costs no more than one of a single lane.
 */
export const openSections: SQL = sql`
  WITH RECURSIVE section (queue, type, template_id, free) AS (
    SELECT at.queue, at.type, at.template_id, queues.max_concurrency - queues.active
    FROM queues CROSS JOIN lanes AS at ON at.lane = (
      SELECT lanes.lane FROM lanes WHERE lanes.lane > queues.name || char(31) AND lanes.lane < queues.name || char(32)
      ORDER BY lanes.lane LIMIT 1
    )
    WHERE queues.paused = 0 AND queues.active < queues.max_concurrency
    UNION ALL
    SELECT at.queue, at.type, at.template_id, section.free
    FROM section CROSS JOIN lanes AS at ON at.lane = (
      SELECT lanes.lane FROM lanes
      WHERE lanes.lane < section.queue || char(32) AND lanes.lane >
        section.queue || char(31) || section.type || char(31) || coalesce(section.template_id, '') || char(32)
      ORDER BY lanes.lane LIMIT 1
    )
  )`;

/** Whether the section's template has a place left for one more of its tasks. */
export const templateHasPlace: SQL = sql`
  NOT EXISTS (
    SELECT 1 FROM templates JOIN template_loads ON template_loads.template_id = templates.id
    WHERE templates.id = section.template_id AND template_loads.active >= templates.max_concurrency
  )`;
