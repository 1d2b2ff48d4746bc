import type { View } from "@fieldline/domain/views-input";
import { sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";

export const MAX_VIEWS = 50;

type Row = Omit<View, "search" | "isShared"> & { search: string; isShared: number };

const columns = sql`
  views.id, views.name, page, search, is_shared AS isShared, owner_id AS ownerId,
  coalesce(users.name, '') AS ownerName, views.created_at AS createdAt`;
const fromViews = sql`FROM views LEFT JOIN users ON users.id = owner_id`;

/** Somebody's views of a page, and those that others share, by name. */
export async function listViews(
  db: Database,
  { page, userId }: { page: View["page"]; userId: string },
): Promise<View[]> {
  const rows = await db.all<Row>(sql`SELECT ${columns} ${fromViews}
    WHERE page = ${page} AND (owner_id = ${userId} OR is_shared = 1)
    ORDER BY owner_id <> ${userId}, views.name, views.id LIMIT 1000`);
  return rows.map(viewOf);
}

/** A view that somebody can see: their own, or a shared one. */
export async function findView(
  db: Database,
  { id, userId }: { id: string; userId: string },
): Promise<View | undefined> {
  const [row] = await db.all<Row>(sql`SELECT ${columns} ${fromViews}
    WHERE views.id = ${id} AND (owner_id = ${userId} OR is_shared = 1)`);
  return row && viewOf(row);
}

/** Adds a view; false where its owner has one of this name, or too many. */
export async function insertView(
  db: Database,
  { view, audit }: { view: Omit<View, "ownerName">; audit: AuditEntry },
): Promise<boolean> {
  const { id, name, page, search, isShared, ownerId, createdAt } = view;
  const rows = await audited(db, {
    change: sql`INSERT INTO views (id, name, page, search, is_shared, owner_id, created_at, updated_at)
      SELECT ${id}, ${name}, ${page}, ${JSON.stringify(search)}, ${Number(isShared)}, ${ownerId}, ${createdAt}, ${createdAt}
      WHERE (SELECT count(*) FROM views WHERE owner_id = ${ownerId}) < ${MAX_VIEWS}
      ON CONFLICT DO NOTHING RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Changes a view of its owner; false where it is gone, or another of theirs has this name. */
export async function updateView(
  db: Database,
  { view, audit }: { view: Omit<View, "ownerName">; audit: AuditEntry },
): Promise<boolean> {
  const { id, name, page, search, isShared, ownerId } = view;
  const rows = await audited(db, {
    change: sql`UPDATE OR IGNORE views SET name = ${name}, page = ${page}, search = ${JSON.stringify(search)},
        is_shared = ${Number(isShared)}, updated_at = ${audit.at}
      WHERE id = ${id} AND owner_id = ${ownerId} RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Whether somebody has another view of this name on a page, in whatever case. */
export async function isViewNamed(
  db: Database,
  { id, name, page, ownerId }: Pick<View, "id" | "name" | "page" | "ownerId">,
): Promise<boolean> {
  const rows = await db.all(
    sql`SELECT 1 FROM views WHERE owner_id = ${ownerId} AND page = ${page} AND name = ${name} AND id <> ${id}`,
  );
  return rows.length > 0;
}

/** Deletes a view; false where it is gone already. */
export async function deleteView(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const rows = await audited(db, { change: sql`DELETE FROM views WHERE id = ${id} RETURNING id`, entry: audit });
  return rows.length > 0;
}

function viewOf({ search, isShared, ...row }: Row): View {
  return { ...row, search: JSON.parse(search), isShared: isShared === 1 };
}
