import {
  deviceHandlerInput,
  enrollInput,
  heartbeatInput,
  historyInput,
  nextInput,
  refreshInput,
  rejectInput,
  releaseInput,
  reportInput,
  sampleBatchInput,
} from "@fieldline/domain/device-input";
import { unwrap } from "@fieldline/domain/errors";
import { deviceProcedure, openProcedure, router } from "../trpc.ts";
import { enroll } from "./enroll.ts";
import { heeded } from "./heeded.ts";
import { readHandler, readHistory } from "./read.ts";
import { refresh } from "./refresh.ts";

/** What a device calls. What it says of a job goes to the job, which knows whose it is, and to nothing else. */
export const deviceRouter = router({
  enroll: openProcedure.input(enrollInput).mutation(({ ctx, input }) => enroll(ctx, input)),
  refresh: openProcedure.input(refreshInput).mutation(({ ctx, input }) => refresh(ctx, input)),
  heartbeat: deviceProcedure
    .input(heartbeatInput)
    .mutation(async ({ ctx, input: { jobs } }) => unwrap(await ctx.devices.heartbeat(ctx.device.id, { jobs }))),
  next: deviceProcedure
    .input(nextInput)
    .mutation(async ({ ctx, input }) => ({ assignments: unwrap(await ctx.devices.next(ctx.device.id, input)) })),
  report: deviceProcedure
    .input(reportInput)
    .mutation(async ({ ctx, input }) => heeded(ctx, await ctx.jobs.report(ctx.device.id, input))),
  samples: deviceProcedure
    .input(sampleBatchInput)
    .mutation(async ({ ctx, input }) => heeded(ctx, await ctx.jobs.takeSamples(ctx.device.id, input))),
  reject: deviceProcedure
    .input(rejectInput)
    .mutation(async ({ ctx, input }) => heeded(ctx, await ctx.jobs.reject(ctx.device.id, input))),
  release: deviceProcedure
    .input(releaseInput)
    .mutation(async ({ ctx, input }) => heeded(ctx, await ctx.jobs.release(ctx.device.id, input))),
  handler: deviceProcedure.input(deviceHandlerInput).query(({ ctx, input }) => readHandler(ctx, input)),
  history: deviceProcedure.input(historyInput).query(({ ctx, input }) => readHistory(ctx, input)),
});
