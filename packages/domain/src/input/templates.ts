import { z } from "zod";
import type { TemplateVariable } from "../command/document.ts";
import { templateVariablesSchema } from "../command/variables.ts";
import { JOB_KINDS } from "../job/job.ts";
import type { Template } from "../template/template.ts";
import { taskJsonInput } from "./create-task.ts";
import { deviceId } from "./devices.ts";
import { createHandlerInput, isIdLike } from "./handlers.ts";
import { variablesInput } from "./job-terms.ts";
import { CONTENT_OF_KIND } from "./template-content.ts";

const slugWords = "A slug has 1 to 63 characters: a lower-case letter or digit, then lower-case letters, digits or -.";
const slug = z
  .string(slugWords)
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, slugWords)
  .refine((text) => !isIdLike(text), "A slug is not of the form of an id. Choose another one.");
const line = (words: string, length: number) =>
  z
    .string(words)
    .trim()
    .min(1, words)
    .max(length, words)
    .regex(/^\P{Cc}*$/u, words);
const name = line("A template's name has 1 to 100 characters, without line breaks or other control characters.", 100);
const category = line("A category has 1 to 50 characters, without line breaks or other control characters.", 50);
const descriptionWords = "A description has at most 2,000 characters.";
const description = z.string(descriptionWords).trim().max(2_000, descriptionWords);
const kindWords = "The kind of template is command, task or probe.";
const kind = z.enum(JOB_KINDS, kindWords);
const versionWords = "A version is a whole number from 1.";
const version = z.int(versionWords).min(1, versionWords).max(1e9, versionWords);
const namedWords = "A template is named by its id or slug.";
const named = z.string(namedWords).min(1, namedWords).max(100, namedWords);

const variables = templateVariablesSchema.transform((declared) => declared as TemplateVariable[]);

const about = {
  slug,
  name,
  category: category.nullish(),
  description: description.nullish(),
  variables: variables.default([]),
};
const { command, task, probe } = CONTENT_OF_KIND;

/** Input of `templates.create`, and a template in a file: what its spec and defaults hold goes by its kind. */
export const createTemplateInput = z.discriminatedUnion(
  "kind",
  [
    z.object({ ...about, kind: z.literal("command").default("command"), ...withDefaults(command) }),
    z.object({ ...about, kind: z.literal("task"), ...withDefaults(task) }),
    z.object({ ...about, kind: z.literal("probe"), ...withDefaults(probe) }),
  ],
  { error: kindWords },
);
export type CreateTemplate = z.output<typeof createTemplateInput>;

function withDefaults<Spec extends z.ZodType, Defaults extends z.ZodType>(content: { spec: Spec; defaults: Defaults }) {
  return { spec: content.spec, defaults: content.defaults.prefault({} as never) };
}

const contentWords = "A spec and defaults are objects.";
const content = z.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  contentWords,
);

export const updateTemplateInput = z.object({
  id: named,
  /** The version that the change was made on; without it, whatever is there is changed. */
  expectedVersion: version.optional(),
  name: name.optional(),
  category: category.nullish(),
  description: description.nullish(),
  /** Both go by the template's kind, and are checked once that is known. */
  spec: content.transform((spec) => spec as Template["spec"]).optional(),
  variables: variables.optional(),
  defaults: content.transform((defaults) => defaults as Template["defaults"]).optional(),
});
export type UpdateTemplate = z.output<typeof updateTemplateInput>;

type Content = Partial<Pick<Template, "spec" | "defaults">>;

/** A spec and defaults as a template of this kind takes them. */
export function parseTemplateContent(
  kind: Template["kind"],
  given: { [Part in keyof Content]: Content[Part] | undefined },
) {
  const { spec, defaults } = CONTENT_OF_KIND[kind];
  const parsed = z.object({ spec: spec.optional(), defaults: defaults.optional() }).safeParse(given);
  return parsed as z.ZodSafeParseResult<Content>;
}

const searchWords = "A search has at most 200 characters.";
export const listTemplatesInput = z
  .object({
    search: z.string(searchWords).trim().max(200, searchWords).optional(),
    category: category.optional(),
    kind: kind.optional(),
  })
  .default({});
export const getTemplateInput = z.object({ id: named, version: version.optional() });
export const deleteTemplateInput = z.object({
  id: named,
  /** Also where schedules run it. */
  force: z.boolean("force is true or false.").default(false),
});
export const previewTemplateInput = z.object({
  id: named,
  variables: variablesInput.default({}),
  deviceId: deviceId.optional(),
  /** Of a task: laid over the template's input. */
  input: taskJsonInput.optional(),
});

const idsWords = "ids is a list of 1 to 200 templates' ids or slugs.";
export const exportTemplatesInput = z
  .object({ ids: z.array(named, idsWords).min(1, idsWords).max(200, idsWords).optional() })
  .default({});

const MOST = 200;
const mostWords = (what: string) => `A file holds at most ${MOST} ${what}. Split it.`;

/** Templates and handlers in a file. What a request takes in all, 256 kB, is less than what a file may hold. */
export const libraryFile = z
  .object(
    {
      fieldline: z.literal(1, "This is no file of Fieldline's templates: it has fieldline 1."),
      templates: z.array(createTemplateInput, "templates is a list of templates.").max(MOST, mostWords("templates")),
      handlers: z
        .array(createHandlerInput, "handlers is a list of handlers.")
        .max(MOST, mostWords("handlers"))
        .default([]),
    },
    "Give the content of a file of templates: an object with fieldline, templates and handlers.",
  )
  .superRefine(({ templates, handlers }, ctx) => {
    const once = (list: string, field: string, keys: string[]) => {
      for (const [at, key] of keys.entries())
        if (keys.indexOf(key) < at)
          ctx.addIssue({ code: "custom", path: [list, at, field], message: `The file holds ${key} twice.` });
    };
    once(
      "templates",
      "slug",
      templates.map((each) => each.slug),
    );
    once(
      "handlers",
      "name",
      handlers.map((each) => each.name),
    );
  });
export type LibraryFile = z.output<typeof libraryFile>;

export const ON_CONFLICT = ["skip", "newVersion", "refuse"] as const;
export const importTemplatesInput = z.object({
  file: libraryFile,
  onConflict: z.enum(ON_CONFLICT, "onConflict is skip, newVersion or refuse."),
});
export type ImportTemplates = z.output<typeof importTemplatesInput>;
