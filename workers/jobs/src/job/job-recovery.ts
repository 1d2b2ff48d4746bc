import { alarmFault, type Standing } from "@fieldline/domain/finding";
import type { JobEngine } from "./job-engine.ts";
import type { World } from "./world.ts";

const WORDS = {
  alarm_lost: "Recovered: nothing would have woken this job; it was armed again",
  lease_lost: "Recovered: its agent's lease was over long ago, and nothing had come of that",
  row_behind: "Recovered: the list showed an older state, and was told again",
  blocked_for_nothing: "Recovered: the jobs that it waits for have all ended, and were asked again",
};

interface Parts {
  engine: JobEngine;
  storage: DurableObjectStorage;
  world(): World;
}

/** What a job's object says of itself when it is examined, and how it is put right; its log says that it was. */
export class JobRecovery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async standing(): Promise<Standing | undefined> {
    const { engine, storage } = this.#parts;
    const wasAtWork = engine.isAtWork;
    const alarmAt = await storage.getAlarm();
    const run = engine.find();
    if (!run) return undefined;
    const { status, version, attempt } = run.job;
    const [next = null] = run.agenda().toSorted((one, other) => one.at - other.at);
    return { status, version, attempt, isOwing: engine.isOwing, isAtWork: wasAtWork || engine.isAtWork, next, alarmAt };
  }

  async ensureArmed(): Promise<Standing | undefined> {
    const { engine, world } = this.#parts;
    const standing = await this.standing();
    const fault = standing && alarmFault(standing, world().clock());
    if (!fault) return standing;
    engine.note(WORDS[fault]);
    await engine.alarm();
    return standing;
  }

  async showAgain(): Promise<void> {
    this.#parts.engine.note(WORDS.row_behind);
    await this.#parts.engine.showAgain();
  }

  async askAgain(): Promise<void> {
    const { engine, world } = this.#parts;
    engine.note(WORDS.blocked_for_nothing);
    await world().askDependencies(engine.get().job.id);
  }
}
