/** A packet that counts as lost for a reason that is known, in words. */
export class Lost extends Error {}

/** Why a packet was lost, in words. */
export function lostReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Lost) return message;
  if (message.includes("cannot connect to the specified address")) return "connection refused or unreachable";
  if (message.includes("Network connection lost")) return "the connection was closed without a reply";
  return "the connection failed";
}
