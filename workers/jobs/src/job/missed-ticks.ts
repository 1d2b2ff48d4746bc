import type { Sample } from "@fieldline/domain/job";

/** So many gaps of one batch are told apart; a device that lies could else fill the log. */
const GAPS_TOLD = 5;

/** In words, each gap of ticks that nobody measured, before and between the samples of a batch. */
export function missedBetween(lastTick: number, samples: Sample[]): string[] {
  const gaps: string[] = [];
  let last = lastTick;
  for (const { tick } of samples) {
    if (tick > last + 1) gaps.push(missedWords(last + 1, tick - 1));
    last = tick;
  }
  const more = gaps.length - GAPS_TOLD;
  return more > 0 ? [...gaps.slice(0, GAPS_TOLD), `${more} more gaps were not measured either`] : gaps;
}

function missedWords(first: number, last: number): string {
  return first === last ? `Tick ${first} was not measured` : `Ticks ${first} to ${last} were not measured`;
}
