import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { FakeAnswers } from "../../testing/fake-api.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { aProbeTemplate, aTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { NewProbePage } from "./new-probe-page.tsx";
import { readNewProbeSearch } from "./new-probe-search.ts";

const TEMPLATE = aProbeTemplate();
const open = (answers: FakeAnswers = {}) =>
  renderPage(
    <NewProbePage />,
    {
      "users.me": () => aMe(),
      "config.get": () => DEFAULT_CONFIG,
      "jobs.stats": () => ({
        running: 0,
        limits: { jobsPerUserPerDay: 50, runningJobs: 9, usedToday: 1, resetsAt: 0 },
      }),
      "templates.get": () => TEMPLATE,
      ...answers,
    },
    { path: "/jobs/new", at: "/jobs/new?template=line-check", validateSearch: readNewProbeSearch },
  );
beforeEach(() => sessionStorage.clear());

it("a probe of a template asks for its values, fills the form in and sends it as it is shown", async () => {
  const create = vi.fn((_input: never) => aJob());
  await open({ "jobs.create": create });
  fireEvent.click(await screen.findByRole("button", { name: "Fill in the form" }));
  expect(await screen.findByText("ACCOUNT is required.")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("ACCOUNT"), { target: { value: "ACC-9" } });
  fireEvent.click(screen.getByRole("button", { name: "Fill in the form" }));
  expect(await screen.findByLabelText(/^Account/)).toMatchObject({ value: "ACC-9" });
  expect(screen.getByLabelText("Host")).toMatchObject({ value: "modem.example" });
  fireEvent.change(screen.getByLabelText(/^Account/), { target: { value: "" } });
  fireEvent.click(screen.getByRole("button", { name: "Start the probe" }));
  await waitFor(() => expect(create).toHaveBeenCalled());
  expect(create.mock.calls[0]?.[0]).toMatchObject({
    templateId: TEMPLATE.id,
    variables: { ACCOUNT: "ACC-9" },
    target: { host: "modem.example", port: 443, accountNumber: null },
    cadenceMs: 2_000,
  });
});

it("a template of another kind makes no probe", async () => {
  await open({ "templates.get": () => aTemplate() });
  expect(await screen.findByText("There is no such template of probes")).toBeTruthy();
});

it.each([
  [
    { template: "a", values: "A=1", other: "1" },
    { template: "a", values: "A=1" },
  ],
  [{ template: 3, values: 1, from: "x" }, {}],
])("keeps out of the address what it does not know: %j", (raw, known) =>
  expect(readNewProbeSearch(raw)).toEqual(known),
);
