import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { ShareButton } from "./share-button.tsx";
import { ShareDialog } from "./share-dialog.tsx";

const SOON = Date.now() + 86_400_000;
const aShare = (part: object = {}) => ({
  id: "s1",
  createdBy: { id: "ada", name: "Ada Miller" },
  createdAt: Date.now(),
  expiresAt: SOON,
  revokedAt: null,
  showsAccount: false,
  showsRequester: false,
  ...part,
});
const open = (answers: FakeAnswers = {}, job = aJob()) =>
  renderPage(<ShareDialog job={job} onClose={() => {}} />, { "jobs.shares": () => ({ items: [] }), ...answers });

describe("a new link", () => {
  it("is made without names unless they are chosen, and shown to be copied", async () => {
    const job = aJob();
    const share = vi.fn((_input: never) => ({ id: "s1", url: "https://f.example/report/t", expiresAt: SOON }));
    const shares = vi.fn((_input: never) => ({ items: [] }));
    await open({ "jobs.share": share, "jobs.shares": shares }, job);
    fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
    const link = (await screen.findByLabelText("Link to the report")) as HTMLInputElement;
    expect(link.value).toBe("https://f.example/report/t");
    expect(share).toHaveBeenCalledWith({
      id: job.id,
      expiresInMs: 604_800_000,
      showsAccount: false,
      showsRequester: false,
    });
    expect(screen.getByRole("link", { name: "Open" }).getAttribute("href")).toBe("https://f.example/report/t");
    await waitFor(() => expect(shares).toHaveBeenCalledTimes(2));
  });

  it("lives as long and shows as much as is chosen", async () => {
    const share = vi.fn((_input: never) => ({ id: "s1", url: "https://f.example/report/t", expiresAt: SOON }));
    await open({ "jobs.share": share });
    fireEvent.click(screen.getByLabelText("1 day"));
    fireEvent.click(screen.getByLabelText(/the account number, ACC-7731/));
    fireEvent.click(screen.getByLabelText(/who ran it/));
    fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
    await screen.findByLabelText("Link to the report");
    expect(share.mock.calls[0]?.[0]).toMatchObject({
      expiresInMs: 86_400_000,
      showsAccount: true,
      showsRequester: true,
    });
  });

  it("that is refused says why, and what was chosen stays", async () => {
    await open({
      "jobs.share": () => {
        throw new ApiRefusal("This job is Ada's.", { reason: "FORBIDDEN", httpStatus: 403 });
      },
    });
    fireEvent.click(screen.getByLabelText("30 days"));
    fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
    expect(await screen.findByText("This job is Ada's.")).toBeTruthy();
    expect(screen.getByLabelText("30 days")).toHaveProperty("checked", true);
  });
});

describe("the links there are", () => {
  it("are those that work, each with who made it, and can be withdrawn", async () => {
    const job = aJob();
    let items = [aShare(), aShare({ id: "s2", revokedAt: 1 }), aShare({ id: "s3", expiresAt: 1 })];
    const revoke = vi.fn((_input: never) => {
      items = [];
      return { id: "s1" };
    });
    await open({ "jobs.shares": () => ({ items }), "jobs.revokeShare": revoke }, job);
    const buttons = await screen.findAllByRole("button", { name: /^Withdraw the link by Ada Miller/ });
    expect(buttons).toHaveLength(1);
    if (buttons[0]) fireEvent.click(buttons[0]);
    expect(await screen.findByText("None yet.")).toBeTruthy();
    expect(revoke).toHaveBeenCalledWith({ id: job.id, shareId: "s1" });
  });
});

describe("sharing", () => {
  const me = (part: object) => ({ "users.me": () => ({ id: "me", name: "Me", role: "tech", ...part }) });

  it.each([
    ["an operator", { role: "operator" }, true],
    ["the technician whose job it is", { id: "local-admin" }, true],
    ["another technician", { seesOthers: true }, false],
    ["a viewer", { role: "viewer", seesOthers: true }, false],
  ])("is offered to %s: %s, %s", async (_who, part, isOffered) => {
    const { cache } = await renderPage(
      <>
        <ShareButton job={aJob()} />
        <ExportMenu job={aJob()} />
      </>,
      me(part),
    );
    await waitFor(() => expect(cache.isFetching()).toBe(0));
    expect(screen.queryByRole("button", { name: "Share" }) !== null).toBe(isOffered);
    expect(screen.getByRole("button", { name: "Export" })).toBeTruthy();
  });

  it("opens the dialog", async () => {
    await renderPage(<ShareButton job={aJob()} />, { ...me({ role: "admin" }), "jobs.shares": () => ({ items: [] }) });
    fireEvent.click(await screen.findByRole("button", { name: "Share" }));
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });
});

it("exports samples and log as files", async () => {
  const job = aJob();
  await renderPage(<ExportMenu job={job} />, {});
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((item) => item.getAttribute("href"))).toEqual(
    ["samples.csv", "samples.ndjson", "log.csv", "log.ndjson"].map((file) => `/api/v1/jobs/${job.id}/${file}`),
  );
});
