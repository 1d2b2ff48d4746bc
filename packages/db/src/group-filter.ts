import type { GroupFilter } from "@fieldline/domain/device";
import { type SQL, sql } from "drizzle-orm";

/** The device's own fields, which a filter names like attributes; each has an index of its own. */
const OWN_FIELDS: Record<string, SQL> = { kind: sql`devices.kind`, accountNumber: sql`devices.account_number` };

/** A list as one bound parameter: a statement takes a hundred at most. */
export const listed = (values: readonly (string | number)[]): SQL =>
  sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;

export const all = (conditions: SQL[]): SQL => (conditions.length > 0 ? sql.join(conditions, sql` AND `) : sql`true`);

/** Whether a row of `devices` has what every entry of a filter asks for, looked up device by device. */
export function meetsFilter(filter: GroupFilter): SQL {
  return sql`(${all(filter.map(meetsEntry))})`;
}

function meetsEntry({ key, values }: GroupFilter[number]): SQL {
  const own = OWN_FIELDS[key];
  if (own) return sql`+${own} IN ${listed(values)}`;
  return sql`EXISTS (SELECT 1 FROM device_attributes
    WHERE device_id = devices.id AND key = ${key} AND value IN ${listed(values)})`;
}

/** Whether a row of `devices` is in one of these static groups, looked up device by device. */
export function isInStatic(groupIds: readonly string[]): SQL {
  return sql`EXISTS (SELECT 1 FROM device_group_members
    WHERE device_id = devices.id AND group_id IN ${listed(groupIds)})`;
}
