import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addPerson } from "../../../test/identities.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { newAddress, signIn } from "../../../test/sign-in.ts";

const WRONG = "not the password";
const MINUTE_MS = 60_000;

interface Try {
  email: string;
  password?: string;
  address: string;
}
const attempt = ({ address, ...credentials }: Try) => signIn(credentials, { "cf-connecting-ip": address });
const statusOf = async (tried: Try) => (await attempt(tried)).status;

/** How many of the attempts were let through to the password's check; the others were told to wait. */
async function letThrough(attempts: Try[], { atOnce = attempts.length } = {}): Promise<number> {
  const statuses: number[] = [];
  for (let done = 0; done < attempts.length; done += atOnce)
    statuses.push(...(await Promise.all(attempts.slice(done, done + atOnce).map(statusOf))));
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  return statuses.filter((status) => status !== 429).length;
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

afterEach(() => vi.useRealTimers());

describe("refused sign-ins", () => {
  it("ten thousand of them at one account check ten passwords, and the owner still gets in from elsewhere", async () => {
    const { email } = await addPerson("admin");
    const address = newAddress();
    const attempts = times(10_000, () => ({ email, password: WRONG, address }));
    expect(await letThrough(attempts, { atOnce: 250 })).toBe(10);
    expect(await statusOf({ email, address })).toBe(429);
    expect(await statusOf({ email, address: newAddress() })).toBe(200);
  });

  it("eighty in the same moment check ten passwords", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    expect(await letThrough(times(80, () => ({ email, password: WRONG, address })))).toBe(10);
  });

  it("from one address at ever other accounts check fifty passwords", async () => {
    const address = newAddress();
    const attempts = times(120, (index) => ({ email: `guessed-${index}@example.net`, password: WRONG, address }));
    expect(await letThrough(attempts)).toBe(50);
  });

  it("at one account from ever other addresses check a hundred passwords, then not even the right one", async () => {
    const { email } = await addPerson("tech");
    const account = env.LIMITERS.getByName(`sign-in/account/${email}`);
    const window = { limit: 100, windowMs: 60 * MINUTE_MS };
    for (let taken = 0; taken < 95; taken++) await account.take(window);
    const attempts = times(20, () => ({ email, password: WRONG, address: newAddress() }));
    expect(await letThrough(attempts)).toBe(5);
    const { status, headers } = await attempt({ email, address: newAddress() });
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(50 * 60);
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
  it("sixty in a row use no limit up", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    for (let count = 0; count < 60; count++) expect(await statusOf({ email, address })).toBe(200);
  });

  it("do not give back the places of those that failed before", async () => {
    const { email } = await addPerson("tech");
    const address = newAddress();
    for (const password of [...times(9, () => WRONG), undefined, WRONG])
      await attempt({ email, address, ...(password && { password }) });
    expect(await statusOf({ email, address })).toBe(429);
  });
});
