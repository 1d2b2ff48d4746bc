/** The canonical name of an IANA time zone, whatever its case or alias; undefined where there is no such zone. */
export function canonicalTimeZone(name: string): string | undefined {
  // Some runtimes take an offset such as "+02:00" for a zone; it would not follow daylight saving.
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
