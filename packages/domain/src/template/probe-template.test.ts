import { expect, it } from "vitest";
import { createJobInput } from "../input/create-job.ts";
import { fillProbe, probeTemplateIssues } from "./probe-template.ts";

const PROBE = {
  name: "Line of {{ACCOUNT}}",
  method: "tcp",
  vantage: { kind: "edge" },
  target: { host: "{{HOST}}", port: "{{PORT}}", accountNumber: "{{ACCOUNT}}" },
  cadenceMs: 1_000,
  durationMs: "{{FOR_MS}}",
};
const DECLARED = ["HOST", "PORT", "ACCOUNT", "FOR_MS"].map((name) => ({ name }));
const pathsOf = (probe: object, declared = DECLARED) =>
  probeTemplateIssues({ ...PROBE, ...probe } as never, declared).map(({ path }) => path);

it("fills a probe in, numbers as numbers, and leaves out of the target what is empty", () => {
  const values = { HOST: "modem.example", PORT: "443", ACCOUNT: "", FOR_MS: "600000" };
  expect(fillProbe(PROBE, values)).toEqual({
    ...PROBE,
    name: "Line of ",
    target: { host: "modem.example", port: 443 },
    durationMs: 600_000,
  });
});

it("takes a template that leaves fields to whoever makes the probe", () => {
  expect(pathsOf({})).toEqual([]);
  expect(probeTemplateIssues({ method: "http", vantage: { kind: "edge" } }, [])).toEqual([]);
});

it.each<[object, string[]]>([
  [{ cadenceMs: 1 }, ["cadenceMs"]],
  [{ target: { host: "not a host" } }, ["target.host"]],
  [{ method: "ping" }, ["method"]],
  [{ kind: "probe", speed: 3 }, ["kind", "speed"]],
  [{ notes: "{{WHY}}" }, ["notes"]],
  [{ packets: 99, durationMs: 60_000 }, ["packets"]],
])("refuses %j", (probe, paths) => expect(pathsOf(probe)).toEqual(paths));

it("is named by a probe's creation, whose own fields are kept apart from it until the whole is known", () => {
  const asked = { kind: "probe" as const, templateId: "line-check", variables: { HOST: "a" }, runAt: 5, packets: 2 };
  expect(createJobInput.parse(asked)).toEqual({
    kind: "probe",
    templateId: "line-check",
    variables: { HOST: "a" },
    runAt: 5,
    given: { packets: 2 },
  });
  const pathsOfInput = (input: object) =>
    createJobInput.safeParse(input).error?.issues.map(({ path }) => path.join(".")) ?? [];
  expect(pathsOfInput({ ...asked, templateId: "", dependsOn: ["x"] })).toEqual(["templateId", "dependsOn.0"]);
  expect(pathsOfInput({ kind: "probe" })).toContain("target");
});
