/** What the address of the form holds: the job whose probe is to run again, or the device that is to measure. */
export interface NewProbeSearch {
  from?: string;
  device?: string;
}

export function readNewProbeSearch(raw: Record<string, unknown>): NewProbeSearch {
  const { from, device } = raw;
  return { ...(isId(from) && { from }), ...(isId(device) && { device }) };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/i.test(value);
}
