import { appRouter } from "@fieldline/api/router";
import { type Action, PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import { sendAsNobody } from "../../../test/call.ts";
import { probeInput } from "../../../test/probe-input.ts";

interface Known {
  _def: { type: "query" | "mutation"; inputs: unknown[] };
}

/** Every procedure that can be called, by its path. */
export const PROCEDURES = appRouter._def.procedures as unknown as Record<string, Known>;
export const RULES = Object.entries(PERMISSIONS) as [Action, Rule][];
export const JOB_ACTIONS = RULES.flatMap(([path, { job }]) => (job ? [path] : []));
/** A start that no test lives to see. */
export const LATER = Date.UTC(2100, 0, 1);

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Calls a procedure with these headers and no others. */
export function ask(path: string, input: unknown, headers: Record<string, string> = {}): Promise<Response> {
  if (PROCEDURES[path]?._def.type === "mutation")
    return sendAsNobody(`/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(input ?? {}),
    });
  const suffix = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return sendAsNobody(`/trpc/${path}${suffix}`, { headers });
}

/** An input that a procedure takes, so that what is refused is refused by rights alone. */
export function inputOf(path: Action, { jobId, personId }: { jobId: string; personId: string }): unknown {
  const unknown = crypto.randomUUID();
  const inputs: Partial<Record<Action, unknown>> = {
    "jobs.create": probeInput({ runAt: LATER }),
    "jobs.share": { id: jobId, expiresInMs: 86_400_000 },
    "jobs.revokeShare": { id: jobId, shareId: unknown },
    "config.set": { key: "retention", value: { endedJobsMs: 86_400_000 } },
    "users.changePassword": { current: "not this one", next: "another long password" },
    "users.sessions.end": { id: unknown },
    "users.tokens.create": { name: "A token", role: "viewer" },
    "users.tokens.revoke": { id: unknown },
    "users.invite": { email: `${unknown}@example.net`, name: "Ines", role: "viewer", password: "long enough for all" },
    "users.setRole": { id: personId, role: "tech" },
    "users.disable": { id: personId },
    "users.enable": { id: personId },
    "users.resetPassword": { id: personId },
    "public.report": { token: "no-such-link" },
  };
  return inputs[path] ?? (JOB_ACTIONS.includes(path) ? { id: jobId } : undefined);
}
