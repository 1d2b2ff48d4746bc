import type { Rollout, RolloutCounts, RolloutDetail } from "@fieldline/domain/rollout";

const NO_COUNTS: RolloutCounts = {
  waiting: 0,
  notified: 0,
  running: 0,
  completed: 0,
  failed: 0,
  timed_out: 0,
  rejected: 0,
  cancelled: 0,
};

/** A running rollout that nothing else knows of. */
export function aRollout({
  counts,
  ...part
}: Partial<Omit<Rollout, "counts">> & { counts?: Partial<RolloutCounts> } = {}): Rollout {
  return {
    id: "00000000-0000-7000-8000-0000000c0001",
    name: "Restart the modems",
    templateId: "00000000-0000-7000-8000-0000000e0001",
    templateSlug: "restart-service",
    templateVersion: 3,
    variables: { SERVICE: "modem" },
    targets: { all: true },
    mode: "snapshot",
    rate: { maxPerMinute: 50 },
    abort: [],
    timeoutMs: null,
    retry: null,
    status: "running",
    statusReason: null,
    counts: { ...NO_COUNTS, ...counts },
    ratePerMinute: 50,
    requesterId: "local-admin",
    requesterName: "Local administrator",
    notes: null,
    version: 1,
    createdAt: 1_000,
    endedAt: null,
    updatedAt: 1_000,
    ...part,
  };
}

/** The same with what its page draws. */
export function aRolloutDetail(
  part: Parameters<typeof aRollout>[0] & Partial<Pick<RolloutDetail, "timeline" | "failures">> = {},
): RolloutDetail {
  const { timeline = [], failures = [], ...rest } = part;
  return { ...aRollout(rest), timeline, failures };
}
