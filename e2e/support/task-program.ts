import { appendFileSync } from "node:fs";
import { createAgent, defineHandler, JobError } from "@fieldline/agent";
import { z } from "zod";

/** A program with an agent in it, as its user would write one: `task-program.ts <server> <folder> <name> [token]`. */
const [server = "", state = "", name = "", enrollmentToken] = process.argv.slice(2);

const tally = (line: string) => appendFileSync(`${state}/tally`, `${line}\n`);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let atOnce = 0;
const count = defineHandler(
  "test.count",
  z.object({ steps: z.int().min(1), stepMs: z.int().default(50) }),
  async ({ steps, stepMs }, { progress, log, payload, paused, job, attempt }) => {
    atOnce++;
    tally(`begin ${job.id} ${attempt} ${atOnce}`);
    try {
      for (let step = 1; step <= steps; step++) {
        await paused();
        await wait(stepMs);
        log.info(`step ${step}`);
        progress((100 * step) / steps, `Step ${step} of ${steps}`);
      }
      payload({ request: { steps }, response: { counted: steps } });
      tally(`end ${job.id} ${attempt}`);
      return { counted: steps };
    } catch (thrown) {
      tally(`broken ${job.id} ${attempt} ${thrown instanceof JobError ? thrown.code : thrown}`);
      throw thrown;
    } finally {
      atOnce--;
    }
  },
);

const agent = createAgent({
  server,
  state,
  name,
  enrollmentToken,
  handlers: [count],
  concurrency: 3,
  stopGraceMs: 500,
});
process.once("SIGTERM", () => void agent.stop());
await agent.run();
