import { expect, it, vi } from "vitest";
import { notify, onFirstToast, showToastsBy } from "./notify.ts";

it("keeps what is said before the toaster is there, and asks for it", () => {
  const [wanted, shown] = [vi.fn(), vi.fn()];
  const forget = onFirstToast(wanted);
  notify({ tone: "success", title: "first" });
  expect(wanted).toHaveBeenCalled();
  const stop = showToastsBy(shown);
  notify({ tone: "error", title: "second" });
  expect(shown.mock.calls.map(([toast]) => toast.title)).toEqual(["first", "second"]);
  stop();
  forget();
});
