import { listAudit } from "@fieldline/db/list-audit";
import { listAuditInput } from "@fieldline/domain/list-audit";
import { procedure, router } from "../trpc.ts";

export const auditRouter = router({
  list: procedure.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx.db, input)),
});
