import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider } from "@tanstack/solid-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const create = vi.hoisted(() => vi.fn());
const list = vi.hoisted(() => vi.fn());
vi.mock("../server.ts", () => ({
  BASE_URL: "",
  server: {
    config: { get: { query: () => Promise.reject(new TypeError("Failed to fetch")) } },
    jobs: { create: { mutate: create }, list: { query: list }, cancel: { mutate: vi.fn() } },
  },
}));

const { StartPage } = await import("./start-page.tsx");
const { changeDraft, draft } = await import("./draft-store.ts");
const { EMPTY_DRAFT } = await import("./draft.ts");
const { queuedStarts, startQueue } = await import("./queue-store.ts");
const { route } = await import("../route.ts");

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
beforeEach(() => {
  localStorage.clear();
  changeDraft(EMPTY_DRAFT);
  for (const { input } of startQueue.starts) startQueue.remove(input.idempotencyKey);
  create.mockReset();
  list.mockReset().mockResolvedValue({ items: [], nextCursor: null });
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
    list.mockResolvedValue({ items: [{ type: "tcp", createdAt: 1, spec: { target } }], nextCursor: null });
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
    expect(localStorage.getItem("fieldline.tech.recent-targets")).toContain("203.0.113.47");
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

  it("shows a limit over the form in the server's words", async () => {
    create.mockRejectedValue({
      message: "You have created 50 of 50 jobs today.",
      data: { reason: "LIMIT_JOBS_PER_DAY", httpStatus: 429 },
    });
    changeDraft({ text: "203.0.113.47" });
    show();
    start();
    expect((await screen.findByRole("alert")).textContent).toBe("You have created 50 of 50 jobs today.");
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
