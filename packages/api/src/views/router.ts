import { listViews } from "@fieldline/db/views";
import { listViewsInput, saveViewInput, viewIdInput } from "@fieldline/domain/views-input";
import { procedure, router } from "../trpc.ts";
import { deleteView, saveView } from "./save-view.ts";

export const viewsRouter = router({
  list: procedure
    .input(listViewsInput)
    .query(async ({ ctx, input }) => ({ items: await listViews(ctx.db, { ...input, userId: ctx.user.id }) })),
  save: procedure.input(saveViewInput).mutation(({ ctx, input }) => saveView(ctx, input)),
  delete: procedure.input(viewIdInput).mutation(({ ctx, input }) => deleteView(ctx, input)),
});
