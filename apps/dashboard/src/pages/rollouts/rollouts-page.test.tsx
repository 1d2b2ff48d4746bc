import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aRollout } from "../../testing/rollout-fixture.ts";
import { RolloutsPage } from "./rollouts-page.tsx";
import { readRolloutsSearch } from "./rollouts-search.ts";

const open = (answers: FakeAnswers, at = "/rollouts") =>
  renderPage(
    <RolloutsPage />,
    { "users.me": () => aMe(), ...answers },
    { path: "/rollouts", at, validateSearch: readRolloutsSearch },
  );

describe("the rollouts", () => {
  it("say each how far and how well", async () => {
    const items = [
      aRollout({ counts: { completed: 5, failed: 1, waiting: 4 }, requesterId: "ada", requesterName: "Ada" }),
    ];
    await open({ "rollouts.list": () => ({ items, nextCursor: null }) });
    const line = (await screen.findByRole("link", { name: "Restart the modems" })).closest("li");
    expect(line?.textContent).toMatch(/Running.*restart-service v3.*6 of 10\sdevices.*1 failed.*Ada/);
  });

  it("are narrowed by what the address says", async () => {
    const list = vi.fn((_input: never) => ({ items: [], nextCursor: null }));
    await open({ "rollouts.list": list }, "/rollouts?status=aborted");
    expect(await screen.findByText("No rollout matches")).toBeTruthy();
    expect(list).toHaveBeenCalledWith(expect.objectContaining({ status: "aborted" }));
  });

  it("are all shown where the address asks for what there is not", async () => {
    const list = vi.fn((_input: never) => ({ items: [], nextCursor: null }));
    await open({ "rollouts.list": list }, "/rollouts?status=failed");
    expect(await screen.findByText("No rollouts yet")).toBeTruthy();
    expect(list.mock.calls[0]?.[0]).not.toHaveProperty("status");
  });

  it("offer the first one, and only to whom may start it", async () => {
    await open({ "rollouts.list": () => ({ items: [], nextCursor: null }) });
    expect(await screen.findByText("No rollouts yet")).toBeTruthy();
    expect(screen.getAllByRole("link", { name: "New rollout" })).toHaveLength(2);
  });

  it("offer none to a viewer, and say why they could not be read", async () => {
    await open({
      "users.me": () => aMe({ role: "viewer" }),
      "rollouts.list": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("Not now.")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "New rollout" })).toBeNull();
  });
});
