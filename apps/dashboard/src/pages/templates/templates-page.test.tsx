import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aHandler, aProbeTemplate, aTaskTemplate, aTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { HandlersPage } from "../handlers/handlers-page.tsx";
import { TemplatesPage } from "./templates-page.tsx";
import { readTemplatesSearch } from "./templates-search.ts";

const ITEMS = [
  aTemplate({ isShipped: true }),
  aTemplate({ id: "2", slug: "odd-one", name: "Odd one", category: null }),
  aTemplate({ id: "3", slug: "health-check", name: "Health check", category: "Diagnosis" }),
];
const answersOf = (role: "viewer" | "operator", answers: FakeAnswers): FakeAnswers => ({
  "users.me": () => aMe({ role }),
  "templates.list": () => ({ items: ITEMS }),
  "handlers.list": () => ({ items: [aHandler()] }),
  ...answers,
});
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator", at = "/templates") =>
  renderPage(<TemplatesPage />, answersOf(role, answers), {
    path: "/templates",
    at,
    validateSearch: readTemplatesSearch,
  });

describe("the templates", () => {
  it("stand under their categories, those without one last", async () => {
    await open();
    await screen.findByText("Odd one");
    expect(screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      "Diagnosis",
      "Services",
      "Other",
    ]);
    expect(within(screen.getByRole("region", { name: "Services" })).getByText("Shipped")).toBeTruthy();
  });

  it("offer a viewer nothing to change", async () => {
    await open({}, "viewer");
    await screen.findByText("Odd one");
    expect(screen.queryByRole("link", { name: "New template" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
  });

  it("are searched for by the address, and nothing found is said", async () => {
    const list = vi.fn((_input: never) => ({ items: [] }));
    const { router } = await open({ "templates.list": list }, "operator", "/templates?q=nothing");
    expect(await screen.findByText(/No template has “nothing”/)).toBeTruthy();
    expect(list.mock.calls[0]?.[0]).toEqual({ search: "nothing" });
    fireEvent.click(screen.getByRole("button", { name: "Clear the search" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe(""));
  });

  it("of all kinds say their kind, are filtered by it, and lead to a new job where they are run by hand", async () => {
    const list = vi.fn((_input: never) => ({ items: [...ITEMS, aTaskTemplate(), aProbeTemplate()] }));
    const { router } = await open({ "templates.list": list });
    const line = (await screen.findByText("Sync a source")).closest("li") as HTMLElement;
    expect(within(line).getByText("Task")).toBeTruthy();
    expect(within(line).getByText(/^3\sinputs$/)).toBeTruthy();
    expect(within(line).getByRole("link", { name: "New task" }).getAttribute("href")).toBe(
      "/jobs/new-task?template=sync-source",
    );
    expect(screen.getAllByRole("link", { name: /^New (task|probe)$/ })).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: "Tasks" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ kind: "task" }));
    expect(list.mock.calls.at(-1)?.[0]).toEqual({ kind: "task" });
  });

  it("can be asked for again when they could not be loaded", async () => {
    await open({
      "templates.list": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("Not now.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("importing", () => {
  const choose = async (text: string) => {
    fireEvent.click(await screen.findByRole("button", { name: "Import" }));
    fireEvent.change(await screen.findByLabelText("File"), { target: { files: [new File([text], "all.json")] } });
  };
  const FILE = { fieldline: 1, templates: [{ slug: "restart-service" }, { slug: "fresh" }], handlers: [] };

  it("says what it would do before it does it", async () => {
    const take = vi.fn((_input: never) => ({
      templates: { created: 1, updated: 1, skipped: 0 },
      handlers: { created: 0, updated: 0, skipped: 0 },
    }));
    await open({ "templates.import": take });
    await choose(JSON.stringify(FILE));
    const plan = within(await screen.findByRole("list", { name: "What the file would do" }));
    expect(plan.getByText("fresh").closest("li")?.textContent).toContain("is new");
    expect(plan.getByText("restart-service").closest("li")?.textContent).toContain("stays as it is");
    fireEvent.click(screen.getByLabelText("Make new versions"));
    expect(plan.getByText("restart-service").closest("li")?.textContent).toContain("gets a new version");
    const form = within(screen.getByRole("form", { name: "Import templates" }));
    fireEvent.click(form.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(take).toHaveBeenCalledWith({ file: FILE, onConflict: "newVersion" }));
  });

  it("says what is wrong with the file, by the server too", async () => {
    const issues = [{ path: "file.templates.0.spec", message: "It has no document." }];
    await open({
      "templates.import": () => {
        throw new ApiRefusal("The file cannot be taken.", { reason: "INVALID_INPUT", details: { issues } });
      },
    });
    await choose("not json");
    expect(await screen.findByText(/This file is not JSON/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText("File"), {
      target: { files: [new File([JSON.stringify(FILE)], "b.json")] },
    });
    await screen.findByRole("list", { name: "What the file would do" });
    fireEvent.click(
      within(screen.getByRole("form", { name: "Import templates" })).getByRole("button", { name: "Import" }),
    );
    expect(await screen.findByText("templates.0.spec")).toBeTruthy();
  });
});

it("the handlers are found by a part of their name", async () => {
  await renderPage(<HandlersPage />, answersOf("viewer", {}), {
    path: "/handlers",
    at: "/handlers?q=BACKUP",
    validateSearch: readTemplatesSearch,
  });
  expect(await screen.findByRole("link", { name: "backup-directory" })).toBeTruthy();
  expect(screen.queryByRole("link", { name: "New handler" })).toBeNull();
});
