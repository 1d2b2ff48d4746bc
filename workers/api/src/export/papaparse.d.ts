/** The published types bring Node's globals with them, which a worker does not have. */
declare module "papaparse/papaparse.js" {
  interface UnparseSettings {
    newline: string;
    /** Whether every cell stands in quotes, so that a spreadsheet that splits at semicolons keeps it whole. */
    quotes: boolean;
    /** A text that this matches gets an apostrophe in front. */
    escapeFormulae: RegExp;
  }
  const papa: { unparse(rows: (string | number | null | undefined)[][], settings: UnparseSettings): string };
  export default papa;
}
