import { env } from "cloudflare:workers";
import { createJob } from "@fieldline/db/create-job";
import { openDatabase } from "@fieldline/db/database";
import { projectJob } from "@fieldline/db/project-job";
import { createProbeInput, probeSpecOf } from "@fieldline/domain/create-job";
import type { Job, ProbeJob } from "@fieldline/domain/job";
import { newJob } from "@fieldline/domain/new-job";
import { v7 as uuidv7 } from "uuid";
import { ADMIN } from "./identities.ts";
import { probeInput } from "./probe-input.ts";

const db = openDatabase(env.DB);
const LIMITS = { jobsPerUserPerDay: 1_000_000, runningJobs: 1_000_000 };
const REQUESTER = ADMIN;

/** A job that no input made: whatever is not in `changes` is as in a fresh probe. */
export function jobLike(changes: Partial<ProbeJob> = {}): ProbeJob {
  const input = createProbeInput.parse(probeInput());
  const job = newJob(input, { id: uuidv7(), spec: probeSpecOf(input, 1), requester: REQUESTER, now: Date.now() });
  return { ...job, ...changes };
}

/** Inserts the row as a creation does; no object is started. */
export async function insertRow(job: Job): Promise<void> {
  const actor = { kind: "user", id: job.requesterId, name: job.requesterName } as const;
  const entry = { id: uuidv7(), at: job.createdAt, actor, action: "job.create", entityType: "job" } as const;
  const audit = { ...entry, entityId: job.id, before: null, after: null, reason: null, address: null, requestId: null };
  const day = Math.floor(job.createdAt / 86_400_000);
  const { outcome } = await createJob(db, { job, audit, limits: LIMITS, day });
  if (outcome !== "created") throw new Error(`The row was not inserted: ${outcome}.`);
}

/** Inserts the row and what its object would have written to it since. */
export async function insertProjectedRow(job: Job): Promise<void> {
  await insertRow(job);
  await projectJob(db, { job, audit: [], alerts: [] });
  await env.DB.prepare("UPDATE jobs SET template_id = ?, rollout_id = ? WHERE id = ?")
    .bind(job.templateId, job.rolloutId, job.id)
    .run();
}
