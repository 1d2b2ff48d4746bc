import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob, aTask } from "../../testing/job-fixture.ts";
import { aTaskTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { NewTaskPage } from "./new-task-page.tsx";
import { readNewTaskSearch } from "./new-task-search.ts";

vi.mock("../../editor/lazy-code-editor.tsx", () => import("../../testing/plain-editor.tsx"));

const TEMPLATE = aTaskTemplate();
const QUEUE = { name: "batch", maxConcurrency: 3, active: 1, waiting: 4, paused: false };
const open = (answers: FakeAnswers = {}, at = "/jobs/new-task?template=sync-source") =>
  renderPage(
    <NewTaskPage />,
    {
      "users.me": () => aMe(),
      "templates.get": () => TEMPLATE,
      "templates.list": () => ({ items: [TEMPLATE] }),
      "queues.list": () => [QUEUE, { ...QUEUE, name: "high" }],
      "jobs.stats": () => ({
        running: 0,
        limits: { jobsPerUserPerDay: 50, runningJobs: 9, usedToday: 1, resetsAt: 0 },
      }),
      ...answers,
    },
    { path: "/jobs/new-task", at, validateSearch: readNewTaskSearch },
  );
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const submit = () => fireEvent.click(screen.getByRole("button", { name: /Make the task|Making/ }));

it("a template's schema makes the form, and a double click makes one task", async () => {
  const job = aTask();
  const create = vi.fn((_input: never) => job);
  const { router } = await open({ "jobs.create": create });
  await screen.findByLabelText(/^Days/);
  submit();
  const days = screen.getByLabelText(/^Days/);
  expect(days.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("It is required: give a whole number from 1 to 30.")).toBeTruthy();
  type("SOURCE", "prices");
  type(/^Days/, "40");
  expect(screen.getByText("Give a whole number from 1 to 30.")).toBeTruthy();
  type(/^Days/, "7");
  fireEvent.click(screen.getByLabelText("isFull"));
  fireEvent.click(screen.getByRole("button", { name: "Priority: Urgent 1" }));
  submit();
  submit();
  await waitFor(() => expect(router.state.location.pathname).toBe(`/jobs/${job.id}`));
  expect(create).toHaveBeenCalledTimes(1);
  expect(create.mock.calls[0]?.[0]).toMatchObject({
    kind: "task",
    templateId: TEMPLATE.id,
    variables: { SOURCE: "prices" },
    input: { days: 7, isFull: true },
    priority: 1,
    idempotencyKey: expect.any(String),
  });
});

it("what the server refuses stands at its field, with the same key the next time", async () => {
  const keys: string[] = [];
  const issues = [{ path: "input.days", message: "Not on a Sunday." }];
  await open({
    "jobs.create": ({ idempotencyKey }: { idempotencyKey: string }) => {
      keys.push(idempotencyKey);
      throw new ApiRefusal("No.", { reason: "INVALID_INPUT", details: { issues } });
    },
  } as FakeAnswers);
  await screen.findByLabelText(/^Days/);
  type("SOURCE", "prices");
  type(/^Days/, "7");
  submit();
  await screen.findByText("Not on a Sunday.");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Days/)));
  submit();
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).toBe(keys[1]);
});

it("only agents that take the type are offered, those that are there first", async () => {
  const agent = (name: string, isOnline: boolean, types?: string[]) =>
    aDevice({ id: name, name, kind: "agent", isOnline, capabilities: { kinds: ["task"], ...(types && { types }) } });
  const items = [agent("off", false), agent("other", true, ["sync.news"]), agent("on", true, ["sync.finance"])];
  await open({ "devices.list": () => ({ items, nextCursor: null }) });
  fireEvent.click(await screen.findByLabelText("One agent"));
  await screen.findByRole("radio", { name: /^on/ });
  const agents = within(screen.getByRole("group", { name: "Agent" })).getAllByRole("radio");
  expect(agents.map((each) => each.closest("label")?.textContent)).toEqual(["onOnline", "offOffline"]);
});

it("waits for jobs that are searched and chosen", async () => {
  const other = aJob({ name: "Line of ACC-1" });
  const create = vi.fn((_input: never) => aTask());
  await open({ "jobs.list": () => ({ items: [other], nextCursor: null }), "jobs.create": create });
  await screen.findByLabelText(/^Days/);
  type("SOURCE", "prices");
  type(/^Days/, "7");
  type("Search jobs to wait for", "line of");
  fireEvent.keyDown(screen.getByLabelText("Search jobs to wait for"), { key: "Enter" });
  fireEvent.click(await screen.findByRole("button", { name: /Line of ACC-1/ }));
  fireEvent.click(await screen.findByLabelText("It is cancelled"));
  submit();
  await waitFor(() => expect(create).toHaveBeenCalled());
  expect(create.mock.calls[0]?.[0]).toMatchObject({ dependsOn: [other.id], onDependencyFailure: "cancel" });
});

it("like another task has its values; by hand the input is JSON", async () => {
  const create = vi.fn((_input: never) => aTask());
  await open({ "jobs.get": () => aTask({ notes: "again" }), "jobs.create": create }, "/jobs/new-task?like=some-id");
  expect(await screen.findByLabelText("Type")).toMatchObject({ value: "sync.finance" });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Same task again");
  type("Input as JSON", '{"source": "news"}');
  submit();
  await waitFor(() => expect(create).toHaveBeenCalled());
  expect(create.mock.calls[0]?.[0]).toMatchObject({ type: "sync.finance", input: { source: "news" }, notes: "again" });
});

it("a template that is not there is said", async () => {
  await open(
    {
      "templates.get": () => {
        throw new ApiRefusal("None.", { reason: "TEMPLATE_NOT_FOUND" });
      },
    },
    "/jobs/new-task?template=gone",
  );
  expect(await screen.findByText(/no task template “gone”/)).toBeTruthy();
});
