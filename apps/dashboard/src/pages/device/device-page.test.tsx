import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { aTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { DevicePage } from "./device-page.tsx";
import { readDeviceSearch } from "./device-search.ts";

const DEVICE = {
  ...aDevice({ name: "gw-12", notes: "On the roof" }),
  dynamicGroupIds: [],
  activeJobs: 1,
  lastJobs: [],
};
const OPEN = [aJob({ name: "Waiting one", status: "assigned" })];
const ENDED = [
  aJob({ name: "Went well", status: "completed", startedAt: 1_000, endedAt: 3_000 }),
  aJob({ name: "Went wrong", status: "failed", error: { code: "STEP_FAILED", message: "Exit code 3." } }),
];
const jobsFor = ({ status }: { status: string[] }) => ({
  items: [...OPEN, ...ENDED].filter((job) => status.includes(job.status)),
  nextCursor: null,
});
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator", search = "") =>
  renderPage(
    <DevicePage />,
    {
      "users.me": () => aMe({ role }),
      "devices.get": () => DEVICE,
      "devices.groups.list": () => ({ items: [] }),
      "jobs.list": jobsFor as never,
      "templates.list": () => ({ items: [aTemplate()] }),
      ...answers,
    },
    { path: "/devices/$deviceId", at: `/devices/${DEVICE.id}${search}`, validateSearch: readDeviceSearch },
  );
const region = async (name: string) => within(await screen.findByRole("region", { name }));

describe("a device", () => {
  it("says what it does, what it has done and how that came out", async () => {
    await open();
    expect(await (await region("Now")).findByText("Waiting one")).toBeTruthy();
    const history = await region("History");
    expect(await history.findByText("Exit code 3.")).toBeTruthy();
    expect(history.queryByText("Waiting one")).toBeNull();
    expect(await (await region("Activity")).findByText(/^50\s%$/)).toBeTruthy();
  });

  it("narrows its history by what the address says", async () => {
    await open({}, "viewer", "?status=completed");
    const history = await region("History");
    expect(await history.findByText("Went well")).toBeTruthy();
    expect(history.queryByText("Went wrong")).toBeNull();
    expect(screen.queryByRole("button", { name: "Run something" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
  });

  it("that is not there leads back to the devices", async () => {
    await open({
      "devices.get": () => {
        throw new ApiRefusal("There is no such device.", { reason: "DEVICE_NOT_FOUND" });
      },
    });
    expect(await screen.findByText("There is no such device")).toBeTruthy();
  });
});

describe("changing what is known of it", () => {
  const changeNotes = async (text: string) => {
    fireEvent.click(await screen.findByRole("button", { name: "Change" }));
    fireEvent.change(await screen.findByLabelText(/^Notes/), { target: { value: text } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
  };

  it("sends what people know of it, and not what it says itself", async () => {
    const update = vi.fn((_input: never) => DEVICE);
    await open({ "devices.update": update });
    await changeNotes("In the cellar");
    await waitFor(() =>
      expect(update).toHaveBeenCalledWith({
        id: DEVICE.id,
        name: "gw-12",
        accountNumber: "ACC-7731",
        notes: "In the cellar",
        attributes: { site: "Berlin" },
        groupIds: [],
      }),
    );
  });

  it("is not sent over what somebody else has written meanwhile, until that is wanted", async () => {
    const update = vi.fn((_input: never) => DEVICE);
    let present = DEVICE;
    await open({ "devices.update": update, "devices.get": () => present });
    await screen.findByText("On the roof");
    present = { ...DEVICE, notes: "Moved to the hall", updatedAt: 9_000 };
    await changeNotes("In the cellar");
    expect(await screen.findByText("Moved to the hall")).toBeTruthy();
    expect(update).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Save mine over it" }));
    await waitFor(() => expect(update).toHaveBeenCalledTimes(1));
  });

  it("says at the attribute that its name is none", async () => {
    await open();
    fireEvent.click(await screen.findByRole("button", { name: "Change" }));
    fireEvent.click(screen.getByRole("button", { name: "Add an attribute" }));
    fireEvent.change(screen.getByLabelText("Name of attribute 2"), { target: { value: "Not one" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/starts with a lower-case letter/)).toBeTruthy();
  });
});

describe("running something", () => {
  it("starts a template with its variables and opens the job", async () => {
    const create = vi.fn((_input: never) => OPEN[0]);
    const { router } = await open({ "jobs.create": create });
    fireEvent.click(await screen.findByRole("button", { name: "Run something" }));
    const form = within(await screen.findByRole("form", { name: "Run a template" }));
    await form.findByRole("option", { name: "Restart a service" });
    fireEvent.change(form.getByLabelText("Template"), { target: { value: aTemplate().id } });
    fireEvent.click(form.getByRole("button", { name: "Start" }));
    expect((await form.findAllByText(/SERVICE is required/)).length).toBe(1);
    expect(create).not.toHaveBeenCalled();
    fireEvent.change(form.getByLabelText("SERVICE"), { target: { value: "nginx" } });
    expect(form.getByText("systemctl,restart,nginx")).toBeTruthy();
    fireEvent.click(form.getByRole("button", { name: "Start" }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/jobs/${OPEN[0]?.id}`));
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      kind: "command",
      deviceId: DEVICE.id,
      templateId: aTemplate().id,
      variables: { SERVICE: "nginx" },
    });
  });

  it("starts a few lines of shell, and says why the server would not", async () => {
    const create = vi.fn((_input: never) => {
      throw new ApiRefusal("The device takes no commands.", { reason: "INVALID_INPUT" });
    });
    await open({ "jobs.create": create });
    fireEvent.click(await screen.findByRole("button", { name: "Run something" }));
    fireEvent.click(await screen.findByRole("button", { name: "A few lines of shell" }));
    const shell = screen.getByLabelText("Shell");
    fireEvent.change(shell, { target: { value: "uptime\ndf" } });
    fireEvent.click(screen.getByRole("button", { name: "Start" }));
    expect(await screen.findByText("The device takes no commands.")).toBeTruthy();
    expect(shell).toMatchObject({ value: "uptime\ndf" });
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      document: { steps: [{ action: { name: "uptime", type: "runScript", input: { script: "uptime\ndf" } } }] },
    });
  });
});
