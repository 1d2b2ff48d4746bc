/** A task as the naive model keeps it; `row` is its place in the order of creation. */
export interface ModelTask {
  id: string;
  row: number;
  queue: string;
  type: string;
  template: string | null;
  key: string | null;
  limit: number;
  priority: number;
  queuedAt: number;
  status: "queued" | "running" | "scheduled" | "completed";
  holder: string | null;
}

interface ModelQueue {
  max: number;
  paused: boolean;
}

/** What a claim ought to find, by looking at every task. */
export class QueueModel {
  readonly tasks = new Map<string, ModelTask>();
  readonly queues = new Map<string, ModelQueue>();
  readonly templates = new Map<string, number | null>();

  waiting(): ModelTask[] {
    return [...this.tasks.values()].filter(({ status, holder }) => status === "queued" && holder === null);
  }

  held(): ModelTask[] {
    return [...this.tasks.values()].filter(({ holder }) => holder !== null);
  }

  next(types?: string[]): ModelTask | undefined {
    const order = (task: ModelTask) => task.queuedAt + (task.priority - 1) * 60_000;
    return this.waiting()
      .filter((task) => (types === undefined || types.includes(task.type)) && this.#hasPlace(task))
      .sort((a, b) => order(a) - order(b) || a.row - b.row)[0];
  }

  counts(): { name: string; active: number; waiting: number }[] {
    const of = (tasks: ModelTask[], name: string) => tasks.filter(({ queue }) => queue === name).length;
    return [...this.queues.keys()]
      .sort()
      .map((name) => ({ name, active: of(this.held(), name), waiting: of(this.waiting(), name) }));
  }

  #hasPlace({ queue, type, template, key, limit }: ModelTask): boolean {
    const { max, paused } = this.queues.get(queue) as ModelQueue;
    const held = this.held();
    if (paused || held.filter((each) => each.queue === queue).length >= max) return false;
    const most = template === null ? null : (this.templates.get(template) ?? null);
    if (most !== null && held.filter((each) => each.template === template).length >= most) return false;
    const isAlike = (each: ModelTask) =>
      each.queue === queue && each.type === type && each.template === template && each.key === key;
    return key === null || held.filter(isAlike).length < limit;
  }
}
