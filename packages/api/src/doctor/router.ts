import { procedure, router } from "../trpc.ts";
import { checkUp, repair } from "./check-up.ts";

export const doctorRouter = router({
  check: procedure.query(({ ctx }) => checkUp(ctx)),
  repair: procedure.mutation(({ ctx }) => repair(ctx)),
});
