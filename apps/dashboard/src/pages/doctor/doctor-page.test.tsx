import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ApiRefusal } from "../../testing/fake-api.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { DoctorPage } from "./doctor-page.tsx";

const NOTHING = { checkedJobs: 3, isPartial: false, findings: [], checkedAt: Date.UTC(2026, 10, 22, 12) };
const lost = {
  kind: "alarm_lost",
  jobId: "job-1",
  name: "Load prices",
  words: "It has something to do, and nothing will wake it.",
  isRepairable: true,
};
const silent = {
  kind: "unreachable",
  jobId: "job-2",
  name: "Report",
  words: "Its object does not answer.",
  isRepairable: false,
};
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole("button", { name }));

it("checks nothing before it is asked to", async () => {
  const check = vi.fn(() => NOTHING);
  await renderPage(<DoctorPage />, { "doctor.check": check });
  expect(screen.getByText("Is everything as it should be?")).toBeTruthy();
  expect(check).not.toHaveBeenCalled();
  press("Check");
  expect((await screen.findByText("Everything is as it should be.")).closest("[role=status]")?.textContent).toMatch(
    /3\sopen jobs and all queues were looked at\./,
  );
  press("Check again");
  await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(2));
});

it("tells what it found, repairs it, and tells what it has done and what stays", async () => {
  await renderPage(<DoctorPage />, {
    "doctor.check": () => ({ ...NOTHING, isPartial: true, findings: [lost, silent] }),
    "doctor.repair": () => ({ ...NOTHING, findings: [silent], repaired: [lost] }),
  });
  press("Check");
  const findings = within(await screen.findByRole("region", { name: "Findings" }));
  expect(findings.getByRole("link", { name: "Load prices" }).getAttribute("href")).toBe("/jobs/job-1");
  expect(findings.getByText(/does not answer\. The doctor cannot put this right/)).toBeTruthy();
  expect(screen.getByRole("status").textContent).toMatch(/^2\sfindings\. .*there are more open jobs/);
  press(/^Repair 1\sfinding$/);
  const done = within(await screen.findByRole("region", { name: "Put right" }));
  expect(done.getByText("Load prices")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toMatch(/^1\sfinding put right\. 1\sfinding stays\./);
  expect(screen.queryByRole("button", { name: /Repair/ })).toBeNull();
});

it("says why a check or a repair failed", async () => {
  const away = () => {
    throw new ApiRefusal("The database is away. Try again.", { reason: "INTERNAL", httpStatus: 500 });
  };
  const answers: Record<string, () => unknown> = { "doctor.check": away, "doctor.repair": away };
  await renderPage(<DoctorPage />, answers);
  press("Check");
  expect(await screen.findByText("The check could not be loaded")).toBeTruthy();
  answers["doctor.check"] = () => ({ ...NOTHING, findings: [lost] });
  press("Try again");
  await screen.findByRole("region", { name: "Findings" });
  press(/^Repair/);
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
});
