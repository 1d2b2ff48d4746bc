import type { Job } from "@fieldline/domain/job";
import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aTask } from "../../testing/job-fixture.ts";
import { useSelection } from "./use-selection.ts";

const five = Array.from({ length: 5 }, () => aTask());
const [first, second, third, fourth, fifth] = five.map(({ id }) => id) as [string, string, string, string, string];
const choose = (shown: Job[] = five) =>
  renderHook(({ jobs, key }) => useSelection(jobs, key), { initialProps: { jobs: shown, key: "one" } });

describe("the selection", () => {
  it("takes and lets go of one, and with Shift of all from the last one on, either way", () => {
    const { result } = choose();
    act(() => result.current.toggle(fourth));
    act(() => result.current.toggle(second, true));
    expect(result.current.jobs.map(({ id }) => id)).toEqual([second, third, fourth]);
    act(() => result.current.toggle(third, true));
    expect(result.current.jobs.map(({ id }) => id)).toEqual([fourth]);
    act(() => result.current.toggle(first));
    act(() => result.current.toggle(fifth, true));
    expect(result.current.count).toBe(5);
  });

  it("of all that match is counted as such, until one is let go", () => {
    const { result } = choose();
    act(() => result.current.toggleShown());
    expect(result.current).toMatchObject({ count: 5, matching: undefined });
    act(() => result.current.chooseMatching(1_240));
    expect(result.current).toMatchObject({ count: 1_240, matching: 1_240 });
    act(() => result.current.toggle(first));
    expect(result.current).toMatchObject({ count: 4, matching: undefined });
  });

  it("does not count what is gone, and ends with the list", () => {
    const { result, rerender } = choose();
    act(() => result.current.toggleShown());
    rerender({ jobs: five.slice(2), key: "one" });
    expect(result.current.count).toBe(3);
    rerender({ jobs: five, key: "another" });
    expect(result.current.count).toBe(0);
  });
});
