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

const IMPORT = aTaskTemplate({
  spec: {
    type: "directory.import-csv",
    inputSchema: {
      type: "object",
      properties: {
        csv: { type: "string", maxLength: 40, contentMediaType: "text/csv" },
        note: { type: "string" },
      },
    },
  },
  variables: [],
});
const csvFile = (text: string, name = "new.csv") => new File([text], name, { type: "text/csv" });
const csvField = () => screen.findByLabelText<HTMLTextAreaElement>(/^csv/);
const pick = (file: File) =>
  fireEvent.change(document.querySelector("input[type=file]") as Element, { target: { files: [file] } });

it("a text of a kind of file is taken from one that is chosen", async () => {
  const create = vi.fn((_input: never) => aTask());
  await open({ "templates.get": () => IMPORT, "jobs.create": create });
  const field = await csvField();
  pick(csvFile("name\nCafé\n"));
  await waitFor(() => expect(field.value).toBe("name\nCafé\n"));
  expect(screen.getByText(/new\.csv: 2 lines/)).toBeTruthy();
  submit();
  await waitFor(() => expect(create).toHaveBeenCalled());
  expect(create.mock.calls[0]?.[0]).toMatchObject({ input: { csv: "name\nCafé\n" } });
});

it("a file is dropped on its field, and what stood there can be put back", async () => {
  await open({ "templates.get": () => IMPORT });
  const field = await csvField();
  type(/^csv/, "name\nTyped\n");
  fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [csvFile("name\nDropped\n")] } });
  await waitFor(() => expect(field.value).toBe("name\nDropped\n"));
  fireEvent.click(screen.getByRole("button", { name: "Put back what stood here" }));
  expect(field.value).toBe("name\nTyped\n");
  expect(document.activeElement).toBe(field);
});

it("two files at once, and one that misses the field, change nothing and keep the page", async () => {
  await open({ "templates.get": () => IMPORT });
  const field = await csvField();
  const files = [csvFile("a\n"), csvFile("b\n")];
  fireEvent.drop(field, { dataTransfer: { types: ["Files"], files } });
  expect((await screen.findByRole("alert")).textContent).toBe("csv takes one file. Drop one alone.");
  // An event that was not prevented would open the file in the page's place.
  expect(fireEvent.drop(document.body, { dataTransfer: { types: ["Files"], files: [] } })).toBe(false);
  expect(field.value).toBe("");
});

it("a file that is refused is named with its field, and nothing typed is lost", async () => {
  await open({ "templates.get": () => IMPORT });
  const field = await csvField();
  type(/^csv/, "typed");
  type(/^note/, "kept");
  pick(csvFile("x".repeat(41), "large.csv"));
  expect((await screen.findByRole("alert")).textContent).toMatch(
    /^large\.csv has 41 characters, and csv takes at most 40/,
  );
  expect(field.value).toBe("typed");
  expect(screen.getByLabelText<HTMLInputElement>(/^note/).value).toBe("kept");
});

it("what is typed elsewhere while a file is read stays", async () => {
  await open({ "templates.get": () => IMPORT });
  const field = await csvField();
  const read = Promise.withResolvers<ArrayBuffer>();
  const slow = csvFile("name\n");
  slow.arrayBuffer = () => read.promise;
  pick(slow);
  type(/^note/, "typed meanwhile");
  read.resolve(new TextEncoder().encode("name\nSlow\n").buffer as ArrayBuffer);
  await waitFor(() => expect(field.value).toBe("name\nSlow\n"));
  expect(screen.getByLabelText<HTMLInputElement>(/^note/).value).toBe("typed meanwhile");
});
