import { deleteView as deleteRow, findView, insertView, isViewNamed, MAX_VIEWS, updateView } from "@fieldline/db/views";
import { DomainError, type ErrorReason } from "@fieldline/domain/errors";
import { isAtLeast } from "@fieldline/domain/roles";
import type { SaveView, View } from "@fieldline/domain/views-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";

/** Adds a view, or changes one's own. Throws FORBIDDEN, VIEW_NOT_FOUND, VIEW_EXISTS, INVALID_INPUT. */
export async function saveView(ctx: SignedIn, { id, ...wanted }: SaveView): Promise<View> {
  const before = id === undefined ? undefined : await getOwn(ctx, id);
  const { name, page, search, isShared = before?.isShared ?? false } = wanted;
  if (isShared && !before?.isShared && !isAtLeast(ctx.user.role, "operator"))
    throw new DomainError("FORBIDDEN", "Sharing a view takes the role operator. Save it for yourself instead.");
  const view: Omit<View, "ownerName"> = {
    ...{ id: before?.id ?? ctx.newId(), name, page, search, isShared },
    ...{ ownerId: ctx.user.id, createdAt: before?.createdAt ?? ctx.clock() },
  };
  const audit = auditOf(ctx, {
    action: "view.save",
    entityType: "view",
    entityId: view.id,
    before: before ? toldOf(before) : null,
    after: toldOf(view),
  });
  const isSaved = await (before ? updateView : insertView)(ctx.db, { view, audit });
  if (isSaved) return { ...view, ownerName: ctx.user.name };
  if (await isViewNamed(ctx.db, view))
    throw refused("VIEW_EXISTS", "Another view of yours has this name. Choose another one, or save over that one.");
  if (before) throw notFound();
  throw refused("INVALID_INPUT", `You have ${MAX_VIEWS} views already. Delete one that you do not need.`);
}

/** Deletes a view of one's own; an administrator deletes any that is shared. Throws FORBIDDEN, VIEW_NOT_FOUND. */
export async function deleteView(ctx: SignedIn, { id }: { id: string }): Promise<{ id: string }> {
  const view = await getVisible(ctx, id);
  if (view.ownerId !== ctx.user.id && ctx.user.role !== "admin")
    throw new DomainError("FORBIDDEN", `This view is ${view.ownerName}'s, or an administrator's to delete.`);
  const audit = auditOf(ctx, { action: "view.delete", entityType: "view", entityId: id, before: toldOf(view) });
  if (!(await deleteRow(ctx.db, { id, audit }))) throw notFound();
  return { id };
}

async function getVisible(ctx: SignedIn, id: string): Promise<View> {
  const view = await findView(ctx.db, { id, userId: ctx.user.id });
  if (!view) throw notFound();
  return view;
}

async function getOwn(ctx: SignedIn, id: string): Promise<View> {
  const view = await getVisible(ctx, id);
  if (view.ownerId === ctx.user.id) return view;
  throw new DomainError("FORBIDDEN", `This view is ${view.ownerName}'s. Save it under another name as your own.`);
}

function toldOf({ name, page, search, isShared }: Omit<View, "ownerName">) {
  return { name, page, search, isShared };
}

function notFound(): DomainError {
  return new DomainError("VIEW_NOT_FOUND", "There is no such view. It may have been deleted; read the list again.");
}

function refused(code: ErrorReason, message: string): DomainError {
  return new DomainError(code, message, { issues: [{ path: "name", message }] });
}
