import { describe, expect, it } from "vitest";
import { parseJobDocument } from "../../command/parse-document.ts";
import { checkVariables, templateVariablesSchema, variablesIn } from "../../command/variables.ts";
import { INTERPRETERS } from "../template.ts";
import { SHIPPED_HANDLERS, SHIPPED_TEMPLATES } from "./shipped.ts";

it("ships the handlers and templates that are promised", () => {
  expect(SHIPPED_HANDLERS.map(({ name }) => name)).toEqual(["download-file", "backup-directory"]);
  expect(SHIPPED_TEMPLATES.map(({ slug }) => slug)).toEqual(["health-check", "restart-service", "update-config"]);
});

describe.each(SHIPPED_HANDLERS)("$name", ({ interpreter, content, description }) => {
  it("is a script of a known interpreter, whole and described", () => {
    expect(INTERPRETERS).toContain(interpreter);
    expect(content).toMatch(/^#!\/bin\/sh\n/);
    expect(content.endsWith("\n")).toBe(true);
    expect(description).toContain("Arguments:");
  });
});

describe.each(SHIPPED_TEMPLATES)("$slug", ({ spec, variables }) => {
  it("is a document that is taken", () => {
    expect(parseJobDocument(spec.document)).toMatchObject({ ok: true });
  });

  it("declares the variables that it uses, with defaults that are taken", () => {
    expect(new Set(variables.map(({ name }) => name))).toEqual(new Set(variablesIn(spec.document)));
    expect(templateVariablesSchema.safeParse(variables).error).toBeUndefined();
  });

  it("puts no variable into a script's text, where it would be read as code", () => {
    const scripts = JSON.stringify(spec.document).match(/"script":"((?:[^"\\]|\\.)*)"/g) ?? [];
    expect(scripts).toHaveLength(1);
    expect(variablesIn(scripts)).toEqual([]);
  });
});

it.each([
  ["restart-service", "SERVICE", ["nginx", "ssh.service", "getty@tty1.service"], ["", "-x", "a b", "a;b", "$(id)"]],
  ["health-check", "DISK_PERCENT", ["1", "90", "100"], ["0", "101", "90%", "-1"]],
  ["update-config", "PATH", ["/etc/app.conf"], ["", "app.conf", "/etc/a\nb"]],
])("%s takes and refuses values of %s", (slug, name, good, bad) => {
  const { variables = [] } = SHIPPED_TEMPLATES.find((template) => template.slug === slug) ?? {};
  const others: Record<string, string> = slug === "update-config" ? { KEY: "a", VALUE: "b" } : {};
  for (const value of good)
    expect(checkVariables(variables, { ...others, [name]: value }), value).toMatchObject({ ok: true });
  for (const value of bad)
    expect(checkVariables(variables, { ...others, [name]: value }), value).toMatchObject({ ok: false });
});
