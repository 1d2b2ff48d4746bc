import type { ProbeSummary, Verdict } from "@fieldline/domain/job";
import { formatClock } from "@fieldline/ui/time";
import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aDeviceProbe, aJob } from "../../testing/job-fixture.ts";
import { tickWords, VerdictBanner } from "./verdict-banner.tsx";

const summary = (sent: number, missedTicks: number) => ({ sent, missedTicks }) as ProbeSummary;
const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

describe("the verdict", () => {
  it("says since when, in the reader's zone", () => {
    const since = Date.now() - 60_000;
    const verdict: Verdict = { state: "intermittent", reason: "Intermittent link. 6.4 % loss.", since };
    const { container } = render(<VerdictBanner job={aJob({ verdict })} />);
    expect(plain(container.textContent)).toContain(`Intermittent link since ${formatClock(since)}. 6.4 % loss.`);
  });

  it("says that nothing is measured yet", () => {
    const { container } = render(<VerdictBanner job={aJob()} />);
    expect(container.textContent).toContain("Not measured yet.");
  });

  it("says which device it waits for", () => {
    const job = aDeviceProbe({ status: "assigned", startedAt: null, prober: { state: "waiting", since: 1_000 } });
    const { container } = render(<VerdictBanner job={job} />);
    expect(container.textContent).toBe("Waits for gw-12. ");
  });
});

describe("the ticks", () => {
  it("count by tick, not by packet", () => {
    expect(plain(tickWords(summary(960, 4), 2))).toBe("4 of 484 ticks not measured");
    expect(plain(tickWords(summary(1, 0), 1))).toBe("1 tick measured");
    expect(tickWords(null, 1)).toBe("");
  });
});
