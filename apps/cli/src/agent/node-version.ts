const LEAST = [22, 13] as const;

/** What to tell where Node is too old for the agent, which keeps its spool by Node's own SQLite; else undefined. */
export function oldNodeWords(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return `fieldline needs Node ${LEAST.join(".")} or newer, and this is ${version}. Install a newer Node and try again.`;
}
