/** The figure rounded to three decimals: whole microseconds where it is in ms. */
export function toThreeDecimals(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
