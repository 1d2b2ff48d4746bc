import { expect, it } from "vitest";
import { aCommand } from "../testing/job-fixture.ts";
import { commandWords } from "./command-words.ts";

const { spec } = aCommand();
const onlyStep = { ...spec, document: { ...spec.document, steps: spec.document.steps.slice(0, 1) } };

it.each([
  ["Stop and 1 more", spec],
  ["Stop", onlyStep],
  ["reboot-modem v3", { ...spec, template: { slug: "reboot-modem", version: 3 } }],
])("says %j", (words, spec) => expect(commandWords(spec)).toBe(words));
