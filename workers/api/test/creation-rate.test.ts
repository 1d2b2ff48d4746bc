import { beforeAll, expect, it } from "vitest";
import { callsOf } from "../../test/call.ts";
import { addPerson } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

const TRIES_A_MINUTE = 300;

beforeAll(() => setLimits({ jobsPerUserPerDay: 1 }));

it("creations that are tried too often are refused before anything is looked at, and with when to try again", async () => {
  const { mutate } = callsOf((await addPerson("tech")).token);
  const reasons = new Map<string, number>();
  let retryAfterMs: unknown;
  for (let done = 0; done < 400; done += 40) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => mutate("jobs.create", probeInput())));
    for (const { error } of answers) {
      const reason = error?.data.reason ?? "created";
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (reason === "RATE_LIMITED") retryAfterMs = error.data.details?.retryAfterMs;
    }
  }
  expect(Object.fromEntries(reasons)).toEqual({
    created: 1,
    LIMIT_JOBS_PER_DAY: TRIES_A_MINUTE - 1,
    RATE_LIMITED: 400 - TRIES_A_MINUTE,
  });
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

it("what one person tries too often is nobody else's", async () => {
  const { mutate } = callsOf((await addPerson("tech")).token);
  expect((await mutate("jobs.create", probeInput())).status).toBe(200);
});
