import { alertsRouter } from "./alerts/router.ts";
import { auditRouter } from "./audit/router.ts";
import { configRouter } from "./config/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { publicRouter } from "./public/router.ts";
import { router } from "./trpc.ts";
import { usersRouter } from "./users/router.ts";

export const appRouter = router({
  jobs: jobsRouter,
  alerts: alertsRouter,
  audit: auditRouter,
  config: configRouter,
  users: usersRouter,
  public: publicRouter,
});
export type AppRouter = typeof appRouter;
