import { describe, expect, it } from "vitest";
import { createProbeInput, probeSpecOf } from "../input/create-job.ts";
import type { ProbeJob, ProbeTarget } from "../job/job.ts";
import { newJob } from "../job/new-job.ts";
import { reportOf } from "./report.ts";

const TARGET = {
  host: "line.example.net",
  port: 8443,
  path: "/status?token=s3cret",
  accountNumber: "ACC-4711/12",
  mac: "00:11:22:33:44:55",
  ip: "198.51.100.9",
};
const HIDDEN = { showsAccount: false, showsRequester: false };

function probe({ name, target = TARGET, notes }: { name?: string; target?: ProbeTarget; notes?: string }): ProbeJob {
  const input = createProbeInput.parse({
    ...{ kind: "probe", target, method: "http", vantage: { kind: "edge" }, cadenceMs: 1_000, durationMs: 60_000 },
    ...{ name, notes },
  });
  const requester = { id: "user-1", name: "Grace Brewster Hopper" };
  return newJob(input, { id: "job-1", spec: probeSpecOf(input, 1), requester, now: 5 });
}

const titleOf = (job: ProbeJob, choice = HIDDEN) =>
  reportOf(job, { series: { bucketMs: 1_000, buckets: [] }, generatedAt: 9, expiresAt: 10, ...choice }).title;

describe("a report's title", () => {
  it.each(["Evening drops", "Line 4711", "Hop by hop", "Röhrenweg 8 — <b>modem</b>"])(
    "is the job's name: %s",
    (name) => {
      expect(titleOf(probe({ name }))).toBe(name);
    },
  );

  it.each([
    ["the account number", "Drops of ACC-4711/12"],
    ["the account number in another spelling", "acc 471 112, drops"],
    ["the account number in full-width digits", "ACC-４７１１-12"],
    ["the MAC", "Modem 0011.2233.4455"],
    ["the address behind the name", "Line at 198.51.100.9"],
    ["the path", "GET /status?token=s3cret"],
    ["the requester", "Probe of grace brewster hopper"],
    ["a part of the requester's name", "Hopper's line"],
    ["the notes", "Gate code 9876"],
  ])("is a neutral one where the name tells %s", (_what, name) => {
    expect(titleOf(probe({ name, notes: "gate code: 9876" }))).toBe("HTTP line.example.net:8443");
  });

  it("tells what was chosen", () => {
    expect(titleOf(probe({ name: "ACC-4711/12" }), { ...HIDDEN, showsAccount: true })).toBe("ACC-4711/12");
    expect(titleOf(probe({ name: "Hopper's" }), { ...HIDDEN, showsRequester: true })).toBe("Hopper's");
    expect(titleOf(probe({ name: "Hopper's" }), { ...HIDDEN, showsAccount: true })).not.toContain("Hopper");
  });

  it("is the name that was made for the job where that tells no path", () => {
    expect(titleOf(probe({ target: { host: "line.example.net", path: "/" } }))).toBe("HTTP line.example.net/");
    expect(titleOf(probe({ target: { host: "2001:db8::1", port: 81, path: "/a" } }))).toBe("HTTP [2001:db8::1]:81");
  });

  it("is not taken for told by an account number of separators", () => {
    expect(titleOf(probe({ name: "Evening drops", target: { host: "a.example", accountNumber: "--" } }))).toBe(
      "Evening drops",
    );
    expect(titleOf(probe({ name: "Evening -- drops", target: { host: "a.example", accountNumber: "--" } }))).toBe(
      "HTTP a.example",
    );
  });
});
