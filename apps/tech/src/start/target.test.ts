import { describe, expect, it } from "vitest";
import { isMeasurable, kindsOf, recognise } from "./target.ts";

describe("recognise", () => {
  it.each([
    ["203.0.113.47", { kind: "ip", value: "203.0.113.47" }],
    [" 203.0.113.47 ", { kind: "ip", value: "203.0.113.47" }],
    ["2001:db8::17", { kind: "ip", value: "2001:db8::17" }],
    ["[2001:db8::17]:8443", { kind: "ip", value: "2001:db8::17", port: 8443 }],
    ["203.0.113.47:8080", { kind: "ip", value: "203.0.113.47", port: 8080 }],
    ["gw-12.example.net", { kind: "host", value: "gw-12.example.net" }],
    ["gw-12.example.net:25", { kind: "host", value: "gw-12.example.net", port: 25 }],
    ["localhost", { kind: "host", value: "localhost" }],
    ["https://status.example.net", { kind: "host", value: "status.example.net", port: 443, isUrl: true }],
    [
      "http://status.example.net:8080/up?x=1",
      { kind: "host", value: "status.example.net", port: 8080, isUrl: true, path: "/up?x=1" },
    ],
    ["00-11-22-33-44-5F", { kind: "mac", value: "00:11:22:33:44:5f" }],
    ["00:11:22:33:44:55", { kind: "mac", value: "00:11:22:33:44:55" }],
    ["0011.2233.4455", { kind: "mac", value: "00:11:22:33:44:55" }],
    ["00112233445f", { kind: "mac", value: "00:11:22:33:44:5f" }],
    ["ACC-7731", { kind: "account", value: "ACC-7731" }],
    ["7731", { kind: "account", value: "7731" }],
    ["1.2.3", { kind: "account", value: "1.2.3" }],
    ["999.1.1.1", { kind: "account", value: "999.1.1.1" }],
    ["Müller GmbH", { kind: "account", value: "Müller GmbH" }],
  ])("%s", (text, target) => expect(recognise(text)).toEqual(target));

  it("takes twelve bare digits for an account, and for a MAC on the reader's word", () => {
    expect(recognise("001122334455")?.kind).toBe("account");
    expect(recognise("001122334455", "mac")).toEqual({ kind: "mac", value: "00:11:22:33:44:55" });
  });

  it("ignores the reader's word where it cannot be so", () => {
    expect(recognise("203.0.113.47", "mac")?.kind).toBe("ip");
  });

  it("finds nothing in nothing", () => expect(recognise("   ")).toBeNull());
});

it("offers what else a text could be", () => {
  expect(kindsOf("modem12")).toEqual(["account", "host"]);
  expect(kindsOf("203.0.113.47")).toEqual(["ip", "account"]);
  expect(kindsOf("https://status.example.net")).toEqual(["host"]);
});

it.each([
  ["203.0.113.47", true],
  ["gw-12.example.net:80", true],
  ["1.2.3", false],
  ["two words", false],
  ["", false],
])("whether %s can be measured at: %s", (text, is) => expect(isMeasurable(text)).toBe(is));
