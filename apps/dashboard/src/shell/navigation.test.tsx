import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aMe } from "../testing/me-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { Navigation } from "./navigation.tsx";

const open = async (role: "viewer" | "tech" | "operator" | "admin") => {
  const page = await renderPage(
    <>
      <Navigation />
      <main id="main" />
    </>,
    { "users.me": () => aMe({ role }) },
  );
  await waitFor(() => expect(page.cache.isFetching()).toBe(0));
  return page;
};
const labels = () => screen.getAllByRole("link").map(({ textContent }) => textContent);

const WORK = ["Fieldline", "Overview", "Jobs", "Devices", "Rollouts", "Templates", "Schedules", "Queues"];

describe("the pages that are offered", () => {
  it.each(["viewer", "tech", "operator"] as const)(
    "leave out to a %s what only administrators may do",
    async (role) => {
      await open(role);
      expect(labels()).toEqual([...WORK, "Tech view"]);
      fireEvent.click(screen.getByRole("button", { name: "More" }));
      await screen.findByRole("menuitem", { name: "Templates" });
      expect(screen.queryByRole("menuitem", { name: "Audit" })).toBeNull();
    },
  );

  it("are all there for an administrator, on a phone behind one button", async () => {
    const { router } = await open("admin");
    expect(labels()).toEqual([...WORK, "People", "Audit", "Settings", "Tech view"]);
    fireEvent.click(screen.getByRole("button", { name: "More" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Audit" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/audit"));
  });
});
