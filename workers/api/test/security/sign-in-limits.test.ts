import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ORIGIN } from "../../../test/call.ts";
import { addPerson } from "../../../test/identities.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { newAddress, signIn } from "../../../test/sign-in.ts";
import { sendTo } from "./with-bindings.ts";

const WRONG = "not the password";
const MINUTE_MS = 60_000;

interface Try {
  email: string;
  password?: string;
  address: string;
}
const attempt = ({ address, ...credentials }: Try) => signIn(credentials, { "cf-connecting-ip": address });

/** Takes all but `left` places of a limit, as so many refused sign-ins would have. */
async function leave(left: number, key: string, limit: number): Promise<void> {
  const counter = env.LIMITERS.getByName(`sign-in/${key}`);
  const window = { limit, windowMs: 5 * MINUTE_MS };
  for (let taken = 0; taken < limit - left; taken++) expect(await counter.take(window)).toMatchObject({ ok: true });
}
const statusOf = async (tried: Try) => (await attempt(tried)).status;

/** How many of the attempts were let through to the password's check; the others were told to wait. */
async function letThrough(attempts: Try[]): Promise<number> {
  const statuses = await Promise.all(attempts.map(statusOf));
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  return statuses.filter((status) => status !== 429).length;
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

afterEach(() => vi.useRealTimers());

describe("refused sign-ins", () => {
  it("ten thousand at one account, eighty in the same moment, check ten passwords; the owner gets in from elsewhere", async () => {
    const { email } = await addPerson("admin");
    const address = newAddress();
    expect(await letThrough(times(80, () => ({ email, password: WRONG, address })))).toBe(10);
    // The others straight to the worker: so many would take long by the way of a real request.
    const init = {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN, "cf-connecting-ip": address },
      body: JSON.stringify({ email, password: WRONG }),
    };
    for (let done = 80; done < 10_000; done += 80) {
      const answers = await Promise.all(times(80, () => sendTo({}, `${ORIGIN}/auth/sign-in/email`, init)));
      expect(answers.every(({ status }) => status === 429)).toBe(true);
    }
    expect(await statusOf({ email, address })).toBe(429);
    expect(await statusOf({ email, address: newAddress() })).toBe(200);
  });

  it("from one address at ever other accounts check fifty passwords", async () => {
    const address = newAddress();
    await leave(4, `address/${address}`, 50);
    const attempts = times(60, (index) => ({ email: `guessed-${index}@example.net`, password: WRONG, address }));
    expect(await letThrough(attempts)).toBe(4);
  });

  it("at one account from ever other addresses check a hundred passwords, then not even the right one", async () => {
    const { email } = await addPerson("tech");
    await leave(3, `account/${email}`, 100);
    const attempts = times(20, () => ({ email, password: WRONG, address: newAddress() }));
    expect(await letThrough(attempts)).toBe(3);
    expect(await statusOf({ email, address: newAddress() })).toBe(429);
  });

  it("do not count for the spelling of an e-mail: no other case or space is another account", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    const spellings = [email, email.toUpperCase(), ` ${email}`, `${email} `];
    const attempts = times(24, (index) => ({ email: spellings[index % 4] ?? "", password: WRONG, address }));
    expect(await letThrough(attempts)).toBe(10);
  });

  it("say how long to wait, are counted on when the counter's object is evicted, and are forgotten after it", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    await letThrough(times(11, () => ({ email, password: WRONG, address })));
    const response = await attempt({ email, address });
    const seconds = Number(response.headers.get("retry-after"));
    const { data, message } = await expectRefusal(response);
    expect(data).toMatchObject({ httpStatus: 429, reason: "RATE_LIMITED" });
    const waitMs = Number(data.details?.retryAfterMs);
    expect(waitMs).toBeGreaterThan(4 * MINUTE_MS);
    expect(waitMs).toBeLessThanOrEqual(5 * MINUTE_MS);
    expect(seconds).toBe(Math.ceil(waitMs / 1_000));
    expect(message).toContain("5 min");

    await evictDurableObject(env.LIMITERS.getByName(`sign-in/pair/${address}/${email}`));
    expect(await statusOf({ email, address })).toBe(429);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + waitMs + 1 });
    expect(await statusOf({ email, address })).toBe(200);
  });
});

describe("sign-ins that succeed", () => {
  it("use no limit up: with one place left of each, any number of them pass", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    await leave(1, `pair/${address}/${email}`, 10);
    await leave(1, `address/${address}`, 50);
    await leave(1, `account/${email}`, 100);
    for (let count = 0; count < 8; count++) expect(await statusOf({ email, address })).toBe(200);
    expect([await statusOf({ email, address, password: WRONG }), await statusOf({ email, address })]).toEqual([
      401, 429,
    ]);
  });

  it("do not give back the places of those that failed before", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    for (const password of [...times(9, () => WRONG), undefined, WRONG])
      await attempt({ email, address, ...(password && { password }) });
    expect(await statusOf({ email, address })).toBe(429);
  });
});
