import { createFieldlineClient } from "@fieldline/client/client";
import type { TestServer } from "./server.ts";

/** Tasks in the states that have most to show. */
export interface Tasks {
  /** Refused by its handler half-way, after it had asked another system. */
  failedId: string;
  /** Waits for another one, which waits in its queue. */
  blockedId: string;
}

const TYPE = "books.close";

/** A task template whose form has every kind of field, and tasks before and behind an agent. */
export async function makeTasks(server: TestServer): Promise<Tasks> {
  await server.api.templates.create.mutate({
    slug: "close-the-books",
    name: "Close the books",
    kind: "task",
    category: "Finance",
    description: "Adds up a month and locks it.",
    spec: { type: TYPE, acceptanceCriteria: "- Every account adds up\n- The month is locked", inputSchema: SCHEMA },
    variables: [],
    defaults: { queue: "batch", retry: { maxAttempts: 3, initialMs: 5_000 } },
  });
  const task = { kind: "task" as const, templateId: "close-the-books", input: { month: "2026-10-01", isFinal: true } };
  const { id: failedId } = await server.api.jobs.create.mutate({ ...task, name: "Close October" });
  await failOnce(server, failedId);
  const { id: queuedId } = await server.api.jobs.create.mutate({ ...task, name: "Close November" });
  const { id: blockedId } = await server.api.jobs.create.mutate({
    ...task,
    name: "Report the year",
    dependsOn: [queuedId],
  });
  return { failedId, blockedId };
}

const SCHEMA = {
  type: "object" as const,
  required: ["month", "isFinal"],
  properties: {
    month: { type: "string" as const, format: "date" as const, description: "Any day of it" },
    isFinal: { type: "boolean" as const, title: "Final", description: "It cannot be opened again" },
    currency: { type: "string" as const, enum: ["EUR", "USD"], default: "EUR" },
    tolerance: { type: "number" as const, minimum: 0, maximum: 100 },
    accounts: { type: "array" as const, items: { type: "string" as const } },
    remarks: { type: "string" as const, maxLength: 4_000 },
    contact: { type: "object" as const, properties: { name: { type: "string" as const } } },
    extra: { type: "object" as const },
  },
};

async function failOnce({ api, url }: TestServer, jobId: string): Promise<void> {
  const { token } = await api.devices.createEnrollment.mutate({ kind: "agent" });
  const capabilities = { kinds: ["task" as const], types: [TYPE] };
  const asked = { token, name: "books-1", capabilities };
  const { accessToken } = await createFieldlineClient({ baseUrl: url }).device.enroll.mutate(asked);
  const { device } = createFieldlineClient({ baseUrl: url, headers: { authorization: `Bearer ${accessToken}` } });
  await device.next.mutate({});
  const report = { jobId, attempt: 1 };
  await device.report.mutate({
    ...report,
    seq: 1,
    progress: 40,
    message: "12 of 30 accounts",
    payload: { request: { url: "https://ledger.example.net/2026-10" }, response: { status: 200, accounts: 30 } },
    output: [{ stream: "stdout", text: "Read 30 accounts.\n" }],
  });
  await device.report.mutate({
    ...report,
    seq: 2,
    status: "failed",
    error: { code: "INVALID_INPUT", message: "input.month: October is locked already", retryable: false },
  });
}
