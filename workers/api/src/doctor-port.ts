import type { DoctorPort } from "@fieldline/api/context";
import { openDatabase } from "@fieldline/db/database";
import { examine, putRight } from "@fieldline/worker-jobs/doctor";
import type { Env } from "./env.ts";

/** The doctor behind the API's port. */
export function doctorPort(env: Env): DoctorPort {
  const reach = () => ({ db: openDatabase(env.DB), env });
  return {
    examine: (now) => examine(reach(), now),
    putRight: (findings, now) => putRight(reach(), findings, now),
  };
}
