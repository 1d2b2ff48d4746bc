import type { BulksPort } from "@fieldline/api/context";
import type { Env } from "./env.ts";

/** The objects of bulks behind the API's port. */
export function bulksPort(env: Env): BulksPort {
  const object = (id: string) => env.BULKS.getByName(id);
  return {
    start: (plan, { jobIds, about }) => object(plan.id).start(plan, { jobIds, about: JSON.stringify(about) }),
    describe: (id) => object(id).describe(),
    abort: (id, by) => object(id).abort(by),
  };
}
