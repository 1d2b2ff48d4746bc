import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { emptyCondition, episodeBursts, recordPacket } from "./condition.ts";

const { health } = DEFAULT_CONFIG;

function conditionAfter(outcomes: boolean[]) {
  const condition = emptyCondition();
  outcomes.forEach((isLost, i) => {
    const sample = { seq: i + 1, tick: i, at: i * 1_000, rttMs: isLost ? null : 20 };
    recordPacket(condition, { sample, deltaMs: 0, startsTick: true }, health);
  });
  return condition;
}

const runsOf = (outcomes: boolean[]) =>
  outcomes
    .map((isLost) => (isLost ? "x" : "."))
    .join("")
    .split(/\.+/)
    .filter((run) => run.length > 0)
    .map((run) => run.length);

describe("a condition", () => {
  it("knows every run of loss, whatever the series", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (outcomes) => {
        const { lossRun, whole } = conditionAfter(outcomes);
        const runs = runsOf(outcomes);
        const goingOn = outcomes.at(-1) ? (runs.pop() ?? 0) : 0;
        expect(lossRun.length).toBe(goingOn);
        expect(whole.bursts.count).toBe(runs.length);
        expect(whole.bursts.lost).toBe(runs.reduce((sum, length) => sum + length, 0));
        expect(whole.bursts.longest).toBe(Math.max(0, ...runs));
        expect(whole.firstLossAt).toBe(outcomes.includes(true) ? outcomes.indexOf(true) * 1_000 : null);
      }),
    );
  });

  it("counts each outage once, also when the link has been dropping", () => {
    const ok = new Array<boolean>(30).fill(false);
    const gone = new Array<boolean>(40).fill(true);
    expect(conditionAfter([...ok, ...gone, ...ok, ...gone, ...ok]).whole.outages).toBe(2);
  });

  it("keeps the bursts of an episode together and files them once it is over", () => {
    const ok = (count: number) => new Array<boolean>(count).fill(false);
    const dropping = [...ok(20), true, true, ...ok(15), true, true, true];
    expect(episodeBursts(conditionAfter(dropping))).toEqual({ count: 2, lost: 5, shortest: 2, longest: 3 });
    const over = conditionAfter([...dropping, ...ok(240)]);
    expect(over.episode).toBeNull();
    expect(over.past).toEqual({ count: 2, lost: 5, shortest: 2, longest: 3 });
    expect(over.quiet.lost).toBe(0);
  });
});
