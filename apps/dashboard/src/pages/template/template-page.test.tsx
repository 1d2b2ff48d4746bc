import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { aTemplate, DOCUMENT } from "../../testing/library-fixture.ts";
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
