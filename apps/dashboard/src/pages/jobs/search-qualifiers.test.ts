import { expect, it } from "vitest";
import { readQualifiers } from "./search-qualifiers.ts";

it.each([
  ["ACC-7731", { q: "ACC-7731" }],
  ["status:failed,timed-out account:7731", { status: "failed,timed_out", q: "7731" }],
  ["kind:tasks queue:High  nightly sync", { kind: "task", queue: "High", q: "nightly sync" }],
  ['device:"gw 12" by:me is:unreviewed', { by: "me", unreviewed: "yes", q: "gw 12" }],
])("reads %s", (text, search) => expect(readQualifiers(text)).toEqual(search));

it.each([
  "00:11:22:33:44:55",
  "2001:db8::1",
  "https://feeds.example.net/x",
  "status:nonsense",
  "colour:red",
  "constructor:x",
])("leaves %s as the text that it is", (text) => expect(readQualifiers(text)).toEqual({ q: text }));
