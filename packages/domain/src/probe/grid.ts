/** The moments at which a probe ticks: `originMs + n * cadenceMs`. A pause moves the origin. */
export interface Grid {
  originMs: number;
  cadenceMs: number;
  durationMs: number;
}

/** When tick `n` is due, in epoch ms. */
export function tickAt(grid: Grid, n: number): number {
  return grid.originMs + n * grid.cadenceMs;
}

/** The tick whose window, from its due time to the next one's, holds `now`: below 0 before the origin, beyond the last after the end. */
export function tickOf(grid: Grid, now: number): number {
  return Math.floor((now - grid.originMs) / grid.cadenceMs);
}

/** How many ticks a probe has; the last one may be due less than a cadence before the end. */
export function tickCount(durationMs: number, cadenceMs: number): number {
  return Math.ceil(durationMs / cadenceMs);
}

/** When the probe is over, in epoch ms. */
export function endsAt(grid: Grid): number {
  return grid.originMs + grid.durationMs;
}

/**
 * A delay of 0 to `spanMs - 1` ms that is always the same for an id and spreads many ids evenly, also ids that
 * differ in a few characters only (FNV-1a, finished with the mixer of MurmurHash3).
 */
export function phaseMs(id: string, spanMs: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return Math.floor(((hash >>> 0) / 2 ** 32) * spanMs);
}
