import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClientProvider } from "@tanstack/solid-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const query = vi.hoisted(() => vi.fn());
const list = vi.hoisted(() => vi.fn());
const create = vi.hoisted(() => vi.fn());
const signIn = vi.hoisted(() => vi.fn());
vi.mock("@fieldline/client/session", () => ({ signIn, signOut: vi.fn() }));
vi.mock("@fieldline/client/live-feed", () => ({ watchFeed: () => ({ close() {} }) }));
vi.mock("./server.ts", () => ({
  BASE_URL: "",
  jobsOfServer: {},
  server: {
    users: { me: { query } },
    config: { get: { query: () => Promise.reject(new TypeError("Failed to fetch")) } },
    jobs: {
      list: { query: list },
      create: { mutate: create },
      cancel: { mutate: vi.fn() },
      stats: { query: async () => ({ limits: { usedToday: 12, jobsPerUserPerDay: 50, resetsAt: 0 } }) },
    },
  },
}));

const anna = { id: "anna", name: "Anna Berg", email: "anna@example.net", role: "tech", seesOthers: false };
const signedOut = { message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } };
const where = () => location.pathname + location.search;

/** Opens the page at a path, as if for the first time. */
async function open(path: string) {
  history.replaceState(null, "", path);
  vi.resetModules();
  const { App } = await import("./app.tsx");
  const { queryClient } = await import("./query-client.ts");
  render(() => (
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  ));
}
async function signInAgain() {
  signIn.mockResolvedValue(undefined);
  query.mockResolvedValue(anna);
  fireEvent.input(await screen.findByLabelText("E-mail"), { target: { value: anna.email } });
  fireEvent.input(screen.getByLabelText("Password"), { target: { value: "right horse" } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

afterEach(cleanup);
beforeEach(() => {
  localStorage.clear();
  for (const mock of [query, list, create, signIn]) mock.mockReset();
  list.mockResolvedValue({ items: [], nextCursor: null });
});

it("asks nobody in particular to sign in, shows no screen before, and goes on to where they wanted to be", async () => {
  query.mockRejectedValue(signedOut);
  await open("/tech/mine");
  await screen.findByRole("heading", { name: "Sign in" });
  expect(where()).toBe("/tech/sign-in?next=%2Ftech%2Fmine");
  expect([screen.queryByRole("navigation"), list.mock.calls]).toEqual([null, []]);
  await signInAgain();
  expect(await screen.findByText("12 of 50 today")).toBeTruthy();
  expect(where()).toBe("/tech/mine");
  expect(list).toHaveBeenCalledWith(expect.objectContaining({ requesterId: "anna" }));
});

it("does not go to another site after the sign-in", async () => {
  query.mockRejectedValue(signedOut);
  await open("/tech/sign-in?next=%2F%2Fevil.example%2Ftech%2F");
  await signInAgain();
  await screen.findByRole("heading", { name: "Start a probe" });
  expect(where()).toBe("/tech/");
});

it("opens in a dead spot for the person who was here last", async () => {
  localStorage.setItem("fieldline.tech.me", JSON.stringify(anna));
  query.mockRejectedValue(new TypeError("Failed to fetch"));
  await open("/tech/");
  expect(await screen.findByRole("button", { name: /signed in as Anna Berg/ })).toBeTruthy();
  expect(where()).toBe("/tech/");
});

it("comes to the sign-in when a call says that the session is gone, and sends what waited after it", async () => {
  localStorage.setItem("fieldline.tech.me", JSON.stringify(anna));
  const input = { kind: "probe", idempotencyKey: "k1", durationMs: 60_000, target: { host: "203.0.113.9" } };
  const start = { input, by: { id: "anna", name: "Anna Berg" }, queuedAt: Date.now(), refusal: null };
  localStorage.setItem("fieldline.tech.queued-starts", JSON.stringify([start]));
  query.mockRejectedValue(signedOut);
  create.mockResolvedValue({ id: "job-1", name: "TCP 203.0.113.9:443" });
  await open("/tech/mine");
  expect((await screen.findByText(/^Your session has ended/)).textContent).toMatch(/1.waiting start goes out then\.$/);
  expect(create).not.toHaveBeenCalled();
  await signInAgain();
  await waitFor(() => expect(create).toHaveBeenCalledExactlyOnceWith(input));
  expect(where()).toBe("/tech/mine");
});
