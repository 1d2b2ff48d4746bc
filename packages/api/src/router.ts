import { alertsRouter } from "./alerts/router.ts";
import { auditRouter } from "./audit/router.ts";
import { configRouter } from "./config/router.ts";
import { deviceRouter } from "./device/router.ts";
import { devicesRouter } from "./devices/router.ts";
import { handlersRouter } from "./handlers/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { publicRouter } from "./public/router.ts";
import { rolloutsRouter } from "./rollouts/router.ts";
import { templatesRouter } from "./templates/router.ts";
import { router } from "./trpc.ts";
import { usersRouter } from "./users/router.ts";

export const appRouter = router({
  jobs: jobsRouter,
  alerts: alertsRouter,
  audit: auditRouter,
  config: configRouter,
  users: usersRouter,
  devices: devicesRouter,
  device: deviceRouter,
  templates: templatesRouter,
  handlers: handlersRouter,
  rollouts: rolloutsRouter,
  public: publicRouter,
});
export type AppRouter = typeof appRouter;
