import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ApiRefusal } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { Figures } from "./figures.tsx";

const STATS = {
  running: 3,
  completedToday: 1_204,
  averageLossToday: null,
  alertsToday: 2,
  jobsToday: 1_300,
  limits: { jobsPerUserPerDay: 50, runningJobs: 100, usedToday: 12, resetsAt: 0 },
  hours: [],
};

describe("the figures", () => {
  it("each lead to the list behind them", async () => {
    await renderPage(<Figures />, { "jobs.stats": () => STATS, "users.me": () => aMe() });
    await screen.findByText("My jobs today");
    const links = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(links).toEqual([
      ["Running now3", "/jobs?status=running"],
      ["Completed today1,204", "/jobs?status=completed&when=today"],
      ["Average loss today–", "/jobs?when=today&sort=-lossPercent"],
      ["Alerts today2", "/?alerts=today#alerts"],
      ["My jobs today12of 50", "/jobs?by=me&when=today"],
    ]);
  });

  it("leave out the reader's own limit where they may start nothing", async () => {
    await renderPage(<Figures />, { "jobs.stats": () => STATS, "users.me": () => aMe({ role: "viewer" }) });
    await screen.findByText("1,204");
    expect(screen.queryByText("My jobs today")).toBeNull();
  });

  it("can be asked for again when they could not be loaded", async () => {
    await renderPage(<Figures />, {
      "jobs.stats": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("Not now.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});
