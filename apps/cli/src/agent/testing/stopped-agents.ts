import { afterEach } from "vitest";
import { startAgent } from "./agent-under-test.ts";

/** Starts agents as `startAgent` does, and stops them after each test; call it after the hooks of what they speak to. */
export function stoppedAgents(): typeof startAgent {
  let agents: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.stop().catch(() => {})));
    agents = [];
  });
  return (...from) => {
    const started = startAgent(...from);
    agents.push(started);
    return started;
  };
}
