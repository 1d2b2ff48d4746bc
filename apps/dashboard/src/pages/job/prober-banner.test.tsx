import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aDeviceProbe, aJob } from "../../testing/job-fixture.ts";
import { ProberBanner } from "./prober-banner.tsx";

const since = Date.now() - 60_000;
const shown = (job: Parameters<typeof ProberBanner>[0]["job"]) => render(<ProberBanner job={job} />).container;

describe("a lost prober", () => {
  it("is said to be lost, and that this tells nothing of the target", () => {
    const banner = shown(aDeviceProbe({ prober: { state: "lost", since } }));
    expect(banner.textContent).toMatch(/^gw-12 is lost: it has not been heard of since .*nothing about the target/);
    expect(banner.innerHTML).not.toContain("bad");
  });

  it("is still said after the end, without a promise", () => {
    const banner = shown(aDeviceProbe({ prober: { state: "lost", since }, status: "completed", endedAt: since }));
    expect(banner.textContent).toMatch(/^gw-12 is lost: it was not heard of since/);
    expect(banner.textContent).not.toContain("filled in");
  });
});

it("says nothing of a prober that is there, is awaited, or is the edge", () => {
  for (const job of [aJob(), aDeviceProbe(), aDeviceProbe({ prober: { state: "waiting", since } })])
    expect(shown(job).textContent).toBe("");
});
