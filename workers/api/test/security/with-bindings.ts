import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Env } from "../../src/env.ts";
import worker from "../../src/worker.ts";

/** Sends a request to a worker that was set up otherwise. */
export async function sendTo(changes: Partial<Env>, url: string, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("host", headers.get("host") ?? new URL(url).host);
  const request = new Request(url, { redirect: "manual", ...init, headers });
  return worker.fetch(request, { ...env, ...changes }, createExecutionContext());
}
