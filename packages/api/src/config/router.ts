import { readConfig } from "@fieldline/db/config";
import { CONFIG_SCHEMAS, type ConfigKey } from "@fieldline/domain/config";
import { z } from "zod";
import { procedure, router } from "../trpc.ts";
import { setConfig } from "./set-config.ts";

const keys = Object.keys(CONFIG_SCHEMAS) as [ConfigKey, ...ConfigKey[]];
const setInput = z.object({ key: z.enum(keys, `The settings are ${keys.join(", ")}.`), value: z.unknown() });

export const configRouter = router({
  get: procedure.query(({ ctx }) => readConfig(ctx.db)),
  set: procedure.input(setInput).mutation(({ ctx, input }) => setConfig(ctx, { key: input.key, value: input.value })),
});
