import { exports } from "cloudflare:workers";

const ORIGIN = "http://127.0.0.1:8787";
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

/** Sends a request to the worker as a client on this machine would. */
export function send(path: string, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (!headers.has("host")) headers.set("host", new URL(ORIGIN).host);
  return worker.fetch(new Request(`${ORIGIN}${path}`, { ...init, headers }));
}

export async function query<T>(procedure: string, input?: unknown): Promise<Answer<T>> {
  const suffix = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return answerOf(await send(`/trpc/${procedure}${suffix}`));
}

export async function mutate<T>(procedure: string, input: unknown): Promise<Answer<T>> {
  const body = typeof input === "string" ? input : JSON.stringify(input);
  return answerOf(
    await send(`/trpc/${procedure}`, { method: "POST", headers: { "content-type": "application/json" }, body }),
  );
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const body = (await response.json()) as { result?: { data: T }; error?: ApiError };
  return { status: response.status, data: body.result?.data as T, error: body.error as ApiError };
}
