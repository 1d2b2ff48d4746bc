import type { CommandTemplate } from "../template.ts";

/** A template that comes with Fieldline. */
export interface ShippedTemplate
  extends Pick<CommandTemplate, "slug" | "name" | "kind" | "spec" | "variables" | "defaults"> {
  category: string;
  description: string;
}
