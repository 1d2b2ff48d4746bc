import { expect, it } from "vitest";
import { addressOf } from "./target-address.ts";

it.each([
  [{ host: "203.0.113.47" }, "203.0.113.47"],
  [{ host: "203.0.113.47", port: 443 }, "203.0.113.47:443"],
  [{ host: "2001:db8::1", port: 443 }, "[2001:db8::1]:443"],
  [{ host: "example.net", port: 80, path: "/a" }, "example.net:80/a"],
  [{ host: "example.net", path: "/" }, "example.net"],
])("writes %o as %s", (target, words) => expect(addressOf(target)).toBe(words));
