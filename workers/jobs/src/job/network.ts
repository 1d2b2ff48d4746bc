import type { ConfigStore } from "@fieldline/db/config";
import { defaultConfig } from "@fieldline/domain/default-config";
import { configOf } from "../config.ts";
import type { JobsEnv } from "../env.ts";
import { isReachedLocally } from "../reached-locally.ts";
import { lookUp } from "./measure/look-up.ts";
import type { Network } from "./measure/measure.ts";
import { NameCache } from "./measure/name-cache.ts";
import { PolicyInForce } from "./measure/policy-in-force.ts";

const clock = () => Date.now();

// One of each for all objects of this isolate: values alone are shared, never work under way.
const names = new NameCache(clock);
let shared: { config: ConfigStore; policy: PolicyInForce } | undefined;

/** The network as one object's probes may use it. */
export function networkOf(env: JobsEnv): Network {
  shared ??= {
    config: configOf(env),
    policy: new PolicyInForce({ fallback: defaultConfig({ isLocal: isReachedLocally(env) }).probePolicy, clock }),
  };
  const { config, policy } = shared;
  return {
    policy: () => policy.current(async () => (await config.read()).probePolicy),
    newestPolicy: () => policy.newest(async () => (await config.readNow()).config.probePolicy),
    resolve: names.resolverBy((name) => lookUp(name, env.RESOLVER)),
  };
}
