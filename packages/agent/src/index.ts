export type { Logger, LogLevel } from "./log.ts";
export { createLogger, stderrLogger } from "./log.ts";
export { Dismissed } from "./server/call-failure.ts";
export { type AgentOptions, createAgent, type TaskAgent } from "./task/create-agent.ts";
export { defineHandler, type Handler, type HandlerOptions } from "./task/define-handler.ts";
export { JobError } from "./task/job-error.ts";
export type { TaskContext, TaskJob, TaskLog } from "./task/task-context.ts";
