export interface AuditChange {
  field: string;
  before: string;
  after: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function text(value: unknown): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Which fields an audit entry changed, from what to what. */
export function changesOf(before: unknown, after: unknown): AuditChange[] {
  const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .map((field) => ({ field, before: text(old[field]), after: text(next[field]) }))
    .filter((change) => change.before !== change.after);
}
