/**
 * What the address of the form holds: the job whose probe is to run again, the device that is to measure, or the
 * template that the probe is made of with the values of its variables.
 */
export interface NewProbeSearch {
  from?: string;
  device?: string;
  template?: string;
  /** As the parameters of an address: `ACCOUNT=7731&PORT=443`. */
  values?: string;
}

export function readNewProbeSearch(raw: Record<string, unknown>): NewProbeSearch {
  const { from, device, template, values } = raw;
  return {
    ...(isId(from) && { from }),
    ...(isId(device) && { device }),
    ...(typeof template === "string" && template && { template }),
    ...(typeof values === "string" && { values }),
  };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/i.test(value);
}
