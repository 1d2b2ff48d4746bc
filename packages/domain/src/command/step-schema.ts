import { z } from "zod";
import { INTERPRETERS } from "../template/template.ts";
import { splitCommand } from "./command-line.ts";
import { namesIn } from "./placeholders.ts";

export const MAX_NAME_LENGTH = 200;
const MAX_TIMEOUT_MS = 7 * 86_400_000;
const ACTION_TYPES = ["runCommand", "runHandler", "runScript"] as const;

/** A text that a process can be given: without NUL. */
export const text = (words: string) =>
  z.string(words).refine((value) => !value.includes("\0"), "A text may not hold the character NUL.");
/** A text of one character or more. */
export const filledText = (words: string) => text(words).min(1, words);

/** True or false, also as the texts that the AWS client takes. */
export const flag = (field: string) =>
  z
    .union([z.boolean(), z.enum(["true", "false"])], { error: `${field} is true or false.` })
    .transform((value) => value === true || value === "true");

const allowWords = "allowStdErr is true or false; a number of lines counts as true from 1 on.";
/** The AWS client takes a number of lines here. */
export const allowStdErr = z
  .union([z.boolean(), z.enum(["true", "false"]), z.int(allowWords).min(0, allowWords)], { error: allowWords })
  .transform((value) => value !== false && value !== "false" && value !== 0);

const userWords = "runAsUser is the name of a user on the device, such as root.";
export const runAsUser = text(userWords)
  .refine((name) => name === "" || namesIn(name).length > 0 || /^[A-Za-z_][\w.@-]{0,63}\$?$/.test(name), userWords)
  .transform((name) => name || undefined);

const timeoutWords = "timeoutMs is a whole number of ms, from 1 to 604,800,000 (7 days).";
export const timeoutMs = z.int(timeoutWords).min(1, timeoutWords).max(MAX_TIMEOUT_MS, timeoutWords);

const argumentWords = "An argument is a text; put numbers in quotes.";
export const argumentList = z.array(text(argumentWords), "args is a list of texts.");
export const handlerPath = text("path is the folder of the handler on the device.").transform(
  (path) => path || undefined,
);

const nameWords = `A step needs a name of 1 to ${MAX_NAME_LENGTH} characters.`;
const common = {
  name: filledText(nameWords).max(MAX_NAME_LENGTH, nameWords),
  runAsUser: runAsUser.optional(),
  allowStdErr: allowStdErr.optional(),
  ignoreStepFailure: flag("ignoreStepFailure").optional(),
  timeoutMs: timeoutMs.optional(),
  timeout: z.undefined("A step's timeout is written timeoutMs, in ms.").optional(),
};

const commandWords =
  "command is a program and its arguments with commas between them, such as systemctl,restart,nginx.";
const command = filledText(commandWords).superRefine((value, ctx) => {
  const program = splitCommand(value)[0] ?? "";
  if (program === "") ctx.addIssue({ code: "custom", message: commandWords });
  else if (/\s/.test(program))
    ctx.addIssue({ code: "custom", message: "A command is split at commas, not at spaces: systemctl,restart,nginx." });
});

const actions = {
  runCommand: z.looseObject({
    ...common,
    type: z.literal("runCommand"),
    input: z.looseObject({ command }, "runCommand needs an input with a command."),
  }),
  runHandler: z.looseObject({
    ...common,
    type: z.literal("runHandler"),
    input: z.looseObject(
      {
        handler: filledText("handler is the name of the handler to run."),
        args: argumentList.optional(),
        path: handlerPath.optional(),
      },
      "runHandler needs an input with a handler.",
    ),
  }),
  runScript: z.looseObject({
    ...common,
    type: z.literal("runScript"),
    input: z.looseObject(
      {
        script: filledText("script is the text of the script to run."),
        interpreter: z.enum(INTERPRETERS, "interpreter is sh, bash, python3 or node.").optional(),
        args: argumentList.optional(),
      },
      "runScript needs an input with a script.",
    ),
  }),
};
const unknownAction = z.looseObject(
  {
    ...common,
    type: z.enum(ACTION_TYPES, "type is runCommand, runHandler or runScript."),
    input: z.looseObject({}, "A step needs an input: an object with what it runs."),
  },
  "A step needs an action: an object with name, type and input.",
);

function schemaOf(value: unknown) {
  const { type } = z.object({ type: z.enum(ACTION_TYPES) }).safeParse(value).data ?? {};
  return type ? actions[type] : unknownAction;
}

/** One step; each type of action has its own input, and a fault in one field hides none of the others. */
export const documentStep = z.looseObject(
  {
    action: z.unknown().transform((value, ctx) => {
      const parsed = schemaOf(value).safeParse(value);
      if (parsed.success) return parsed.data;
      for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: "custom", path, message });
      return z.NEVER;
    }),
  },
  "A step is an object with an action.",
);
