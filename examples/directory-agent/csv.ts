import Papa from "papaparse";
import { type Business, COLUMNS, type NewBusiness, newBusiness } from "./business.ts";

export interface Row {
  /** Its line in the file, the head being the first. */
  line: number;
  business?: NewBusiness;
  /** Why it is none, in words. */
  fault?: string;
}

/** The rows of a CSV with a head; throws where the head lacks a column that every business has. */
export function readCsv(text: string): Row[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ""), {
    header: true,
    transformHeader: (head) => head.trim().toLowerCase(),
  });
  const missing = ["name", "category", "street", "suburb", "postcode"].filter(
    (column) => !meta.fields?.includes(column),
  );
  if (missing.length > 0)
    throw new Error(`The file has no column ${missing.join(", ")}. Its first line names the columns.`);
  return data.flatMap((cells, index) => {
    // An empty line is no row, and counts where lines are counted.
    if (
      !Object.values(cells)
        .flat()
        .some((cell) => cell.trim() !== "")
    )
      return [];
    const read = newBusiness.safeParse(cells);
    if (read.success) return { line: index + 2, business: read.data };
    const fault = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    return { line: index + 2, fault };
  });
}

/** Businesses as a CSV with a head, quoted so that a spreadsheet runs nothing of it. */
export function writeCsv(businesses: Business[]): string {
  return Papa.unparse(
    { fields: ["id", ...COLUMNS, "status"], data: businesses },
    { escapeFormulae: true, newline: "\r\n" },
  );
}
