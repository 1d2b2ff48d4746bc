import type { Handler } from "../template.ts";

/** A handler that comes with Fieldline. */
export interface ShippedHandler extends Pick<Handler, "name" | "interpreter"> {
  description: string;
  content: string;
}
