import type { AppRouter } from "@fieldline/api/router";
import { signIn, signOut } from "@fieldline/client/session";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createQueryClient } from "../api/query-client.ts";
import { TRPCProvider } from "../api/trpc.ts";
import { createAppRouter } from "../router.tsx";
import { ApiRefusal, type FakeAnswers, fakeClient } from "../testing/fake-api.ts";
import { aJob } from "../testing/job-fixture.ts";
import { aMe } from "../testing/me-fixture.ts";
import { draftKey } from "./drafts.ts";
import { watchSession } from "./watch-session.ts";

vi.mock("@fieldline/client/session", () => ({ signIn: vi.fn(), signOut: vi.fn() }));
vi.mock("@fieldline/client/live-feed", () => ({ watchFeed: () => ({ close: () => {} }) }));

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const unauthenticated = () => {
  throw new ApiRefusal("Sign in first.", { reason: "UNAUTHENTICATED", httpStatus: 401 });
};
const EMPTY: FakeAnswers = {
  "jobs.list": () => ({ items: [], nextCursor: null }),
  "alerts.list": () => ({ items: [] }),
};

async function openApp(at: string, answers: FakeAnswers) {
  const client = fakeClient({ ...EMPTY, ...answers });
  const cache = createQueryClient();
  const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient: cache });
  const router = createAppRouter({ cache, api }, createMemoryHistory({ initialEntries: [at] }));
  stops.push(watchSession({ cache, api }, router));
  render(
    <QueryClientProvider client={cache}>
      <TRPCProvider trpcClient={client} queryClient={cache}>
        <RouterProvider router={router} />
      </TRPCProvider>
    </QueryClientProvider>,
  );
  await act(() => router.load());
  return { router, cache, api };
}

describe("without a session", () => {
  it("every page leads to the sign-in page, which knows the way back", async () => {
    const me = vi.fn(unauthenticated);
    const { router } = await openApp("/jobs?status=running&q=7731", { "users.me": me });
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
    expect(router.state.location.search).toEqual({ to: "/jobs?status=running&q=7731" });
    expect(screen.queryByText(/session has ended/)).toBeNull();
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(me).toHaveBeenCalledOnce();
  });

  it("a page that does not exist leads there too", async () => {
    await openApp("/nowhere", { "users.me": unauthenticated });
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  });

  it("a report is open to everybody", async () => {
    const me = vi.fn(unauthenticated);
    const { router } = await openApp("/report/abc", { "users.me": me, "public.report": unauthenticated });
    expect(router.state.location.pathname).toBe("/report/abc");
    expect(me).not.toHaveBeenCalled();
  });
});

describe("with a session", () => {
  it("the sign-in page leads on at once", async () => {
    const { router } = await openApp("/sign-in?to=%2Fjobs", { "users.me": () => aMe() });
    expect(await screen.findByRole("heading", { name: "Jobs" })).toBeTruthy();
    expect(router.state.location.pathname).toBe("/jobs");
  });

  it.each(["https://evil.example/", "//evil.example"])(
    "the sign-in page leads nowhere else than here: %s",
    async (to) => {
      const { router } = await openApp(`/sign-in?to=${encodeURIComponent(to)}`, { "users.me": () => aMe() });
      await waitFor(() => expect(router.state.location.href).toBe("/"));
    },
  );

  it("a page that is not for one's role says so, and reads nothing", async () => {
    const list = vi.fn();
    await openApp("/people", { "users.me": () => aMe({ role: "operator" }), "users.list": list });
    expect(await screen.findByText("“People” is not open to you")).toBeTruthy();
    expect(list).not.toHaveBeenCalled();
  });

  it("a server that cannot be reached is said, and can be tried again", async () => {
    let isUp = false;
    await openApp("/jobs", {
      "users.me": () => {
        if (isUp) return aMe();
        throw new ApiRefusal("Too many requests. Wait a little.", { reason: "RATE_LIMITED", httpStatus: 429 });
      },
    });
    expect(await screen.findByText(/Too many requests/)).toBeTruthy();
    isUp = true;
    act(() => screen.getByRole("button", { name: "Try again" }).click());
    expect(await screen.findByRole("heading", { name: "Jobs" })).toBeTruthy();
  });
});

describe("a session that ends at work", () => {
  it("leads to the sign-in page, calmly, with the way back and the e-mail", async () => {
    let hasEnded = false;
    const answers: FakeAnswers = {
      "users.me": () => (hasEnded ? unauthenticated() : aMe({ email: "mia@example.net" })),
      "jobs.list": () => (hasEnded ? unauthenticated() : { items: [], nextCursor: null }),
    };
    const { router, cache, api } = await openApp("/jobs?status=failed", answers);
    await screen.findByRole("heading", { name: "Jobs" });
    hasEnded = true;
    await act(() => cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() }));
    expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
    expect(screen.getByLabelText("E-mail")).toMatchObject({ value: "mia@example.net" });
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(router.state.location.search).toEqual({ to: "/jobs?status=failed" });
    await waitFor(() => expect(cache.getQueryData(api.users.me.queryKey())).toBeUndefined());
    expect(cache.getQueriesData({ queryKey: api.jobs.list.pathKey() }).filter(([, data]) => data)).toEqual([]);
  });

  it("is noticed by what the live connection reads after it was cut", async () => {
    let hasEnded = false;
    const { cache, api } = await openApp("/jobs", {
      "users.me": () => (hasEnded ? unauthenticated() : aMe()),
    });
    await screen.findByRole("heading", { name: "Jobs" });
    hasEnded = true;
    const { catchUp } = await import("../live/catch-up.ts");
    const client = fakeClient({ "jobs.list": unauthenticated });
    await act(() => catchUp(0, { api, client, cache, onFrame: () => {} }).catch(() => {}));
    expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
  });

  it("is not said when a role was taken: the page closes instead", async () => {
    let role: "admin" | "tech" = "admin";
    const { cache, api } = await openApp("/people", {
      "users.me": () => aMe({ role }),
      "users.list": () => {
        if (role === "admin") return { items: [], nextCursor: null };
        throw new ApiRefusal("Your role, tech, may not do this.", { reason: "FORBIDDEN", httpStatus: 403 });
      },
    });
    await screen.findByRole("heading", { name: "People" });
    role = "tech";
    await act(() => cache.invalidateQueries({ queryKey: api.users.list.pathKey() }));
    expect(await screen.findByText("“People” is not open to you")).toBeTruthy();
    expect(screen.queryByText(/session has ended/)).toBeNull();
  });
});

describe("a tab that another person comes to", () => {
  const ada = aMe({ id: "ada", email: "ada@example.net" });
  const bo = aMe({ id: "bo", email: "bo@example.net" });
  let present: typeof ada | undefined;
  const asked = vi.fn();
  const answerPresent = (answer: unknown) => {
    asked(present?.id);
    return present ? answer : unauthenticated();
  };
  const answers: FakeAnswers = {
    "users.me": () => present ?? unauthenticated(),
    "config.get": () => answerPresent(DEFAULT_CONFIG),
    "jobs.stats": () => answerPresent({ running: 1, limits: { usedToday: 1, jobsPerUserPerDay: 50, resetsAt: 0 } }),
    "jobs.list": () => answerPresent({ items: [], nextCursor: null }),
  };
  const hostField = () => screen.findByLabelText(/^Host/) as Promise<HTMLInputElement>;

  async function draftOfAda() {
    present = ada;
    const opened = await openApp("/jobs/new", answers);
    fireEvent.change(await hostField(), { target: { value: "203.0.113.99" } });
    await waitFor(() => expect(asked).toHaveBeenCalledWith("ada"));
    asked.mockClear();
    return opened;
  }

  async function endAndSignIn(next: typeof ada, { cache, api }: Awaited<ReturnType<typeof openApp>>) {
    present = undefined;
    await act(() => cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() }));
    await screen.findByText(/Your session has ended/);
    vi.mocked(signIn).mockImplementationOnce(async () => {
      present = next;
    });
    fireEvent.change(screen.getByLabelText("Password"), { target: { value: "a password" } });
    fireEvent.submit(screen.getByRole("form", { name: "Sign in" }));
  }

  it("by signing in after a session ended: finds no draft and nothing read before", async () => {
    const opened = await draftOfAda();
    await endAndSignIn(bo, opened);
    expect((await hostField()).value).toBe("");
    await waitFor(() => expect(asked).toHaveBeenCalledWith("bo"));
    expect(Object.keys(sessionStorage).filter((key) => key.startsWith("fieldline."))).toEqual([]);
  });

  it("by signing in again as the same person: finds the draft where it was", async () => {
    const opened = await draftOfAda();
    await endAndSignIn(ada, opened);
    expect((await hostField()).value).toBe("203.0.113.99");
  });

  it("by signing in in another tab: is led to the overview, with nothing of the one before", async () => {
    const { cache, api, router } = await draftOfAda();
    const theirs = api.jobs.get.queryKey({ id: "theirs" });
    cache.setQueryData(theirs, aJob());
    present = bo;
    await act(() => cache.invalidateQueries({ queryKey: api.users.me.queryKey() }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(cache.getQueryData(theirs)).toBeUndefined();
    expect(Object.keys(sessionStorage).filter((key) => key.startsWith("fieldline."))).toEqual([]);
    await waitFor(() => expect(asked).toHaveBeenCalledWith("bo"));
    await act(() => router.navigate({ to: "/jobs/new" }));
    expect((await hostField()).value).toBe("");
  });
});

describe("signing out", () => {
  const openMenu = async () => {
    fireEvent.click(await screen.findByRole("button", { name: /Account and settings/ }));
    return screen.findByRole("menuitem", { name: "Sign out" });
  };

  it("leads to the sign-in page without a word of an ended session, and forgets what was read and typed", async () => {
    let hasEnded = false;
    const { cache, api, router } = await openApp("/jobs", { "users.me": () => (hasEnded ? unauthenticated() : aMe()) });
    sessionStorage.setItem(draftKey("local-admin", "new-probe"), "{}");
    const visited: string[] = [];
    router.subscribe("onBeforeNavigate", ({ toLocation }) => visited.push(toLocation.href));
    vi.mocked(signOut).mockImplementationOnce(async () => {
      hasEnded = true;
      await cache.invalidateQueries({ queryKey: api.users.me.queryKey() });
    });
    fireEvent.click(await openMenu());
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
    expect(screen.queryByText(/session has ended/)).toBeNull();
    expect(visited).toEqual(["/sign-in"]);
    expect(sessionStorage.getItem(draftKey("local-admin", "new-probe"))).toBeNull();
    await waitFor(() => expect(cache.getQueriesData({}).filter(([, data]) => data)).toEqual([]));
  });

  it("says so where the server could not be told, and stays", async () => {
    const { router } = await openApp("/jobs", { "users.me": () => aMe() });
    vi.mocked(signOut).mockRejectedValueOnce(new TypeError("Failed to fetch"));
    fireEvent.click(await openMenu());
    expect(await screen.findByText("You could not be signed out")).toBeTruthy();
    expect(router.state.location.pathname).toBe("/jobs");
  });
});
