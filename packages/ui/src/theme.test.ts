// @vitest-environment happy-dom
import { beforeEach, expect, it } from "vitest";
import { applyTheme, chooseTheme, readTheme, THEME_STORAGE_KEY, watchTheme } from "./theme.ts";

beforeEach(() => {
  localStorage.clear();
  applyTheme("system");
});

it("follows the system until the reader chooses", () => {
  expect(readTheme()).toBe("system");
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

it("keeps and shows a choice, and forgets it when the system is chosen again", () => {
  chooseTheme("dark");
  expect([readTheme(), document.documentElement.dataset.theme]).toEqual(["dark", "dark"]);
  chooseTheme("system");
  expect(localStorage.getItem(THEME_STORAGE_KEY)).toBeNull();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

it("reads anything it does not know as the system's choice", () => {
  localStorage.setItem(THEME_STORAGE_KEY, "sepia");
  expect(readTheme()).toBe("system");
});

it("tells a watcher of a change until it stops watching", async () => {
  let changes = 0;
  const stop = watchTheme(() => {
    changes += 1;
  });
  applyTheme("dark");
  await new Promise((resolve) => setTimeout(resolve));
  expect(changes).toBe(1);
  stop();
  applyTheme("light");
  await new Promise((resolve) => setTimeout(resolve));
  expect(changes).toBe(1);
});
