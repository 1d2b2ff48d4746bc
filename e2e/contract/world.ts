import { expect } from "vitest";
import { FEED_FRAMES, JOB_FRAMES } from "./shapes.ts";
import { type Listener, listen } from "./socket.ts";
import { bearer, Caller } from "./wire.ts";

export const ADMIN = { email: "ada@example.net", password: "a password of the tests" };

/** Who takes part: an administrator with a cookie, people with tokens, a stranger. */
export interface World {
  stranger: Caller;
  admin: Caller;
  adminId: string;
  viewer: Caller;
  tech: Caller;
  operator: Caller;
  /** Open from the start, like a probe of a line that is down: its alert takes three ticks. */
  feed: Listener<typeof FEED_FRAMES>;
  lineDownId: string;
  lineDown: Listener<typeof JOB_FRAMES>;
}
export interface TestDevice extends Caller {
  id: string;
}

/** How often to look again at what a list shows a moment after it was done, and for how long. */
export const SOON = { interval: 30, timeout: 20_000 };
export const NOBODY = "01998ab0-0000-7000-8000-00000000dead";
export const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "greet", type: "runCommand", input: { command: "echo,hello" } } }],
};
export const SIMULATED = {
  kind: "probe",
  target: { host: "modem.example.net" },
  method: "simulated",
  vantage: { kind: "simulator", scenario: "healthy" },
  cadenceMs: 1_000,
  durationMs: 10_000,
};

/** Signs in as a browser does; gives the answer. */
export function signIn(url: string, { origin = url, password = ADMIN.password } = {}): Promise<Response> {
  return fetch(`${url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: ADMIN.email, password }),
  });
}

/** Signs the administrator in and invites the others. */
export async function settle(url: string): Promise<World> {
  const stranger = new Caller(url);
  const signedIn = await signIn(url);
  const { user } = (await signedIn.json()) as { user: { id: string } };
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const admin = new Caller(url, { cookie, origin: url });
  await admin.call("config.set", { key: "limits", value: { jobsPerUserPerDay: 1_000, runningJobs: 100 } });
  const feed = await listen(admin, "/live/feed?topics=jobs,devices,alerts,queues,rollouts", FEED_FRAMES);
  const down = { kind: "simulator", scenario: "offline", seed: 1 };
  const { id: lineDownId } = await admin.call("jobs.create", { ...SIMULATED, vantage: down });
  const lineDown = await listen(admin, `/live/jobs/${lineDownId}`, JOB_FRAMES);
  const [viewer, tech, operator] = await Promise.all(
    ["viewer", "tech", "operator"].map((role) => invite(admin, { role, email: `${role}@example.net` })),
  );
  if (!(viewer && tech && operator)) throw new Error("Nobody was invited.");
  return { stranger, admin, adminId: user.id, viewer, tech, operator, feed, lineDownId, lineDown };
}

/** Somebody new, who calls with a token of their own. */
export async function invite(admin: Caller, person: { role: string; email: string }): Promise<Caller> {
  const { password = "" } = await admin.call("users.invite", { name: person.role, ...person });
  const { url } = admin;
  const signedIn = await fetch(`${url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: person.email, password }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const { token } = await new Caller(url, { cookie, origin: url }).call("users.tokens.create", { name: "a script" });
  return new Caller(url, bearer(token));
}

/** A new device that takes work of every kind, and tasks of the type sync; it calls with its access token. */
export async function enroll(admin: Caller, name = "gw-1"): Promise<TestDevice> {
  const { token } = await admin.call("devices.createEnrollment", {});
  const capabilities = { kinds: ["probe", "command", "task"], types: ["sync"] };
  const said = { token, name, capabilities };
  const { deviceId, accessToken } = await new Caller(admin.url).call("device.enroll", said);
  return Object.assign(new Caller(admin.url, bearer(accessToken)), { id: deviceId });
}

/** A command for the device that it has taken on. */
export async function begin(admin: Caller, device: TestDevice, terms: object = {}) {
  const asked = { kind: "command", deviceId: device.id, document: DOCUMENT, ...terms };
  const { id } = await admin.call("jobs.create", asked);
  const { assignments } = await device.call("device.next", {});
  expect(assignments.map(({ jobId }) => jobId)).toEqual([id]);
  return { jobId: id, attempt: 1 };
}
