import type { Job } from "@fieldline/domain/job";
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { aCommand, aJob, aTask } from "../testing/job-fixture.ts";
import { aMe } from "../testing/me-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { useJobControls } from "./job-controls.ts";

function Shown({ job }: { job: Job }) {
  const controls = useJobControls()(job);
  return (
    <p>
      {Object.keys(controls)
        .filter((key) => controls[key as keyof typeof controls])
        .join(" ") || "nothing"}
    </p>
  );
}

const mine = { requesterId: "me" };
const theirs = { requesterId: "desk" };

it.each([
  ["viewer", mine, "running", "nothing"],
  ["tech", mine, "running", "canPause canCancel"],
  ["tech", mine, "paused", "canResume canCancel"],
  ["tech", mine, "completed", "canDelete"],
  ["tech", theirs, "running", "nothing"],
  ["tech", theirs, "completed", "nothing"],
  ["operator", theirs, "running", "canPause canCancel"],
  ["admin", theirs, "completed", "canDelete"],
] as const)("a %s with the job of %j that is %s: %s", async (role, requester, status, words) => {
  const { cache } = await renderPage(<Shown job={aJob({ ...requester, status })} />, {
    "users.me": () => aMe({ id: "me", role }),
  });
  await waitFor(() => expect(cache.isFetching()).toBe(0));
  expect(await screen.findByText(words)).toBeTruthy();
});

it("offers nothing until it is known who asks", async () => {
  await renderPage(<Shown job={aJob()} />, { "users.me": () => new Promise(() => {}) });
  expect(screen.getByText("nothing")).toBeTruthy();
});

it.each([
  ["failed", "canDelete canRetry canResubmit"],
  ["timed_out", "canDelete canRetry canResubmit"],
  ["completed", "canDelete canResubmit"],
  ["rejected", "canDelete canResubmit"],
] as const)("offers another try of a command that is %s: %s", async (status, words) => {
  await renderPage(<Shown job={aCommand({ status })} />, { "users.me": () => aMe() });
  expect(await screen.findByText(words)).toBeTruthy();
});

it("offers no other try of a command to a technician, who may not run one", async () => {
  await renderPage(<Shown job={aCommand({ ...mine, status: "failed" })} />, {
    "users.me": () => aMe({ id: "me", role: "tech" }),
  });
  expect(await screen.findByText("canDelete")).toBeTruthy();
});

it.each([
  ["admin", "queued", "canCancel canForceComplete canReassign canSetPriority"],
  ["admin", "running", "canPause canCancel canForceComplete canReassign canSetPriority"],
  ["operator", "queued", "canCancel canReassign canSetPriority"],
  ["operator", "failed", "canDelete canRetry"],
  ["tech", "queued", "canCancel"],
] as const)("offers %s of their own task that is %s: %s", async (role, status, words) => {
  await renderPage(<Shown job={aTask({ ...mine, status })} />, { "users.me": () => aMe({ id: "me", role }) });
  expect(await screen.findByText(words)).toBeTruthy();
});
