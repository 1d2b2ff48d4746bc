/** A file of templates and handlers, as far as it has to be known to say what it would do. */
export interface LibraryFile {
  fieldline: number;
  templates: { slug: string; name?: string }[];
  handlers: { name: string }[];
}

export type ReadFile = { ok: true; file: LibraryFile } | { ok: false; message: string };

const isNamed = (field: "slug" | "name") => (each: unknown) =>
  typeof each === "object" && each !== null && typeof (each as Record<string, unknown>)[field] === "string";

/** Reads a file that anyone may have chosen. */
export function readLibraryFile(text: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: "This file is not JSON. Choose a file that was exported here." };
  }
  const { fieldline, templates = [], handlers = [] } = (value ?? {}) as Record<string, unknown>;
  if (fieldline === undefined || !Array.isArray(templates) || !Array.isArray(handlers))
    return { ok: false, message: "This file holds no templates of Fieldline. Choose a file that was exported here." };
  if (!templates.every(isNamed("slug")) || !handlers.every(isNamed("name")))
    return { ok: false, message: "A template without a slug or a handler without a name is in this file." };
  return { ok: true, file: { ...(value as object), fieldline: Number(fieldline), templates, handlers } };
}

interface Plan {
  fresh: string[];
  known: string[];
}

/** Which of the names are new here, and which are here already. */
export function planOf(names: readonly string[], here: ReadonlySet<string>): Plan {
  return { fresh: names.filter((name) => !here.has(name)), known: names.filter((name) => here.has(name)) };
}
