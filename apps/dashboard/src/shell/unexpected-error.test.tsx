import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { UnexpectedError } from "./unexpected-error.tsx";

it("tells what to do and nothing of the inside", async () => {
  const reset = vi.fn();
  await renderPage(<UnexpectedError reset={reset} />, {});
  const { textContent } = screen.getByRole("alert");
  expect(textContent).toContain("This page could not be shown");
  expect(textContent).not.toMatch(/error|stack|undefined|TypeError/i);
  screen.getByRole("button", { name: "Try again" }).click();
  expect(reset).toHaveBeenCalled();
  expect(screen.getByRole("link", { name: "To the overview" }).getAttribute("href")).toBe("/");
});
