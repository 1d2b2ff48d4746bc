import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** What workerd writes of every target that cannot be reached; the sample says it already. */
const NOISE = [
  /^Socket proxy disconnected abruptly/,
  /failed to lookup address information/,
  /^stack: /,
  /^e = .*(disconnected|TLS handshake|Connection re(fused|set))/,
  /jsgInternalError/,
];

/** Passes the runtime's output on, less what says nothing new. */
export function pipeRuntimeLog(stdout: Readable, stderr: Readable): void {
  for (const stream of [stdout, stderr])
    createInterface({ input: stream }).on("line", (line) => {
      if (!NOISE.some((pattern) => pattern.test(line))) console.error(line);
    });
}
