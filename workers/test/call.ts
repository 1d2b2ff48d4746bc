import { exports } from "cloudflare:workers";
import { admin } from "./identities.ts";

export const ORIGIN = "http://127.0.0.1:8787";
const { default: worker } = exports as unknown as { default: Fetcher };

export interface ApiError {
  message: string;
  data: {
    code: string;
    httpStatus: number;
    reason: string;
    paths?: string[];
    details?: { issues?: { path: string; message: string }[] } & Record<string, unknown>;
  };
}
export interface Answer<T> {
  status: number;
  data: T;
  error: ApiError;
}

/** Sends a request to the worker as it is: nobody has signed in unless it says so itself. */
export function sendAsNobody(path: string, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (!headers.has("host")) headers.set("host", new URL(ORIGIN).host);
  return worker.fetch(new Request(`${ORIGIN}${path}`, { redirect: "manual", ...init, headers }));
}

/** Sends a request as the administrator does, or as whoever its own headers say. */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (!headers.has("authorization") && !headers.has("cookie"))
    headers.set("authorization", `Bearer ${(await admin()).token}`);
  return sendAsNobody(path, { ...init, headers });
}

/** Calls procedures in the name of a token's owner; without a token as the administrator. */
export function callsOf(token?: string) {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    async query<T>(procedure: string, input?: unknown): Promise<Answer<T>> {
      const suffix = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return answerOf(await send(`/trpc/${procedure}${suffix}`, { headers }));
    },
    async mutate<T>(procedure: string, input: unknown): Promise<Answer<T>> {
      const body = typeof input === "string" ? input : JSON.stringify(input);
      const sent = { ...headers, "content-type": "application/json" };
      return answerOf(await send(`/trpc/${procedure}`, { method: "POST", headers: sent, body }));
    },
  };
}

export const { query, mutate } = callsOf();

export async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const body = (await response.json()) as { result?: { data: T }; error?: ApiError };
  return { status: response.status, data: body.result?.data as T, error: body.error as ApiError };
}
