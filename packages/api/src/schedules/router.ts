import {
  createScheduleInput,
  listSchedulesInput,
  previewScheduleInput,
  scheduleIdInput,
  scheduleRunsInput,
  setEnabledInput,
  skipNextInput,
  upcomingInput,
  updateScheduleInput,
} from "@fieldline/domain/schedules-input";
import { procedure, router } from "../trpc.ts";
import { createSchedule, deleteSchedule, setEnabled, updateSchedule } from "./change-schedule.ts";
import { previewSchedule, readRuns, readSchedule, readSchedules, readUpcoming } from "./read-schedules.ts";
import { runNow, skipNext } from "./run-schedule.ts";

export const schedulesRouter = router({
  list: procedure.input(listSchedulesInput).query(({ ctx, input }) => readSchedules(ctx, input)),
  get: procedure.input(scheduleIdInput).query(({ ctx, input }) => readSchedule(ctx, input)),
  runs: procedure.input(scheduleRunsInput).query(({ ctx, input }) => readRuns(ctx, input)),
  upcoming: procedure.input(upcomingInput).query(({ ctx, input }) => readUpcoming(ctx, input)),
  preview: procedure.input(previewScheduleInput).query(({ ctx, input }) => previewSchedule(ctx, input)),
  create: procedure.input(createScheduleInput).mutation(({ ctx, input }) => createSchedule(ctx, input)),
  update: procedure.input(updateScheduleInput).mutation(({ ctx, input }) => updateSchedule(ctx, input)),
  delete: procedure.input(scheduleIdInput).mutation(({ ctx, input }) => deleteSchedule(ctx, input)),
  setEnabled: procedure.input(setEnabledInput).mutation(({ ctx, input }) => setEnabled(ctx, input)),
  runNow: procedure.input(scheduleIdInput).mutation(({ ctx, input }) => runNow(ctx, input)),
  skipNext: procedure.input(skipNextInput).mutation(({ ctx, input }) => skipNext(ctx, input)),
});
