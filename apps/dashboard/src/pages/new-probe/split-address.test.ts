import { expect, it } from "vitest";
import { splitAddress } from "./split-address.ts";

it.each([
  ["203.0.113.47", { host: "203.0.113.47" }],
  ["  modem.example.net ", { host: "modem.example.net" }],
  ["modem.example.net:8443", { host: "modem.example.net", port: "8443" }],
  ["2001:db8::47", { host: "2001:db8::47" }],
  ["[2001:db8::47]:80", { host: "2001:db8::47", port: "80" }],
  ["[2001:db8::47]", { host: "2001:db8::47" }],
  ["http://example.net", { host: "example.net", port: "80", isHttp: true }],
  ["https://example.net/a?b=1", { host: "example.net", port: "443", path: "/a?b=1", isHttp: true }],
  ["http://[2001:db8::1]:8080/", { host: "2001:db8::1", port: "8080", isHttp: true }],
  ["http://", { host: "http://" }],
])("takes %s apart", (text, parts) => expect(splitAddress(text)).toEqual(parts));
