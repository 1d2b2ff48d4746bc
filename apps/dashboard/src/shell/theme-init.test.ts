import { THEME_STORAGE_KEY } from "@fieldline/ui/theme";
import { beforeEach, expect, it } from "vitest";
import script from "../../public/theme-init.js?raw";

const run = () => new Function(script)();

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});

it.each(["light", "dark"])("shows the chosen %s theme before the first paint", (choice) => {
  localStorage.setItem(THEME_STORAGE_KEY, choice);
  run();
  expect(document.documentElement.dataset.theme).toBe(choice);
});

it("follows the system without a choice, and with one that it does not know", () => {
  run();
  localStorage.setItem(THEME_STORAGE_KEY, "<b>");
  run();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});
