import { networkOf } from "@fieldline/domain/network";
import type { Context } from "../context.ts";

/** What a limit on tries counts as one place that they come from. */
export function placeOf({ request }: Pick<Context, "request">): string {
  return request.address === null ? "unknown" : networkOf(request.address);
}
