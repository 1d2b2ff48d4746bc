import type { Template } from "../template.ts";

/** A template that comes with Fieldline. */
export interface ShippedTemplate extends Pick<Template, "slug" | "name" | "kind" | "spec" | "variables" | "defaults"> {
  category: string;
  description: string;
}
