import { describe, expect, it } from "vitest";
import { aJob } from "../../testing/job-fixture.ts";
import { checkDraft } from "./draft-input.ts";
import { draftOfJob, EMPTY_DRAFT, type ProbeDraft } from "./probe-draft.ts";

const GOOD: ProbeDraft = { ...EMPTY_DRAFT, host: "203.0.113.47", port: "443" };

describe("a draft", () => {
  it("becomes the input that it describes", () => {
    expect(checkDraft({ ...GOOD, mac: "00-11-22-33-44-55", notes: " " }).input).toMatchObject({
      kind: "probe",
      method: "tcp",
      vantage: { kind: "edge" },
      target: { host: "203.0.113.47", port: 443, mac: "00:11:22:33:44:55" },
      cadenceMs: 1_000,
      durationMs: 600_000,
      packets: 1,
    });
  });

  it("leaves out what its method does not have", () => {
    const draft: ProbeDraft = { ...GOOD, method: "simulated", path: "/x", expectedStatus: "200" };
    const { input } = checkDraft(draft);
    expect(input?.vantage).toEqual({ kind: "simulator", scenario: "intermittent" });
    expect(input?.target).toEqual({ host: "203.0.113.47" });
    expect(input?.expectedStatus).toBeUndefined();
  });

  it("measures from the device that was chosen, and asks for one", () => {
    const onDevice: ProbeDraft = { ...GOOD, measuresFrom: "device", method: "icmp" };
    expect(Object.keys(checkDraft(onDevice).errors ?? {})).toEqual(["vantage.deviceId"]);
    const deviceId = "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5";
    const cadence = { amount: "200", unit: "ms", isCustom: true } as const;
    const { input } = checkDraft({ ...onDevice, cadence, device: { id: deviceId, name: "gw-12" } });
    expect(input).toMatchObject({ method: "icmp", vantage: { kind: "device", deviceId }, cadenceMs: 200 });
    expect(input?.target).toEqual({ host: "203.0.113.47" });
  });

  it.each<[Partial<ProbeDraft>, string]>([
    [{ host: "" }, "target.host"],
    [{ host: "not a host" }, "target.host"],
    [{ port: "" }, "target.port"],
    [{ port: "70000" }, "target.port"],
    [{ port: "abc" }, "target.port"],
    [{ mac: "zz" }, "target.mac"],
    [{ ip: "300.1.1.1" }, "target.ip"],
    [{ duration: { amount: "3", unit: "s", isCustom: true } }, "durationMs"],
    [{ cadence: { amount: "", unit: "s", isCustom: true } }, "cadenceMs"],
    [{ packets: "99" }, "packets"],
    [{ timeoutMs: "5000" }, "timeoutMs"],
    [{ method: "http", expectedStatus: "200, 9" }, "expectedStatus"],
    [{ notes: "x".repeat(5_000) }, "notes"],
  ])("with %o is refused at %s", (part, path) => {
    expect(Object.keys(checkDraft({ ...GOOD, ...part }).errors ?? {})).toEqual([path]);
  });

  it("of a job makes the same probe again", () => {
    const job = aJob();
    const { input } = checkDraft(draftOfJob(job));
    expect(input?.target).toEqual(job.spec.target);
    expect(input).toMatchObject({ cadenceMs: 1_000, durationMs: 600_000, timeoutMs: 800, method: "tcp" });
  });
});
