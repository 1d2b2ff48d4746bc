import { signIn } from "../../scripts/server/sign-in.ts";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import { HttpClient } from "../lib/http.ts";
import { ADMIN, startProduct } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { inParallel, timed } from "../lib/waiting.ts";

const topic = "Authentication";
const REFUSED = 401;

/** What it costs a request to say who sends it, beside the same request of nobody, which is refused. */
export async function measureAuthentication({ quick }: { quick: boolean }): Promise<Figure[]> {
  const count = quick ? 200 : 3_000;
  const state = makeStateFolder("authentication");
  const product = await startProduct(state);
  try {
    const cookie = await signIn(product.url, ADMIN);
    const clients = {
      nobody: new HttpClient(product.url),
      token: new HttpClient(product.url, { authorization: `Bearer ${product.token}` }),
      session: new HttpClient(product.url, { cookie }),
    };
    const times = { nobody: [] as number[], token: [] as number[], session: [] as number[] };
    // In turns, so that what else the machine does meets all three alike.
    for (let round = 0; round < 10; round++)
      for (const who of ["nobody", "token", "session"] as const)
        await inParallel(count / 10, 1, async () => {
          const path = "/trpc/users.me";
          const ask = () => clients[who].send(path, undefined, who === "nobody" ? REFUSED : undefined);
          times[who].push((await timed(ask)).ms);
        });
    for (const client of Object.values(clients)) client.close();
    const nobody = distributionOf(times.nobody);
    const signIns = await measureSignIns(product.url, quick ? 5 : 20);
    return [
      costOf("users.me by a personal access token", distributionOf(times.token), nobody),
      costOf("users.me by a session's cookie", distributionOf(times.session), nobody),
      { topic, what: "sign-in, p50 / p99", product: inMs(signIns) },
    ];
  } finally {
    await product.stop();
    removeStateFolder(state);
  }
}

function costOf(what: string, asked: Distribution, nobody: Distribution): Figure {
  const ratio = (asked.p50 / nobody.p50).toFixed(1);
  return {
    topic,
    what: `${what}, p50 / p99`,
    product: `${inMs(asked)} (${ratio} ×)`,
    baseline: `${inMs(nobody)} (of nobody)`,
  };
}

async function measureSignIns(url: string, count: number): Promise<Distribution> {
  const times: number[] = [];
  await inParallel(count, 1, async () => times.push((await timed(() => signIn(url, ADMIN))).ms));
  return distributionOf(times);
}
