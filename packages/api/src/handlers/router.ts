import { listHandlers } from "@fieldline/db/handlers";
import {
  createHandlerInput,
  getHandlerInput,
  handlerIdInput,
  updateHandlerInput,
} from "@fieldline/domain/handlers-input";
import { procedure, router } from "../trpc.ts";
import { createHandler, deleteHandler, readHandler, updateHandler } from "./change-handler.ts";

export const handlersRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await listHandlers(ctx.db) })),
  get: procedure.input(getHandlerInput).query(({ ctx, input }) => readHandler(ctx, input)),
  create: procedure.input(createHandlerInput).mutation(({ ctx, input }) => createHandler(ctx, input)),
  update: procedure.input(updateHandlerInput).mutation(({ ctx, input }) => updateHandler(ctx, input)),
  delete: procedure.input(handlerIdInput).mutation(({ ctx, input }) => deleteHandler(ctx, input)),
});
