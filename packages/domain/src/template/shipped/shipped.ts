import { BACKUP_DIRECTORY } from "./backup-directory.ts";
import { DOWNLOAD_FILE } from "./download-file.ts";
import { HEALTH_CHECK } from "./health-check.ts";
import { RESTART_SERVICE } from "./restart-service.ts";
import type { ShippedHandler } from "./shipped-handler.ts";
import type { ShippedTemplate } from "./shipped-template.ts";
import { UPDATE_CONFIG } from "./update-config.ts";

export type { ShippedHandler } from "./shipped-handler.ts";
export type { ShippedTemplate } from "./shipped-template.ts";

/** The handlers that a new installation has in its library. */
export const SHIPPED_HANDLERS: readonly ShippedHandler[] = [DOWNLOAD_FILE, BACKUP_DIRECTORY];

/** The templates that a new installation has. */
export const SHIPPED_TEMPLATES: readonly ShippedTemplate[] = [HEALTH_CHECK, RESTART_SERVICE, UPDATE_CONFIG];
