import { spawn } from "node:child_process";

/**
 * Ends the runtime as soon as this process is gone, however it went: a killed server must not leave a workerd that
 * ticks on and holds the port. The pipe closes with this process. Call the result before ending the runtime oneself.
 */
export function tether(runtimePid: number): () => void {
  const script = 'cat > /dev/null; kill -9 "$0" 2> /dev/null';
  const watcher = spawn("sh", ["-c", script, String(runtimePid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.unref();
  return () => watcher.kill("SIGKILL");
}
