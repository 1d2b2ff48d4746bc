import type { Action } from "@fieldline/domain/permissions";
import { beforeAll, describe, expect, it } from "vitest";
import { addPerson, admin } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { setLimits } from "../../../test/limits.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { stored } from "../../../test/stored.ts";
import { CALLERS } from "./callers.ts";
import { isAllowed } from "./expected.ts";
import { ask, inputOf, JOB_ACTIONS, LATER, RULES } from "./procedures.ts";

/** These ask for no sign-in, and refuse what is not a valid credential in their input. */
const BY_THEIR_INPUT: Action[] = ["device.enroll", "device.refresh"];
/** What no right has to do with: an input is refused for its shape, a path is not there, the server fails. */
const NOT_RIGHTS = ["INVALID_INPUT", "PROCEDURE_NOT_FOUND", "METHOD_NOT_ALLOWED", "INTERNAL"];

beforeAll(async () => {
  await admin();
  await setLimits({});
});

/** A job of somebody else and a person that nothing else is about, where the input names one. */
async function fresh(path?: Action): Promise<{ jobId: string; personId: string }> {
  const about = { jobId: crypto.randomUUID(), personId: crypto.randomUUID() };
  if (!path || JOB_ACTIONS.includes(path)) {
    const job = jobLike({ status: "scheduled", runAt: LATER });
    await insertRow(job);
    about.jobId = job.id;
  }
  if (!path || JSON.stringify(inputOf(path, about) ?? null).includes(about.personId))
    about.personId = (await addPerson("viewer")).id;
  return about;
}

describe.each(Object.entries(CALLERS))("%s", (_caller, { counts, headers }) => {
  let sent: Record<string, string>;
  beforeAll(async () => {
    sent = await headers();
  });

  // By default viewers see every job and technicians their own.
  const seesOthers = counts === "viewer";
  const via = () => ("cookie" in sent ? "session" : "token");
  const allows = (path: Action) => isAllowed(counts, path, { isOwn: false, seesOthers, via: via() });

  it("is let in where the table says so, to another's job too", async () => {
    for (const [path] of RULES.filter(([each]) => allows(each))) {
      const response = await ask(path, inputOf(path, await fresh(path)), sent);
      if (!BY_THEIR_INPUT.includes(path)) expect([path, response.status]).not.toEqual([path, 401]);
      expect([path, response.status]).not.toEqual([path, 403]);
      const { error } = (await response.json()) as { error?: { message: string; data: { reason: string } } };
      expect(NOT_RIGHTS, `${path}: ${error?.message}`).not.toContain(error?.data.reason);
    }
  });

  it("is refused in words everywhere else, and changes nothing", async () => {
    const about = await fresh();
    const before = await stored();
    for (const [path] of RULES.filter(([each]) => !allows(each))) {
      const response = await ask(path, inputOf(path, about), sent);
      const { data } = await expectRefusal(response);
      const expected = counts === "nobody" ? [401, "UNAUTHENTICATED"] : [403, "FORBIDDEN"];
      expect([path, data.httpStatus, data.reason]).toEqual([path, ...expected]);
    }
    expect(await stored()).toEqual(before);
  });

  it("learns nothing of an input's shape where it may not call", async () => {
    for (const [path, { least }] of RULES) {
      if (isAllowed(counts, path, { isOwn: true, seesOthers: true, via: via() })) continue;
      const response = await ask(path, { id: 7, nonsense: true }, sent);
      expect([path, least, response.status]).toEqual([path, least, counts === "nobody" ? 401 : 403]);
    }
  });
});
