import { listAudit } from "@fieldline/db/audit";
import { z } from "zod";
import { procedure, router } from "../trpc.ts";

const listInput = z
  .object({
    entityType: z.string().max(40).optional(),
    entityId: z.string().max(100).optional(),
    limit: z.int().min(1).max(100).default(50),
    cursor: z.string().max(400).nullish(),
  })
  .default({ limit: 50 });

export const auditRouter = router({
  list: procedure.input(listInput).query(({ ctx, input }) => listAudit(ctx.db, input)),
});
