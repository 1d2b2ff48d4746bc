import { describe, expect, it } from "vitest";
import { COLUMN_IDS, type ColumnChoice, type ColumnId, columnsText, readColumns } from "./column-choice.ts";
import { columnsOf, wantedColumns, withColumn } from "./column-plan.ts";
import { fitColumns, gridOf } from "./fit-columns.ts";

/** The usual ones, each column alone shown or left out, and many at once. */
const CHOICES: ColumnChoice[] = [
  new Map(),
  ...COLUMN_IDS.flatMap((id): ColumnChoice[] => [new Map([[id, true]]), new Map([[id, false]])]),
  new Map(COLUMN_IDS.map((id) => [id, true])),
  new Map(COLUMN_IDS.toReversed().map((id, at) => [id, at % 3 === 0])),
];
const KINDS = ["all", "work"] as const;
const NONE: ColumnChoice = new Map();

describe("a choice of columns in an address", () => {
  it.each(CHOICES)("reads back as it was written: %j", (given) => {
    expect(readColumns(columnsText(given))).toEqual(given);
  });

  it("is one text however it was made", () => {
    expect(columnsText(readColumns("started,-loss,queue,nonsense,queue") ?? NONE)).toBe("queue,-loss,started");
  });

  it.each([[undefined], [""], ["name"], ["-"], [7], [null]])("is none: %j", (text) =>
    expect(readColumns(text)).toBeUndefined(),
  );

  it("can hold to the usual ones", () => expect(readColumns("usual")).toEqual(NONE));
});

describe("the columns that the reader wants", () => {
  it.each(KINDS)("are those chosen last, and the others stay: %s", (list) => {
    for (const given of CHOICES)
      for (const changed of columnsOf(list))
        for (const isShown of [true, false]) {
          const before = wantedColumns(given, list).filter((each) => each !== changed);
          const after = wantedColumns(withColumn(given, changed, isShown), list);
          expect(after.includes(changed)).toBe(isShown);
          expect(after.filter((each) => each !== changed)).toEqual(before);
        }
  });

  it("go back to no choice once they are as usual", () => {
    const more = withColumn(NONE, "queue", true);
    expect(columnsText(withColumn(more, "queue", false))).toBe("usual");
    expect(columnsText(withColumn(withColumn(NONE, "loss", false), "loss", true))).toBe("usual");
  });

  it("have the priority where there is work alone, and a probe's figures elsewhere", () => {
    expect(wantedColumns(NONE, "work")).toContain("priority");
    expect(wantedColumns(NONE, "all")).not.toContain("priority");
    expect(columnsOf("work")).not.toContain("loss");
  });
});

describe("the columns that there is room for", () => {
  const room = { hasSelect: true, isOfWork: false, choice: NONE };
  const usual = wantedColumns(NONE, "all");

  it("are all that are wanted where the room is wide, or not known yet", () => {
    expect(fitColumns(usual, { ...room, widthPx: 1_600 })).toEqual(usual);
    expect(fitColumns(usual, { ...room, widthPx: undefined })).toEqual(usual);
  });

  it("are without the target first, which a probe's name tells, and of work with it", () => {
    const narrow = { ...room, widthPx: 1_000 };
    expect(fitColumns(usual, narrow)).not.toContain("target");
    const work = fitColumns(wantedColumns(NONE, "work"), { ...narrow, widthPx: 800, isOfWork: true });
    expect(work).toContain("target");
    expect(work).toContain("priority");
    expect(work).not.toContain("by");
  });

  it("keep what was chosen by hand longer than what is usual", () => {
    const picked = withColumn(NONE, "created", true);
    const shown = fitColumns(wantedColumns(picked, "all"), { ...room, widthPx: 760, choice: picked });
    expect(shown).toContain("created");
    expect(shown).not.toContain("median");
  });

  it.each(KINDS)("are never more in less room, and keep their order: %s", (list) => {
    for (const given of CHOICES) {
      const wanted = wantedColumns(given, list);
      let wider: ColumnId[] = wanted;
      for (let widthPx = 2_400; widthPx > 0; widthPx -= 40) {
        const shown = fitColumns(wanted, { hasSelect: true, isOfWork: list === "work", choice: given, widthPx });
        expect(shown).toEqual(wider.filter((each) => shown.includes(each)));
        wider = shown;
      }
      expect(wider).toEqual([]);
    }
  });

  it("each have a place in the grid, with those that are always there", () => {
    expect(gridOf(["loss"], true).split(/ (?![^(]*\))/)).toHaveLength(5);
    expect(gridOf(["loss"], false).split(/ (?![^(]*\))/)).toHaveLength(4);
  });
});
