import type { LogEntry } from "@fieldline/domain/job";
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { LogPanel } from "./log-panel.tsx";

const entry = (seq: number): LogEntry => ({
  seq,
  at: seq,
  attempt: 1,
  level: "info",
  kind: "message",
  message: `entry ${seq}`,
  actor: { kind: "system", id: "fieldline", name: "Fieldline" },
});
const shown = () => screen.getAllByRole("listitem").map((item) => /entry \d+/.exec(item.textContent ?? "")?.[0]);

function Growing({ from }: { from: number }) {
  const [log, setLog] = useState([entry(from), entry(from + 1)]);
  return (
    <>
      <button type="button" onClick={() => setLog((old) => [...old, entry(from + old.length)])}>
        grow
      </button>
      <LogPanel jobId="job" live={log} />
    </>
  );
}
const grow = () => fireEvent.click(screen.getByRole("button", { name: "grow" }));

describe("the log", () => {
  it("follows, the newest first", async () => {
    await renderPage(<Growing from={1} />, {});
    grow();
    expect(shown()).toEqual(["entry 3", "entry 2", "entry 1"]);
  });

  it("stands still while it is held, counts what waits, and catches up", async () => {
    await renderPage(<Growing from={1} />, {});
    const follow = screen.getByLabelText("Follow");
    fireEvent.click(follow);
    grow();
    expect(shown()).toEqual(["entry 2", "entry 1"]);
    expect(screen.getByText(/1\snew entry held back/)).toBeTruthy();
    fireEvent.click(follow);
    expect(shown()).toHaveLength(3);
  });

  it("is searched", async () => {
    await renderPage(<Growing from={1} />, {});
    fireEvent.change(screen.getByLabelText("Search the log"), { target: { value: "entry 2" } });
    expect(shown()).toEqual(["entry 2"]);
    fireEvent.change(screen.getByLabelText("Search the log"), { target: { value: "nothing" } });
    expect(screen.getByText("No entry holds these words.")).toBeTruthy();
  });

  it("reads earlier entries when asked", async () => {
    const log = vi.fn((_input: never) => ({ items: [entry(1), entry(2), entry(3)], nextSeq: null }));
    await renderPage(<Growing from={3} />, { "jobs.log": log });
    expect(shown()).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: /Show 2\searlier entries/ }));
    await screen.findByText(/entry 1/);
    expect(shown()).toEqual(["entry 4", "entry 3", "entry 2", "entry 1"]);
  });
});
