import { listQueues } from "@fieldline/db/queues";
import {
  createQueueInput,
  listQueuesInput,
  pauseQueueInput,
  queueNameInput,
  updateQueueInput,
} from "@fieldline/domain/queues-input";
import { procedure, router } from "../trpc.ts";
import { createQueue, deleteQueue, pauseQueue, resumeQueue, updateQueue } from "./change-queue.ts";

export const queuesRouter = router({
  list: procedure.input(listQueuesInput).query(({ ctx }) => listQueues(ctx.db)),
  create: procedure.input(createQueueInput).mutation(({ ctx, input }) => createQueue(ctx, input)),
  update: procedure.input(updateQueueInput).mutation(({ ctx, input }) => updateQueue(ctx, input)),
  delete: procedure.input(queueNameInput).mutation(({ ctx, input }) => deleteQueue(ctx, input)),
  pause: procedure.input(pauseQueueInput).mutation(({ ctx, input }) => pauseQueue(ctx, input)),
  resume: procedure.input(queueNameInput).mutation(({ ctx, input }) => resumeQueue(ctx, input)),
});
