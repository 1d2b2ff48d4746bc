import { listTemplates } from "@fieldline/db/templates";
import {
  createTemplateInput,
  deleteTemplateInput,
  exportTemplatesInput,
  getTemplateInput,
  importTemplatesInput,
  listTemplatesInput,
  previewTemplateInput,
  updateTemplateInput,
} from "@fieldline/domain/templates-input";
import { procedure, router } from "../trpc.ts";
import { createTemplate, deleteTemplate, updateTemplate } from "./change-template.ts";
import { exportLibrary } from "./export-library.ts";
import { importTemplates } from "./import-library.ts";
import { previewTemplate, readTemplate } from "./read-templates.ts";

export const templatesRouter = router({
  list: procedure
    .input(listTemplatesInput)
    .query(async ({ ctx, input }) => ({ items: await listTemplates(ctx.db, input) })),
  get: procedure.input(getTemplateInput).query(({ ctx, input }) => readTemplate(ctx, input)),
  create: procedure.input(createTemplateInput).mutation(({ ctx, input }) => createTemplate(ctx, input)),
  update: procedure.input(updateTemplateInput).mutation(({ ctx, input }) => updateTemplate(ctx, input)),
  delete: procedure.input(deleteTemplateInput).mutation(({ ctx, input }) => deleteTemplate(ctx, input)),
  preview: procedure.input(previewTemplateInput).query(({ ctx, input }) => previewTemplate(ctx, input)),
  export: procedure.input(exportTemplatesInput).query(({ ctx, input }) => exportLibrary(ctx, input)),
  import: procedure.input(importTemplatesInput).mutation(({ ctx, input }) => importTemplates(ctx, input)),
});
