import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitCommand } from "./command-line.ts";
import type { JobDocument, TemplateVariable } from "./document.ts";
import {
  checkTemplateDocument,
  checkVariables,
  fillDocument,
  templateVariablesSchema,
  variablesIn,
} from "./variables.ts";

const step = (type: string, input: object, fields: object = {}) => ({ action: { name: type, type, input, ...fields } });
const documentOf = (...steps: object[]) => ({ version: "1.0", steps });

function filled(document: unknown, values: Record<string, string>): JobDocument {
  const result = fillDocument(document, values);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
}
function issues(result: { ok: true } | { ok: false; issues: { path: string; message: string }[] }): string[] {
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
}
function input(document: JobDocument, index = 0): Record<string, unknown> {
  return { ...document.steps[index]?.action.input };
}

const value = fc.oneof(
  fc.string().filter((text) => !text.includes("\0")),
  fc
    .array(fc.constantFrom(",", "\\", "{{A}}", "{{", "}}", "'", '"', "$(id)", "`id`", "\n", "$&", "a"))
    .map((parts) => parts.join("")),
);

describe("a document's variables", () => {
  it("are found in every text, each once", () => {
    const document = {
      ...documentOf(step("runCommand", { command: "echo,{{B}},{{A}}{{B}}" }, { runAsUser: "{{USER_1}}" })),
      deep: [{ "{{KEY}}": ["{{_x}}", 1, null, "{{ C }} {{.Names}} {{1}} {{a-b}} {{}}"] }],
    };
    expect(variablesIn(document)).toEqual(["B", "A", "USER_1", "_x"]);
  });

  it("are filled in wherever they stand", () => {
    const document = {
      version: "1.0",
      steps: [
        step(
          "runHandler",
          { handler: "{{H}}.sh", args: ["{{A}}", "--x={{A}}"], path: "/opt/{{H}}" },
          { name: "Run {{H}}", runAsUser: "{{U}}" },
        ),
      ],
      finalStep: step("runCommand", { command: "echo,{{A}}" }),
      conditions: [{ key: "site", value: ["{{A}}"], type: "stringEqual" }],
      _comment: ["{{A}}"],
    };
    expect(filled(document, { H: "get", A: "a,b", U: "root" })).toEqual({
      version: "1.0",
      steps: [
        step(
          "runHandler",
          { handler: "get.sh", args: ["a,b", "--x=a,b"], path: "/opt/get" },
          { name: "Run get", runAsUser: "root" },
        ),
      ],
      finalStep: step("runCommand", { command: "echo,a\\,b" }),
      conditions: [{ key: "site", value: ["a,b"], type: "stringEqual" }],
      _comment: ["a,b"],
    });
  });

  it("are one argument each of a command, whatever they hold", () => {
    const document = documentOf(step("runCommand", { command: "printf,%s,{{A}},x{{A}}y\\,{{B}},\\{{B}},{{A}}{{B}}" }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const command = input(filled(document, { A: a, B: b })).command;
        expect(splitCommand(String(command))).toEqual(["printf", "%s", a, `x${a}y,${b}`, `\\${b}`, `${a}${b}`]);
      }),
      { numRuns: 500 },
    );
  });

  it("are one argument each of a handler, as they are, and not read again", () => {
    const document = documentOf(step("runHandler", { handler: "a", args: ["{{A}}", "{{A}}{{B}}"] }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(input(filled(document, { A: a, B: b })).args).toEqual([a, `${a}${b}`]);
      }),
      { numRuns: 500 },
    );
  });

  it("are quoted in a script as its interpreter quotes", () => {
    const scripts = { sh: "a {{A}}", bash: 'a "{{A}}"', python3: "a({{A}})", node: "a({{A}})" };
    const document = documentOf(
      ...Object.entries(scripts).map(([interpreter, script]) => step("runScript", { script, interpreter })),
      step("runScript", { script: "b {{A}}", args: ["{{A}}"] }, { name: "by default" }),
    );
    const steps = filled(document, { A: `it's "{{A}}"` }).steps.map(({ action }) => action.input);
    expect(steps).toMatchObject([
      { script: `fieldline_A='it'\\''s "{{A}}"'\na "\${fieldline_A}"` },
      { script: `fieldline_A='it'\\''s "{{A}}"'\na "\${fieldline_A}"` },
      { script: 'fieldline_A = "it\'s \\"{{A}}\\""\na(fieldline_A)' },
      { script: 'const fieldline_A = "it\'s \\"{{A}}\\"";\na(fieldline_A)' },
      { script: `fieldline_A='it'\\''s "{{A}}"'\nb "\${fieldline_A}"`, args: [`it's "{{A}}"`] },
    ]);
  });

  it("are refused by path where there is no value, or no safe place", () => {
    const document = {
      ...documentOf(
        step("runCommand", { command: "echo,{{A}},{{B}},{{B}}" }),
        step("runScript", { script: "echo '{{A}}' {{C}}" }),
      ),
      note: "{{toString}}",
    };
    expect(issues(fillDocument(document, { A: "a" }))).toEqual([
      "steps.0.action.input.command: There is no variable B. Declare it, or take {{B}} out.",
      "steps.1.action.input.script: {{A}} stands in single quotes, where it cannot be filled in safely. Write it in the open or in double quotes.",
      "steps.1.action.input.script: There is no variable C. Declare it, or take {{C}} out.",
      "note: There is no variable toString. Declare it, or take {{toString}} out.",
    ]);
  });

  it("cannot make a document that is none", () => {
    const document = documentOf(step("runCommand", { command: "{{A}},x" }, { runAsUser: "{{U}}" }));
    expect(issues(fillDocument(document, { A: "", U: "-u" }))).toEqual([
      "steps.0.action.runAsUser: runAsUser is the name of a user on the device, such as root.",
      "steps.0.action.input.command: command is a program and its arguments with commas between them, such as systemctl,restart,nginx.",
    ]);
    expect(
      issues(
        fillDocument(documentOf(step("runHandler", { handler: "a", args: Array(40).fill("{{A}}") })), {
          A: "x".repeat(1_024),
        }),
      ),
    ).toEqual([expect.stringMatching(/^: The document takes \d+ bytes as JSON, and at most 32768 are taken\./)]);
  });

  it("may stand in the legacy form", () => {
    expect(input(filled({ operation: "echo", args: ["{{A}}"] }, { A: "a" }))).toEqual({ handler: "echo", args: ["a"] });
  });
});

describe("a template's document", () => {
  const document = documentOf(step("runCommand", { command: "echo,{{A}}" }, { runAsUser: "{{A}}" }));

  it("is taken with its placeholders as they are", () => {
    expect(checkTemplateDocument(document, [{ name: "A", pattern: "\\d+" }])).toEqual({ ok: true, document });
  });

  it("is refused with an undeclared variable, and where it is no document", () => {
    expect(issues(checkTemplateDocument(document, []))).toEqual([
      "steps.0.action.runAsUser: There is no variable A. Declare it, or take {{A}} out.",
      "steps.0.action.input.command: There is no variable A. Declare it, or take {{A}} out.",
    ]);
    expect(issues(checkTemplateDocument({ version: "1.0" }, []))).toEqual(["steps: steps is a list of 1 to 50 steps."]);
  });
});

describe("the values of a template's variables", () => {
  const declared: TemplateVariable[] = [
    { name: "SERVICE", required: true, pattern: "[a-z]+(-[a-z]+)*" },
    { name: "PORT", default: "443", pattern: "^\\d+$" },
    { name: "NOTE" },
  ];

  it.each([
    [{ SERVICE: "nginx" }, { SERVICE: "nginx", PORT: "443", NOTE: "" }],
    [
      { SERVICE: "a-b", PORT: "80", NOTE: "{{SERVICE}}\n" },
      { SERVICE: "a-b", PORT: "80", NOTE: "{{SERVICE}}\n" },
    ],
    [
      { SERVICE: "nginx", PORT: "" },
      { SERVICE: "nginx", PORT: "", NOTE: "" },
    ],
    [
      { SERVICE: "nginx", NOTE: "n".repeat(1_024) },
      { SERVICE: "nginx", PORT: "443", NOTE: "n".repeat(1_024) },
    ],
  ])("of %j are %j", (given, values) => expect(checkVariables(declared, given)).toEqual({ ok: true, values }));

  it.each([
    [{}, ["SERVICE: SERVICE is required."]],
    [{ SERVICE: "" }, ["SERVICE: SERVICE is required."]],
    [
      { SERVICE: "nginx; id", PORT: "x" },
      ["SERVICE: SERVICE must match [a-z]+(-[a-z]+)*", "PORT: PORT must match ^\\d+$"],
    ],
    [{ SERVICE: "nginx\n" }, ["SERVICE: SERVICE must match [a-z]+(-[a-z]+)*"]],
    [{ SERVICE: "nginx", NOTE: "n".repeat(1_025) }, ["NOTE: NOTE has at most 1024 characters."]],
    [{ SERVICE: "nginx", NOTE: "\0" }, ["NOTE: NOTE holds a character that no program can be given."]],
    [{ SERVICE: "nginx", NOTE: "\ud800" }, ["NOTE: NOTE holds a character that no program can be given."]],
    [{ SERVICE: "nginx", PORTS: "1" }, ["PORTS: The template has no variable PORTS. It has SERVICE, PORT, NOTE."]],
    [
      { SERVICE: "nginx", toString: "1" },
      ["toString: The template has no variable toString. It has SERVICE, PORT, NOTE."],
    ],
  ])("are refused of %j", (given, expected) => expect(issues(checkVariables(declared, given))).toEqual(expected));

  it("are refused where there are no variables", () => {
    expect(issues(checkVariables([], { A: "1" }))).toEqual(["A: The template has no variable A. It has none."]);
    expect(checkVariables([], {})).toEqual({ ok: true, values: {} });
  });
});

describe("declared variables", () => {
  const refusals = (declared: unknown) =>
    (templateVariablesSchema.safeParse(declared).error?.issues ?? []).map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );

  it("may say what they are for", () => {
    const declared = [
      { name: "A", label: "a", description: "b", required: true, default: "x1", pattern: "[a-z]\\d" },
      { name: "_b2" },
    ];
    expect(templateVariablesSchema.parse(declared)).toEqual(declared);
    expect(refusals([])).toEqual([]);
  });

  const nameWords = "A variable's name has 1 to 64 letters, digits and _, and starts with no digit.";
  it.each<[unknown, string[]]>([
    ["A", [": variables is a list of variables."]],
    [["A"], ["0: A variable is an object with a name."]],
    [[{}], [`0.name: ${nameWords}`]],
    [[{ name: "1A" }], [`0.name: ${nameWords}`]],
    [[{ name: "A-B" }], [`0.name: ${nameWords}`]],
    [[{ name: "A" }, { name: "A" }], ["1.name: There is another variable A."]],
    [[{ name: "A", pattern: "(" }], ["0.pattern: The pattern opens a group that it does not close."]],
    [[{ name: "A", pattern: "a".repeat(201) }], ["0.pattern: A pattern has at most 200 characters."]],
    [[{ name: "A", pattern: "\\d+", default: "x" }], ["0.default: A must match \\d+"]],
    [[{ name: "A", default: "x".repeat(1_025) }], ["0.default: A has at most 1024 characters."]],
    [[{ name: "A", required: "yes" }], ["0.required: required is true or false."]],
    [Array.from({ length: 51 }, (_, index) => ({ name: `A${index}` })), [": A template has at most 50 variables."]],
  ])("%j are refused", (declared, expected) => expect(refusals(declared)).toEqual(expected));
});
