import type { DevicesPort } from "@fieldline/api/context";
import type { Env } from "./env.ts";

/** The devices' objects behind the API's port. */
export function devicesPort(env: Env): DevicesPort {
  const object = (id: string) => env.DEVICES.getByName(id);
  return {
    enroll: (id, credentials) => object(id).enroll(id, credentials),
    authenticate: (id, secretHash) => object(id).authenticate(secretHash),
    heartbeat: (id, told) => object(id).heartbeat(told),
    next: (id, asked) => object(id).next(asked),
    check: (id) => object(id).check(),
    revoke: (id, by) => object(id).revoke(id, by),
    rename: (id, name) => object(id).rename(name),
    learn: (id, types) => object(id).learn(types),
  };
}
