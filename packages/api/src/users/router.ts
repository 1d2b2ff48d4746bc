import { procedure, router } from "../trpc.ts";

export const usersRouter = router({
  me: procedure.query(({ ctx }) => ctx.user),
});
