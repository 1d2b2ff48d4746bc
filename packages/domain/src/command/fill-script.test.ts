// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell has them too
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interpreter } from "../template/template.ts";
import { fillScript } from "./fill-script.ts";

const nasty = [
  "nginx",
  "",
  " ",
  "a b  c",
  "two\nlines\n",
  "\r\n\ttab",
  "it's",
  "'",
  "''",
  "'; echo HACKED; '",
  '"; echo HACKED; "',
  '"',
  "$(echo HACKED)",
  "`echo HACKED`",
  "${HOME}",
  "$HOME",
  "\\",
  "\\\\",
  "\\'",
  '\\"',
  "ends in \\",
  "*",
  "-n",
  "--",
  "a,b\\,c",
  "{{OTHER}}",
  "{{X}}",
  "#no comment",
  "a;b&c|d>e<f",
  "!!",
  "~",
  "EOF",
  "\nEOF\n",
  "*/ process.exit(1) /*",
  '""" + 1/0 + """',
  "\u2028\u2029\u0085",
  "é🙂",
  "%s%n",
  "x".repeat(1_024),
];

const COMMANDS: Record<Interpreter, string> = { sh: "sh", bash: "bash", python3: "python3", node: "node" };

function filled(script: string, interpreter: Interpreter, values: Record<string, string>): string {
  const result = fillScript(script, interpreter, values);
  if (result.faults.length > 0) throw new Error(result.faults.join(" "));
  return result.script;
}
function output(interpreter: Interpreter, script: string): string {
  const option = interpreter === "node" ? "-e" : "-c";
  return execFileSync(COMMANDS[interpreter], [option, script], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Scripts that print each of their values with a NUL after it; the template's text has one place for each. */
const printed = (values: string[]) => values.map((value) => `${value}\0`).join("");
const names = nasty.map((_, index) => `V${index}`);
const valuesByName = Object.fromEntries(nasty.map((value, index) => [`V${index}`, value]));

const shellPlaces = [
  "printf '%s\\0' {{V}}",
  "printf '%s\\0' \"{{V}}\"",
  "printf '%s\\0' \"\"{{V}}''",
  "v={{V}}; printf '%s\\0' \"$v\"",
  "# it's a comment\nprintf '%s\\0' {{V}}",
  "echo it\\'s >/dev/null; printf '%s\\0' {{V}}",
  "(printf '%s\\0' {{V}})",
  "f() { printf '%s\\0' \"$1\"; }; f {{V}}",
  "case {{V}} in {{V}}) printf '%s\\0' {{V}};; esac",
  "x=$(printf %s {{V}}; printf .); printf '%s\\0' \"${x%.}\"",
  'x="$(printf %s "{{V}}"; printf .)"; printf \'%s\\0\' "${x%.}"',
  "x=`printf %s {{V}}; printf .`; printf '%s\\0' \"${x%.}\"",
  "echo $((1 << 2)) >/dev/null; printf '%s\\0' {{V}}",
];

describe.each(["sh", "bash"] as const)("a script of %s", (interpreter) => {
  it.each(shellPlaces)("%s prints the value", (place) => {
    const script = `set -eu\n${names.map((name) => place.replaceAll("{{V}}", `{{${name}}}`)).join("\n")}\n`;
    expect(output(interpreter, filled(script, interpreter, valuesByName))).toBe(printed(nasty));
  });

  it("has the value in a here-document", () => {
    const body = names.map((name) => `<{{${name}}}>`).join("\n");
    const nested = 'cat <<EOF\n$(printf "<%s>" {{V2}} "{{V3}}")`printf "[%s]" {{V3}}`\\$\nEOF';
    expect(output(interpreter, filled(nested, interpreter, valuesByName))).toBe("< ><a b  c>[a b  c]$\n");
    const script = `cat <<EOF; cat <<-'END'\n${body}\nEOF\nplain\n\tEND\nprintf %s {{V0}}`;
    const expected = `${nasty.map((value) => `<${value}>`).join("\n")}\nplain\nnginx`;
    expect(output(interpreter, filled(script, interpreter, valuesByName))).toBe(expected);
  });

  it("prints any value", () => {
    const values = fc.array(
      fc
        .string({
          unit: fc.oneof(
            fc.constantFrom(..."'\"\\$`(){}\n \t;&|<>*?#!~-,"),
            fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
          ),
        })
        .filter((value) => !value.includes("\0")),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(values, (given) => {
        const script = given.map((_, index) => `printf '%s\\0%s\\0' {{V${index}}} "{{V${index}}}"`).join("\n");
        const byName = Object.fromEntries(given.map((value, index) => [`V${index}`, value]));
        expect(output(interpreter, filled(script, interpreter, byName))).toBe(
          printed(given.flatMap((value) => [value, value])),
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["echo '{{X}}'", "single quotes"],
    ["echo \"$(echo '{{X}}')\"", "single quotes"],
    ["cat <<'EOF'\n{{X}}\nEOF", "literal here-document"],
    ["cat <<\\EOF\n{{X}}\nEOF", "literal here-document"],
    ["echo $(( {{X}} + 1 ))", "arithmetic"],
    ["echo $(( ({{X}}) ))", "arithmetic group"],
    ["cat <<EOF\n$(( {{X}} ))\nEOF", "arithmetic"],
    ["(( {{X}} ))", "arithmetic"],
    ["echo $[ {{X}} ]", "arithmetic in brackets"],
    ["echo ${list[{{X}}]}", "a subscript or a substring's bounds"],
    ["echo ${list[@]:{{X}}}", "a subscript or a substring's bounds"],
    ['echo "${word: {{X}}:1}"', "a subscript or a substring's bounds"],
    ["list[{{X}}]=1", "a subscript"],
    ["list=(one [{{X}}]=two)", "a subscript"],
  ])("refuses %j", (script, mode) => {
    expect(fillScript(script, interpreter, { X: "1" })).toEqual({
      script,
      faults: [
        `{{X}} stands in ${mode}, where it cannot be filled in safely. Write it in the open or in double quotes.`,
      ],
    });
  });

  it("runs nothing of a value, wherever it stands", () => {
    const places = [
      "{{X}}",
      '"{{X}}"',
      '"$(echo "{{X}}")"',
      '"`echo "{{X}}"`"',
      "${y:-{{X}}}",
      '"${y:-"{{X}}"}"',
      '$(case x in x) echo "{{X}}";; esac)',
    ];
    const values = [
      "$(echo HACKED >&2)",
      "`echo HACKED >&2`",
      "'; echo HACKED >&2; '",
      '"; echo HACKED >&2; "',
      "\n echo HACKED >&2 \n",
    ];
    for (const place of places)
      for (const value of values) {
        const script = filled(`y=; exec 2>&1; : ${place} # '{{X}}`, interpreter, { X: value });
        expect(output(interpreter, script)).toBe("");
      }
  });
});

const pythonScript = `#!/usr/bin/env python3
from __future__ import annotations
import sys  # it's {{V0}}
text = """ "quoted" ''' """ + 'it\\'s "'
sys.stdout.buffer.write("".join(v + chr(0) for v in [${names.map((name) => `{{${name}}}`).join(", ")}]).encode())
`;
const nodeScript = `"use strict"
// it's {{V0}} \`
/* " ' */ const quotes = /['"\`/]/g; const half = 4 / 2; const other = "a".replace(/"/, 'it\\'s') + \`\${"}"}\`;
const same = \`{{V1}}\${ {{V0}} }\` === "nginx";
if (same && this === undefined || half) { process.stdout.write([${names.map((name) => `{{${name}}}`).join(", ")}].map((v) => v + "\\0").join("")); }
`;

describe("a script of python3 or node", () => {
  it.each([
    ["python3", pythonScript],
    ["node", nodeScript],
  ] as const)("of %s has the values as texts", (interpreter, script) => {
    expect(output(interpreter, filled(script, interpreter, valuesByName))).toBe(printed(nasty));
  });

  it.each([
    ["python3", "print('{{X}}')", "single quotes"],
    ["python3", 'print(f"a {{X}}")', "double quotes"],
    ["python3", 'print("""\n"{{X}}""")', "long double quotes"],
    ["node", "console.log('{{X}}')", "single quotes"],
    ["node", 'console.log("\\"{{X}}")', "double quotes"],
    ["node", "const re = /{{X}}/;", "a regular expression"],
  ] as const)("of %s refuses %s", (interpreter, script, mode) => {
    expect(fillScript(script, interpreter, { X: "1" }).faults).toEqual([
      `{{X}} stands in ${mode}, where it cannot be filled in safely. It stands for a whole text, so write it without quotes, as in "a" + {{NAME}}.`,
    ]);
  });
});

describe("a script", () => {
  it("says how it was filled", () => {
    const script = '#!/bin/sh\nsystemctl restart {{SERVICE}} && echo "{{SERVICE}} is back, {{WHO}}"\n';
    expect(filled(script, "sh", { SERVICE: "nginx", WHO: "it's me", OTHER: "unused" })).toBe(
      `#!/bin/sh\nfieldline_SERVICE='nginx'\nfieldline_WHO='it'\\''s me'\nsystemctl restart "\${fieldline_SERVICE}" && echo "\${fieldline_SERVICE} is back, \${fieldline_WHO}"\n`,
    );
  });

  it("without placeholders stays as it is", () => {
    for (const script of ["", "#!/bin/sh", "echo {{ X }} {{.Names}} {{1}}", "# {{X}}"])
      expect(filled(script, "sh", {})).toBe(script);
  });

  it("refuses a variable without value, and one after a backslash", () => {
    expect(fillScript("echo {{X}} \\{{Y}}", "sh", { Y: "" }).faults).toEqual([
      "There is no variable X. Declare it, or take {{X}} out.",
      "{{Y}} stands after a backslash. Take the backslash away.",
    ]);
    expect(fillScript("echo {{toString}}", "sh", {}).faults).toHaveLength(1);
  });
});
