import { DEFAULT_CONFIG, defaultConfig } from "@fieldline/domain/config";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { readSettingsSearch } from "./settings-search.ts";

const VERSIONS = {
  limits: 4,
  durationPresets: 0,
  cadencePresets: 0,
  retention: 0,
  health: 0,
  probePolicy: 2,
  access: 0,
  timeZone: 0,
};
const CONFIG = {
  ...DEFAULT_CONFIG,
  limits: { jobsPerUserPerDay: 50, runningJobs: 100 },
  probePolicy: { allow: [], deny: ["10.0.0.0/8"], denyPorts: [] },
  access: { viewerSees: "all", techSees: "own" },
  timeZone: "UTC",
  versions: VERSIONS,
  defaults: DEFAULT_CONFIG,
};
const ADA = { kind: "user", id: "ada", name: "Ada Miller" };
const NO_AUDIT = { items: [], nextCursor: null };

const open = (answers: FakeAnswers = {}, at = "/settings") =>
  renderPage(
    <SettingsPage />,
    { "config.get": () => CONFIG, "audit.list": () => NO_AUDIT, ...answers },
    { path: "/settings", at, validateSearch: readSettingsSearch },
  );
const formOf = async (name: string) => within(await screen.findByRole("region", { name }));
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const typedIn = (field: HTMLElement) => (field as HTMLInputElement).value;
const click = (button: HTMLElement) => fireEvent.click(button);

describe("a setting", () => {
  it("is saved on its own, over the version that was read", async () => {
    const set = vi.fn((input: { value: unknown }) => input.value);
    await open({ "config.set": set as never });
    const form = await formOf("Limits");
    const save = form.getByRole("button", { name: "Save Limits" });
    expect(save).toHaveProperty("disabled", true);
    type(form.getByLabelText("Jobs per person and day"), "60");
    expect(form.getByText("Not saved")).toBeTruthy();
    click(save);
    await waitFor(() => expect(form.queryByText("Not saved")).toBeNull());
    expect(set).toHaveBeenCalledExactlyOnceWith({
      key: "limits",
      value: { jobsPerUserPerDay: 60, runningJobs: 100 },
      expectedVersion: 4,
    });
  });

  it("keeps what is typed while it is being saved", async () => {
    const answers: (() => void)[] = [];
    const set = vi.fn((input: { value: unknown }) => new Promise((done) => answers.push(() => done(input.value))));
    await open({ "config.set": set as never });
    const form = await formOf("Limits");
    const field = form.getByLabelText("Jobs per person and day");
    type(field, "60");
    click(form.getByRole("button", { name: "Save Limits" }));
    await waitFor(() => expect(set).toHaveBeenCalledTimes(1));
    type(field, "61");
    await act(async () => answers[0]?.());
    expect(typedIn(field)).toBe("61");
    expect(form.getByText("Not saved")).toBeTruthy();
    click(form.getByRole("button", { name: "Save Limits" }));
    await waitFor(() => expect(set).toHaveBeenCalledTimes(2));
    expect(set.mock.calls[1]?.[0]).toMatchObject({ value: { jobsPerUserPerDay: 61 }, expectedVersion: 5 });
  });

  it("goes back to what is stored, and to what is built in", async () => {
    const versions = { ...VERSIONS, retention: 3 };
    await open({ "config.get": () => ({ ...CONFIG, retention: { endedJobsMs: 86_400_000 }, versions }) });
    const form = await formOf("Retention");
    const field = form.getByLabelText("Ended jobs are kept for");
    expect(typedIn(field)).toBe("1 day");
    type(field, "3 weeks");
    click(form.getByRole("button", { name: "Undo" }));
    expect(typedIn(field)).toBe("1 day");
    click(form.getByRole("button", { name: "Reset to default" }));
    expect(typedIn(field)).toBe("90 days");
    expect(form.queryByRole("button", { name: "Reset to default" })).toBeNull();
  });

  it("goes back to what is built into the server that is asked, which may be a local one", async () => {
    const defaults = defaultConfig({ isLocal: true });
    expect(defaults.probePolicy).not.toEqual(DEFAULT_CONFIG.probePolicy);
    await open({ "config.get": () => ({ ...CONFIG, defaults }) });
    const form = await formOf("Probe policy");
    click(form.getByRole("button", { name: "Reset to default" }));
    expect(typedIn(form.getByLabelText("Denied addresses"))).toBe(defaults.probePolicy.deny.join("\n"));
    expect(form.queryByRole("button", { name: "Reset to default" })).toBeNull();
  });

  it("says that it is built in until somebody changes it", async () => {
    await open();
    expect((await formOf("Retention")).getByText("Default")).toBeTruthy();
    expect((await formOf("Limits")).queryByText("Default")).toBeNull();
  });

  it("is not sent while it cannot be read", async () => {
    const set = vi.fn();
    await open({ "config.set": set });
    const form = await formOf("Retention");
    const field = form.getByLabelText("Ended jobs are kept for");
    type(field, "a while");
    click(form.getByRole("button", { name: "Save Retention" }));
    expect(await form.findByText(/^Write a length of time/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(set).not.toHaveBeenCalled();
    type(field, "2 days");
    expect(form.queryByText(/^Write a length of time/)).toBeNull();
  });
});

describe("a length of time that is out of its bounds", () => {
  it.each([
    ["Retention", "Ended jobs are kept for", "10 s", "At least 1 min."],
    ["Retention", "Ended jobs are kept for", "600 weeks", "At most 3650 days."],
    ["Cadence presets", "Length of preset 2", "0.1 s", "At least 200 ms."],
  ])("of %s, %s, is refused at %s in its own units", async (name, label, text, words) => {
    const set = vi.fn();
    await open({ "config.set": set });
    const form = await formOf(name);
    type(form.getByLabelText(label), text);
    click(form.getByRole("button", { name: `Save ${name}` }));
    expect(await form.findByText(words)).toBeTruthy();
    expect(set).not.toHaveBeenCalled();
  });
});

describe("a refusal", () => {
  const refuse = (issues: { path: string; message: string }[]) => () => {
    throw new ApiRefusal("Not saved.", { reason: "INVALID_INPUT", httpStatus: 400, details: { issues } });
  };

  it("stands at its field until that is changed", async () => {
    await open({ "config.set": refuse([{ path: "value.runningJobs", message: "Give 1,000,000 at most." }]) });
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs running at once"), "2000000");
    click(form.getByRole("button", { name: "Save Limits" }));
    await form.findByText("Give 1,000,000 at most.");
    const field = form.getByLabelText("Jobs running at once");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    type(form.getByLabelText("Jobs per person and day"), "7");
    expect(form.getByText("Give 1,000,000 at most.")).toBeTruthy();
    type(field, "20");
    expect(form.queryByText("Give 1,000,000 at most.")).toBeNull();
  });

  it("names the line of a list", async () => {
    await open({ "config.set": refuse([{ path: "value.deny.1", message: "This is no address." }]) });
    const form = await formOf("Probe policy");
    type(form.getByLabelText("Denied addresses"), "10.0.0.0/8\n\nnonsense");
    click(form.getByRole("button", { name: "Save Probe policy" }));
    expect((await form.findByText(/^Line 3/)).textContent).toBe("Line 3, nonsense: This is no address.");
  });

  it("without a field is told in its words", async () => {
    await open({
      "config.set": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs running at once"), "20");
    click(form.getByRole("button", { name: "Save Limits" }));
    expect((await form.findByRole("alert")).textContent).toBe("Not now.");
    expect(typedIn(form.getByLabelText("Jobs running at once"))).toBe("20");
  });
});

describe("two administrators", () => {
  const theirs = { jobsPerUserPerDay: 70, runningJobs: 100 };
  function stale() {
    return vi.fn((input: { expectedVersion: number; value: unknown }) => {
      if (input.expectedVersion === 5) return input.value;
      throw new ApiRefusal("Somebody else has changed it.", {
        reason: "VERSION_MISMATCH",
        httpStatus: 409,
        details: { version: 5, value: theirs, updatedBy: "Ada Miller", updatedAt: Date.now() - 120_000 },
      });
    });
  }
  const conflicted = async (set: ReturnType<typeof stale>) => {
    await open({
      "config.set": set as never,
    });
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs per person and day"), "60");
    click(form.getByRole("button", { name: "Save Limits" }));
    await form.findByText("Ada Miller has saved another value");
    return form;
  };

  it("do not overwrite each other: what was typed stays, beside what the other one saved", async () => {
    const form = await conflicted(stale());
    expect(typedIn(form.getByLabelText("Jobs per person and day"))).toBe("60");
    const row = within(form.getByRole("alert")).getByRole("row", { name: /Jobs per person and day/ });
    expect(row.textContent).toBe("Jobs per person and day7060");
    expect(form.getByRole("button", { name: "Save Limits" })).toHaveProperty("disabled", true);
  });

  it("one takes what the other one saved", async () => {
    const form = await conflicted(stale());
    click(form.getByRole("button", { name: "Take theirs" }));
    expect(form.queryByRole("alert")).toBeNull();
    expect(typedIn(form.getByLabelText("Jobs per person and day"))).toBe("70");
  });

  it("one saves over what has been seen, and over nothing newer", async () => {
    const set = stale();
    const form = await conflicted(set);
    click(form.getByRole("button", { name: "Save mine over it" }));
    await waitFor(() => expect(form.queryByRole("alert")).toBeNull());
    expect(set).toHaveBeenLastCalledWith({
      key: "limits",
      value: { jobsPerUserPerDay: 60, runningJobs: 100 },
      expectedVersion: 5,
    });
  });

  it("a newer value that is read meanwhile does not touch what is being typed", async () => {
    let config = CONFIG;
    const { cache } = await open({ "config.get": () => config });
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs running at once"), "20");
    config = { ...CONFIG, limits: theirs, retention: { endedJobsMs: 172_800_000 } };
    await act(() => cache.refetchQueries());
    expect(typedIn((await formOf("Retention")).getByLabelText("Ended jobs are kept for"))).toBe("2 days");
    expect(typedIn(form.getByLabelText("Jobs running at once"))).toBe("20");
    expect(typedIn(form.getByLabelText("Jobs per person and day"))).toBe("50");
  });
});

describe("presets", () => {
  it("are added, moved and removed, and called by their length unless named", async () => {
    const set = vi.fn((input: { value: unknown }) => input.value);
    await open({
      "config.get": () => ({
        ...CONFIG,
        cadencePresets: [
          { label: "1 s", ms: 1_000 },
          { label: "Slow", ms: 60_000 },
        ],
      }),
      "config.set": set as never,
    });
    const form = await formOf("Cadence presets");
    click(form.getByRole("button", { name: "Add a preset" }));
    type(form.getByLabelText("Length of preset 3"), "5 s");
    click(form.getByRole("button", { name: "Move 5 s up" }));
    click(form.getByRole("button", { name: "Remove 1 s" }));
    click(form.getByRole("button", { name: "Save Cadence presets" }));
    await waitFor(() => expect(set).toHaveBeenCalled());
    expect(set.mock.calls[0]?.[0].value).toEqual([
      { label: "5 s", ms: 5_000 },
      { label: "Slow", ms: 60_000 },
    ]);
  });
});

describe("the time zone", () => {
  it("is found by a part of its name and shows the time there", async () => {
    await open();
    const form = await formOf("Time zone");
    const field = form.getByRole("combobox");
    type(field, "new york");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(typedIn(field)).toBe("America/New_York");
    expect(form.getByText(/^It is \d+ \w+, \d\d:\d\d there now\.$/)).toBeTruthy();
  });

  it("stays as it was when the search is given up", async () => {
    await open();
    const field = (await formOf("Time zone")).getByRole("combobox");
    type(field, "berlin");
    fireEvent.keyDown(field, { key: "Escape" });
    expect(typedIn(field)).toBe("UTC");
  });
});

describe("leaving", () => {
  it("is asked about while something is not saved, and only then", async () => {
    const { router } = await open();
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs running at once"), "20");
    await act(() => void router.navigate({ to: "/audit" }));
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toContain("under Limits is not saved");
    click(screen.getByRole("button", { name: "Stay" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(router.state.location.pathname).toBe("/settings");
    expect(typedIn(form.getByLabelText("Jobs running at once"))).toBe("20");

    await act(() => void router.navigate({ to: "/audit" }));
    click(await screen.findByRole("button", { name: "Leave without saving" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/audit"));
  });

  it("to another section or without a change needs no question", async () => {
    const { router } = await open();
    const form = await formOf("Limits");
    type(form.getByLabelText("Jobs running at once"), "20");
    click(screen.getByRole("link", { name: /^Probe policy/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ section: "probePolicy" }));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    click(form.getByRole("button", { name: "Undo" }));
    await act(() => void router.navigate({ to: "/audit" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/audit"));
  });
});

describe("the history", () => {
  it("is read when it is opened, and tells who changed what in words", async () => {
    const list = vi.fn((_input: never) => ({
      items: [
        {
          id: "1",
          at: Date.now() - 60_000,
          actor: ADA,
          before: { endedJobsMs: 86_400_000 },
          after: { endedJobsMs: 7_776_000_000 },
        },
      ],
      nextCursor: null,
    }));
    await open({ "audit.list": list });
    const form = await formOf("Retention");
    expect(list).not.toHaveBeenCalled();
    const details = form.getByText("History").closest("details") as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event("toggle"));
    const entry = (await form.findByText("Ada Miller")).closest("li");
    expect(entry?.textContent).toMatch(/Ada Miller.*Ended jobs are kept for: 1 day → 90 days/);
    expect(list).toHaveBeenCalledWith({ entityType: "config", entityId: "retention", limit: 20 });
  });
});

it("that cannot be loaded can be tried again", async () => {
  let isUp = false;
  await open({
    "config.get": () => {
      if (isUp) return CONFIG;
      throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
    },
  });
  await screen.findByText("Not now.");
  isUp = true;
  click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("region", { name: "Limits" })).toBeTruthy();
});
