/** What the address of the form holds: the job whose probe is to run again. */
export interface NewProbeSearch {
  from?: string;
}

export function readNewProbeSearch(raw: Record<string, unknown>): NewProbeSearch {
  return typeof raw.from === "string" && /^[0-9a-f-]{36}$/i.test(raw.from) ? { from: raw.from } : {};
}
