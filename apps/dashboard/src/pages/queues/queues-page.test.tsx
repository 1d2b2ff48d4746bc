import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { aQueue } from "../../testing/queue-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { QueuesPage } from "./queues-page.tsx";

const NO_AUDIT = () => ({ items: [], nextCursor: null });
const open = (answers: FakeAnswers, role: "viewer" | "operator" | "admin" = "admin") =>
  renderPage(
    <QueuesPage />,
    { "users.me": () => aMe({ role }), "audit.list": NO_AUDIT, ...answers },
    { path: "/queues" },
  );
const rowOf = async (name: string) => {
  const row = (await screen.findByRole("link", { name })).closest("li");
  if (!row) throw new Error(`${name} has no row`);
  return within(row);
};
const addressOf = (link: HTMLElement) => decodeURIComponent(link.getAttribute("href") ?? "");

describe("a queue", () => {
  it("says who is at work and who waits, each with the jobs behind it", async () => {
    const oldestQueuedAt = Date.now() - 252_000;
    await open({ "queues.list": () => [aQueue({ active: 2, waiting: 1_204, oldestQueuedAt })] });
    const row = await rowOf("standard");
    expect(addressOf(row.getByRole("link", { name: "2 of 5 at work" }))).toBe(
      "/jobs?queue=standard&status=assigned,running,paused",
    );
    expect(addressOf(row.getByRole("link", { name: "1,204" }))).toBe("/jobs?queue=standard&status=queued");
    expect(row.getByRole("link", { name: /^4\sm\s\d+\ss$/ }).querySelector(".text-warn")).toBeNull();
  });

  it("marks a wait of more than five minutes", async () => {
    await open({ "queues.list": () => [aQueue({ waiting: 1, oldestQueuedAt: Date.now() - 301_000 })] });
    expect((await rowOf("standard")).getByRole("link", { name: /^5\sm.*long/ })).toBeTruthy();
  });

  it("is paused with a note, which all then read with who left it", async () => {
    let queue = aQueue({ active: 1 });
    const pause = vi.fn((_input: never) => {
      queue = { ...queue, paused: true, pauseNote: "The source is down" };
      return queue;
    });
    const entry = { id: 1, at: Date.now(), actor: { kind: "user", id: "bo", name: "Bo" }, action: "queue.pause" };
    const audit = () => ({ items: [entry], nextCursor: null });
    await open({ "queues.list": () => [queue], "queues.pause": pause, "audit.list": audit });
    fireEvent.click(await screen.findByRole("button", { name: "Pause standard" }));
    fireEvent.change(await screen.findByLabelText(/^Note/), { target: { value: " The source is down " } });
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(await screen.findByText("Paused")).toBeTruthy();
    expect(pause).toHaveBeenCalledWith({ name: "standard", note: "The source is down" });
    expect(screen.getByText(/The source is down/).textContent).toMatch(/By Bo, now/);
    expect(screen.getByRole("button", { name: "Resume standard" })).toBeTruthy();
  });

  it("goes on by one click", async () => {
    const resume = vi.fn((_input: never) => aQueue());
    await open({ "queues.list": () => [aQueue({ paused: true })], "queues.resume": resume });
    fireEvent.click(await screen.findByRole("button", { name: "Resume standard" }));
    expect(await screen.findByRole("button", { name: "Pause standard" })).toBeTruthy();
    expect(resume).toHaveBeenCalledWith({ name: "standard" });
  });

  it("is deleted only while nothing is in it, and says why it was not", async () => {
    const remove = () => {
      throw new ApiRefusal("3 jobs still name this queue.", { reason: "QUEUE_NOT_EMPTY", httpStatus: 409 });
    };
    await open({
      "queues.list": () => [aQueue({ name: "high", waiting: 1, oldestQueuedAt: 1 }), aQueue({ name: "mine" })],
      "queues.delete": remove,
    });
    fireEvent.click(await screen.findByRole("button", { name: "Delete mine" }));
    expect(screen.queryByRole("button", { name: "Delete high" })).toBeNull();
    fireEvent.click(await screen.findByRole("button", { name: "Delete the queue" }));
    expect(await screen.findByText("3 jobs still name this queue.")).toBeTruthy();
  });
});

describe("the queues", () => {
  it("take a new one, told at the field where it is not right", async () => {
    const create = vi.fn(({ name }: { name: string }) => {
      if (name === "high") throw new ApiRefusal("There is a queue high.", { reason: "QUEUE_EXISTS", httpStatus: 409 });
      return aQueue({ name, maxConcurrency: 8 });
    });
    await open({ "queues.list": () => [aQueue()], "queues.create": create as never });
    fireEvent.click(await screen.findByRole("button", { name: "New queue" }));
    const type = (label: string | RegExp, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    await screen.findByLabelText("Name");
    type("Name", "high");
    type("Places", "many");
    fireEvent.click(screen.getByRole("button", { name: "Make the queue" }));
    expect(await screen.findByText("Write a whole number.")).toBeTruthy();
    type("Places", "8");
    fireEvent.click(screen.getByRole("button", { name: "Make the queue" }));
    expect(await screen.findByText("There is a queue high.")).toBeTruthy();
    type("Name", "nightly");
    fireEvent.click(screen.getByRole("button", { name: "Make the queue" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(create).toHaveBeenLastCalledWith({
      name: "nightly",
      description: "",
      maxConcurrency: 8,
      defaultPriority: 5,
    });
    expect(await screen.findByText("0 of 8 at work")).toBeTruthy();
  });

  it("can be paused by an operator and changed by no one but an administrator", async () => {
    await open({ "queues.list": () => [aQueue()] }, "operator");
    expect(await screen.findByRole("button", { name: "Pause standard" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Change|Delete|New/ })).toBeNull();
  });

  it("are only looked at by a viewer", async () => {
    await open({ "queues.list": () => [aQueue()] }, "viewer");
    expect(await screen.findByText("0 of 5 at work")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("say why they could not be read", async () => {
    await open({
      "queues.list": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("Queues could not be loaded")).toBeTruthy();
  });
});
