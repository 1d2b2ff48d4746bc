import { describe, expect, it } from "vitest";
import { unmetCondition } from "./conditions.ts";
import type { DocumentCondition } from "./document.ts";

const facts = { operatingSystem: "debian", architecture: "arm64", "device.name": "gate-7", site: "Oslo" };
const equal = (key: string, ...value: string[]): DocumentCondition => ({ key, value, type: "stringEqual" });
const notEqual = (key: string, ...value: string[]): DocumentCondition => ({ key, value, type: "stringNotEqual" });

describe("the conditions", () => {
  it.each([
    [undefined],
    [[]],
    [[equal("operatingSystem", "ubuntu", "debian")]],
    [[equal("device.name", "gate-7"), notEqual("site", "Bergen")]],
    [[notEqual("floor", "2")]],
  ])("%j hold", (conditions) => expect(unmetCondition(conditions, facts)).toBeUndefined());

  it.each([
    [
      [equal("operatingSystem", "ubuntu", "redhat")],
      'operatingSystem is "debian" here; the document runs only where it is "ubuntu" or "redhat".',
    ],
    [
      [equal("operatingSystem", "Debian")],
      'operatingSystem is "debian" here; the document runs only where it is "Debian".',
    ],
    [[equal("floor", "2")], 'floor is not known here; the document runs only where it is "2".'],
    [[equal("toString", "2")], 'toString is not known here; the document runs only where it is "2".'],
    [[notEqual("site", "Oslo")], 'site is "Oslo" here; the document does not run where it is "Oslo".'],
    [
      [equal("site", "Oslo"), equal("architecture", "x64")],
      'architecture is "arm64" here; the document runs only where it is "x64".',
    ],
  ])("%j do not: %s", (conditions, words) => expect(unmetCondition(conditions, facts)).toBe(words));
});
