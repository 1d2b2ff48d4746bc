import type { Sample } from "@fieldline/domain/job";
import { act, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderPage } from "../../../testing/render-page.tsx";
import { createSampleBuffer, type SampleBuffer } from "../sample-buffer.ts";
import { RouteCard } from "./route-card.tsx";
import { useRoute } from "./use-route.ts";

const round = (seq: number, second: string | null): Sample => ({
  seq,
  tick: seq,
  at: seq * 5_000,
  rttMs: 9,
  hops: [
    { ttl: 1, ip: "192.0.2.1", name: "gate.example.net", rttMs: [1, 1, 1] },
    { ttl: 2, ip: second, rttMs: second ? [4, null, 6] : [null, null, null] },
    { ttl: 3, ip: "198.51.100.7", rttMs: [9, 9, 9] },
  ],
});

let buffer: SampleBuffer;
beforeEach(() => {
  buffer = createSampleBuffer();
});
const Page = () => <RouteCard route={useRoute(buffer, true)} />;

describe("the route of a traceroute", () => {
  it("lists each hop of the last round with its figures over all of them", async () => {
    buffer.add([round(1, "203.0.113.1")]);
    await renderPage(<Page />, {});
    act(() => buffer.add([round(2, "203.0.113.1")]));
    const [, first, second] = within(screen.getByRole("table")).getAllByRole("row");
    expect(first?.textContent).toMatch(/^1gate\.example\.net192\.0\.2\.10\s%1\sms1\sms/);
    expect(second?.textContent).toMatch(/^2203\.0\.113\.133\.3\s%5\sms5\sms/);
    expect(screen.getByText(/2\srounds over 5\ss/)).toBeTruthy();
    expect(screen.getByText("The route has not changed")).toBeTruthy();
  });

  it("names where and when the way has changed", async () => {
    buffer.add([round(1, "203.0.113.1"), round(2, "203.0.113.2")]);
    await renderPage(<Page />, {});
    const [change] = screen.getAllByRole("listitem");
    expect(change?.textContent).toMatch(/\d\d:00:10Hop 2203\.0\.113\.1→203\.0\.113\.2/);
    expect(screen.getByText("and 1 other")).toBeTruthy();
  });

  it("warns of loss only where it goes on to the last hop", async () => {
    const lossy = (seq: number, last: number | null): Sample => {
      const sample = round(seq, "203.0.113.1");
      return {
        ...sample,
        hops: sample.hops?.map((hop) => (hop.ttl === 3 ? { ...hop, rttMs: [9, 9, last] } : hop)) ?? [],
      };
    };
    buffer.add([lossy(1, 9)]);
    await renderPage(<Page />, {});
    expect(screen.getByText(/^33\.3\s%$/).className).not.toContain("text-bad");
    act(() => buffer.add([lossy(2, null)]));
    expect(screen.getByText(/^33\.3\s%$/).className).toContain("text-bad");
  });

  it("says where nobody answers", async () => {
    buffer.add([round(1, null)]);
    await renderPage(<Page />, {});
    expect(screen.getByText("Nobody answers")).toBeTruthy();
  });

  it("waits for the first round", async () => {
    await renderPage(<Page />, {});
    expect(screen.getByText("No round has come yet.")).toBeTruthy();
  });
});
