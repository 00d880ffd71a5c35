import type { MetricHealth, ScaledObjectStatus } from "./status.ts";

/** The status in the API server. */
export type StoredStatus = {
  readonly status: () => ScaledObjectStatus;
  readonly changeStatus: (change: (status: ScaledObjectStatus) => ScaledObjectStatus) => ScaledObjectStatus;
};

/**
 * A copy of the status that KEDA holds in memory, and writes back as a merge patch of what it has changed.
 *
 * The copy that comes with the scalers can be old: then the patch brings old conditions back, or joins the count of one copy with
 * the health of another. A patch that was written makes the copy new.
 * Source: keda v2.21.0 pkg/fallback/fallback.go updateStatus
 */
export type StatusCopy = {
  /** Reads the status anew. */
  readonly refresh: () => void;
  /** Changes health and conditions; gives back the copy as it was changed. */
  readonly change: (change: (status: ScaledObjectStatus) => ScaledObjectStatus) => ScaledObjectStatus;
};

export function createStatusCopy(stored: StoredStatus): StatusCopy {
  let copy = stored.status();
  return {
    refresh: () => {
      copy = stored.status();
    },
    change: (change) => {
      const before = copy;
      const after = change(before);
      copy = differs(before, after) ? stored.changeStatus((server) => patched(server, before, after)) : after;
      return after;
    },
  };
}

function differs(before: ScaledObjectStatus, after: ScaledObjectStatus): boolean {
  return conditionsDiffer(before, after) || [...after.health].some(([name, now]) => healthDiffers(before, name, now));
}

const conditionsDiffer = (before: ScaledObjectStatus, after: ScaledObjectStatus): boolean =>
  after.conditions.some((condition) => {
    const old = before.conditions.find(({ type }) => type === condition.type);
    return old?.status !== condition.status || old.reason !== condition.reason || old.message !== condition.message;
  });

function healthDiffers(before: ScaledObjectStatus, name: string, now: MetricHealth): boolean {
  const old = before.health.get(name);
  return old?.numberOfFailures !== now.numberOfFailures || old.status !== now.status;
}

/** Lists are replaced as a whole; of a metric's health only the fields that differ. */
function patched(
  server: ScaledObjectStatus,
  before: ScaledObjectStatus,
  after: ScaledObjectStatus,
): ScaledObjectStatus {
  const health = new Map(server.health);
  for (const [name, now] of after.health) {
    const old = before.health.get(name);
    const there = health.get(name) ?? now;
    const numberOfFailures =
      old?.numberOfFailures === now.numberOfFailures ? there.numberOfFailures : now.numberOfFailures;
    const status = old?.status === now.status ? there.status : now.status;
    if (healthDiffers(before, name, now)) health.set(name, { numberOfFailures, status });
  }
  return { ...server, health, conditions: conditionsDiffer(before, after) ? after.conditions : server.conditions };
}
