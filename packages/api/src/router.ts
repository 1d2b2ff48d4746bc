import { alertsRouter } from "./alerts/router.ts";
import { auditRouter } from "./audit/router.ts";
import { configRouter } from "./config/router.ts";
import { deviceRouter } from "./device/router.ts";
import { devicesRouter } from "./devices/router.ts";
import { doctorRouter } from "./doctor/router.ts";
import { handlersRouter } from "./handlers/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { publicRouter } from "./public/router.ts";
import { queuesRouter } from "./queues/router.ts";
import { rolloutsRouter } from "./rollouts/router.ts";
import { schedulesRouter } from "./schedules/router.ts";
import { templatesRouter } from "./templates/router.ts";
import { router } from "./trpc.ts";
import { usersRouter } from "./users/router.ts";
import { viewsRouter } from "./views/router.ts";

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
  queues: queuesRouter,
  schedules: schedulesRouter,
  views: viewsRouter,
  doctor: doctorRouter,
  public: publicRouter,
});
export type AppRouter = typeof appRouter;
