import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal } from "../testing/fake-api.ts";
import { aCommand, aJob } from "../testing/job-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";

describe("cancelling", () => {
  it("says what will happen and does nothing yet", async () => {
    const cancel = vi.fn();
    await renderPage(<CancelDialog job={aJob()} onClose={() => {}} />, { "jobs.cancel": cancel });
    expect(screen.getByRole("alertdialog").textContent).toMatch(/stops at once.*log stay.*cannot be resumed/);
    expect(cancel).not.toHaveBeenCalled();
  });

  it("says of a command that its device ends it", async () => {
    await renderPage(<CancelDialog job={aCommand()} onClose={() => {}} />, {});
    expect(screen.getByRole("alertdialog").textContent).toContain("Its device ends the step that is under way.");
  });

  it("sends the reason and closes when it is done", async () => {
    const job = aJob();
    const [cancel, onClose] = [vi.fn((_input: never) => ({ ...job, status: "cancelled", version: 2 })), vi.fn()];
    await renderPage(<CancelDialog job={job} onClose={onClose} />, { "jobs.cancel": cancel });
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: " Wrong target " } });
    fireEvent.click(screen.getByRole("button", { name: "Cancel the job" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(cancel).toHaveBeenCalledWith({ id: job.id, reason: "Wrong target" });
  });

  it("asks about the jobs that wait for it, where there are any that have not ended", async () => {
    const job = aJob();
    const node = (id: string, status: string) => ({ id, name: id, kind: "task", status });
    const graph = (status: string) => ({
      nodes: [node(job.id, "running"), node("child", status), node("parent", "running")],
      edges: [
        { from: job.id, to: "child" },
        { from: "parent", to: job.id },
      ],
      isPartial: false,
    });
    const cancel = vi.fn((_input: never) => ({ ...job, status: "cancelled", version: 2 }));
    const ended = await renderPage(<CancelDialog job={job} onClose={() => {}} />, {
      "jobs.dependencies": () => graph("failed"),
    });
    await waitFor(() => expect(ended.cache.isFetching()).toBe(0));
    expect(screen.queryByRole("radio")).toBeNull();
    ended.unmount();
    await renderPage(<CancelDialog job={job} onClose={() => {}} />, {
      "jobs.cancel": cancel,
      "jobs.dependencies": () => graph("blocked"),
    });
    expect(await screen.findByRole("group", { name: /^1\sjob waits for it$/ })).toBeTruthy();
    fireEvent.click(screen.getByRole("radio", { name: "Cancel them too" }));
    fireEvent.click(screen.getByRole("button", { name: "Cancel the job" }));
    await waitFor(() => expect(cancel).toHaveBeenCalledWith({ id: job.id, dependents: "cancel" }));
  });

  it("stays open and tells why when it is refused", async () => {
    const onClose = vi.fn();
    await renderPage(<CancelDialog job={aJob()} onClose={onClose} />, {
      "jobs.cancel": () => {
        throw new ApiRefusal("The job has ended already.", { reason: "JOB_ENDED", httpStatus: 409 });
      },
    });
    fireEvent.click(screen.getByRole("button", { name: "Cancel the job" }));
    expect(await screen.findByText("The job has ended already.")).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe("deleting", () => {
  it("asks first, then tells that it is gone", async () => {
    const job = aJob({ status: "completed" });
    const [remove, onDeleted] = [vi.fn((_input: never) => ({ id: job.id })), vi.fn()];
    await renderPage(<DeleteDialog job={job} onClose={() => {}} onDeleted={onDeleted} />, { "jobs.delete": remove });
    expect(screen.getByRole("alertdialog").textContent).toMatch(/removed for good.*audit entries stay/);
    fireEvent.click(screen.getByRole("button", { name: "Delete the job" }));
    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
  });
});
