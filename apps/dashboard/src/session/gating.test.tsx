import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { JobButtons } from "../pages/job/job-buttons.tsx";
import { NoSuchJob } from "../pages/job/no-such-job.tsx";
import { NoJobs } from "../pages/jobs/no-jobs.tsx";
import { LastJobs } from "../pages/overview/last-jobs.tsx";
import { aJob } from "../testing/job-fixture.ts";
import { aMe } from "../testing/me-fixture.ts";
import { renderPage } from "../testing/render-page.tsx";
import { NoAccess } from "./no-access.tsx";

const empty = { "jobs.list": () => ({ items: [], nextCursor: null }) };
const as = (role: "viewer" | "tech") => ({ "users.me": () => aMe({ id: "me", name: "Mia", role }), ...empty });
const starts = () => screen.queryAllByRole("link", { name: /New probe|Run again/ });

const PLACES = {
  "an empty list": <NoJobs search={{}} onClear={() => {}} />,
  "a search without matches": <NoJobs search={{ status: "failed" }} onClear={() => {}} />,
  "a job that is not there": <NoSuchJob />,
  "the last jobs": <LastJobs />,
  "a job's buttons": <JobButtons job={aJob({ status: "completed" })} />,
};

describe.each(Object.entries(PLACES))("%s", (_, place) => {
  it("offers a new probe to a tech", async () => {
    await renderPage(place, as("tech"));
    expect(await screen.findByRole("link", { name: /New probe|Run again/ })).toBeTruthy();
  });

  it("offers none to a viewer", async () => {
    const { cache } = await renderPage(
      <>
        {place}
        <NoAccess page="known" action="jobs.create" />
      </>,
      as("viewer"),
    );
    await screen.findByText(/you are signed in as Mia/);
    await expect.poll(() => cache.isFetching()).toBe(0);
    expect(starts()).toEqual([]);
  });
});

it("a page that is not open says which role it takes, which one has, and whom to ask", async () => {
  await renderPage(<NoAccess page="People" action="users.list" />, as("tech"));
  const words = await screen.findByText(/Mia/);
  expect(words.textContent).toMatch(/takes the role Admin.*the role Tech.*An administrator can give you another role/);
});
