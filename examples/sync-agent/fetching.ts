import { JobError, type TaskContext } from "@fieldline/agent";
import type { z } from "zod";

const ANSWERS_WITHIN_MS = 10_000;

export interface Fetched<T> {
  value: T;
  etag: string | null;
}

/** One JSON document of the source, in the form that is expected; undefined where it is as it was at `etag`. */
export async function fetchJson<T>(
  { url, schema, etag }: { url: string; schema: z.ZodType<T>; etag?: string | null },
  context: TaskContext,
): Promise<Fetched<T> | undefined> {
  const response = await ask(url, context, etag ? { "if-none-match": etag } : {});
  context.payload({ request: { url }, response: { status: response.status, etag: response.headers.get("etag") } });
  if (response.status === 304) return undefined;
  const read = schema.safeParse(await response.json());
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new JobError("BAD_SOURCE", `${url} is not as expected: ${issue?.path.join(".")} ${issue?.message}`);
  }
  return { value: read.data, etag: response.headers.get("etag") };
}

export async function fetchBytes(url: string, context: TaskContext): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(url, context)).arrayBuffer());
}

async function ask(url: string, { signal }: TaskContext, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, {
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
  }).catch((error: Error) => {
    signal.throwIfAborted();
    throw new JobError("SOURCE_AWAY", `${url} does not answer: ${error.message}`);
  });
  if (response.ok || response.status === 304) return response;
  throw new JobError("SOURCE_REFUSED", `${url} answered ${response.status}`, { retryable: response.status >= 500 });
}
