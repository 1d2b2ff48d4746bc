import type { Executor } from "../run/executor.ts";
import { RESTARTED } from "../run/recover.ts";
import { checkHandlers, type Handler } from "./define-handler.ts";
import { runTask } from "./run-task.ts";

/** Does tasks by these handlers, so many at once. */
export function taskExecutor(handlers: Handler[], concurrency: number): Executor {
  checkHandlers(handlers);
  const byType = new Map(handlers.map((handler) => [handler.type, handler]));
  return {
    kind: "task",
    most: concurrency,
    slots: concurrency,
    types: [...byType.keys()],
    atStop: "handBack",
    afterRestart({ assignment, jobId, attempt }, { log }) {
      if (byType.get(assignment.type)?.resumable) return "goesOnWhenTold";
      log.warn("A task was under way when the agent ended; it is reported failed.", { jobId, attempt });
      return { status: "failed", error: RESTARTED };
    },
    async run(work, ports) {
      const handler = byType.get(work.assignment.type);
      if (handler) return runTask(work, handler, ports);
      const error = { code: "NO_HANDLER", message: `This agent has no handler for ${work.assignment.type}.` };
      ports.spool.conclude(work.ref, { status: "failed", error }, ports.clock.now());
      ports.notify(work);
    },
  };
}
