import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { EMPTY_DRAFT } from "./probe-draft.ts";
import { ProbeForm } from "./probe-form.tsx";

const STATS = { running: 3, limits: { jobsPerUserPerDay: 50, runningJobs: 100, usedToday: 12, resetsAt: 0 } };
const open = (answers: FakeAnswers = {}) =>
  renderPage(<ProbeForm draftKey="fieldline.draft.ada.new-probe" start={EMPTY_DRAFT} />, {
    "config.get": () => DEFAULT_CONFIG,
    "jobs.stats": () => STATS,
    ...answers,
  });
const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const start = () => screen.getByRole("button", { name: /Start the probe|Starting/ });
const fillIn = () => {
  type(/^Host/, "203.0.113.47");
  type(/^Port/, "443");
};

describe("the form of a new probe", () => {
  it("puts errors at their fields, focuses the first and asks nothing of the server", async () => {
    const create = vi.fn();
    await open({ "jobs.create": create });
    fireEvent.click(start());
    const host = screen.getByLabelText(/^Host/);
    await waitFor(() => expect(document.activeElement).toBe(host));
    expect(host.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/A TCP probe needs the port/)).toBeTruthy();
    expect(create).not.toHaveBeenCalled();
  });

  it("complains about a field once it has been left, and takes it back when it is right", async () => {
    await open();
    type(/^MAC/, "zz");
    expect(screen.queryByText(/12 hex digits/)).toBeNull();
    fireEvent.blur(screen.getByLabelText(/^MAC/));
    expect(screen.getByText(/12 hex digits/)).toBeTruthy();
    type(/^MAC/, "001122334455");
    expect(screen.queryByText(/12 hex digits/)).toBeNull();
  });

  it("makes one job of a double click and goes to its page", async () => {
    const job = aJob();
    const create = vi.fn((_input: never) => job);
    const { router } = await open({ "jobs.create": create });
    fillIn();
    fireEvent.click(start());
    fireEvent.click(start());
    await waitFor(() => expect(router.state.location.pathname).toBe(`/jobs/${job.id}`));
    expect(create).toHaveBeenCalledTimes(1);
    expect(create.mock.calls[0]?.[0]).toHaveProperty("idempotencyKey");
  });

  it("pings from a device that was chosen", async () => {
    const device = { id: "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5", name: "gw-12", isOnline: true, seenAt: 1 };
    const create = vi.fn((_input: never) => aJob());
    await open({ "devices.list": () => ({ items: [device], nextCursor: null }), "jobs.create": create });
    fireEvent.click(screen.getByLabelText("A device"));
    fireEvent.click(await screen.findByRole("radio", { name: /gw-12/ }));
    type(/^Host/, "203.0.113.47");
    fireEvent.click(start());
    await waitFor(() => expect(create).toHaveBeenCalledTimes(1));
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      method: "icmp",
      vantage: { kind: "device", deviceId: device.id },
    });
  });

  it("sends the same key again after an answer was lost", async () => {
    const keys: string[] = [];
    await open({
      "jobs.create": ({ idempotencyKey }: { idempotencyKey: string }) => {
        keys.push(idempotencyKey);
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    } as FakeAnswers);
    fillIn();
    fireEvent.click(start());
    await screen.findByText("Not now.");
    fireEvent.click(start());
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[0]).toBe(keys[1]);
  });

  it("says a limit in the server's words and keeps what was typed", async () => {
    await open({
      "jobs.create": () => {
        throw new ApiRefusal("You have created 50 of 50 jobs today.", {
          reason: "LIMIT_JOBS_PER_DAY",
          httpStatus: 429,
        });
      },
    });
    fillIn();
    fireEvent.click(start());
    expect((await screen.findByRole("alert")).textContent).toBe("You have created 50 of 50 jobs today.");
    expect(screen.getByLabelText<HTMLInputElement>(/^Host/).value).toBe("203.0.113.47");
  });

  it("puts the server's issues at their fields until they are changed", async () => {
    await open({
      "jobs.create": () => {
        const issues = [{ path: "target.port", message: "This port may not be probed." }];
        throw new ApiRefusal("No.", {
          reason: "INVALID_INPUT",
          httpStatus: 400,
          paths: ["target.port"],
          details: { issues },
        });
      },
    });
    fillIn();
    fireEvent.click(start());
    await screen.findByText("This port may not be probed.");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Port/)));
    type(/^Port/, "444");
    expect(screen.queryByText("This port may not be probed.")).toBeNull();
  });

  it("has the draft again after it was left", async () => {
    const { unmount } = await open();
    type(/^Account/, "ACC-7731");
    unmount();
    await open();
    expect(screen.getByLabelText<HTMLInputElement>(/^Account/).value).toBe("ACC-7731");
    fireEvent.click(screen.getByRole("button", { name: "Start over" }));
    expect(screen.getByLabelText<HTMLInputElement>(/^Account/).value).toBe("");
  });

  it("stands on the built-in presets when the settings cannot be loaded, and says so", async () => {
    await open({
      "config.get": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText(/these are the built-in ones/)).toBeTruthy();
    expect(screen.getByLabelText("24 h")).toBeTruthy();
  });

  it("tells the limits before anything is refused", async () => {
    await open();
    expect(await screen.findByText("12 of 50 jobs today")).toBeTruthy();
    expect(screen.getByText("3 of 100 running")).toBeTruthy();
  });
});
