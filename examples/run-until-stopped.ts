import type { TaskAgent } from "@fieldline/agent";

/** Runs an agent until it is asked to stop, or its parent is gone. */
export async function runUntilStopped(agent: TaskAgent): Promise<void> {
  const stop = () => void agent.stop();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
  try {
    await agent.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    // The channel to whoever started it would hold this process open.
    if (process.connected) process.disconnect();
  }
}
