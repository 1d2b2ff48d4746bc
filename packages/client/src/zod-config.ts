/** Configures zod for the page, before any schema is made. */
export { config as configureZod } from "zod/v4/core";
