import { serve } from "../../scripts/server/serve.ts";
import { makeToken } from "../../scripts/server/sign-in.ts";
import { HttpClient } from "./http.ts";
import { whenInterrupted } from "./interruption.ts";
import { findRuntime } from "./runtime-process.ts";

export interface Product {
  url: string;
  /** An administrator's, for what does not go by `query` and `mutate`. */
  token: string;
  state: string;
  runtimePid: number | undefined;
  query<T>(procedure: string, input?: unknown): Promise<T>;
  mutate<T>(procedure: string, input: unknown): Promise<T>;
  stop(): Promise<void>;
}

export const ADMIN = { email: "bench@example.net", password: "a password of the bench" };
const VARIABLES = { FIELDLINE_ADMIN_EMAIL: ADMIN.email, FIELDLINE_ADMIN_PASSWORD: ADMIN.password };
const NO_LIMITS = { jobsPerUserPerDay: 10_000_000, runningJobs: 1_000_000 };

/** The built product on a free port of loopback, its limits out of the way. */
export async function startProduct(state: string): Promise<Product> {
  const server = await serve({ host: "127.0.0.1", port: 0, state, variables: VARIABLES });
  const forget = whenInterrupted(() => server.stop());
  const token = await makeToken(server.url, ADMIN);
  const http = new HttpClient(server.url, { authorization: `Bearer ${token}` });
  const product: Product = {
    url: server.url,
    token,
    state,
    runtimePid: await findRuntime(),
    query: async (procedure, input) => {
      const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return dataOf(await http.send(`/trpc/${procedure}${search}`));
    },
    mutate: async (procedure, input) => dataOf(await http.send(`/trpc/${procedure}`, input)),
    async stop() {
      forget();
      http.close();
      await server.stop();
    },
  };
  await product.mutate("config.set", { key: "limits", value: NO_LIMITS });
  return product;
}

/** A simulated probe that outlives any bench. */
export function startProbe(product: Product): Promise<{ id: string }> {
  return product.mutate("jobs.create", {
    kind: "probe",
    target: { host: "cpe.example.net", accountNumber: "100200300", mac: "00:00:5e:00:53:01", ip: "203.0.113.47" },
    method: "simulated",
    vantage: { kind: "simulator", scenario: "healthy" },
    cadenceMs: 1_000,
    durationMs: 3_600_000,
  });
}

function dataOf<T>(answer: string): T {
  return JSON.parse(answer).result.data;
}
