import { type Credentials, signIn } from "../server/sign-in.ts";

export interface Finding {
  kind: string;
  jobId: string | null;
  name: string;
  words: string;
}

export interface Result {
  checkedJobs: number;
  isPartial: boolean;
  findings: Finding[];
  repaired?: Finding[];
}

export interface Access {
  url: string;
  by: { token: string } | Credentials;
}

/** Which server to ask, and in whose name; throws where the environment does not say. */
export function accessOf(env: NodeJS.ProcessEnv): Access {
  const url = originOf(env.FIELDLINE_SERVER ?? "http://127.0.0.1:8787");
  const { FIELDLINE_TOKEN: token, FIELDLINE_ADMIN_EMAIL: email, FIELDLINE_ADMIN_PASSWORD: password } = env;
  if (token) return { url, by: { token } };
  if (email && password) return { url, by: { email, password } };
  throw new Error(
    "Say who asks: set FIELDLINE_TOKEN to an administrator's token, or FIELDLINE_ADMIN_EMAIL and FIELDLINE_ADMIN_PASSWORD.",
  );
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new Error(`FIELDLINE_SERVER is “${text}”, which is no server's address. Give it as http://127.0.0.1:8787`);
}

/** Has the server's doctor check or repair; throws in the server's words where it refuses. */
export async function callDoctor({ url, by }: Access, what: "check" | "repair"): Promise<Result> {
  const sender = await reached(url, async () =>
    "token" in by ? { authorization: `Bearer ${by.token}` } : { cookie: await signIn(url, by), origin: url },
  );
  const post = { method: "POST", headers: { "content-type": "application/json", ...sender }, body: "{}" };
  const response = await reached(url, () =>
    fetch(`${url}/trpc/doctor.${what}`, what === "repair" ? post : { headers: sender }),
  );
  const answer = (await response.json().catch(() => ({}))) as {
    result?: { data: Result };
    error?: { message: string };
  };
  if (answer.result) return answer.result.data;
  throw new Error(answer.error?.message ?? `${url} answered ${response.status} and is no Fieldline server.`);
}

async function reached<T>(url: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // What fetch throws where nobody answers says no more than that.
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`No server answers at ${url}. Start it with npm start, or set FIELDLINE_SERVER.`, { cause: error });
  }
}
