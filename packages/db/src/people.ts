import type { Role } from "@fieldline/domain/roles";
import { and, desc, eq, getTableColumns, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { users } from "./access-tables.ts";
import type { Database } from "./database.ts";
import { decodeCursor, type Page, pageOf } from "./page.ts";

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: number | null;
  createdAt: number;
  lastSeenAt: number | null;
}

const { emailVerified: _verified, image: _image, updatedAt: _updated, ...columns } = getTableColumns(users);

export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  const [row] = await db.select(columns).from(users).where(eq(users.id, id));
  return row && personOf(row);
}

/** A page of the people, the newest first; `search` is part of a name or an e-mail. */
export async function listPeople(
  db: Database,
  { search, limit, cursor }: { search?: string | undefined; limit: number; cursor?: string | null | undefined },
): Promise<Page<Person>> {
  const conditions: (SQL | undefined)[] = [];
  if (search) conditions.push(sql`instr(lower(${users.name} || ' ' || ${users.email}), ${search.toLowerCase()}) > 0`);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ["number", "string"]);
    conditions.push(or(lt(users.createdAt, new Date(at)), and(eq(users.createdAt, new Date(at)), lt(users.id, id))));
  }
  const rows = await db
    .select(columns)
    .from(users)
    .where(and(...conditions))
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit + 1);
  return pageOf(rows, { limit, keyOf: (row) => [row.createdAt.getTime(), row.id], itemOf: personOf });
}

function personOf({ createdAt, ...row }: Omit<Person, "createdAt"> & { createdAt: Date }): Person {
  return { ...row, createdAt: createdAt.getTime() };
}

/** The ids of all who are not shut out. */
export async function listPersonIds(db: Database): Promise<string[]> {
  const rows = await db.select({ id: users.id }).from(users).where(isNull(users.disabledAt));
  return rows.map(({ id }) => id);
}

/** Whether anybody was ever added. */
export async function hasPeople(db: Database): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}
