import { reportInput } from "@fieldline/domain/share";
import { openProcedure, router } from "../trpc.ts";
import { readReport } from "./read-report.ts";

export const publicRouter = router({
  report: openProcedure.input(reportInput).query(({ ctx, input }) => readReport(ctx, input.token)),
});
