import { listAlerts } from "@fieldline/db/list-alerts";
import { onlyRequesterOf } from "@fieldline/domain/refusal";
import { z } from "zod";
import { procedure, router } from "../trpc.ts";

const listInput = z
  .object({ open: z.boolean().default(false), limit: z.int().min(1).max(100).default(50) })
  .default({ open: false, limit: 50 });

export const alertsRouter = router({
  list: procedure.input(listInput).query(async ({ ctx, input }) => ({
    items: await listAlerts(ctx.db, { ...input, requesterId: onlyRequesterOf(ctx.user) }),
  })),
});
