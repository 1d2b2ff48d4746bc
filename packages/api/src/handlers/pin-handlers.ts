import { findHandlerRefs } from "@fieldline/db/handlers";
import type { HandlerRef, JobDocument } from "@fieldline/domain/document";
import { variablesIn } from "@fieldline/domain/variables";
import type { Context } from "../context.ts";
import { type Issue, refuseIssues } from "../templates/refuse-issues.ts";

interface Named {
  name: string;
  /** Of the field that names it, in the document. */
  path: string;
}

/** The library's handlers that a document names. One with a `path` is a script of the device, and not looked up. */
export function handlersIn({ steps, finalStep }: JobDocument): Named[] {
  const all = steps.map((step, at) => ({ step, path: `steps.${at}` }));
  if (finalStep) all.push({ step: finalStep, path: "finalStep" });
  return all.flatMap(({ step: { action }, path }) =>
    action.type === "runHandler" && !action.input.path
      ? [{ name: action.input.handler, path: `${path}.action.input.handler` }]
      : [],
  );
}

/** What is wrong with the handlers that a template names; a name with a variable in it is known only when it is run. */
export function unknownHandlers(document: JobDocument, known: ReadonlySet<string>): Issue[] {
  return unknown(
    handlersIn(document).filter(({ name }) => variablesIn(name).length === 0),
    known,
  );
}

function unknown(named: Named[], known: ReadonlySet<string>): Issue[] {
  return named
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({
      path,
      message: `There is no handler ${name} in the library. Add it, or give the path of its folder on the device.`,
    }));
}

/** The handlers of a filled document at the versions that run. Throws INVALID_INPUT where one is not there. */
export async function pinHandlers(
  { db }: Pick<Context, "db">,
  document: JobDocument,
  pathOf: (path: string) => string,
): Promise<HandlerRef[]> {
  const named = handlersIn(document);
  const refs = await findHandlerRefs(db, [...new Set(named.map(({ name }) => name))]);
  const issues = unknown(named, new Set(refs.map(({ name }) => name)));
  if (issues.length === 0) return refs;
  throw refuseIssues(issues.map(({ path, message }) => ({ path: pathOf(path), message })));
}
