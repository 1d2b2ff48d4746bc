import { createFieldlineClient } from "@fieldline/client/client";
import { expect, test } from "vitest";
import { callFailureOf } from "./call-failure.ts";

test("a server that is not reached is told with the cause, such as its certificate, and not as to a page's reader", async () => {
  const cause = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  const fetched = new TypeError("fetch failed", { cause });
  expect(callFailureOf(fetched).message).toBe("The server cannot be reached: self-signed certificate.");
  const raw =
    "40AD296C:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:tlsany_meth.c:77:\n";
  const openSsl = Object.assign(new Error(raw), { code: "ERR_SSL_WRONG_VERSION_NUMBER" });
  expect(callFailureOf(new TypeError("fetch failed", { cause: openSsl })).message).toBe(
    "The server cannot be reached: ERR_SSL_WRONG_VERSION_NUMBER.",
  );
  const both = new AggregateError([new Error("connect ECONNREFUSED ::1:8787"), new Error("…")]);
  expect(callFailureOf(new TypeError("fetch failed", { cause: both })).message).toBe(
    "The server cannot be reached: connect ECONNREFUSED ::1:8787.",
  );
});

test("a call over the wire is told the same way", async () => {
  const { device } = createFieldlineClient({ baseUrl: "http://127.0.0.1:1" });
  const thrown = await device.refresh.mutate({ deviceId: "d", secret: "s" }).catch((error: unknown) => error);
  expect(callFailureOf(thrown)).toMatchObject({
    reason: "UNREACHABLE",
    isPassing: true,
    message: expect.stringMatching(/^The server cannot be reached: .+/),
  });
});

test("what answers and is no Fieldline server is named so", () => {
  const thrown = Object.assign(new Error("Unexpected token"), { name: "TRPCClientError", cause: new SyntaxError("x") });
  expect(callFailureOf(thrown)).toMatchObject({
    reason: "UNREADABLE",
    message: "What answers there is no Fieldline server, or something stands in between.",
  });
});
