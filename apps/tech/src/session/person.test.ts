import { beforeEach, expect, it, vi } from "vitest";

const query = vi.hoisted(() => vi.fn());
const signOut = vi.hoisted(() => vi.fn());
vi.mock("../server.ts", () => ({ BASE_URL: "", server: { users: { me: { query } } } }));
vi.mock("@fieldline/client/session", () => ({ signOut }));

const anna = { id: "anna", name: "Anna Berg", email: "anna@example.net", role: "tech", seesOthers: false } as const;
const ben = { ...anna, id: "ben", name: "Ben Ortiz" };
const signedOut = { message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } };
const deadSpot = new TypeError("Failed to fetch");
const reload = vi.spyOn(location, "reload").mockImplementation(() => {});

/** The module as a page finds it that is opened now. */
async function open() {
  vi.resetModules();
  return { ...(await import("./person.ts")), ...(await import("./own.ts")) };
}
const isText = (value: unknown): value is string => typeof value === "string";

beforeEach(() => {
  localStorage.clear();
  vi.clearAllMocks();
});

it("knows nobody at first, and asks for a sign-in when the server knows nobody either", async () => {
  query.mockRejectedValue(signedOut);
  const page = await open();
  expect(page.session()).toBe("unknown");
  await page.checkSession();
  expect(page.session()).toBe("out");
});

it("opens in a dead spot with who was here last, and stays so", async () => {
  query.mockResolvedValue(anna);
  await (await open()).confirmPerson();
  query.mockRejectedValue(deadSpot);
  const later = await open();
  expect([later.session(), later.me()]).toEqual(["in", anna]);
  await later.checkSession();
  expect(later.session()).toBe("in");
});

it("notices that the session is gone but not for an older answer than the sign-in", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  query.mockRejectedValueOnce(signedOut);
  expect(page.heedSignOut(signedOut)).toBe(true);
  await vi.waitFor(() => expect(page.session()).toBe("lost"));
  expect(page.me()).toEqual(anna);

  let answerLate: (thrown: unknown) => void = () => {};
  query.mockReturnValueOnce(
    new Promise((_, reject) => {
      answerLate = reject;
    }),
  );
  const late = page.checkSession();
  await page.confirmPerson();
  answerLate(signedOut);
  await late;
  expect(page.session()).toBe("in");
});

it("does not take other failures for a sign-out", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  expect(page.heedSignOut(deadSpot)).toBe(false);
  query.mockRejectedValue({ message: "Not now.", data: { reason: "UNAVAILABLE", httpStatus: 503 } });
  await page.checkSession();
  expect(page.session()).toBe("in");
});

it("lets nothing of one person be seen by the next, and starts the page anew for them", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  page.keepOwn("draft", "ACC-7731");
  expect(page.keptOwn("draft", isText)).toBe("ACC-7731");
  query.mockResolvedValue(ben);
  await page.confirmPerson();
  expect(reload).toHaveBeenCalledOnce();
  page.keepOwn("last-job", "still Anna's");
  const next = await open();
  await next.confirmPerson();
  expect([next.me()?.id, next.keptOwn("draft", isText), next.keptOwn("last-job", isText)]).toEqual(["ben", null, null]);
  expect(JSON.stringify(localStorage)).not.toMatch(/ACC-7731|Anna/);
});

it("takes what is personal off the phone at a sign-out and leaves what is not", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  page.keepOwn("draft", "ACC-7731");
  localStorage.setItem("fieldline.tech.queued-starts", "[]");
  localStorage.setItem("fieldline.theme", "dark");
  await page.leave();
  expect(Object.keys(localStorage).sort()).toEqual(["fieldline.tech.queued-starts", "fieldline.theme"]);
  page.keepOwn("last-job", "kept while the page goes away");
  expect(localStorage.length).toBe(2);
});

it("stays signed in, and says so by failing, where the sign-out does not get through", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  signOut.mockRejectedValueOnce(deadSpot);
  await expect(page.leave()).rejects.toBe(deadSpot);
  expect([page.session(), page.me()?.id]).toEqual(["in", "anna"]);
  signOut.mockRejectedValueOnce(signedOut);
  await page.leave();
  expect(page.session()).toBe("out");
});

it("starts anew when another tab has signed out or signed somebody else in, and only then", async () => {
  query.mockResolvedValue(anna);
  const page = await open();
  await page.confirmPerson();
  const stop = page.keepChecking();
  localStorage.setItem("fieldline.tech.me", JSON.stringify({ ...anna, role: "operator" }));
  dispatchEvent(new Event("storage"));
  expect(reload).not.toHaveBeenCalled();
  localStorage.removeItem("fieldline.tech.me");
  dispatchEvent(new Event("storage"));
  expect(reload).toHaveBeenCalledOnce();
  stop();
});
