import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FakeAnswers } from "../../../testing/fake-api.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { keepOwnColumns } from "../columns/own-columns.ts";
import { type JobsSearch, readJobsSearch } from "../jobs-search.ts";
import { ViewsMenu } from "./views-menu.tsx";
// Loaded before they are asked for: what is lazy in the page is not what is tested.
import "./manage-views-dialog.tsx";
import "./save-view-dialog.tsx";
import "./views-panel.tsx";

const aView = (name: string, part: object = {}) => ({
  id: name,
  name,
  page: "jobs" as const,
  search: { status: "failed" },
  isShared: false,
  ownerId: "local-admin",
  ownerName: "Local administrator",
  createdAt: 1,
  ...part,
});
const open = async (search: JobsSearch, views: object[], answers: FakeAnswers = {}) => {
  const onPick = vi.fn();
  const list = vi.fn((_input: never) => ({ items: views }));
  await renderPage(<ViewsMenu search={readJobsSearch({ ...search })} onPick={onPick} />, {
    "users.me": () => aMe(),
    "views.list": list,
    "jobs.count": () => ({ count: 7 }),
    ...answers,
  });
  return { onPick, list };
};
afterEach(() => localStorage.clear());
const openMenu = async (name: string | RegExp) => fireEvent.click(await screen.findByRole("button", { name }));

describe("views", () => {
  it("are everybody's, mine and those of others; what is picked is read like any address", async () => {
    const theirs = aView("Night shift", { ownerId: "ada", ownerName: "Ada", search: { status: "failed", kind: "??" } });
    const { onPick } = await open({}, [aView("Failed"), theirs]);
    await openMenu("Views");
    expect(await screen.findByText("Ended badly, nobody looked (7)")).toBeTruthy();
    fireEvent.click(screen.getByRole("menuitemradio", { name: "Night shift by Ada" }));
    expect(onPick).toHaveBeenCalledWith(readJobsSearch({ status: "failed" }));
  });

  it("are named where one of them is what is shown", async () => {
    await open({ status: "failed" }, [aView("Failed")]);
    expect(await screen.findByRole("button", { name: "Failed" })).toBeTruthy();
  });

  it("name the dead letters as one that is always there", async () => {
    await open({ unreviewed: "yes" }, []);
    expect(await screen.findByRole("button", { name: "Ended badly, nobody looked" })).toBeTruthy();
  });

  it("keep the present filters under a name, for all where that is wished", async () => {
    const save = vi.fn((_input: never) => aView("Paused ones"));
    const { list, onPick } = await open({ status: "paused" }, [], { "views.save": save });
    await openMenu("Views");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save this view…" }));
    fireEvent.click(await screen.findByRole("button", { name: "Save the view" }));
    expect(screen.getByText("Give it a name to find it by.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Name"), { target: { value: " Paused ones " } });
    fireEvent.click(screen.getByLabelText(/Share it/));
    fireEvent.click(screen.getByRole("button", { name: "Save the view" }));
    await waitFor(() => expect(list).toHaveBeenCalledTimes(2));
    const kept = { status: "paused", columns: "usual" };
    expect(save).toHaveBeenCalledWith({ name: "Paused ones", page: "jobs", search: kept, isShared: true });
    expect(onPick).toHaveBeenCalledWith(readJobsSearch(kept));
  });

  it("take the place of one of mine with the same name", async () => {
    const save = vi.fn((_input: never) => aView("Failed"));
    await open({ status: "paused" }, [aView("Failed")], { "views.save": save });
    await openMenu("Views");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save this view…" }));
    fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Failed" } });
    fireEvent.click(screen.getByRole("button", { name: "Replace Failed" }));
    await waitFor(() => expect(save.mock.calls[0]?.[0]).toMatchObject({ id: "Failed", search: { status: "paused" } }));
  });

  it("carry the columns that the reader sees, and are known by them", async () => {
    keepOwnColumns("queue,-account");
    const save = vi.fn((_input: never) => aView("Failed"));
    await open({}, [aView("Lean", { search: { columns: "-account" } })], { "views.save": save });
    await openMenu("Views");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save this view…" }));
    fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Mine" } });
    fireEvent.click(screen.getByRole("button", { name: "Save the view" }));
    await waitFor(() => expect(save.mock.calls[0]?.[0]).toMatchObject({ search: { columns: "queue,-account" } }));
  });

  it("that name no columns are shown with the reader's own, and named all the same", async () => {
    keepOwnColumns("queue");
    const views = [aView("Failed"), aView("Failed, as usual", { search: { status: "failed", columns: "usual" } })];
    await open({ status: "failed" }, views);
    expect(await screen.findByRole("button", { name: "Failed" })).toBeTruthy();
  });

  it("of mine are renamed and deleted", async () => {
    const [save, remove] = [vi.fn((_input: never) => aView("x")), vi.fn((_input: never) => ({ id: "Failed" }))];
    const theirs = aView("Night shift", { ownerId: "ada" });
    await open({}, [aView("Failed"), theirs], { "views.save": save, "views.delete": remove });
    await openMenu("Views");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Change my views…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.queryByText("Night shift")).toBeNull();
    fireEvent.click(dialog.getByRole("button", { name: "Delete Failed" }));
    await waitFor(() => expect(remove).toHaveBeenCalledWith({ id: "Failed" }));
    fireEvent.click(dialog.getByRole("button", { name: "Change Failed" }));
    fireEvent.change(screen.getByLabelText("Name"), { target: { value: "All failed" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(save.mock.calls[0]?.[0]).toMatchObject({ id: "Failed", name: "All failed" }));
  });
});
