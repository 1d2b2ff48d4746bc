import { router } from "../trpc.ts";

export const doctorRouter = router({});
