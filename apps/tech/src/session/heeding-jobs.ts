import type { JobsPort } from "@fieldline/client/jobs-port";
import { jobsOfServer } from "../server.ts";
import { heedSignOut } from "./person.ts";

/** The reads of a live job, which notice when the session is gone. */
export const heedingJobs: JobsPort = {
  get: (...call) => jobsOfServer.get(...call).catch(heed),
  samples: (...call) => jobsOfServer.samples(...call).catch(heed),
  log: (...call) => jobsOfServer.log(...call).catch(heed),
};

function heed(thrown: unknown): never {
  heedSignOut(thrown);
  throw thrown;
}
