import type { AppRouter } from "@fieldline/api/router";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";

/** What the server takes in one batch. */
const MAX_CALLS_PER_BATCH = 20;
/** Long batches of queries are split: proxies refuse longer request lines. */
const MAX_URL_LENGTH = 4_000;

export interface ClientOptions {
  /** The server's origin, such as `https://fieldline.example.net`; empty for the page's own. */
  baseUrl: string;
  /** Sent with every call, such as an `authorization`; a function is asked anew for each batch. */
  headers?: Record<string, string> | (() => Record<string, string>);
}

export type FieldlineClient = TRPCClient<AppRouter>;

/** A typed client of the API. Calls made in the same turn travel in one request. */
export function createFieldlineClient({ baseUrl, headers }: ClientOptions): FieldlineClient {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${baseUrl.replace(/\/$/, "")}/trpc`,
        maxItems: MAX_CALLS_PER_BATCH,
        maxURLLength: MAX_URL_LENGTH,
        ...(headers && { headers }),
      }),
    ],
  });
}
