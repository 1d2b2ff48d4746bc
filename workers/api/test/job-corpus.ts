import { env } from "cloudflare:workers";
import { JOB_KINDS, JOB_STATUSES, type Job, type ProbeSummary } from "@fieldline/domain/job";
import type { ListJobsInput } from "@fieldline/domain/list-jobs";
import { insertProjectedRow, jobLike } from "../../test/job-rows.ts";

/** The rows' times lie around here, not quite in the order of their insertion. */
export const CORPUS_AT = Date.UTC(2026, 5, 1);
const ROWS = 400;
/** So many times the rows are doubled: beyond what a list collects and sorts. */
const DOUBLINGS = 3;

const from = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const digest = (index: number, salt: number) => Math.imul(index * 31 + salt, 0x9e3779b1) >>> 0;

function corpusJob(index: number): Job {
  const random = (salt: number, below: number) => digest(index, salt) % below;
  const createdAt = CORPUS_AT + index * 1_000 + random(1, 40_000) - 20_000;
  const fresh = jobLike();
  const hex = digest(index, 2).toString(16).padStart(8, "0");
  const target = {
    host: random(3, 10) < 8 ? `cpe-${index}.example.net` : `203.0.113.${random(4, 250)}`,
    ...(random(5, 3) > 0 && { accountNumber: `ACC-${10_000 + index * 7}` }),
    ...(random(6, 3) > 0 && { mac: `02:00:${hex.match(/../g)?.join(":")}` }),
    ...(random(7, 3) > 0 && { ip: `198.51.100.${random(8, 250)}` }),
  };
  const isDevice = random(9, 5) === 0;
  const vantage = isDevice ? ({ kind: "device", deviceId: `device-${random(10, 4)}` } as const) : fresh.spec.vantage;
  const lossPercent = from([null, 0, 0, 2.5, 12.5, 100, random(11, 1_000) / 10], random(12, 7));
  const job = {
    ...fresh,
    // So many probes that more of them share a text than a list collects and sorts.
    kind: random(13, 5) > 0 ? "probe" : from(JOB_KINDS, random(22, 3)),
    name: from(["Ping", "Büro Zürich", `Line ${index}`, 'a_b 100% "up" (NEAR) *'], random(14, 4)),
    status: from(JOB_STATUSES, random(15, JOB_STATUSES.length)),
    version: 3,
    requesterId: `user-${random(16, 3)}`,
    queue: from([null, "west", "east"], random(17, 3)),
    templateId: from([null, "template-1", "template-2"], random(18, 3)),
    // A rollout has one job a device.
    rolloutId: isDevice ? null : from([null, null, "rollout-1"], random(19, 3)),
    scheduleId: from([null, "schedule-1", "schedule-2"], random(21, 3)),
    createdAt,
    updatedAt: CORPUS_AT + random(20, 50) * 60_000,
    summary: lossPercent === null ? null : ({ lossPercent } as ProbeSummary),
    spec: { ...fresh.spec, target, vantage, concurrencyKey: null, concurrencyLimit: 1 },
    ...(vantage.kind === "device" && { assigneeId: vantage.deviceId }),
  };
  return job as Job;
}

export interface CorpusRow {
  row_id: number;
  id: string;
  kind: Job["kind"];
  type: string;
  status: Job["status"];
  name: string;
  spec: string;
  queue: string | null;
  requester_id: string;
  device_id: string | null;
  template_id: string | null;
  rollout_id: string | null;
  schedule_id: string | null;
  reviewed_at: number | null;
  created_at: number;
  updated_at: number;
  loss_percent: number | null;
}

/** Fills the file's database and gives its rows in the order of insertion. */
export async function insertCorpus(): Promise<CorpusRow[]> {
  for (let index = 0; index < ROWS; index++) await insertProjectedRow(corpusJob(index));
  await env.DB.prepare("UPDATE jobs SET reviewed_at = 1 WHERE row_id % 3 = 0").run();
  // A table's own columns: those that are made of others are left out.
  const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info('jobs')").all<{ name: string }>();
  const kept = results
    .map(({ name }) => name)
    .filter((column) => !["row_id", "id", "search_text", "created_at"].includes(column));
  for (let doubling = 0; doubling < DOUBLINGS; doubling++)
    await env.DB.prepare(
      `WITH copies AS MATERIALIZED (SELECT *, substr(id, 1, 24) || lower(hex(randomblob(6))) AS new_id FROM jobs)
       INSERT INTO jobs (${kept}, created_at, id, search_text)
       SELECT ${kept}, created_at + ?, new_id, replace(search_text, id, new_id) FROM copies ORDER BY row_id`,
    )
      .bind(ROWS * 1_000 * 2 ** doubling)
      .run();
  const rows = await env.DB.prepare("SELECT * FROM jobs ORDER BY row_id").all<CorpusRow>();
  return rows.results;
}

const MAC_PART = /^([0-9a-f]{2}[:-])+[0-9a-f]{0,2}$|^([0-9a-f]{4}\.)+[0-9a-f]{0,4}$/;

function contains(row: CorpusRow, search: string): boolean {
  const { host, accountNumber, mac, ip } = JSON.parse(row.spec).target;
  const ofKind = { probe: [host, accountNumber, ip, mac?.replaceAll(":", "")], command: [], task: [row.type] };
  const fields = [row.name, row.id, ...ofKind[row.kind]];
  const text = search.trim().toLowerCase();
  const terms = MAC_PART.test(text) ? [text, text.replace(/[:.-]/g, "")] : [text];
  return fields.some((field) =>
    terms.some((term) =>
      String(field ?? "")
        .toLowerCase()
        .includes(term),
    ),
  );
}

function isUnreviewedRow({ status, kind, reviewed_at }: CorpusRow): boolean {
  return ["failed", "timed_out", "rejected"].includes(status) && kind !== "probe" && reviewed_at === null;
}

/** What a list must hold, found the plain way: every row looked at, then sorted. */
export function idsOf(rows: CorpusRow[], input: ListJobsInput): string[] {
  const {
    status,
    kind,
    queue,
    requesterId,
    deviceId,
    templateId,
    rolloutId,
    scheduleId,
    isUnreviewed,
    from: since,
    to,
    search,
    sort,
  } = input ?? {};
  const asked = {
    queue,
    requester_id: requesterId,
    device_id: deviceId,
    template_id: templateId,
    rollout_id: rolloutId,
    schedule_id: scheduleId,
  };
  const matching = rows.filter(
    (row) =>
      (!status?.length || status.includes(row.status)) &&
      (!kind?.length || kind.includes(row.kind)) &&
      Object.entries(asked).every(
        ([column, value]) => value === undefined || row[column as keyof CorpusRow] === value,
      ) &&
      (!isUnreviewed || isUnreviewedRow(row)) &&
      (since === undefined || row.created_at >= since) &&
      (to === undefined || row.created_at <= to) &&
      (!search?.trim() || contains(row, search)),
  );
  const keyOf = (row: CorpusRow): number => {
    if (sort === "-updatedAt") return row.updated_at;
    if (sort === "-lossPercent") return row.loss_percent ?? -1;
    return 0;
  };
  matching.sort((a, b) => keyOf(b) - keyOf(a) || b.row_id - a.row_id);
  if (sort === "createdAt") matching.reverse();
  return matching.map(({ id }) => id);
}
