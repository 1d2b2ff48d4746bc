import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { listStartable } from "@fieldline/db/queues";
import type { Assignment } from "@fieldline/domain/device";
import type { Result } from "@fieldline/domain/errors";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import { QUEUES, type QueuesObject } from "@fieldline/worker-jobs/queues-object";
import { v7 as uuidv7 } from "uuid";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
const START_AT = Date.UTC(2040, 0, 1, 12);
const db = openDatabase(env.DB);

/** Where something may come between two steps of the real objects. */
export type Moment = "before it waits" | "once it waits" | "once they have looked" | "before the word";

interface FleetAgent {
  id: string;
  types: string[];
  /** The task that it is at. */
  task?: string | undefined;
  isTold: boolean;
}

/** Agents as they are, but for the work: each asks when it is told or has done, and sleeps where there is nothing. */
export class QueueFleet {
  now = START_AT;
  readonly agents: FleetAgent[] = [];
  /** What happens once, when the moment comes. */
  readonly coming = new Map<Moment, () => Promise<void>>();
  /** The agents whose next call to their job, or whose next word, comes to nothing. */
  readonly failing = new Set<string>();
  /** Whether something has happened of which nobody was told yet. */
  owesWord = false;
  readonly #sockets: WebSocket[] = [];
  #calls: { id: string; at: number }[] = [];
  #doing = 0;
  #done = 0;

  get queues() {
    return env.QUEUES.getByName(QUEUES);
  }

  async open(takes: string[][]): Promise<void> {
    await this.drive();
    await runInDurableObject(this.queues, async (_object: QueuesObject, { storage }) => {
      storage.sql.exec("DELETE FROM idle");
      await storage.deleteAlarm();
    });
    for (const types of takes) {
      const agent = { id: uuidv7(), types, isTold: true };
      const credentials = { name: agent.id, secretHash: "h", capabilities: { kinds: ["task" as const], types } };
      await env.DEVICES.getByName(agent.id).enroll(agent.id, credentials);
      await this.#driveAgent(agent);
      await this.connect(agent);
      this.agents.push(agent);
    }
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  async connect({ id }: FleetAgent): Promise<void> {
    const { webSocket } = await env.DEVICES.getByName(id).fetch("http://device", { headers: { upgrade: "websocket" } });
    webSocket?.accept();
    if (webSocket) this.#sockets.push(webSocket);
  }

  async drive(): Promise<void> {
    await runInDurableObject(this.queues, ({ world }: QueuesObject) => {
      world.clock = () => this.now;
      world.wait = async () => {};
      world.publish = async () => {};
      world.reportError = () => {};
      world.startable = () => this.#while(() => listStartable(db), "once they have looked");
      world.wanted = (id) => this.#while(() => this.#tell(id));
    });
  }

  async evictQueues(): Promise<void> {
    await this.settle();
    await evictDurableObject(this.queues);
    await this.drive();
  }

  async evict(agent: FleetAgent): Promise<void> {
    await this.settle();
    await evictDurableObject(env.DEVICES.getByName(agent.id));
    await this.#driveAgent(agent);
  }

  /** Lets all that is told ask, and what follows from it happen. */
  async drain(): Promise<void> {
    for (;;) {
      await this.settle();
      const told = this.agents.filter(({ isTold, task }) => isTold && !task);
      if (told.length === 0 && !this.owesWord) return;
      await Promise.all(told.map((agent) => this.#ask(agent)));
      if (this.owesWord) await this.queues.changed(null);
      this.owesWord = false;
    }
  }

  /** Lets time pass with all that is due in it. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await this.drain();
      const alarmAt = await runInDurableObject(this.queues, (_object, { storage }) => storage.getAlarm());
      const at = Math.min(alarmAt ?? until, ...this.#calls.map((call) => call.at));
      if (at >= until) break;
      this.now = Math.max(this.now, at);
      const due = this.#calls.filter((call) => call.at <= this.now);
      this.#calls = this.#calls.filter((call) => call.at > this.now);
      for (const { id } of due) await this.#wake(id);
      if (alarmAt !== null && alarmAt <= this.now) await this.#alarm();
    }
    this.now = until;
  }

  /** The agents that sleep beside a task that they could take. */
  async overslept(): Promise<{ types: string[]; startable: string[] }[]> {
    const startable = (await listStartable(db)).map(({ type }) => type);
    return this.agents
      .filter(({ types, task, isTold }) => !task && !isTold && types.some((type) => startable.includes(type)))
      .map(({ types }) => ({ types, startable }));
  }

  /** Waits until the objects have nothing more to do by themselves. */
  async settle(): Promise<void> {
    for (let quiet = 0, done = this.#done; quiet < 3; done = this.#done) {
      await scheduler.wait(1);
      quiet = this.#doing === 0 && done === this.#done ? quiet + 1 : 0;
    }
  }

  async #alarm(): Promise<void> {
    await runInDurableObject(this.queues, async (object: QueuesObject, { storage }) => {
      await storage.deleteAlarm();
      await object.alarm();
    });
  }

  async #ask(agent: FleetAgent): Promise<void> {
    agent.isTold = false;
    const answer = (await env.DEVICES.getByName(agent.id).next({ max: 1 })) as Result<Assignment[]>;
    if (!answer.ok) throw new Error(answer.message);
    agent.task = answer.value[0]?.jobId;
  }

  async #tell(id: string): Promise<boolean> {
    await this.#comes("before the word");
    if (this.failing.delete(id)) throw new Error("the object is overloaded");
    return this.#wake(id);
  }

  async #wake(id: string): Promise<boolean> {
    const isTold = await env.DEVICES.getByName(id).wanted();
    const agent = this.agents.find((each) => each.id === id);
    if (agent) agent.isTold ||= isTold;
    return isTold;
  }

  async #driveAgent(agent: FleetAgent): Promise<void> {
    await runInDurableObject(env.DEVICES.getByName(agent.id), ({ world }: DeviceObject) => {
      const { awaitTasks } = world;
      // So that its rate bounds nothing, each look moves it.
      let seen = this.now;
      world.clock = () => {
        seen = Math.max(this.now, seen + 50);
        return seen;
      };
      world.tellPresence = async () => {};
      world.reportError = () => {};
      world.awaitTasks = async (...asked) => {
        await this.#comes("before it waits");
        await awaitTasks(...asked);
        await this.#comes("once it waits");
      };
      world.callAgain = async (id, afterMs) => void this.#calls.push({ id, at: this.now + afterMs });
      world.begin = async (jobId) => {
        if (this.failing.delete(agent.id)) throw new Error("the object is overloaded");
        return { ok: true, value: { jobId, attempt: 1 } as Assignment };
      };
    });
  }

  async #while<T>(act: () => Promise<T>, then?: Moment): Promise<T> {
    this.#doing += 1;
    try {
      const outcome = await act();
      if (then) await this.#comes(then);
      return outcome;
    } finally {
      this.#doing -= 1;
      this.#done += 1;
    }
  }

  async #comes(moment: Moment): Promise<void> {
    const act = this.coming.get(moment);
    this.coming.delete(moment);
    await act?.();
  }
}
