import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { AuditPage } from "./audit-page.tsx";
import { readAuditSearch } from "./audit-search.ts";

const ADA = { kind: "user", id: "ada", name: "Ada Miller" };
let made = 0;
function anEntry(part: object = {}) {
  made += 1;
  return {
    id: String(made),
    at: Date.now() - 60_000,
    actor: ADA,
    action: "job.cancel",
    entityType: "job",
    entityId: "00000000-0000-7000-8000-0000000000ab",
    before: { status: "running" },
    after: { status: "cancelled" },
    reason: null,
    address: "192.0.2.7",
    requestId: "req-1",
    ...part,
  };
}
const listOf = (items: object[], nextCursor: string | null = null) => vi.fn((_input: never) => ({ items, nextCursor }));
const PEOPLE = {
  items: [
    { id: "ada", name: "Ada Miller" },
    { id: "bo", name: "Bo" },
  ],
  nextCursor: null,
};
const open = (answers: FakeAnswers, at = "/audit") =>
  renderPage(
    <AuditPage />,
    { "users.list": () => PEOPLE, ...answers },
    { path: "/audit", at, validateSearch: readAuditSearch },
  );
const rowsOf = (table: HTMLElement) => within(table).getAllByRole("row").slice(1);

describe("the audit", () => {
  it("says who did what to which, with why and from where", async () => {
    await open({
      "audit.list": listOf([
        anEntry({ reason: "Wrong line" }),
        anEntry({ action: "config.set", entityType: "config", entityId: "limits", before: null, after: null }),
        anEntry({ action: "user.setRole", entityType: "user", entityId: "bo" }),
        anEntry({ action: "session.start", entityType: "session", entityId: "s1", before: null, after: null }),
        anEntry({ action: "new.thing", entityType: "job", actor: { kind: "device", id: "gw", name: "gw-12" } }),
      ]),
    });
    const rows = rowsOf(await screen.findByRole("table"));
    expect(rows.map((row) => row.querySelectorAll("td")[2]?.textContent)).toEqual([
      "cancelled the job …000000ab “Wrong line”",
      "changed the setting Limits",
      "changed the role of Bo",
      "signed in ",
      "new.thing …000000ab",
    ]);
    expect(rows[4]?.textContent).toContain("gw-12 device");
    expect(screen.getByRole("link", { name: "Limits" }).getAttribute("href")).toBe("/settings?section=limits");
    expect(screen.getAllByRole("link", { name: "…000000ab" })[0]?.getAttribute("href")).toBe(
      "/jobs/00000000-0000-7000-8000-0000000000ab",
    );
  });

  it("calls a job by its name where its creation is in the list", async () => {
    await open({
      "audit.list": listOf([
        anEntry(),
        anEntry({ action: "share.revoke", entityType: "share", before: { jobId: anEntry().entityId }, after: null }),
        anEntry({ action: "job.create", before: null, after: { name: "TCP 203.0.113.47" } }),
      ]),
    });
    const links = await screen.findAllByRole("link", { name: "TCP 203.0.113.47" });
    expect(new Set(links.map((link) => link.getAttribute("href")))).toEqual(new Set([`/jobs/${anEntry().entityId}`]));
    expect(links).toHaveLength(3);
  });

  it("opens to what was changed and by which request", async () => {
    await open({ "audit.list": listOf([anEntry()]) });
    fireEvent.click(await screen.findByRole("button", { name: /^Details/ }));
    expect(screen.getByText("status:").closest("li")?.textContent).toBe("status: running → cancelled");
    expect(screen.getAllByRole("button", { name: "Copy Request id req-1" }).length).toBeGreaterThan(0);
  });

  it("shows a setting in the words of its form", async () => {
    const before = { jobsPerUserPerDay: 50, runningJobs: 100 };
    const after = { ...before, jobsPerUserPerDay: 60 };
    await open({
      "audit.list": listOf([
        anEntry({ action: "config.set", entityType: "config", entityId: "limits", before, after }),
      ]),
    });
    fireEvent.click(await screen.findByRole("button", { name: /^Details/ }));
    expect(screen.getByText("Jobs per person and day:").closest("ul")?.textContent).toBe(
      "Jobs per person and day: 50 → 60",
    );
  });

  it("shows script in a reason as text", async () => {
    const reason = "<img src=x onerror=alert(1)>";
    await open({ "audit.list": listOf([anEntry({ reason })]) });
    expect(await screen.findByText(`“${reason}”`)).toBeTruthy();
    expect(document.querySelector("img")).toBeNull();
  });

  it("asks for what the address says, and exports the same", async () => {
    const list = listOf([anEntry()]);
    await open({ "audit.list": list }, "/audit?actor=ada&action=job.cancel&type=job&entity=j1&q=wrong");
    await screen.findByRole("table");
    const filter = { actorId: "ada", action: "job.cancel", entityType: "job", entityId: "j1", search: "wrong" };
    expect(list).toHaveBeenCalledWith(expect.objectContaining(filter));
    expect(screen.getByRole("link", { name: "Export CSV" }).getAttribute("href")).toBe(
      `/api/v1/audit.csv?${new URLSearchParams(filter)}`,
    );
    expect(await screen.findByText("Who: Ada Miller")).toBeTruthy();
  });

  it("is narrowed by its fields and from its rows", async () => {
    const { router } = await open({ "audit.list": listOf([anEntry()]) });
    fireEvent.change(await screen.findByLabelText("From"), { target: { value: "2026-11-01" } });
    await waitFor(() => expect(router.state.location.search).toEqual({ from: "2026-11-01" }));
    fireEvent.click(await screen.findByRole("button", { name: /^Details/ }));
    fireEvent.click(screen.getByRole("button", { name: "All by Ada Miller" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ from: "2026-11-01", actor: "ada" }));
    const field = screen.getByLabelText("Search the audit");
    fireEvent.change(field, { target: { value: " line 7 " } });
    fireEvent.submit(field);
    await waitFor(() => expect(router.state.location.search).toMatchObject({ q: "line 7" }));
    fireEvent.click(screen.getByRole("button", { name: "Clear all" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("goes on where the page ended", async () => {
    const list = vi.fn(({ cursor }: { cursor?: string }) =>
      cursor ? { items: [anEntry()], nextCursor: null } : { items: [anEntry()], nextCursor: "next" },
    );
    await open({ "audit.list": list as never });
    fireEvent.click(await screen.findByRole("button", { name: "Show earlier entries" }));
    await waitFor(() => expect(screen.getAllByRole("button", { name: /^Details/ }).length).toBe(2));
    expect(screen.queryByRole("button", { name: "Show earlier entries" })).toBeNull();
    expect(screen.getByRole("status").textContent).toBe("2\u00a0entries");
  });

  it("goes on by itself where a page of a search is empty and not the last", async () => {
    const gate = Promise.withResolvers<void>();
    const list = vi.fn(async ({ cursor }: { cursor?: string }) => {
      if (cursor === undefined) return { items: [], nextCursor: "2" };
      if (cursor === "2") return { items: [], nextCursor: "3" };
      await gate.promise;
      return cursor === "3" ? { items: [anEntry()], nextCursor: "4" } : { items: [], nextCursor: null };
    });
    await open({ "audit.list": list as never }, "/audit?q=zzz");
    await waitFor(() => expect(list).toHaveBeenCalledTimes(3));
    expect(screen.queryByText("Nothing matches")).toBeNull();
    expect(screen.getByText("Searching…")).toBeTruthy();
    expect(screen.getByRole("region", { name: "Matching entries" }).getAttribute("aria-busy")).toBe("true");
    await act(async () => gate.resolve());
    expect(await screen.findByText("1+ entries")).toBeTruthy();
    expect(list).toHaveBeenCalledTimes(3);
    fireEvent.click(screen.getByRole("button", { name: "Show earlier entries" }));
    expect(await screen.findByText("1 entry")).toBeTruthy();
  });

  it("says that nothing matches once the last page is empty too", async () => {
    const list = vi.fn(({ cursor }: { cursor?: string }) => ({ items: [], nextCursor: cursor ? null : "2" }));
    await open({ "audit.list": list as never }, "/audit?q=zzz");
    expect(await screen.findByText("Nothing matches")).toBeTruthy();
    expect(list).toHaveBeenCalledTimes(2);
  });

  it("does not go on by itself after a page that failed, and says why", async () => {
    let isUp = false;
    const list = vi.fn(({ cursor }: { cursor?: string }) => {
      if (!cursor) return { items: [], nextCursor: "2" };
      if (isUp) return { items: [anEntry()], nextCursor: null };
      throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
    });
    await open({ "audit.list": list as never }, "/audit?q=zzz");
    await screen.findByText("Not now.");
    expect(screen.queryByText("Nothing matches")).toBeNull();
    expect(list).toHaveBeenCalledTimes(2);
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("1 entry")).toBeTruthy();
  });

  it("tells an empty audit from one where nothing matches", async () => {
    await open({ "audit.list": listOf([]) });
    expect(await screen.findByText("Nothing has been done yet")).toBeTruthy();
  });

  it("offers the way back where nothing matches", async () => {
    const { router } = await open({ "audit.list": listOf([]) }, "/audit?q=zzz");
    await screen.findByText("Nothing matches");
    fireEvent.click(screen.getByRole("button", { name: "Clear search and filters" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("says why it could not be loaded, and tries again", async () => {
    let isUp = false;
    await open({
      "audit.list": () => {
        if (isUp) return { items: [anEntry()], nextCursor: null };
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    await screen.findByText("Not now.");
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table")).toBeTruthy();
  });
});
