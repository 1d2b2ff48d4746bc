import { MAX_STEPS } from "./document.ts";
import { MAX_NAME_LENGTH } from "./step-schema.ts";

const flag = (description: string) => ({ enum: [true, false, "true", "false"], description });
const text = (description: string) => ({ type: "string", description });
const filled = (description: string) => ({ type: "string", minLength: 1, description });
const args = {
  type: "array",
  items: { type: "string" },
  description: "The arguments, one text each. No shell reads them.",
};

const common = {
  name: { ...filled("Names the step in the log."), maxLength: MAX_NAME_LENGTH },
  runAsUser: {
    ...text("The user on the device that the step runs as. The agent's own settings say who that may be."),
    pattern: "^$|\\{\\{|^[A-Za-z_][\\w.@-]{0,63}\\$?$",
  },
  allowStdErr: {
    anyOf: [flag(""), { type: "integer", minimum: 0 }],
    description: "False fails the step when it writes to stderr. True unless told; a number from 1 on is true.",
  },
  ignoreStepFailure: flag("Whether the next step runs although this one failed. False unless told."),
  timeoutMs: {
    type: "integer",
    minimum: 1,
    maximum: 604_800_000,
    description: "After so many ms the step is killed with all that it started.",
  },
  timeout: { not: {}, description: "Not taken: write timeoutMs, in ms." },
};

const inputs = {
  runCommand: {
    description: "A program with its arguments.",
    required: ["command"],
    properties: {
      command: {
        ...filled("The program and its arguments with commas between them: systemctl,restart,nginx. \\, is a comma."),
        pattern: "^(?:\\\\,|[^,\\s])+(?:,|$)",
      },
    },
  },
  runHandler: {
    description: "A script of the library, or of the device.",
    required: ["handler"],
    properties: {
      handler: filled("The handler's name."),
      args,
      path: text("A folder of handlers on the device. Without it, or with default, the library is asked."),
    },
  },
  runScript: {
    description: "A script that stands here.",
    required: ["script"],
    properties: {
      script: filled("The script's text."),
      interpreter: { enum: ["sh", "bash", "python3", "node"], description: "What runs it; sh unless told." },
      args,
    },
  },
};

const action = (type: keyof typeof inputs) => ({
  type: "object",
  description: inputs[type].description,
  required: ["name", "type", "input"],
  properties: { type: { const: type }, ...common, input: { type: "object", ...inputs[type] } },
});

/** The document's JSON Schema (draft 7), for editors; `parseJobDocument` says what is taken in the end. */
export const documentJsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Job document",
  type: "object",
  oneOf: [
    {
      title: "Steps",
      required: ["version", "steps"],
      properties: {
        version: { const: "1.0", description: "The version of the format." },
        steps: {
          type: "array",
          minItems: 1,
          maxItems: MAX_STEPS,
          items: { $ref: "#/definitions/step" },
          description: "Run one after the other, up to the first that fails.",
        },
        finalStep: { $ref: "#/definitions/step", description: "Runs last, whether or not the steps succeeded." },
        includeStdOut: flag("Whether stdout is reported. True unless told."),
        conditions: {
          type: "array",
          items: { $ref: "#/definitions/condition" },
          description: "What must hold of the device before the first step runs.",
        },
      },
    },
    {
      title: "Legacy: one handler",
      required: ["operation"],
      not: { required: ["steps"] },
      properties: {
        operation: { ...filled("The handler to run."), maxLength: MAX_NAME_LENGTH },
        args,
        path: inputs.runHandler.properties.path,
        runAsUser: common.runAsUser,
        allowStdErr: common.allowStdErr,
        timeoutMs: common.timeoutMs,
        includeStdOut: flag("Whether stdout is reported. True unless told."),
      },
    },
  ],
  definitions: {
    step: {
      type: "object",
      required: ["action"],
      properties: { action: { oneOf: [action("runCommand"), action("runHandler"), action("runScript")] } },
    },
    condition: {
      type: "object",
      required: ["key", "value"],
      properties: {
        key: filled(
          "What is asked about: operatingSystem, architecture, device.name or one of the device's attributes.",
        ),
        value: {
          anyOf: [
            { type: "string", minLength: 1 },
            { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
          ],
          description: "It holds where the device's value is one of these.",
        },
        type: { enum: ["stringEqual", "stringNotEqual"], description: "stringEqual unless told." },
      },
    },
  },
} as const;
