import { toWholeSecond } from "../units.ts";
import { type ConditionCause, draftConditions } from "./conditions.ts";
import { explainPass } from "./explanation.ts";
import { computeMetrics, type MetricsResult } from "./metrics-pass.ts";
import type { Autoscaler, ControllerWorld, Pass, ReadScale } from "./pass.ts";
import { limitByFactor, limitByPolicies, storeScaleEvent } from "./scaling-limits.ts";
import { stabilizeDownscale, stabilizeWithBehavior } from "./stabilization.ts";
import { type HpaStatus, sameReadings } from "./status.ts";

/**
 * One pass over one HPA: read its scale, decide, write the scale and the status.
 *
 * `finished` runs when all is done, in the same event unless a call answers later.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler.
 */
export function reconcile(world: ControllerWorld, autoscaler: Autoscaler, finished: () => void): void {
  const { plan, status } = autoscaler;
  const conditions = draftConditions(status.conditions, world.now);
  const pass: Pass = { world, autoscaler, plan, conditions, finished, outcomes: [], trail: { path: undefined } };
  const versionError = groupVersionError(plan.target.reference.apiVersion ?? "");
  if (versionError !== undefined) {
    failGetScale(pass, versionError);
    return;
  }
  world.ports.getScale(plan.target, (reply) => {
    if (reply.kind === "error") failGetScale(pass, reply.message);
    else decide({ ...pass, scale: reply.value });
  });
}

/** Source: k8s.io/apimachinery v0.36.3 pkg/runtime/schema/group_version.go ParseGroupVersion. */
const groupVersionError = (text: string): string | undefined =>
  text.split("/").length > 2 ? `unexpected GroupVersion string: ${text}` : undefined;

/** Nothing but the conditions changes. */
function failGetScale(pass: Pass, error: string): void {
  const { world, plan, autoscaler } = pass;
  world.ports.recordEvent(plan.name, { type: "Warning", reason: "FailedGetScale", message: error });
  pass.conditions.set("AbleToScale", "False", {
    reason: "FailedGetScale",
    message: `the HPA controller was unable to get the target's current scale: ${error}`,
  });
  const conditions = pass.conditions.finish();
  if (conditions !== autoscaler.status.conditions) writeStatus(pass, { ...autoscaler.status, conditions });
  pass.finished();
}

const gotScale: ConditionCause = {
  reason: "SucceededGetScale",
  message: "the HPA controller was able to get the target's current scale",
};
const disabled: ConditionCause = {
  reason: "ScalingDisabled",
  message: "scaling is disabled since the replica count of the target is zero",
};
const belowMin = "Current number of replicas below Spec.MinReplicas";
const aboveMax = "Current number of replicas above Spec.MaxReplicas";

/** A replica count that the pass wants, why, and the readings that its status will show. */
type Wish = {
  readonly replicas: number;
  readonly reason: string;
  readonly readings: HpaStatus["currentMetrics"];
};

const noReadings: HpaStatus["currentMetrics"] = [];

function decide(pass: ReadScale): void {
  const { scale, plan, conditions, autoscaler, world } = pass;
  const { minReplicas, maxReplicas } = plan;
  const current = scale.specReplicas;
  conditions.set("AbleToScale", "True", gotScale);
  const { recommendations } = autoscaler.history;
  if (recommendations.length === 0) recommendations.push({ replicas: current, at: world.now() });

  if (current === 0) {
    // Zero by the HPA's own hand may grow again; zero by anybody else's means off.
    const isOwnZero = world.behaviours.scaleToZero && conditions.isTrue("ScaledToZero");
    if (!isOwnZero || (minReplicas === 0 && !plan.hasObjectOrExternalMetric)) {
      conditions.set("ScalingActive", "False", disabled);
      if (!world.behaviours.scaleToZero) conditions.remove("ScaledToZero");
      keep(pass, { replicas: 0, readings: noReadings });
      return;
    }
  } else if (current > maxReplicas) {
    rescale(pass, { replicas: maxReplicas, reason: aboveMax, readings: noReadings });
    return;
  } else if (current < minReplicas) {
    rescale(pass, { replicas: minReplicas, reason: belowMin, readings: noReadings });
    return;
  }
  computeMetrics(pass, (result) => {
    if (result.kind === "failure") failMetrics(pass, result);
    else followMetrics(pass, result);
  });
}

type Failure = Extract<MetricsResult, { readonly kind: "failure" }>;
type Proposal = Extract<MetricsResult, { readonly kind: "proposal" }>;

function failMetrics(pass: ReadScale, { error, readings }: Failure): void {
  const { desiredReplicas } = pass.autoscaler.status;
  settle(pass, { desiredReplicas, readings, isRescaled: false });
  pass.world.ports.recordEvent(pass.plan.name, {
    type: "Warning",
    reason: "FailedComputeMetricsReplicas",
    message: error,
  });
  end(pass, () => `no change: ${error}`);
}

function followMetrics(pass: ReadScale, { replicas, name, readings }: Proposal): void {
  const { scale, plan } = pass;
  const current = scale.specReplicas;
  const proposed = Math.max(replicas, 0);
  // The reason speaks of the proposal, even where stabilisation or a limit then turns it around.
  let reason = "";
  if (proposed > current) reason = `${name} above target`;
  if (proposed < current) reason = "All metrics below target";
  let desired = normalize(pass, proposed);
  if (current === 0 && desired < plan.minReplicas) {
    desired = plan.minReplicas;
    if (reason === "") reason = belowMin;
  }
  if (desired === current) keep(pass, { replicas: current, readings });
  else rescale(pass, { replicas: desired, reason, readings });
}

/** The proposal after stabilisation and limits, with the conditions that tell of both. */
function normalize(pass: ReadScale, proposed: number): number {
  const { world, plan, scale, autoscaler, conditions, trail } = pass;
  const { minReplicas, maxReplicas, behavior } = plan;
  const { history } = autoscaler;
  const currentReplicas = scale.specReplicas;
  const recommended = { replicas: proposed, at: world.now(), currentReplicas };
  const stabilized =
    behavior === undefined
      ? stabilizeDownscale(history.recommendations, recommended, world.behaviours.flags.downscaleStabilization)
      : stabilizeWithBehavior(history.recommendations, recommended, behavior);
  conditions.set("AbleToScale", "True", stabilized.cause);
  const bounds = { currentReplicas, desiredReplicas: stabilized.replicas, minReplicas, maxReplicas };
  const limited =
    behavior === undefined ? limitByFactor(bounds) : limitByPolicies(bounds, behavior, { history, now: world.now() });
  conditions.set("ScalingLimited", limited.replicas === stabilized.replicas ? "False" : "True", limited.cause);
  trail.path = {
    proposed,
    stabilized: stabilized.replicas,
    stabilization: stabilized.cause.reason,
    heldBy: stabilized.heldBy,
    limited: limited.replicas,
    limiter: limited.cause.reason,
  };
  return limited.replicas;
}

function keep(pass: ReadScale, { replicas, readings }: Omit<Wish, "reason">): void {
  settle(pass, { desiredReplicas: replicas, readings, isRescaled: false });
  end(pass, () => `no change: ${replicas} replicas`);
}

function rescale(pass: ReadScale, wish: Wish): void {
  const { world, plan } = pass;
  world.ports.updateScale(plan.target, wish.replicas, (reply) => {
    if (reply.kind === "error") failRescale(pass, wish, reply.message);
    else succeedRescale(pass, wish);
  });
}

function failRescale(pass: ReadScale, { replicas, reason, readings }: Wish, error: string): void {
  const { world, plan, conditions, autoscaler } = pass;
  const message = `New size: ${replicas}; reason: ${reason}; error: ${error}`;
  world.ports.recordEvent(plan.name, { type: "Warning", reason: "FailedRescale", message });
  conditions.set("AbleToScale", "False", {
    reason: "FailedUpdateScale",
    message: `the HPA controller was unable to update the target scale: ${error}`,
  });
  settle(pass, { desiredReplicas: autoscaler.status.desiredReplicas, readings, isRescaled: false });
  end(pass, () => `the scale could not be written: ${error}`);
}

function succeedRescale(pass: ReadScale, { replicas, reason, readings }: Wish): void {
  const { world, plan, conditions, autoscaler, scale } = pass;
  conditions.set("AbleToScale", "True", {
    reason: "SucceededRescale",
    message: `the HPA controller was able to update the target scale to ${replicas}`,
  });
  const message = `New size: ${replicas}; reason: ${reason}`;
  world.ports.recordEvent(plan.name, { type: "Normal", reason: "SuccessfulRescale", message });
  const events = { history: autoscaler.history, now: world.now() };
  storeScaleEvent(events, plan.behavior, { from: scale.specReplicas, to: replicas });
  tellScaledToZero(pass, replicas);
  settle(pass, { desiredReplicas: replicas, readings, isRescaled: true });
  end(pass, () => `${scale.specReplicas} -> ${replicas} replicas: ${reason}`);
}

const scaledToZero: ConditionCause = {
  reason: "ScaledToZero",
  message: "the HPA controller scaled the workload to zero",
};
const notScaledToZero: ConditionCause = {
  reason: "NotScaledToZero",
  message: "the HPA controller did not scale the workload to zero",
};

/** Every rescale says whether it was to zero, so that the condition is never stale. */
function tellScaledToZero({ world, plan, conditions, scale }: ReadScale, replicas: number): void {
  if (!world.behaviours.scaleToZero) {
    conditions.remove("ScaledToZero");
    return;
  }
  const isToZero = scale.specReplicas > 0 && replicas === 0 && plan.minReplicas === 0 && plan.hasObjectOrExternalMetric;
  conditions.set("ScaledToZero", isToZero ? "True" : "False", isToZero ? scaledToZero : notScaledToZero);
}

type Settled = {
  readonly desiredReplicas: number;
  readonly readings: HpaStatus["currentMetrics"];
  readonly isRescaled: boolean;
};

/** Writes the status if it differs. `currentReplicas` is what the pass began with. */
function settle(pass: ReadScale, { desiredReplicas, readings, isRescaled }: Settled): void {
  const { world, plan, autoscaler, scale } = pass;
  const { status } = autoscaler;
  const conditions = pass.conditions.finish();
  const observedGeneration = world.behaviours.hpaGeneration ? plan.generation : status.observedGeneration;
  const isSame =
    !isRescaled &&
    conditions === status.conditions &&
    scale.specReplicas === status.currentReplicas &&
    desiredReplicas === status.desiredReplicas &&
    observedGeneration === status.observedGeneration &&
    sameReadings(readings, status.currentMetrics);
  if (isSame) return;
  writeStatus(pass, {
    currentReplicas: scale.specReplicas,
    desiredReplicas,
    lastScaleTime: isRescaled ? toWholeSecond(world.now()) : status.lastScaleTime,
    currentMetrics: readings,
    conditions,
    observedGeneration,
  });
}

function writeStatus({ world, plan, autoscaler }: Pass, status: HpaStatus): void {
  autoscaler.status = status;
  world.ports.updateStatus(plan.name, status);
}

function end(pass: ReadScale, outcome: () => string): void {
  pass.world.ports.passed?.(pass.plan.name, () => explainPass(pass, outcome()));
  pass.finished();
}
