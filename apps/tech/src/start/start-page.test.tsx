import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider } from "@tanstack/solid-query";
import { Suspense } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const create = vi.hoisted(() => vi.fn());
const list = vi.hoisted(() => vi.fn());
const devices = vi.hoisted(() => vi.fn());
const anna = vi.hoisted(() => ({
  id: "anna",
  name: "Anna Berg",
  email: "anna@example.net",
  role: "tech",
  seesOthers: false,
}));
const me = vi.hoisted(() => vi.fn());
vi.mock("../server.ts", () => ({
  BASE_URL: "",
  server: {
    users: { me: { query: me } },
    config: { get: { query: () => Promise.reject(new TypeError("Failed to fetch")) } },
    jobs: { create: { mutate: create }, list: { query: list }, cancel: { mutate: vi.fn() } },
    devices: { list: { query: devices } },
  },
}));

const { StartPage } = await import("./start-page.tsx");
const { changeDraft, draft } = await import("./draft-store.ts");
const { EMPTY_DRAFT } = await import("./draft.ts");
const { queuedStarts, startQueue } = await import("./queue-store.ts");
const { route } = await import("../route.ts");
const { confirmPerson, session } = await import("../session/person.ts");

async function signInAs(person: object) {
  me.mockResolvedValue({ ...anna, ...person });
  await confirmPerson();
}

function show() {
  render(() => (
    <QueryClientProvider client={new QueryClient()}>
      <StartPage />
    </QueryClientProvider>
  ));
}

const field = (label: string | RegExp) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string | RegExp, value: string) => fireEvent.input(field(label), { target: { value } });
const start = () => fireEvent.click(screen.getByRole("button", { name: /^Start/ }));

afterEach(cleanup);
beforeEach(async () => {
  localStorage.clear();
  await signInAs({});
  changeDraft(EMPTY_DRAFT);
  for (const { input } of startQueue.starts) startQueue.remove(input.idempotencyKey);
  create.mockReset();
  list.mockReset().mockResolvedValue({ items: [], nextCursor: null });
  devices.mockReset().mockResolvedValue({ items: [], nextCursor: null });
});

it("keeps the field that is being typed into while the server is asked about it", async () => {
  devices.mockReturnValue(new Promise(() => {}));
  list.mockReturnValue(new Promise(() => {}));
  render(() => (
    <Suspense fallback="everything waits">
      <QueryClientProvider client={new QueryClient()}>
        <StartPage />
      </QueryClientProvider>
    </Suspense>
  ));
  await screen.findByText("For");
  const typedInto = field(/Account, MAC/);
  type(/Account, MAC/, "ACC-7731");
  await waitFor(() => expect(devices).toHaveBeenCalled());
  await waitFor(() => expect(list).toHaveBeenCalled());
  expect(screen.queryByText("everything waits")).toBeNull();
  expect(field(/Account, MAC/)).toBe(typedInto);
  expect(typedInto.value).toBe("ACC-7731");
});

describe("a device that is online at the line", () => {
  beforeEach(() => devices.mockResolvedValue({ items: [{ id: "d-1", name: "gw-12" }], nextCursor: null }));

  it("is offered for an account, pings from there, and can be let go of", async () => {
    create.mockResolvedValue({ id: "job-on-device" });
    show();
    type(/Account, MAC/, "ACC-7731");
    fireEvent.click(await screen.findByRole("button", { name: /Diagnose from gw-12/ }));
    expect(devices).toHaveBeenCalledWith({ accountNumber: "ACC-7731", isOnline: true, limit: 3 });
    expect(screen.getByText(/ping/)).toBeTruthy();
    type("Measure at IP or host", "198.51.100.9");
    start();
    await waitFor(() => expect(create).toHaveBeenCalled());
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      method: "icmp",
      vantage: { kind: "device", deviceId: "d-1" },
      target: { host: "198.51.100.9", accountNumber: "ACC-7731" },
    });
    await waitFor(() => expect(draft).toMatchObject({ text: "", device: null, method: "tcp" }));
  });

  it("gives way to the edge by one tap", async () => {
    show();
    type(/Account, MAC/, "ACC-7731");
    fireEvent.click(await screen.findByRole("button", { name: /Diagnose from gw-12/ }));
    fireEvent.click(screen.getByRole("button", { name: "From the edge instead" }));
    expect(draft).toMatchObject({ device: null, method: "tcp", port: "443" });
  });
});

describe("the start screen", () => {
  it("offers the built-in presets when the settings cannot be loaded, and counts the samples", async () => {
    show();
    fireEvent.click(await screen.findByLabelText("10 min"));
    fireEvent.click(screen.getByLabelText("5 s"));
    expect(screen.getByText(/120.samples over 10.m/)).toBeTruthy();
  });

  it("asks where to measure an account, and offers where it was measured last", async () => {
    const target = { host: "203.0.113.47", accountNumber: "ACC-7731" };
    list.mockResolvedValue({
      items: [{ kind: "probe", type: "tcp", createdAt: 1, spec: { target } }],
      nextCursor: null,
    });
    show();
    type(/Account, MAC/, "ACC-7731");
    expect(screen.getByText("Account", { selector: "b" })).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /203\.0\.113\.47/ }));
    expect(field("Measure at IP or host").value).toBe("203.0.113.47");
  });

  it("starts, shows the job, and remembers the target", async () => {
    create.mockResolvedValue({ id: "job-1" });
    show();
    type(/Account, MAC/, "203.0.113.47");
    start();
    await waitFor(() => expect(route()).toEqual({ screen: "live", jobId: "job-1" }));
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      target: { host: "203.0.113.47", ip: "203.0.113.47", port: 443 },
      method: "tcp",
      cadenceMs: 1_000,
    });
    expect(localStorage.getItem("fieldline.tech.own.anna.recent-targets")).toContain("203.0.113.47");
  });

  it("says what is missing at the field and asks the server nothing", async () => {
    show();
    start();
    expect((await screen.findByRole("alert")).textContent).toMatch(/Give an account/);
    expect(field(/Account, MAC/).getAttribute("aria-invalid")).toBe("true");
    expect(create).not.toHaveBeenCalled();
  });

  it("shows the server's refusal at its field and keeps everything that was typed", async () => {
    const issues = [{ path: "target.port", message: "A port is 1 to 65535." }];
    create.mockRejectedValue({
      message: "Invalid.",
      data: { reason: "INVALID_INPUT", httpStatus: 400, details: { issues } },
    });
    changeDraft({ text: "203.0.113.47", port: "99999", notes: "no sync" });
    show();
    start();
    expect((await screen.findByRole("alert")).textContent).toBe("A port is 1 to 65535.");
    expect(field("Port").getAttribute("aria-invalid")).toBe("true");
    expect(draft).toMatchObject({ text: "203.0.113.47", port: "99999", notes: "no sync" });
  });

  it("says at the button what a limit is and when there is room again", async () => {
    const resetsAt = Date.now() + 1_000;
    create.mockRejectedValue({
      message: "…",
      data: { reason: "LIMIT_JOBS_PER_DAY", httpStatus: 429, details: { used: 50, limit: 50, resetsAt } },
    });
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toMatch(/^You have started 50 of 50 jobs today\. You can start more (at|on) /);
    expect(alert.closest("footer")?.querySelector("button[type=submit]")).toBeTruthy();
    expect(draft.text).toBe("203.0.113.47");
  });

  it("says at the field that its target may not be measured", async () => {
    const message = "203.0.113.47 may not be probed.";
    create.mockRejectedValue({ message, data: { reason: "TARGET_DENIED", httpStatus: 400 } });
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    expect((await screen.findByRole("alert")).textContent).toBe(message);
    expect(field(/Account, MAC/).getAttribute("aria-invalid")).toBe("true");
  });

  it("shows a viewer why there is nothing to start here, and no form", async () => {
    await signInAs({ role: "viewer" });
    show();
    expect(screen.getByText(/Your role, viewer,/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Start/ })).toBeNull();
    expect(screen.queryByLabelText(/Account, MAC/)).toBeNull();
  });

  it("neither queues nor blames the form when the session is gone, and keeps the draft", async () => {
    create.mockRejectedValue({ message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } });
    me.mockRejectedValue({ message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } });
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    await waitFor(() => expect(session()).toBe("lost"));
    expect([queuedStarts(), screen.queryByRole("alert"), draft.text]).toEqual([[], null, "203.0.113.47"]);
  });

  it("says of another person's waiting start only that it is there", async () => {
    create.mockRejectedValue(new TypeError("Failed to fetch"));
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    await screen.findByLabelText(/^Waiting/);
    const starts = startQueue.starts;
    cleanup();
    startQueue.remove(starts[0]?.input.idempotencyKey ?? "");
    startQueue.add(starts[0]?.input as never, { id: "ben", name: "Ben Ortiz" });
    show();
    const said = screen.getByText(/Ben Ortiz/).textContent?.replaceAll("\u00a0", " ");
    expect(said).toMatch(/^1 start of Ben Ortiz waits on this phone\./);
    expect(screen.queryByText(/203\.0\.113\.47:443/)).toBeNull();
    expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  });

  it("keeps a start without a connection, sends it once when there is one, with the same key", async () => {
    create.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    expect(await screen.findByLabelText("Waiting: 203.0.113.47:443")).toBeTruthy();
    create.mockResolvedValue({ id: "job-2", name: "TCP 203.0.113.47:443" });
    await startQueue.flush();
    expect(queuedStarts()).toEqual([]);
    const [first, second] = create.mock.calls.map(([input]) => input.idempotencyKey);
    expect(first).toBeTruthy();
    expect(second).toBe(first);
  });

  it("lets go of a waiting start on a tap", async () => {
    create.mockRejectedValue(new TypeError("Failed to fetch"));
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    create.mockClear();
    await startQueue.flush();
    expect([queuedStarts(), create.mock.calls]).toEqual([[], []]);
  });

  it("tries the simulator with nothing typed", async () => {
    create.mockResolvedValue({ id: "job-3" });
    show();
    fireEvent.click(screen.getByRole("button", { name: /TCP connect/ }));
    fireEvent.click(screen.getByLabelText("Simulator"));
    fireEvent.click(screen.getByLabelText("Offline"));
    start();
    await waitFor(() => expect(create).toHaveBeenCalled());
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      method: "simulated",
      vantage: { kind: "simulator", scenario: "offline" },
    });
  });
});
