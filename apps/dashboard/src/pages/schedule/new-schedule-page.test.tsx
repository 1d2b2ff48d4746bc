import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aProbeTemplate, aTaskTemplate, aTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { aQueue } from "../../testing/queue-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aSchedule } from "../../testing/schedule-fixture.ts";
import { NewSchedulePage } from "./new-schedule-page.tsx";

const COMMAND = aTemplate();
const TASK = aTaskTemplate({ name: "Sync finance", variables: [], defaults: { queue: "batch", priority: 7 } });
const PROBE = aProbeTemplate({ name: "Ping", variables: [] });
const DEVICE = aDevice({ name: "gw-12" });

const open = (answers: FakeAnswers = {}) =>
  renderPage(
    <NewSchedulePage />,
    {
      "users.me": () => aMe({ role: "operator" }),
      "templates.list": () => ({ items: [COMMAND, TASK, PROBE] }),
      "templates.get": () => COMMAND,
      "queues.list": () => [aQueue({ name: "batch" }), aQueue({ name: "standard" })],
      "devices.list": () => ({ items: [DEVICE], nextCursor: null }),
      "devices.groups.list": () => ({ items: [] }),
      "schedules.preview": ({ cron }: { cron: string }) => ({ inWords: `Words of ${cron}`, runs: [] }),
      ...answers,
    } as FakeAnswers,
    { path: "/schedules/new" },
  );
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const choose = async ({ id: value, name }: { id: string; name: string }) => {
  await screen.findByText(new RegExp(`^${name}`), { selector: "option" });
  type("Template", value);
};
const make = () => fireEvent.click(screen.getByText("Make the schedule"));
const given = (create: { mock: { calls: unknown[][] } }) => create.mock.calls[0]?.[0];

describe("a new schedule", () => {
  it("of a task goes to the template's queue, unless another one or an agent is chosen", async () => {
    const create = vi.fn((_input: never) => aSchedule());
    const { router } = await open({ "schedules.create": create });
    await choose(TASK);
    type("Name", "Nightly");
    expect(screen.getByLabelText("Queue")).toMatchObject({ value: "batch" });
    await screen.findByText("standard", { selector: "option" });
    type("Queue", "standard");
    fireEvent.click(screen.getByText("Every 6 h"));
    type(/^Jitter/, "5 min");
    type(/^Attempts/, "3");
    make();
    await waitFor(() => expect(router.state.location.pathname).toBe(`/schedules/${aSchedule().id}`));
    expect(given(create)).toMatchObject({
      name: "Nightly",
      cron: "0 */6 * * *",
      templateId: TASK.id,
      target: { kind: "queue", queue: "standard" },
      overlap: "skip",
      maxConcurrency: 1,
      catchUpMs: 3_600_000,
      jitterMs: 300_000,
      retry: { maxAttempts: 3 },
      enabled: true,
    });
  });

  it("of a command takes its variables, and one device", async () => {
    const create = vi.fn((_input: never) => aSchedule());
    await open({ "schedules.create": create });
    await choose(COMMAND);
    type("Name", "Restart");
    make();
    expect(await screen.findByText("Choose a device.")).toBeTruthy();
    expect(screen.getByLabelText("SERVICE").getAttribute("aria-invalid")).toBe("true");
    type("SERVICE", "nginx");
    fireEvent.click(await screen.findByLabelText(/gw-12/));
    make();
    await waitFor(() => expect(create).toHaveBeenCalled());
    expect(given(create)).toMatchObject({
      variables: { SERVICE: "nginx" },
      target: { kind: "device", deviceId: DEVICE.id },
    });
  });

  it("of a command is rolled out to many", async () => {
    const create = vi.fn((_input: never) => aSchedule());
    await open({ "schedules.create": create });
    await choose(COMMAND);
    type("Name", "Restart");
    type("SERVICE", "nginx");
    fireEvent.click(screen.getByLabelText("Many, as a rollout"));
    make();
    expect(await screen.findByText("Choose at least one group.")).toBeTruthy();
    fireEvent.click(screen.getByLabelText("Every device"));
    make();
    await waitFor(() => expect(create).toHaveBeenCalled());
    expect(given(create)).toMatchObject({ target: { kind: "rollout", targets: { all: true } } });
  });

  it("of a probe measures where the template says, or from a device", async () => {
    const create = vi.fn((_input: never) => {
      throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
    });
    await open({ "schedules.create": create });
    await choose(PROBE);
    type("Name", "Ping");
    make();
    expect(await screen.findByText("Not now.")).toBeTruthy();
    fireEvent.click(screen.getByLabelText("One device"));
    fireEvent.click(await screen.findByLabelText(/gw-12/));
    make();
    await waitFor(() => expect(create).toHaveBeenCalledTimes(2));
    expect(create.mock.calls.map(([input]) => (input as { target: object }).target)).toEqual([
      { kind: "queue", queue: "standard" },
      { kind: "device", deviceId: DEVICE.id },
    ]);
  });

  it("shows what its rhythm means as it is typed, and at once what is wrong with it", async () => {
    await open();
    expect(await screen.findByText("Words of 0 3 * * *")).toBeTruthy();
    type("Cron", "0 25 * * *");
    expect(await screen.findByText(/The field for hours, 25, cannot be read/)).toBeTruthy();
    type("Cron", "*/10 * * * *");
    const preview = within(screen.getByRole("region", { name: "Preview" }));
    expect(await preview.findByText("Words of */10 * * * *")).toBeTruthy();
    expect(preview.getByText("It never runs: no day matches.")).toBeTruthy();
  });

  it("says at the field what is missing, and what the server refuses", async () => {
    const create = vi.fn(() => {
      throw new ApiRefusal("There is no queue batch.", { reason: "QUEUE_NOT_FOUND", httpStatus: 404 });
    });
    await open({ "schedules.create": create });
    await screen.findByText(/^Sync finance/, { selector: "option" });
    type("At once", "0");
    type("Catch up within", "soon");
    make();
    expect(await screen.findByText("Choose the template to run.")).toBeTruthy();
    expect(screen.getByText(/1 to 100 runs may be under way/)).toBeTruthy();
    expect(screen.getByText(/Write a length of time/)).toBeTruthy();
    expect(screen.getByText("4 fields are not right yet.")).toBeTruthy();
    expect(create).not.toHaveBeenCalled();
    await choose(TASK);
    type("Name", "Nightly");
    type("At once", "2");
    type("Catch up within", "0");
    make();
    expect(await screen.findByText("There is no queue batch.")).toBeTruthy();
    expect(screen.getByLabelText("Queue").getAttribute("aria-invalid")).toBe("true");
  });

  it("asks before it is left half typed", async () => {
    const { router } = await open();
    type("Name", "Half");
    void router.navigate({ to: "/jobs" });
    fireEvent.click(await screen.findByText("Stay"));
    expect(router.state.location.pathname).toBe("/schedules/new");
  });
});
