import { plus, type SimTime } from "../units.ts";
import type { HpaFlags } from "./behaviours.ts";
import type { ConditionCause } from "./conditions.ts";

/** Whether a rescale may happen so soon after the one before, and what condition AbleToScale says. */
export type Backoff = {
  readonly mayGrow: boolean;
  readonly mayShrink: boolean;
  readonly status: "True" | "False";
  readonly cause: ConditionCause;
};

const ready: ConditionCause = {
  reason: "ReadyForNewScale",
  message: "the last scale time was sufficiently old as to warrant a new scale",
};
const both: ConditionCause = {
  reason: "BackoffBoth",
  message: "the time since the previous scale is still within both the downscale and upscale forbidden windows",
};
const upscale: ConditionCause = {
  reason: "BackoffUpscale",
  message: "the time since the previous scale is still within the upscale forbidden window",
};
const downscale: ConditionCause = {
  reason: "BackoffDownscale",
  message: "the time since the previous scale is still within the downscale forbidden window",
};

/**
 * Up to 1.11: after a rescale nothing grows for one span of time, and nothing shrinks for another.
 *
 * `at` is when the metric was measured that the pass goes by. An instant at the very end of a window belongs to it.
 * Source: kubernetes v1.11.10 pkg/controller/podautoscaler/horizontal.go shouldScale.
 */
export function backoffAt(
  at: SimTime,
  lastScaleTime: SimTime | undefined,
  { upscaleDelay, downscaleDelay }: HpaFlags,
): Backoff {
  const mayGrow = lastScaleTime === undefined || plus(lastScaleTime, upscaleDelay) < at;
  const mayShrink = lastScaleTime === undefined || plus(lastScaleTime, downscaleDelay) < at;
  if (mayGrow && mayShrink) return { mayGrow, mayShrink, status: "True", cause: ready };
  const cause = mayGrow ? downscale : mayShrink ? upscale : both;
  return { mayGrow, mayShrink, status: "False", cause };
}
