import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handleKey, listShortcuts, registerShortcut } from "./shortcut-registry.ts";

const undo: (() => void)[] = [];
const add = (key: string, label: string) => {
  const run = vi.fn();
  const remove = registerShortcut({ key, label, run });
  undo.push(remove);
  return { run, remove };
};
const press = (key: string, on: Element = document.body, more: KeyboardEventInit = {}) =>
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

beforeEach(() => document.addEventListener("keydown", handleKey));
afterEach(() => {
  document.removeEventListener("keydown", handleKey);
  for (const remove of undo.splice(0)) remove();
  document.body.replaceChildren();
});

describe("a shortcut", () => {
  it("runs on its key alone", () => {
    const { run } = add("c", "Cancel");
    press("c");
    press("c", document.body, { ctrlKey: true });
    press("x");
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("does not run while the reader types or answers a question", () => {
    const { run } = add("c", "Cancel");
    document.body.innerHTML = "<input /><div></div>";
    press("c", document.querySelector("input") as Element);
    document.querySelector("div")?.setAttribute("role", "alertdialog");
    press("c");
    expect(run).not.toHaveBeenCalled();
  });

  it("of the page goes before the shell's, and gives it back", () => {
    const shell = add("n", "New probe");
    const page = add("n", "Next");
    press("n");
    expect(listShortcuts().map(({ label }) => label)).toEqual(["Next"]);
    page.remove();
    press("n");
    expect([shell.run.mock.calls.length, page.run.mock.calls.length]).toEqual([1, 1]);
  });
});
