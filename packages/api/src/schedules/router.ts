import { router } from "../trpc.ts";

export const schedulesRouter = router({});
