import type { JobError } from "@fieldline/domain/job";

/** What the server takes of one message. */
export const MAX_MESSAGE_LENGTH = 2_000;

/** An error as the server takes it, whatever threw it. */
export function reportedError(code: unknown, message: string, fallback = "AGENT_FAULT"): JobError {
  const isCode = typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code);
  return { code: isCode ? code : fallback, message: message.slice(0, MAX_MESSAGE_LENGTH) };
}
