import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DOCUMENT_BYTES } from "./document.ts";
import { parseJobDocument } from "./parse-document.ts";

type Fields = Record<string, unknown>;
const step = (fields: Fields = {}, input: Fields = { command: "mkdir,newDir" }) => ({
  action: { name: "Create New Directory", type: "runCommand", input, ...fields },
});
const documentOf = (fields: Fields = {}) => ({ version: "1.0", steps: [step()], ...fields });
const withStep = (...of: Parameters<typeof step>) => documentOf({ steps: [step(...of)] });

function parsed(input: unknown) {
  const result = parseJobDocument(input);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
}
/** Each refusal as "path: message"; none where the document is taken. */
function refusals(input: unknown): string[] {
  const result = parseJobDocument(input);
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
}

describe("a document", () => {
  it("is taken as text or as a value", () => {
    expect(parsed(JSON.stringify(documentOf()))).toEqual(documentOf());
    expect(parsed(documentOf())).toEqual(documentOf());
  });

  it("keeps what is not known, at every level", () => {
    const unknown = { _comment: "why", nested: { list: [1, null, { deep: true }] } };
    const document = {
      ...documentOf(),
      ...unknown,
      steps: [{ ...step({ ...unknown }, { command: "true", ...unknown }), ...unknown }],
      finalStep: { ...step({ name: "Last" }), ...unknown },
      conditions: [{ key: "site", value: ["Oslo"], type: "stringEqual", ...unknown }],
    };
    expect(parsed(document)).toEqual(document);
  });

  it.each([
    ["true", true],
    [true, true],
    ["false", false],
    [false, false],
  ])("takes %j as a switch", (given, taken) => {
    const document = parsed({ ...withStep({ allowStdErr: given, ignoreStepFailure: given }), includeStdOut: given });
    expect(document.includeStdOut).toBe(taken);
    expect(document.steps[0]?.action).toMatchObject({ allowStdErr: taken, ignoreStepFailure: taken });
  });

  it.each([
    [0, false],
    [1, true],
    [2, true],
  ])("takes %d allowed lines on stderr as %j", (given, taken) => {
    expect(parsed(withStep({ allowStdErr: given })).steps[0]?.action.allowStdErr).toBe(taken);
  });

  it("takes an empty user or folder as none", () => {
    const action = parsed(withStep({ runAsUser: "", type: "runHandler" }, { handler: "a.sh", path: "" })).steps[0]
      ?.action;
    expect(action?.runAsUser).toBeUndefined();
    expect(action?.input).toEqual({ handler: "a.sh" });
  });

  it("takes one value of a condition, and its type as equal", () => {
    const conditions = [{ key: "site", value: "Oslo" }];
    expect(parsed(documentOf({ conditions })).conditions).toEqual([
      { key: "site", value: ["Oslo"], type: "stringEqual" },
    ]);
  });

  it("names steps apart that have one name", () => {
    const names = (...given: string[]) => {
      const steps = given.slice(0, -1).map((name) => step({ name }));
      const document = parsed(documentOf({ steps, finalStep: step({ name: given.at(-1) }) }));
      return [...document.steps, document.finalStep].map((each) => each?.action.name);
    };
    expect(names("a", "b", "c")).toEqual(["a", "b", "c"]);
    expect(names("a", "a", "a")).toEqual(["a", "a (2)", "a (3)"]);
    expect(names("a", "a", "a (2)")).toEqual(["a", "a (3)", "a (2)"]);
    const long = "n".repeat(200);
    expect(names(long, long, "z")).toEqual([long, `${"n".repeat(196)} (2)`, "z"]);
  });

  it("is the same when it is parsed again", () => {
    const name = fc.constantFrom("a", "a (2)", "b");
    const flags = fc.record(
      {
        allowStdErr: fc.constantFrom(true, "false", 0, 3),
        ignoreStepFailure: fc.constantFrom(true, "true", false),
        runAsUser: fc.constantFrom("", "root"),
        timeoutMs: fc.integer({ min: 1, max: 604_800_000 }),
        extra: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    );
    const steps = fc.array(
      fc.tuple(name, flags).map(([of, rest]) => step({ name: of, ...rest })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, (of) => {
        const once = parsed(documentOf({ steps: of }));
        expect(parsed(JSON.stringify(once))).toEqual(JSON.parse(JSON.stringify(once)));
        expect(new Set(once.steps.map(({ action }) => action.name)).size).toBe(of.length);
      }),
    );
  });
});

describe("the legacy form", () => {
  it("is a step that runs a handler", () => {
    const legacy = {
      operation: "install-packages.sh",
      args: ["lftp", "dos2unix"],
      path: "default",
      allowStdErr: 2,
      _comment: "why",
    };
    expect(parsed({ ...legacy, includeStdOut: "true" })).toEqual({
      version: "1.0",
      _comment: "why",
      includeStdOut: true,
      steps: [
        {
          action: {
            name: "install-packages.sh",
            type: "runHandler",
            input: { handler: "install-packages.sh", args: ["lftp", "dos2unix"], path: "default" },
            allowStdErr: true,
          },
        },
      ],
    });
    expect(parsed({ operation: "reboot.sh" }).steps).toEqual([
      { action: { name: "reboot.sh", type: "runHandler", input: { handler: "reboot.sh" } } },
    ]);
  });

  it("is refused by its own paths", () => {
    expect(refusals({ operation: 7, args: ["a", 1], path: [], allowStdErr: -1, includeStdOut: "yes" })).toEqual([
      "operation: operation is the name of the handler to run.",
      "args.1: An argument is a text; put numbers in quotes.",
      "path: path is the folder of the handler on the device.",
      "allowStdErr: allowStdErr is true or false; a number of lines counts as true from 1 on.",
      "includeStdOut: includeStdOut is true or false.",
    ]);
  });
});

const nameWords = "A step needs a name of 1 to 200 characters.";
const commandWords =
  "command is a program and its arguments with commas between them, such as systemctl,restart,nginx.";
const typeWords = "type is runCommand, runHandler or runScript.";
const at = "steps.0.action";

describe("a document is refused", () => {
  it.each<[string, unknown, string[]]>([
    ["no object", 7, [": A job document is a JSON object with version and steps."]],
    ["null", null, [": A job document is a JSON object with version and steps."]],
    ["nothing", undefined, [": A job document is a JSON object with version and steps."]],
    ["a list", [], [": A job document is a JSON object with version and steps."]],
    ["not JSON", '{\n  "version": "1.0",\n}', [": Not JSON: see line 3, column 1."]],
    ["empty", {}, ['version: version is "1.0".', "steps: steps is a list of 1 to 50 steps."]],
    ["a version that is a number", documentOf({ version: 1 }), ['version: version is "1.0".']],
    ["no steps", documentOf({ steps: [] }), ["steps: steps is a list of 1 to 50 steps."]],
    ["51 steps", documentOf({ steps: Array(51).fill(step()) }), ["steps: steps is a list of 1 to 50 steps."]],
    [
      "steps that are none",
      documentOf({ steps: ["a", {}, { action: 1 }] }),
      [
        "steps.0: A step is an object with an action.",
        "steps.1.action: A step needs an action: an object with name, type and input.",
        "steps.2.action: A step needs an action: an object with name, type and input.",
      ],
    ],
    [
      "a final step without action",
      documentOf({ finalStep: {} }),
      ["finalStep.action: A step needs an action: an object with name, type and input."],
    ],
    [
      "an empty action",
      documentOf({ steps: [{ action: {} }] }),
      [
        `${at}.name: ${nameWords}`,
        `${at}.type: ${typeWords}`,
        `${at}.input: A step needs an input: an object with what it runs.`,
      ],
    ],
    [
      "an unknown type",
      withStep({ type: "runShell", name: "" }),
      [`${at}.name: ${nameWords}`, `${at}.type: ${typeWords}`],
    ],
    ["a long name", withStep({ name: "n".repeat(201) }), [`${at}.name: ${nameWords}`]],
    ["no command", withStep({}, {}), [`${at}.input.command: ${commandWords}`]],
    ["an empty program", withStep({}, { command: ",a" }), [`${at}.input.command: ${commandWords}`]],
    [
      "spaces for commas",
      withStep({}, { command: "ls -l" }),
      [`${at}.input.command: A command is split at commas, not at spaces: systemctl,restart,nginx.`],
    ],
    ["NUL", withStep({}, { command: "echo,\0" }), [`${at}.input.command: A text may not hold the character NUL.`]],
    ["no input", withStep({ input: undefined }), [`${at}.input: runCommand needs an input with a command.`]],
    [
      "no handler",
      withStep({ type: "runHandler" }, { args: "a" }),
      [`${at}.input.handler: handler is the name of the handler to run.`, `${at}.input.args: args is a list of texts.`],
    ],
    [
      "a wrong interpreter",
      withStep({ type: "runScript" }, { script: "", interpreter: "perl", args: [1] }),
      [
        `${at}.input.script: script is the text of the script to run.`,
        `${at}.input.interpreter: interpreter is sh, bash, python3 or node.`,
        `${at}.input.args.0: An argument is a text; put numbers in quotes.`,
      ],
    ],
    [
      "wrong switches",
      { ...withStep({ allowStdErr: "TRUE", ignoreStepFailure: 1 }), includeStdOut: null },
      [
        `${at}.allowStdErr: allowStdErr is true or false; a number of lines counts as true from 1 on.`,
        `${at}.ignoreStepFailure: ignoreStepFailure is true or false.`,
        "includeStdOut: includeStdOut is true or false.",
      ],
    ],
    [
      "a user that is an option",
      withStep({ runAsUser: "-u" }),
      [`${at}.runAsUser: runAsUser is the name of a user on the device, such as root.`],
    ],
    [
      "a timeout of no time",
      withStep({ timeoutMs: 0 }),
      [`${at}.timeoutMs: timeoutMs is a whole number of ms, from 1 to 604,800,000 (7 days).`],
    ],
    [
      "a timeout in seconds",
      withStep({ timeout: 30 }),
      [`${at}.timeout: A step's timeout is written timeoutMs, in ms.`],
    ],
    [
      "wrong conditions",
      documentOf({ conditions: [{ key: "", value: [], type: "stringLike" }, "a", { key: "a", value: [1] }] }),
      [
        "conditions.0.key: A condition needs the key of what it asks about, such as operatingSystem.",
        "conditions.0.value: A condition's value is a list of one text or more.",
        "conditions.0.type: A condition's type is stringEqual or stringNotEqual.",
        "conditions.1: A condition is an object with key, value and type.",
        "conditions.2.value: A condition's value is a list of one text or more.",
      ],
    ],
    [
      "faults all over",
      documentOf({ version: "2", steps: [step(), step({ name: 1 }, { command: 1 })], finalStep: step({}, {}) }),
      [
        'version: version is "1.0".',
        `steps.1.action.name: ${nameWords}`,
        `steps.1.action.input.command: ${commandWords}`,
        `finalStep.action.input.command: ${commandWords}`,
      ],
    ],
  ])("with %s", (_, input, issues) => expect([...new Set(refusals(input))]).toEqual(issues));

  it("from one byte too many on, counted in UTF-8", () => {
    const room = MAX_DOCUMENT_BYTES - JSON.stringify(documentOf({ pad: "" })).length;
    for (const [character, bytes] of [
      ["a", 1],
      ["é", 2],
      ["€", 3],
      ["🙂", 4],
    ] as const) {
      const fill = character.repeat(Math.floor(room / bytes)) + "a".repeat(room % bytes);
      expect(refusals(documentOf({ pad: fill }))).toEqual([]);
      expect(refusals(documentOf({ pad: `${fill}a` }))).toEqual([
        ": The document takes 32769 bytes as JSON, and at most 32768 are taken. Put long scripts into handlers.",
      ]);
    }
  });

  it("where it is nested too deep, by whatever depth", () => {
    const text = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    expect(refusals(text)).toEqual([": A job document is nested at most 32 deep."]);
    expect(refusals({ ...documentOf(), deep: JSON.parse(text) })).toEqual([
      ": A job document is nested at most 32 deep.",
    ]);
  });

  it("and never with a crash", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.anything()), (input) => {
        expect(typeof parseJobDocument(input).ok).toBe("boolean");
      }),
    );
  });
});
