import { beforeAll, describe, expect, it } from "vitest";
import { addPerson, admin } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { setLimits } from "../../../test/limits.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { stored } from "../../../test/stored.ts";
import { CALLERS } from "./callers.ts";
import { isAllowed } from "./expected.ts";
import { ask, inputOf, LATER, RULES } from "./procedures.ts";

/** What no right has to do with: an input is refused for its shape, a path is not there, the server fails. */
const NOT_RIGHTS = ["INVALID_INPUT", "PROCEDURE_NOT_FOUND", "METHOD_NOT_ALLOWED", "INTERNAL"];

beforeAll(async () => {
  await admin();
  await setLimits({});
});

/** A job of somebody else and a person, neither of which anything else is about. */
async function fresh(): Promise<{ jobId: string; personId: string }> {
  const job = jobLike({ status: "scheduled", runAt: LATER });
  await insertRow(job);
  const { id } = await addPerson("viewer");
  return { jobId: job.id, personId: id };
}

describe.each(Object.entries(CALLERS))("%s", (_caller, { counts, headers }) => {
  let sent: Record<string, string>;
  beforeAll(async () => {
    sent = await headers();
  });

  // By default viewers see every job and technicians their own.
  const seesOthers = counts === "viewer";
  const allows = (path: (typeof RULES)[number][0]) => isAllowed(counts, path, { isOwn: false, seesOthers });

  it("is let in where the table says so, to another's job too", async () => {
    for (const [path] of RULES.filter(([each]) => allows(each))) {
      const response = await ask(path, inputOf(path, await fresh()), sent);
      expect([path, response.status]).not.toEqual([path, 401]);
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
      if (isAllowed(counts, path, { isOwn: true, seesOthers: true })) continue;
      const response = await ask(path, { id: 7, nonsense: true }, sent);
      expect([path, least, response.status]).toEqual([path, least, counts === "nobody" ? 401 : 403]);
    }
  });
});
