import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../testing/device-fixture.ts";
import { ApiRefusal } from "../testing/fake-api.ts";
import { aTask } from "../testing/job-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { ForceCompleteDialog } from "./force-complete-dialog.tsx";
import { PriorityChoice } from "./priority-choice.tsx";
import { ReassignDialog } from "./reassign-dialog.tsx";
import { ResubmitDialog } from "./resubmit-dialog.tsx";

const type = (label: RegExp | string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const done = () => vi.fn((_input: never) => aTask({ version: 2 }));

describe("completing by hand", () => {
  it("takes a reason and a result, and says what becomes of the agent", async () => {
    const job = aTask({ status: "running", assigneeId: "a", assigneeName: "agent-1" });
    const [complete, onClose] = [done(), vi.fn()];
    await renderPage(<ForceCompleteDialog job={job} onClose={onClose} />, { "jobs.forceComplete": complete });
    expect(screen.getByRole("dialog").textContent).toContain("agent-1 is told to stop");
    press("Complete it");
    expect(screen.getByText("Say why, in a few words.")).toBeTruthy();
    type("Reason", "Done by phone");
    type(/^Result/, "{stored: 3}");
    press("Complete it");
    expect(screen.getByText(/This is not JSON/)).toBeTruthy();
    expect(complete).not.toHaveBeenCalled();
    type(/^Result/, '{"stored": 3}');
    press("Complete it");
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(complete).toHaveBeenCalledWith({ id: job.id, reason: "Done by phone", result: { stored: 3 } });
  });
});

describe("running again", () => {
  it("keeps what was typed where it is refused", async () => {
    await renderPage(<ResubmitDialog job={aTask({ status: "completed" })} onClose={() => {}} />, {
      "jobs.resubmit": () => {
        throw new ApiRefusal("The queue is gone.", { reason: "QUEUE_NOT_FOUND", httpStatus: 404 });
      },
    });
    expect(screen.getByRole("dialog").textContent).toContain("It completed once");
    type("Reason", "Prices were wrong");
    press("Resubmit");
    expect(await screen.findByText("The queue is gone.")).toBeTruthy();
    expect((screen.getByLabelText("Reason") as HTMLInputElement).value).toBe("Prices were wrong");
  });
});

describe("giving to another", () => {
  const device = aDevice({ name: "agent-2" });
  const answers = { "queues.list": () => [{ name: "high", waiting: 0 }], "devices.list": () => ({ items: [device] }) };

  it("is to a queue, or to one agent, with a reason", async () => {
    const [reassign, job] = [done(), aTask()];
    await renderPage(<ReassignDialog job={job} onClose={() => {}} />, { ...answers, "jobs.reassign": reassign });
    press("Give it");
    expect(screen.getByText("Choose who is to have it.")).toBeTruthy();
    fireEvent.click(screen.getByLabelText("One agent or device"));
    fireEvent.click(await screen.findByLabelText(/agent-2/));
    type("Reason", "It is nearer");
    press("Give to agent-2");
    await waitFor(() =>
      expect(reassign).toHaveBeenCalledWith({ id: job.id, deviceId: device.id, reason: "It is nearer" }),
    );
  });

  it("does not offer a queue for what only one device can do", async () => {
    await renderPage(<ReassignDialog job={{ ...aTask(), kind: "command" } as never} onClose={() => {}} />, answers);
    expect(screen.queryByLabelText("Whoever takes it from a queue")).toBeNull();
  });
});

it("changes the priority by one move", async () => {
  const [setPriority, job] = [done(), aTask()];
  await renderPage(<PriorityChoice job={job} />, { "jobs.setPriority": setPriority });
  type("priority", "2");
  await waitFor(() => expect(setPriority).toHaveBeenCalledWith({ id: job.id, priority: 2 }));
});
