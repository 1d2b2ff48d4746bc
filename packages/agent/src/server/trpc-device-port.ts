import { createFieldlineClient, type FieldlineClient } from "@fieldline/client/client";
import { BodyBudget } from "./body-budget.ts";
import type { DevicePort, EnrolmentPort } from "./device-port.ts";
import type { DeviceSession } from "./device-session.ts";

const CALL_TIMEOUT_MS = 15_000;

function proceduresOf(server: string, headers?: () => Record<string, string>): FieldlineClient["device"] {
  return createFieldlineClient({ baseUrl: server, ...(headers && { headers }) }).device;
}

const limit = () => ({ signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });

/** Enrolment and the renewal of tokens, which carry their secret in the body. */
export function enrolmentPort(server: string): EnrolmentPort {
  const { enroll, refresh } = proceduresOf(server);
  return {
    enroll: (input) => enroll.mutate(input, limit()),
    refresh: (input) => refresh.mutate(input, limit()),
  };
}

/** The device's calls over the typed client, each with a good token. */
export function devicePort(server: string, session: DeviceSession): DevicePort {
  const budget = new BodyBudget();
  const procedures = proceduresOf(server, () => ({ authorization: `Bearer ${session.accessToken}` }));
  const calling =
    <Input, Answer>(call: (input: Input, options: { signal: AbortSignal }) => Promise<Answer>) =>
    async (input: Input): Promise<Answer> => {
      await budget.admit(input);
      return session.authorised(() => call(input, limit()));
    };
  return {
    heartbeat: calling((input, options) => procedures.heartbeat.mutate(input, options)),
    next: calling((input, options) => procedures.next.mutate(input, options)),
    report: calling((input, options) => procedures.report.mutate(input, options)),
    samples: calling((input, options) => procedures.samples.mutate(input, options)),
    release: calling((input, options) => procedures.release.mutate(input, options)),
    handler: calling((input, options) => procedures.handler.query(input, options)),
  };
}
