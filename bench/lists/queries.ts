import { encodeCursor } from "../../packages/db/src/page.ts";
import type { ListJobsInput } from "../../packages/domain/src/input/list-jobs.ts";
import type { Random } from "../lib/random.ts";
import { type MadeUpJobs, REQUESTERS, SPAN_MS } from "./made-up-jobs.ts";

export type Query = (random: Random) => ListJobsInput;

const HOUR_MS = 3_600_000;

/** Every way to narrow, search and sort the list that a page offers, with values that differ from call to call. */
export function queriesOver(jobs: MadeUpJobs): Record<string, Query> {
  const { count, now } = jobs;
  const requester = (random: Random) => `user-${random.below(REQUESTERS)}`;
  const customer = (random: Random) => jobs.customer(random.below(1_000_000));
  const hours = (random: Random) => {
    const from = Math.floor(now - SPAN_MS + random.unit() * (SPAN_MS - 6 * HOUR_MS));
    return { from, to: from + 6 * HOUR_MS };
  };
  const recently = { from: now - 7 * 24 * HOUR_MS };
  return {
    "first page": () => ({}),
    "deep page": (random) => ({ cursor: encodeCursor([1 + random.below(count)]) }),
    "oldest first": () => ({ sort: "createdAt" }),
    "status: common": () => ({ status: ["completed"] }),
    "status: common, deep": (random) => ({ status: ["completed"], cursor: encodeCursor([1 + random.below(count)]) }),
    "status: running": () => ({ status: ["running"] }),
    "status: rare": () => ({ status: ["rejected"] }),
    "status: none match": () => ({ status: ["blocked"] }),
    "five statuses": () => ({ status: ["failed", "timed_out", "rejected", "running", "paused"] }),
    requester: (random) => ({ requesterId: requester(random) }),
    "kind: common": () => ({ kind: ["probe"] }),
    "kind: rare": () => ({ kind: ["task"] }),
    "two kinds": () => ({ kind: ["task", "command"] }),
    "a window of 6 h": hours,
    "window, status": (random) => ({ ...hours(random), status: ["failed"] }),
    "window, rare status": (random) => ({ ...hours(random), status: ["rejected"] }),
    "window, requester, status": (random) => ({ ...recently, requesterId: requester(random), status: ["failed"] }),
    "requester, rare status": (random) => ({ requesterId: requester(random), status: ["rejected"] }),
    "requester, kind": (random) => ({ requesterId: requester(random), kind: ["task"] }),
    "kind, rare status": () => ({ kind: ["task"], status: ["rejected"] }),
    "sort: updated": () => ({ sort: "-updatedAt" }),
    "sort: updated, deep": (random) => ({
      sort: "-updatedAt",
      cursor: encodeCursor([Math.floor(now - random.unit() * SPAN_MS), 1 + random.below(count)]),
    }),
    "sort: updated, status": () => ({ sort: "-updatedAt", status: ["failed"] }),
    "sort: updated, requester": (random) => ({ sort: "-updatedAt", requesterId: requester(random) }),
    "sort: updated, window": (random) => ({ sort: "-updatedAt", ...hours(random) }),
    "sort: loss": () => ({ sort: "-lossPercent" }),
    "sort: loss, deep": (random) => ({
      sort: "-lossPercent",
      cursor: encodeCursor([random.below(100), 1 + random.below(count)]),
    }),
    "sort: loss, status": () => ({ sort: "-lossPercent", status: ["completed"] }),
    "sort: loss, requester": (random) => ({ sort: "-lossPercent", requesterId: requester(random) }),
    "sort: loss, kind rare": () => ({ sort: "-lossPercent", kind: ["task"] }),
    "sort: loss, window": (random) => ({ sort: "-lossPercent", ...hours(random) }),
    "search: an account": (random) => ({ search: customer(random).accountNumber }),
    "search: part of an account": (random) => ({ search: customer(random).accountNumber.slice(2, 7) }),
    "search: three digits": (random) => ({ search: customer(random).accountNumber.slice(0, 3) }),
    "search: a MAC with colons": (random) => ({ search: customer(random).mac }),
    "search: a MAC in fours": (random) => ({
      search: customer(random).mac.replaceAll(":", "").match(/..../g)?.join("."),
    }),
    "search: 203.0.113": () => ({ search: "203.0.113" }),
    "search: example.net": () => ({ search: "example.net" }),
    "search: an id's beginning": (random) => ({
      search: Math.floor(now - random.unit() * SPAN_MS)
        .toString(16)
        .padStart(12, "0")
        .slice(0, 8),
    }),
    "search: none match": () => ({ search: "no such customer" }),
    "search, status common": () => ({ search: "203.0.113", status: ["completed"] }),
    "search, status rare": () => ({ search: "203.0.113", status: ["rejected"] }),
    "search, requester": (random) => ({ search: "example.net", requesterId: requester(random) }),
    "search, window": (random) => ({ search: "203.0.113", ...hours(random) }),
    "search, sort: loss": () => ({ search: "203.0.113", sort: "-lossPercent" }),
    "search, sort: updated, status": () => ({ search: "203.0.113", sort: "-updatedAt", status: ["failed"] }),
  };
}
