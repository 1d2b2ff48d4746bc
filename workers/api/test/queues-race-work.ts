import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import type { Assignment } from "@fieldline/domain/device";
import type { TaskJob } from "@fieldline/domain/job";
import { newTaskJob } from "@fieldline/domain/new-job";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import { v7 as uuidv7 } from "uuid";
import { ADMIN } from "../../test/identities.ts";
import { insertRow } from "../../test/job-rows.ts";

export const TYPES = ["sync.finance", "clean"];
export const CAPACITY: Record<string, number> = { narrow: 2, middle: 4, wide: 7, hall: 12 };
const MIXED = ["narrow", "middle", "wide"];
export const TEMPLATE = { id: uuidv7(), most: 3 };
const KEY_LIMIT: Record<string, number> = { acme: 1, zenith: 1, globex: 2 };

const settings = settingsOf(DEFAULT_CONFIG);
const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;

/** The work under way as the agents know it: from the moment that one has it until it sets about saying that it is done. */
export class UnderWay {
  readonly begun = new Set<string>();
  readonly done = new Set<string>();
  /** The tasks of each key in the order in which they were begun. */
  readonly inOrder = new Map<string, string[]>();
  /** When each task was first begun, in that order. */
  readonly begunAt = new Map<string, number>();
  readonly tasks = new Map<string, TaskJob>();
  readonly finished: Promise<void>;
  readonly #counts = new Map<string, number>();
  #left = Number.POSITIVE_INFINITY;
  #finish: () => void;

  constructor(count?: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.finished = promise;
    this.#finish = resolve;
    if (count !== undefined) this.expect(count);
  }

  /** No more than so many come. */
  expect(count: number): void {
    this.#left = count;
    if (!this.isGoingOn) this.#finish();
  }

  get isGoingOn(): boolean {
    return this.done.size < this.#left;
  }

  begin({ jobId, attempt }: Assignment): void {
    const mark = `${jobId}/${attempt}`;
    if (this.begun.has(mark)) throw new Error(`${mark} was given twice`);
    this.begun.add(mark);
    if (!this.begunAt.has(jobId)) this.begunAt.set(jobId, Date.now());
    const task = this.taskOf(jobId);
    for (const [name, most] of bounds(task)) {
      const count = (this.#counts.get(name) ?? 0) + 1;
      if (count > most) throw new Error(`${count} of ${name} are under way, of at most ${most}`);
      this.#counts.set(name, count);
    }
    const key = task.spec.concurrencyKey;
    if (key) this.inOrder.set(key, [...(this.inOrder.get(key) ?? []), jobId]);
  }

  /** The attempt is over; nothing is held by it from now on. */
  leave(jobId: string): void {
    for (const [name] of bounds(this.taskOf(jobId))) this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
  }

  complete(jobId: string): void {
    if (this.done.has(jobId)) throw new Error(`${jobId} was done twice`);
    this.done.add(jobId);
    if (!this.isGoingOn) this.#finish();
  }

  taskOf(id: string): TaskJob {
    const task = this.tasks.get(id);
    if (!task) throw new Error(`there is no task ${id}`);
    return task;
  }
}

function bounds({ queue, templateId, spec }: TaskJob): [string, number][] {
  const { concurrencyKey: key } = spec;
  return [
    [`queue ${queue}`, CAPACITY[queue ?? ""] ?? 0],
    ...(templateId ? [["the template", TEMPLATE.most] as [string, number]] : []),
    ...(key ? [[`key ${key}`, KEY_LIMIT[key] ?? 0] as [string, number]] : []),
  ];
}

interface Wanted {
  type: string;
  queue: string;
  priority: number;
  key?: string | undefined;
}

/** With a key it is of the template, too. */
export function newTask({ type, queue, priority, key }: Wanted): TaskJob {
  const spec = {
    description: null,
    acceptanceCriteria: null,
    input: null,
    leaseMs: 30_000,
    concurrencyKey: key ?? null,
    concurrencyLimit: key ? (KEY_LIMIT[key] as number) : 1,
    variables: {},
    template: key ? { slug: "race", version: 1 } : null,
  };
  const retry = { maxAttempts: 10, initialMs: 0, factor: 1, maxMs: 0 };
  const terms = { queue, retry, priority, templateId: key ? TEMPLATE.id : null };
  return newTaskJob(terms, { id: uuidv7(), now: Date.now(), requester: ADMIN, type, spec });
}

/** One that stays within its queue has its key there alone. */
function mixedTask(at: number): TaskJob {
  return at % 3 === 0
    ? newTask({ type: "clean", queue: "wide", priority: 5, key: pick(Object.keys(KEY_LIMIT), at / 3) })
    : newTask({ type: pick(TYPES, at), queue: pick(MIXED, at), priority: 1 + (at % 10) });
}

/** Puts tasks into their queues as their creation does. */
export async function enqueue(underWay: UnderWay, tasks: TaskJob[]): Promise<void> {
  for (const task of tasks) underWay.tasks.set(task.id, task);
  await Promise.all(tasks.map(insertRow));
  await Promise.all(tasks.map((task) => env.JOBS.getByName(task.id).start(task, settings)));
}

/** Puts one there that has waited since `queuedAt`. */
export async function enqueueSince(underWay: UnderWay, task: TaskJob, queuedAt: number): Promise<void> {
  const clock = await runInDurableObject(env.JOBS.getByName(task.id), ({ world }: JobObject) => {
    const { clock } = world;
    world.clock = () => queuedAt;
    return clock;
  });
  await enqueue(underWay, [{ ...task, createdAt: queuedAt, updatedAt: queuedAt, queuedAt }]);
  await runInDurableObject(env.JOBS.getByName(task.id), ({ world }: JobObject) => {
    world.clock = clock;
  });
}

export async function create(underWay: UnderWay, { from, count }: { from: number; count: number }): Promise<void> {
  for (let at = from; at < from + count; at += 20)
    await enqueue(
      underWay,
      Array.from({ length: Math.min(20, from + count - at) }, (_, each) => mixedTask(at + each)),
    );
}
