import { CompletionContext } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { completeJson } from "./complete-json.ts";
import type { JsonSchema } from "./json-schema.ts";
import { diagnosticsOf } from "./lint-document.ts";

function stateOf(text: string) {
  const state = EditorState.create({ doc: text, extensions: json() });
  ensureSyntaxTree(state, text.length, 1_000);
  return state;
}
const marked = (text: string, path: string, message = "wrong") => {
  const [found] = diagnosticsOf(stateOf(text), [{ path, message }]);
  return found && text.slice(found.from, found.to);
};

const DOCUMENT = `{
  "version": "2.0",
  "steps": [
    { "action": { "name": "a", "type": "runCommand", "input": { "command": "true" } } },
    { "action": { "type": "runScript" } }
  ]
}`;

describe("a fault", () => {
  it.each([
    ["version", '"2.0"'],
    ["steps.0.action.input.command", '"true"'],
    ["steps.1.action", '"action"'],
    ["steps.1", "{"],
    ["finalStep.action", "{"],
    ["", "{"],
  ])("at %j is marked at %j", (path, text) => expect(marked(DOCUMENT, path)).toBe(text));

  it("of what is missing is marked at what it is missing from", () => {
    expect(marked(DOCUMENT, "steps.1.action.name")).toBe('"action"');
  });

  it("of what is no JSON is marked where its message says", () => {
    expect(marked('{\n  "a": oops\n}', "", "Not JSON: see line 2, column 8.")).toBe("o");
    expect(marked("{", "", "Not JSON: see line 9, column 9.")).toBe("");
  });
});

const text = { type: "string" };
const action = (type: string, input: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  required: ["name", "type"],
  properties: { name: text, type: { const: type }, input: { type: "object", properties: input } },
});
const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    version: { const: "1.0" },
    includeStdOut: { type: "boolean" },
    steps: { type: "array", items: { $ref: "#/definitions/step" } },
  },
  definitions: {
    step: {
      type: "object",
      properties: {
        action: { anyOf: [action("runCommand", { command: text }), action("runScript", { script: text })] },
      },
    },
  },
};

/** What is offered at the bar. */
function offered(withBar: string, schema = SCHEMA): string[] {
  const at = withBar.indexOf("|");
  const state = stateOf(withBar.replace("|", ""));
  const result = completeJson(schema)(new CompletionContext(state, at, true));
  return (result as { options: { label: string }[] } | null)?.options.map(({ label }) => label) ?? [];
}

describe("what is offered", () => {
  it("is no field that is not taken, and no form that another field rules out", () => {
    const root: JsonSchema = {
      oneOf: [
        { properties: { steps: { type: "array" }, old: { not: {} } } },
        { not: { required: ["steps"] }, properties: { operation: text } },
      ],
    };
    const names = (withBar: string) => offered(withBar, root);
    expect(names("{ | }")).toEqual(["steps", "operation"]);
    expect(names('{ "steps": [], | }')).toEqual([]);
  });

  it("is what an object does not have yet", () => {
    expect(offered('{ "version": "1.0", | }')).toEqual(["includeStdOut", "steps"]);
    expect(offered("{|}")).toEqual(["version", "includeStdOut", "steps"]);
    expect(offered('{ "version": "1.0",| }')).toEqual(["includeStdOut", "steps"]);
    expect(offered('{ "version": "1.0", "inc|" }')).toEqual(["includeStdOut", "steps"]);
  });

  it("is found through references and alternatives", () => {
    expect(offered('{ "steps": [ { | } ] }')).toEqual(["action"]);
    expect(offered('{ "steps": [ { "action": { "name": "a", | } } ] }')).toEqual(["type", "input"]);
  });

  it("fits what the object around it says already", () => {
    const inputOf = (type: string) => offered(`{ "steps": [ { "action": { "type": "${type}", "input": {|} } } ] }`);
    expect(inputOf("runCommand")).toEqual(["command"]);
    expect(inputOf("runScript")).toEqual(["script"]);
  });

  it("are the values that a field may have", () => {
    expect(offered('{ "version": "|" }')).toEqual(['"1.0"']);
    expect(offered('{ "steps": [ { "action": { "type": "run|" } } ] }')).toEqual(['"runCommand"', '"runScript"']);
    expect(offered('{ "includeStdOut":| }')).toEqual(["true", "false"]);
    expect(offered('{ "includeStdOut": | }')).toEqual(["true", "false"]);
  });

  it("is nothing where nothing is known", () => {
    expect(offered('{ "mine": { | } }')).toEqual([]);
    expect(offered('"|"')).toEqual([]);
  });
});
