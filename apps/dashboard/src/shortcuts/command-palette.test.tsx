import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FakeAnswers } from "../testing/fake-api.ts";
import { aTask } from "../testing/job-fixture.ts";
import { aMe } from "../testing/me-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { registerShortcut } from "./shortcut-registry.ts";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const remove of undo.splice(0)) remove();
});

const open = async (answers: FakeAnswers = {}) => {
  const onClose = vi.fn();
  const page = await renderPage(<CommandPalette onClose={onClose} />, { "users.me": () => aMe(), ...answers });
  await screen.findByRole("option", { name: "New task" });
  return { ...page, onClose };
};
const type = (value: string) => fireEvent.change(screen.getByRole("combobox"), { target: { value } });
const press = (key: string) => fireEvent.keyDown(screen.getByRole("combobox"), { key });
const shown = () => screen.queryAllByRole("option").map((option) => option.textContent);

describe("the palette", () => {
  it("finds a page by a part of its name and goes there", async () => {
    const { router, onClose } = await open();
    type("sched");
    expect(shown()).toEqual(["New schedule", "Schedules"]);
    press("ArrowDown");
    press("Enter");
    await waitFor(() => expect(router.state.location.pathname).toBe("/schedules"));
    expect(onClose).toHaveBeenCalled();
  });

  it("has what the page beneath offers, and runs it", async () => {
    const run = vi.fn();
    undo.push(registerShortcut({ key: "c", label: "Cancel the task", run }));
    await open();
    type("cancel");
    expect(shown()).toEqual(["Cancel the taskc"]);
    press("Enter");
    await waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  });

  it("finds jobs, and all of them in the list", async () => {
    const job = aTask({ name: "Sync of the night" });
    const list = vi.fn((_input: never) => ({ items: [job], nextCursor: null }));
    const { router } = await open({ "jobs.list": list });
    type("night");
    expect(await screen.findByRole("option", { name: "Sync of the night · queued" })).toBeTruthy();
    expect(list).toHaveBeenCalledWith({ search: "night", limit: 6 });
    press("ArrowUp");
    press("Enter");
    await waitFor(() => expect(router.state.location.href).toBe("/jobs?q=night"));
  });

  it("leaves out what the reader may not open", async () => {
    const onClose = vi.fn();
    await renderPage(<CommandPalette onClose={onClose} />, { "users.me": () => aMe({ role: "viewer" }) });
    await screen.findByRole("option", { name: "Queues" });
    for (const name of ["New task", "Audit", "Doctor"]) expect(screen.queryByRole("option", { name })).toBeNull();
  });

  it("says where nothing is called that", async () => {
    await open();
    type("zz");
    expect(screen.getByText("Nothing is called that.")).toBeTruthy();
    press("Enter");
  });
});
