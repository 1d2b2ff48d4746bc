import { createProbeInput, probeSpecOf } from "@fieldline/domain/create-job";
import type { ProbeJob } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { type Draft, EMPTY_DRAFT, inputOf } from "../start/draft.ts";
import { draftOf } from "./same-again.ts";

const specOf = (draft: Partial<Draft>) =>
  probeSpecOf(createProbeInput.parse(inputOf({ ...EMPTY_DRAFT, ...draft }, "key")), 7);

it.each<Partial<Draft>>([
  { text: "203.0.113.47", port: "8080" },
  { text: "gw-12.example.net", method: "http", port: "80", durationMs: 60_000 },
  { text: "ACC-7731", address: "203.0.113.47", cadenceMs: 5_000 },
  { text: "00:11:22:33:44:55", address: "gw-12.example.net" },
  { method: "simulated", scenario: "offline" },
])("asks for the same probe again: %o", (draft) => {
  const spec = specOf(draft);
  expect(specOf(draftOf({ spec } as ProbeJob))).toEqual(spec);
});
