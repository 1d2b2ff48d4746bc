import { createProbeInput } from "@fieldline/domain/create-job";
import { describe, expect, it } from "vitest";
import { type Draft, EMPTY_DRAFT, inputOf, missingIn, needsAddress, titleOf } from "./draft.ts";

const draft = (change: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, ...change });

describe("inputOf", () => {
  it.each([
    draft({ text: "203.0.113.47" }),
    draft({ text: "gw-12.example.net", method: "http", port: "80" }),
    draft({ text: "https://status.example.net/up", method: "http" }),
    draft({ text: "ACC-7731", address: "203.0.113.47" }),
    draft({ text: "00:11:22:33:44:55", address: "gw-12.example.net:7547" }),
    draft({ text: "", method: "simulated" }),
    draft({ text: "ACC-7731", method: "simulated" }),
    draft({ text: "203.0.113.47", notes: "  no sync at night " }),
  ])("makes a job that the server takes of draft %#", (filled) => {
    expect(missingIn(filled)).toEqual({});
    expect(createProbeInput.safeParse(inputOf(filled, "key-1")).error).toBeUndefined();
  });

  it("measures an account at its address and keeps the account for the search", () => {
    const { target } = inputOf(draft({ text: "ACC-7731", address: "203.0.113.47:8080" }), "key-1");
    expect(target).toEqual({ accountNumber: "ACC-7731", host: "203.0.113.47", ip: "203.0.113.47", port: 8080 });
  });

  it("sends a single-label host as a host when the address is asked for", () => {
    expect(inputOf(draft({ text: "ACC-7731", address: "modem12" }), "key-1").target.host).toBe("modem12");
  });

  it("takes port and path from a URL before the port field", () => {
    const { target } = inputOf(draft({ text: "http://a.example.net:8080/up", method: "http", port: "1" }), "key-1");
    expect(target).toEqual({ host: "a.example.net", port: 8080, path: "/up" });
  });

  it("never sends a port into the simulator", () => {
    const { target, vantage } = inputOf(draft({ text: "203.0.113.47", method: "simulated" }), "key-1");
    expect(target.port).toBeUndefined();
    expect(vantage).toEqual({ kind: "simulator", scenario: "intermittent" });
  });
});

describe("missingIn", () => {
  it("asks for a target", () => expect(missingIn(draft({}))).toHaveProperty("target"));
  it("asks where an account is to be measured", () => {
    expect(needsAddress(draft({ text: "ACC-7731" }))).toBe(true);
    expect(missingIn(draft({ text: "ACC-7731" }))).toHaveProperty("address");
    expect(missingIn(draft({ text: "ACC-7731", address: "1.2.3" }))).toHaveProperty("address");
  });
  it("asks for the port of a TCP probe unless the target has one", () => {
    expect(missingIn(draft({ text: "203.0.113.47", port: "" }))).toHaveProperty("port");
    expect(missingIn(draft({ text: "203.0.113.47:25", port: "" }))).toEqual({});
    expect(missingIn(draft({ text: "203.0.113.47", port: "", method: "http" }))).toEqual({});
  });
  it("asks for nothing before the simulator", () => {
    expect(missingIn(draft({ method: "simulated", port: "" }))).toEqual({});
  });
});

it("calls a waiting start by who and where", () => {
  expect(titleOf(inputOf(draft({ text: "ACC-7731", address: "203.0.113.47" }), "k"))).toBe(
    "ACC-7731 at 203.0.113.47:443",
  );
  expect(titleOf(inputOf(draft({ text: "2001:db8::17" }), "k"))).toBe("[2001:db8::17]:443");
});
