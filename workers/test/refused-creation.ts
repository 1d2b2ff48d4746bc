import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";
import { send } from "./call.ts";
import { setLimits } from "./limits.ts";
import { probeInput } from "./probe-input.ts";

const countJobs = () => env.DB.prepare("SELECT count(*) AS n FROM jobs").first<number>("n");

export function postJob(body: BodyInit, contentType = "application/json"): Promise<Response> {
  return send("/trpc/jobs.create", { method: "POST", headers: { "content-type": contentType }, body });
}

/** A creation like any other but for `changes`, which may be of any shape. */
export function postProbe(changes: object): Promise<Response> {
  return postJob(JSON.stringify({ ...probeInput(), ...changes }));
}

/** Has every test of the file assert that it stored no job. */
export function expectNothingStored(): void {
  let before: number | null;
  beforeAll(() => setLimits({}));
  beforeEach(async () => {
    before = await countJobs();
  });
  afterEach(async () => {
    expect(await countJobs()).toBe(before);
  });
}
