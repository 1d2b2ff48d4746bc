import { describe, expect, it } from "vitest";
import { fillTemplate, toldValues } from "./fill-template.ts";

const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "Restart", type: "runCommand", input: { command: "systemctl,restart,{{SERVICE}}" } } }],
};
const VARIABLES = [
  { name: "SERVICE", required: true, pattern: "[a-z-]+" },
  { name: "WAIT", default: "5" },
];

describe("a template", () => {
  it("is shown as the device gets it", () => {
    const { document, errors } = fillTemplate(DOCUMENT, VARIABLES, { SERVICE: "nginx", gone: "x" });
    expect(document?.steps[0]?.action.input).toEqual({ command: "systemctl,restart,nginx" });
    expect(errors).toEqual({});
  });

  it("says at each variable what is wrong with it", () => {
    expect(fillTemplate(DOCUMENT, VARIABLES, {}).errors.SERVICE).toMatch(/required/);
    expect(fillTemplate(DOCUMENT, VARIABLES, { SERVICE: "a b" }).errors.SERVICE).toMatch(/match/);
  });

  it("says what is wrong with its document, and where", () => {
    expect(fillTemplate({ ...DOCUMENT, version: "3" }, [], {}).faults[0]).toMatch(/^version: /);
  });
});

it("only what differs from the defaults is told", () => {
  expect(toldValues(VARIABLES, { SERVICE: "nginx", WAIT: "5" })).toEqual({ SERVICE: "nginx" });
  expect(toldValues(VARIABLES, { WAIT: "" })).toEqual({ WAIT: "" });
});
