import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { aProbeTemplate, aTaskTemplate, aTemplate, DOCUMENT } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { NewTemplatePage } from "./new-template-page.tsx";
import { TemplatePage } from "./template-page.tsx";

vi.mock("../../editor/lazy-code-editor.tsx", () => import("../../testing/plain-editor.tsx"));

const STORED = aTemplate();
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator") =>
  renderPage(
    <TemplatePage />,
    { "users.me": () => aMe({ role }), "templates.get": () => STORED, ...answers },
    { path: "/templates/$slug", at: "/templates/restart-service" },
  );
const openNew = (answers: FakeAnswers = {}) =>
  renderPage(<NewTemplatePage />, { "users.me": () => aMe(), ...answers }, { path: "/templates/new" });
const rename = async (name: string) =>
  fireEvent.change(await screen.findByRole("textbox", { name: "Name" }), { target: { value: name } });
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));
const editor = async () => (await screen.findByLabelText("Job document")) as HTMLTextAreaElement;

describe("a template", () => {
  it("is saved over the version that was opened", async () => {
    const update = vi.fn((_input: never) => STORED);
    await open({ "templates.update": update });
    await rename("Restart it");
    save();
    await waitFor(() => expect(update).toHaveBeenCalled());
    expect(update.mock.calls[0]?.[0]).toMatchObject({
      id: STORED.id,
      expectedVersion: 2,
      name: "Restart it",
      spec: { document: DOCUMENT },
      variables: STORED.variables,
    });
  });

  it("is not saved while its document is wrong, which is said with the path", async () => {
    const update = vi.fn((_input: never) => STORED);
    await open({ "templates.update": update });
    fireEvent.change(await editor(), { target: { value: '{"version":"1.0","steps":[{"action":{}}]}' } });
    save();
    expect((await screen.findAllByText(/steps\.0\.action\.name/)).length).toBeGreaterThan(0);
    expect(update).not.toHaveBeenCalled();
  });

  it("that somebody else has saved is not overwritten; theirs can be taken", async () => {
    let stored = STORED;
    const update = vi.fn(() => {
      throw new ApiRefusal("It was changed.", { reason: "VERSION_MISMATCH", details: { version: 3 } });
    });
    await open({ "templates.update": update, "templates.get": () => stored });
    await rename("Mine");
    stored = { ...STORED, name: "Theirs", version: 3 };
    save();
    const notice = within(await screen.findByRole("alert"));
    expect(notice.getByText("Theirs", { selector: "td" })).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "Name" })).toMatchObject({ value: "Mine" });
    fireEvent.click(notice.getByRole("button", { name: "Take theirs" }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name" })).toMatchObject({ value: "Theirs" }));
  });

  it("is read-only to a viewer", async () => {
    await open({}, "viewer");
    expect(await screen.findByRole("textbox", { name: "Name" })).toMatchObject({ readOnly: true });
    expect(await editor()).toMatchObject({ readOnly: true });
    expect(screen.queryByRole("button", { name: /Save|Delete|Test on/ })).toBeNull();
  });

  it("that schedules run is deleted only after they were shown", async () => {
    const message = "It was not deleted.";
    const names = ["Nightly", "Weekly", "a", "b", "c"];
    const remove = vi.fn(({ force }: { id: string; force: boolean }) => {
      if (force) return { id: STORED.id };
      throw new ApiRefusal(message, { reason: "TEMPLATE_IN_USE", details: { schedules: { count: 7, names } } });
    });
    const { router } = await open({ "templates.delete": remove as never });
    fireEvent.click(await screen.findByRole("button", { name: "Delete" }));
    fireEvent.click(await screen.findByRole("button", { name: "Delete the template" }));
    const list = within(await screen.findByRole("list", { name: "Schedules that run it" }));
    expect(list.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([...names, "2 more"]);
    expect(screen.getByRole("alertdialog", { name: `7 schedules run ${STORED.name}` }).textContent).toContain(
      "Without it no scheduled run of it can start: each is recorded as failed",
    );
    expect(screen.getByRole("link", { name: /Find them/ }).getAttribute("href")).toBe("/schedules?q=restart-service");
    expect(screen.queryByRole("alert")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Delete anyway" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/templates"));
    expect(remove.mock.calls.map(([{ force }]) => force)).toEqual([false, true]);
  });

  it("shows an older version, and puts it into the editor", async () => {
    const old = { ...DOCUMENT, includeStdOut: false };
    const get = ({ version }: { version?: number }) =>
      version === 1 ? { ...STORED, version: 1, spec: { document: old } } : STORED;
    await open({ "templates.get": get as never });
    fireEvent.click(await screen.findByRole("button", { name: "View version 1" }));
    fireEvent.click(await screen.findByRole("button", { name: "Put into the editor" }));
    await waitFor(async () => expect((await editor()).value).toContain("includeStdOut"));
    expect(screen.getByText("Not saved")).toBeTruthy();
  });

  it("shows what the device gets as values are typed", async () => {
    await open();
    fireEvent.change(await screen.findByLabelText("SERVICE"), { target: { value: "nginx" } });
    expect(await screen.findByText("systemctl,restart,nginx")).toBeTruthy();
  });

  it("is tried on one device", async () => {
    const device = aDevice({ name: "gw-12" });
    const job = aJob();
    const create = vi.fn((_input: never) => job);
    const { router } = await open({
      "devices.list": () => ({ items: [device], nextCursor: null }),
      "jobs.create": create,
    });
    fireEvent.click(await screen.findByRole("button", { name: "Test on one device" }));
    const form = within(await screen.findByRole("form", { name: "Run a template" }));
    fireEvent.change(form.getByLabelText("SERVICE"), { target: { value: "nginx" } });
    fireEvent.click(form.getByRole("button", { name: "Start" }));
    expect(await form.findByText("Choose a device.")).toBeTruthy();
    fireEvent.click(await form.findByRole("radio", { name: /gw-12/ }));
    fireEvent.click(form.getByRole("button", { name: "Start" }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/jobs/${job.id}`));
    expect(create.mock.calls[0]?.[0]).toMatchObject({ deviceId: device.id, templateId: STORED.id });
  });
});

describe("a template of another kind", () => {
  it("of tasks is saved with its schema, and leads to a new task", async () => {
    const task = aTaskTemplate();
    const update = vi.fn((_input: never) => task);
    await open({ "templates.get": () => task, "templates.update": update });
    const link = await screen.findByRole("link", { name: "New task" });
    expect(link.getAttribute("href")).toBe("/jobs/new-task?template=sync-source");
    expect(screen.queryByRole("button", { name: "Test on one device" })).toBeNull();
    fireEvent.change(screen.getByLabelText("Type"), { target: { value: "a b" } });
    save();
    expect(await screen.findByText(/such as sync\.finance/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Type"), { target: { value: "sync.news" } });
    fireEvent.change(screen.getByLabelText(/^Of the template/), { target: { value: "2" } });
    save();
    await waitFor(() => expect(update).toHaveBeenCalled());
    expect(update.mock.calls[0]?.[0]).toMatchObject({
      spec: { ...task.spec, type: "sync.news" },
      defaults: { queue: "batch", priority: 3, maxConcurrency: 2 },
    });
  });

  it("of tasks marks what the server refuses at its editor", async () => {
    const issues = [{ path: "spec.concurrencyKey", message: "Too long." }];
    await open({
      "templates.get": () => aTaskTemplate(),
      "templates.update": () => {
        throw new ApiRefusal("No.", { reason: "INVALID_INPUT", details: { issues } });
      },
    });
    await rename("Other");
    save();
    expect(await screen.findByText("Too long.")).toBeTruthy();
  });

  it("of probes shows what would be measured, and leads to a new probe", async () => {
    await open({ "templates.get": () => aProbeTemplate() });
    fireEvent.change(await screen.findByLabelText("ACCOUNT"), { target: { value: "ACC-9" } });
    expect(await screen.findByText(/"accountNumber": "ACC-9"/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "New probe" })).toBeTruthy();
    expect(screen.queryByLabelText(/^Timeout/)).toBeNull();
  });
});

describe("leaving with changes", () => {
  it("asks first", async () => {
    const { router } = await open();
    await rename("Half typed");
    void router.navigate({ to: "/templates" });
    fireEvent.click(await screen.findByRole("button", { name: "Stay" }));
    expect(router.state.location.pathname).toBe("/templates/restart-service");
    expect(await screen.findByRole("textbox", { name: "Name" })).toMatchObject({ value: "Half typed" });
  });
});

describe("a new template", () => {
  it("names itself after its title and declares the variables that its document names", async () => {
    const create = vi.fn((_input: never) => STORED);
    const { router } = await openNew({ "templates.create": create });
    await rename("Say Hello!");
    expect(screen.getByLabelText("Slug")).toMatchObject({ value: "say-hello" });
    const document = (await editor()).value.replace("echo,hello", "echo,{{WHO}}");
    fireEvent.change(await editor(), { target: { value: document } });
    fireEvent.click(await screen.findByRole("button", { name: "WHO" }));
    fireEvent.click(screen.getByRole("button", { name: "Make the template" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/templates/restart-service"));
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      slug: "say-hello",
      kind: "command",
      variables: [{ name: "WHO" }],
    });
  });

  it("is of the kind that is chosen first", async () => {
    const create = vi.fn((_input: never) => aTaskTemplate());
    await openNew({ "templates.create": create });
    fireEvent.click(await screen.findByLabelText("Tasks"));
    expect(screen.queryByLabelText("Job document")).toBeNull();
    await rename("Sync");
    fireEvent.change(screen.getByLabelText("Type"), { target: { value: "sync.finance" } });
    fireEvent.click(screen.getByRole("button", { name: "Make the template" }));
    await waitFor(() => expect(create).toHaveBeenCalled());
    expect(create.mock.calls[0]?.[0]).toMatchObject({ kind: "task", slug: "sync", spec: { type: "sync.finance" } });
  });

  it("says at the slug that somebody has it already", async () => {
    const message = "Another template has this slug. Choose another one.";
    await openNew({
      "templates.create": () => {
        throw new ApiRefusal(message, { reason: "TEMPLATE_EXISTS", details: { issues: [{ path: "slug", message }] } });
      },
    });
    await rename("Taken");
    fireEvent.click(screen.getByRole("button", { name: "Make the template" }));
    await screen.findByText(message);
    expect(screen.getByLabelText("Slug").getAttribute("aria-invalid")).toBe("true");
  });
});
