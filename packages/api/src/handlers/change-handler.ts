import {
  deleteHandler as deleteRow,
  findHandler,
  type HandlerWithContent,
  insertHandler,
  MAX_HANDLERS,
  updateHandler as updateRow,
  versionsOfHandler,
} from "@fieldline/db/handlers";
import { DomainError } from "@fieldline/domain/errors";
import { type CreateHandler, type UpdateHandler, utf8Bytes } from "@fieldline/domain/handlers-input";
import type { Handler } from "@fieldline/domain/template";
import { auditOf } from "../audit-entry.ts";
import type { Context, SignedIn } from "../context.ts";
import { changesOf } from "../devices/changes.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";
import { refuseStale } from "../templates/stale-version.ts";

const entityType = "handler" as const;

/** Throws HANDLER_NOT_FOUND. */
async function getHandler({ db }: Pick<Context, "db">, idOrName: string, version?: number) {
  const handler = await findHandler(db, idOrName, version);
  if (handler) return handler;
  throw new DomainError(
    "HANDLER_NOT_FOUND",
    version === undefined
      ? "There is no such handler. It may have been deleted; read the list again."
      : "There is no such version of this handler. Read its list of versions.",
    { id: idOrName },
  );
}

/** A handler with its content, at its present or one of its versions. Throws HANDLER_NOT_FOUND. */
export async function readHandler(ctx: Context, { id, version }: { id: string; version?: number | undefined }) {
  const handler = await getHandler(ctx, id, version);
  return { ...handler, versions: await versionsOfHandler(ctx.db, handler.id) };
}

/** Adds a handler. Throws HANDLER_EXISTS. */
export async function createHandler(ctx: SignedIn, input: CreateHandler): Promise<Handler> {
  const handler = await newHandler(ctx, input);
  const { id, name } = handler;
  const { version: _version, ...after } = told(handler);
  const audit = auditOf(ctx, { action: "handler.create", entityType, entityId: id, after });
  if (await insertHandler(ctx.db, { handler, audit })) return withoutContent(await getHandler(ctx, id));
  const isTaken = await findHandler(ctx.db, name);
  const message = isTaken
    ? "Another handler has this name. Change that one, or choose another name."
    : `There are ${MAX_HANDLERS} handlers already. Delete one that nobody needs.`;
  const issues = [{ path: "name", message }];
  throw isTaken ? new DomainError("HANDLER_EXISTS", message, { issues }) : refuseIssues(issues);
}

/** A handler before it has a version. */
export async function newHandler(
  ctx: Pick<SignedIn, "newId" | "clock" | "secrets">,
  input: CreateHandler,
): Promise<HandlerWithContent> {
  const createdAt = ctx.clock();
  return {
    ...input,
    id: ctx.newId(),
    description: input.description || null,
    version: 1,
    sha256: await ctx.secrets.sha256Hex(input.content),
    sizeBytes: utf8Bytes(input.content),
    isShipped: false,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Changes a handler; another content or interpreter makes a new version. Throws HANDLER_NOT_FOUND, VERSION_MISMATCH. */
export async function updateHandler(ctx: SignedIn, { id, expectedVersion, ...wanted }: UpdateHandler) {
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const before = await getHandler(ctx, id);
    refuseStale(withoutContent(before), { expectedVersion, what: `The handler ${before.name}` });
    const handler = await changedHandler(ctx, before, wanted);
    const changes = changesOf(before, handler, ["description", "interpreter", "sha256"]);
    if (!changes) return withoutContent(before);
    const audit = auditOf(ctx, {
      action: "handler.update",
      entityType,
      entityId: before.id,
      before: { version: before.version, ...changes.before },
      after: { version: handler.version, ...changes.after },
    });
    if (await updateRow(ctx.db, { before, handler, audit })) return withoutContent(handler);
  }
}

/** What a person makes of a handler; it is no longer as it was shipped. */
export async function changedHandler(
  ctx: Pick<SignedIn, "clock" | "secrets">,
  before: HandlerWithContent,
  wanted: Omit<UpdateHandler, "id" | "expectedVersion">,
): Promise<HandlerWithContent> {
  const { description, interpreter = before.interpreter, content = before.content } = wanted;
  const sha256 = await ctx.secrets.sha256Hex(content);
  const isNewVersion = sha256 !== before.sha256 || interpreter !== before.interpreter;
  return {
    ...before,
    ...(description !== undefined && { description: description || null }),
    interpreter,
    content,
    sha256,
    sizeBytes: utf8Bytes(content),
    version: before.version + Number(isNewVersion),
    isShipped: false,
    updatedAt: Math.max(ctx.clock(), before.updatedAt + 1),
  };
}

/** Deletes a handler; jobs that were made of it still run it. Throws HANDLER_NOT_FOUND. */
export async function deleteHandler(ctx: SignedIn, input: { id: string }): Promise<{ id: string }> {
  const handler = await getHandler(ctx, input.id);
  const { id } = handler;
  const audit = auditOf(ctx, { action: "handler.delete", entityType, entityId: id, before: told(handler) });
  // Who was slower finds it gone, as they wanted it.
  await deleteRow(ctx.db, { id, audit });
  return { id };
}

/** The audit tells a content by its hash. */
function told({ name, version, description, interpreter, sha256, sizeBytes }: Handler) {
  return { name, version, description, interpreter, sha256, sizeBytes };
}

function withoutContent({ content: _content, ...handler }: HandlerWithContent): Handler {
  return handler;
}
