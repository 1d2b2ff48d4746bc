import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { defineHandler, type Handler, JobError, type TaskContext } from "@fieldline/agent";
import type { z } from "zod";
import type { Business } from "./business.ts";
import { readCsv, writeCsv } from "./csv.ts";
import type { Directory, Wanted } from "./directory.ts";
import { faultsOf } from "./faults.ts";
import { INPUTS } from "./inputs.ts";
import { similarityOf } from "./similarity.ts";

interface Parts {
  directory: Directory;
  /** Where files come in and go out: its folders `inbox` and `outbox`. */
  folder: string;
}

/** Entries that are looked at between two words on how far it is. */
const STEP = 100;
/** Faults and pairs that a result names; the rest are counted. */
const TOLD = 50;
/** A result holds so much of a file; what is larger is in the outbox alone. */
const CONTENT_LENGTH = 30_000;

/** The twelve commands over a directory of businesses. */
export function directoryHandlers({ directory, folder }: Parts): Handler[] {
  return [
    command("list-businesses", ({ limit, afterId, ...wanted }) => {
      const businesses = directory.list(wanted, { limit, afterId });
      return { total: directory.count(wanted), businesses, nextAfterId: businesses.at(-1)?.id ?? null };
    }),
    command("stats", () => ({
      businesses: directory.count(),
      byStatus: directory.statuses(),
      byCategory: directory.categories().slice(0, 10),
      suburbs: directory.suburbs().length,
    })),
    command("list-suburbs", () => ({ suburbs: directory.suburbs() })),
    command("list-categories", () => ({ categories: directory.categories() })),
    command("approve-business", ({ id, reason }) =>
      review(directory, { id, status: "approved", reason: reason ?? null }),
    ),
    command("reject-business", ({ id, reason }) => review(directory, { id, status: "rejected", reason })),
    command("batch-approve", (wanted, context) =>
      reviewAll({
        directory,
        context,
        wanted,
        decide: (business) => (faultsOf(business).length === 0 ? "approved" : null),
      }),
    ),
    command("batch-reject", ({ reason, ...wanted }, context) =>
      reviewAll({ directory, context, wanted, reason, decide: () => "rejected" }),
    ),
    command("import-csv", (input, context) => importCsv(directory, { ...input, folder }, context)),
    command("export-csv", ({ file, ...wanted }, context) => exportCsv(directory, { wanted, file, folder }, context)),
    command("deduplicate-businesses", (input, context) => deduplicate(directory, input, context)),
    command("validate-businesses", (wanted, context) => validate(directory, wanted, context)),
  ];
}

type Inputs = typeof INPUTS;

function command<Name extends keyof Inputs>(
  name: Name,
  run: (input: z.output<Inputs[Name]>, context: TaskContext) => unknown,
): Handler {
  return defineHandler(`directory.${name}`, INPUTS[name], (input, context) =>
    run(input as z.output<Inputs[Name]>, context),
  );
}

interface Review {
  id: number;
  status: "approved" | "rejected";
  reason: string | null;
}

function review(directory: Directory, { id, status, reason }: Review) {
  if (!directory.find(id))
    throw new JobError("NO_SUCH_BUSINESS", `There is no business ${id}. Look for its id with list-businesses.`, {
      retryable: false,
    });
  const isChanged = directory.review(id, status, reason);
  return { isChanged, business: directory.find(id) };
}

interface ReviewAll {
  directory: Directory;
  context: TaskContext;
  wanted: Wanted & { limit: number };
  reason?: string;
  decide(business: Business): "approved" | "rejected" | null;
}

/** Goes through what waits for a decision; done once more it only finds what is left. */
async function reviewAll({ directory, context, wanted: { limit, ...narrow }, reason, decide }: ReviewAll) {
  const wanted = { ...narrow, status: "pending" as const };
  const businesses = directory.list(wanted, { limit });
  const counts = { approved: 0, rejected: 0, leftAlone: 0 };
  await each(businesses, context, (business) => {
    const status = decide(business);
    if (status === null) counts.leftAlone++;
    else if (directory.review(business.id, status, reason ?? null)) counts[status]++;
  });
  return { ...counts, stillPending: directory.count(wanted) };
}

interface Import {
  csv?: string | undefined;
  file?: string | undefined;
  folder: string;
}

async function importCsv(directory: Directory, { csv, file, folder }: Import, context: TaskContext) {
  const text = csv ?? (await readInbox(join(folder, "inbox", file ?? "")));
  const rows = await orRefuse(() => readCsv(text));
  context.log.info(`Read ${rows.length} rows.`);
  let added = 0;
  for (let first = 0; first < rows.length; first += STEP) {
    await context.paused();
    const chunk = rows.slice(first, first + STEP);
    added += directory.add(chunk.flatMap(({ business }) => business ?? []));
    context.progress((100 * (first + chunk.length)) / rows.length, `${first + chunk.length} of ${rows.length} rows`);
    await setImmediate();
  }
  const faulty = rows.flatMap(({ line, fault }) => (fault ? [{ line, fault }] : []));
  if (faulty.length > 0) context.log.warn(`${faulty.length} rows are no businesses.`, { first: faulty[0] });
  const known = rows.length - faulty.length - added;
  return { rows: rows.length, added, alreadyThere: known, faulty: faulty.length, faults: faulty.slice(0, TOLD) };
}

async function readInbox(path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => {
    throw new JobError("NO_SUCH_FILE", `There is no file ${path}. Put it into the agent's inbox.`, {
      retryable: false,
    });
  });
}

async function orRefuse<T>(act: () => T): Promise<T> {
  try {
    return act();
  } catch (error) {
    throw new JobError("BAD_FILE", (error as Error).message, { retryable: false });
  }
}

interface Export {
  wanted: Wanted;
  file: string;
  folder: string;
}

async function exportCsv(directory: Directory, { wanted, file, folder }: Export, context: TaskContext) {
  const total = directory.count(wanted);
  const businesses: Business[] = [];
  while (businesses.length < total) {
    await context.paused();
    const page = directory.list(wanted, { limit: STEP, afterId: businesses.at(-1)?.id ?? 0 });
    if (page.length === 0) break;
    businesses.push(...page);
    context.progress((100 * businesses.length) / total, `${businesses.length} of ${total} businesses`);
    await setImmediate();
  }
  const csv = writeCsv(businesses);
  const outbox = join(folder, "outbox");
  await mkdir(outbox, { recursive: true });
  await writeFile(join(outbox, file), csv);
  return {
    file: join(outbox, file),
    businesses: businesses.length,
    bytes: Buffer.byteLength(csv),
    ...(csv.length <= CONTENT_LENGTH && { csv }),
  };
}

interface Deduplicating {
  threshold: number;
  isTrial: boolean;
}

/** Compares those of one postcode with each other; the older of two that are alike stays. */
async function deduplicate(directory: Directory, { threshold, isTrial }: Deduplicating, context: TaskContext) {
  const byPostcode = Map.groupBy(everything(directory), ({ postcode }) => postcode);
  const pairs: { id: number; duplicateOf: number; similarity: number; names: [string, string] }[] = [];
  let compared = 0;
  for (const [postcode, businesses] of byPostcode) {
    await context.paused();
    pairs.push(...pairsIn(businesses, threshold));
    compared += businesses.length;
    context.progress((100 * compared) / directory.count(), `postcode ${postcode}, ${pairs.length} found`);
    await setImmediate();
  }
  if (!isTrial) for (const { id, duplicateOf } of pairs) directory.markDuplicate(id, duplicateOf);
  return { compared, duplicates: pairs.length, isTrial, pairs: pairs.slice(0, TOLD) };
}

function pairsIn(businesses: Business[], threshold: number) {
  const kept: Business[] = [];
  return businesses
    .filter(({ duplicateOf }) => duplicateOf === null)
    .flatMap((business) => {
      for (const older of kept) {
        const similarity = similarityOf(business, older);
        if (similarity < threshold) continue;
        const names: [string, string] = [business.name, older.name];
        return [{ id: business.id, duplicateOf: older.id, similarity: Math.round(similarity * 1_000) / 1_000, names }];
      }
      kept.push(business);
      return [];
    });
}

async function validate(directory: Directory, wanted: Wanted, context: TaskContext) {
  const businesses = everything(directory, wanted);
  const faulty: { id: number; name: string; faults: string[] }[] = [];
  await each(businesses, context, (business) => {
    const faults = faultsOf(business);
    if (faults.length > 0) faulty.push({ id: business.id, name: business.name, faults });
  });
  return { checked: businesses.length, faulty: faulty.length, businesses: faulty.slice(0, TOLD) };
}

function everything(directory: Directory, wanted: Wanted = {}): Business[] {
  return directory.list(wanted, { limit: 1_000_000 });
}

async function each(businesses: Business[], context: TaskContext, act: (business: Business) => void): Promise<void> {
  for (const [index, business] of businesses.entries()) {
    if (index % STEP === 0) {
      await context.paused();
      context.progress((100 * index) / businesses.length, `${index} of ${businesses.length} businesses`);
      await setImmediate();
    }
    act(business);
  }
  context.progress(100, `${businesses.length} of ${businesses.length} businesses`);
}
