import { configureZod } from "@fieldline/client/zod-config";

// Imported before anything that makes a schema: zod would else try `new Function`, which the page's policy forbids.
configureZod({ jitless: true });
