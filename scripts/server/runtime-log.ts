/** What workerd writes of every target that cannot be reached; the sample says it already. */
const NOISE = [
  /^Socket proxy disconnected abruptly/,
  /failed to lookup address information/,
  /disconnected: Connection (refused|reset)/,
  /TLS handshake failed/,
  /^NOSENTRY startTls called with unsupported expectedServerHostname/,
  /Network connection lost/,
  /Error: internal error; reference = /,
  /^NOSENTRY SQLite alarm handler canceled/,
];

/** Passes the runtime's messages on, less what says nothing new. */
export function printRuntimeMessage({ message }: { message: string }): void {
  if (!NOISE.some((pattern) => pattern.test(message))) console.error(message);
}
