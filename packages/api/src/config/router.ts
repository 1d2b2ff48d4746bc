import { CONFIG_SCHEMAS, type ConfigKey } from "@fieldline/domain/config";
import { z } from "zod";
import { procedure, router } from "../trpc.ts";
import { setConfig } from "./set-config.ts";

const keys = Object.keys(CONFIG_SCHEMAS) as [ConfigKey, ...ConfigKey[]];
const setInput = z.object({
  key: z.enum(keys, `The settings are ${keys.join(", ")}.`),
  value: z.unknown(),
  expectedVersion: z.int().min(0).optional(),
});

export const configRouter = router({
  get: procedure.query(async ({ ctx }) => {
    const { config, versions } = await ctx.config.readNow();
    return { ...config, versions, defaults: ctx.config.defaults };
  }),
  set: procedure.input(setInput).mutation(({ ctx, input }) => setConfig(ctx, { ...input, value: input.value })),
});
