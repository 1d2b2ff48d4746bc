import type { Config } from "@fieldline/domain/config";
import type { Job } from "@fieldline/domain/job";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, callsOf, mutate, sendAsNobody } from "../../../test/call.ts";
import { addPerson, type Identity } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { stored } from "../../../test/stored.ts";
import { isAllowed } from "./expected.ts";
import { ask, bearer, inputOf, JOB_ACTIONS, LATER } from "./procedures.ts";

const EXPORTS = ["samples.csv", "samples.ndjson", "log.csv", "log.ndjson"];
const ROLES = ["viewer", "tech", "operator"] as const;

let people: Record<(typeof ROLES)[number] | "owner", Identity>;
beforeAll(async () => {
  await setLimits({});
  const [viewer, tech, operator, owner] = [
    await addPerson("viewer"),
    await addPerson("tech"),
    await addPerson("operator"),
    await addPerson("tech", { name: "Otto Owner" }),
  ];
  people = { viewer, tech, operator, owner };
});

async function jobOf({ id, name }: Identity): Promise<string> {
  const job = jobLike({ status: "scheduled", runAt: LATER, requesterId: id, requesterName: name });
  await insertRow(job);
  return job.id;
}

async function setAccess(value: Config["access"]): Promise<void> {
  expect((await mutate("config.set", { key: "access", value })).status).toBe(200);
}

async function expectForbidden(response: Response, what: string): Promise<void> {
  expect(response.webSocket).toBeFalsy();
  expect(response.status, what).toBe(403);
  expect((await expectRefusal(response)).data.reason).toBe("FORBIDDEN");
}

describe.each(["own", "all"] as const)("where viewers and technicians see %s jobs", (sees) => {
  beforeAll(() => setAccess({ viewerSees: sees, techSees: sees }));
  afterAll(() => setAccess({ viewerSees: "all", techSees: "own" }));

  describe.each(ROLES)("the role %s", (role) => {
    const seesOthers = sees === "all" || role === "operator";
    const allows = (path: (typeof JOB_ACTIONS)[number], isOwn: boolean) =>
      isAllowed(role, path, { isOwn, seesOthers, via: "token" });

    it.each([
      { whose: "their own", isOwn: true },
      { whose: "another's", isOwn: false },
    ])("calls with the id of $whose job what the table allows", async ({ isOwn }) => {
      const { token } = people[role];
      const refusedId = await jobOf(isOwn ? people[role] : people.owner);
      for (const path of JOB_ACTIONS.filter((each) => allows(each, isOwn))) {
        const jobId = await jobOf(isOwn ? people[role] : people.owner);
        const response = await ask(path, inputOf(path, { jobId, personId: "" }), bearer(token));
        expect([401, 403, 500], `${path}: ${await response.text()}`).not.toContain(response.status);
      }
      const before = await stored();
      for (const path of JOB_ACTIONS.filter((each) => !allows(each, isOwn)))
        await expectForbidden(await ask(path, inputOf(path, { jobId: refusedId, personId: "" }), bearer(token)), path);
      expect(await stored()).toEqual(before);
    });

    it("opens the socket and the event stream of another's job exactly where they may read it", async () => {
      const path = `/live/jobs/${await jobOf(people.owner)}`;
      const socket = await sendAsNobody(path, { headers: { ...bearer(people[role].token), upgrade: "websocket" } });
      const stream = await sendAsNobody(path, {
        headers: { ...bearer(people[role].token), accept: "text/event-stream" },
      });
      if (!seesOthers) {
        await expectForbidden(socket, "socket");
        await expectForbidden(stream, "event stream");
        return;
      }
      expect([socket.status, stream.status]).toEqual([101, 200]);
      socket.webSocket?.accept();
      socket.webSocket?.close(1000);
      await stream.body?.cancel();
    });

    it.each(EXPORTS)("exports %s of another's job exactly where they may read it", async (file) => {
      const path = `/api/v1/jobs/${await jobOf(people.owner)}/${file}`;
      const response = await sendAsNobody(path, { headers: bearer(people[role].token) });
      if (!seesOthers) return expectForbidden(response, file);
      expect(response.status).toBe(200);
      await response.body?.cancel();
    });

    it("finds others' jobs in lists, by any filter, exactly where they may read them", async () => {
      const id = await jobOf(people.owner);
      const { query } = callsOf(people[role].token);
      const { requesterId } = { requesterId: people.owner.id };
      for (const input of [undefined, { requesterId }, { search: id }, { requesterId, search: id }, { limit: 100 }]) {
        const { data, status } = await query<{ items: Job[] }>("jobs.list", input);
        expect(status).toBe(200);
        const others = data.items.filter((job) => job.requesterId !== people[role].id);
        expect(
          others.some((job) => job.id === id),
          JSON.stringify(input),
        ).toBe(seesOthers);
        if (!seesOthers) expect(others).toEqual([]);
      }
    });
  });
});

describe("another's job", () => {
  it("is not reached by its id in another case, in a batch beside one's own, or in the method that is not meant", async () => {
    const [own, others] = [await jobOf(people.tech), await jobOf(people.owner)];
    const headers = bearer(people.tech.token);
    await expectForbidden(await ask("jobs.get", { id: others.toUpperCase() }, headers), "upper case");
    await expectForbidden(
      await sendAsNobody(`/live/jobs/${others.toUpperCase()}`, { headers: { ...headers, upgrade: "websocket" } }),
      "socket in upper case",
    );
    const input = encodeURIComponent(JSON.stringify({ 0: { id: own }, 1: { id: others } }));
    const batch = await sendAsNobody(`/trpc/jobs.get,jobs.get?batch=1&input=${input}`, { headers });
    const [first, second] = (await batch.json()) as [object, { error: { data: { reason: string } } }];
    expect(first).toMatchObject({ result: { data: { id: own } } });
    expect(second.error.data.reason).toBe("FORBIDDEN");
    const doubled = await sendAsNobody("/trpc/jobs.cancel", {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: `{"id":"${own}","id":"${others}"}`,
    });
    await expectForbidden(doubled, "two ids");
  });

  it("is not found by an idempotency key that its requester used", async () => {
    const input = probeInput({ runAt: LATER, idempotencyKey: "shared-key" });
    const [{ data: first }, { data: second }] = [
      await callsOf(people.owner.token).mutate<Job>("jobs.create", input),
      await callsOf(people.tech.token).mutate<Job>("jobs.create", input),
    ];
    expect(second.id).not.toBe(first.id);
    expect(second.requesterId).toBe(people.tech.id);
  });

  it("is created in nobody's name but one's own, whatever the input says", async () => {
    const { id, name } = people.owner;
    const input = { ...probeInput({ runAt: LATER }), requesterId: id, requesterName: name, requester: { id, name } };
    const response = await ask("jobs.create", input, bearer(people.tech.token));
    const { data } = await answerOf<Job>(response);
    expect(data?.requesterId ?? people.tech.id).toBe(people.tech.id);
  });
});
