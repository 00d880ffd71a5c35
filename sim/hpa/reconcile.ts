import { between, milliseconds, type SimTime, toWholeSecond } from "../units.ts";
import { type ConditionCause, draftConditions } from "./conditions.ts";
import { explainPass } from "./explanation.ts";
import { backoffAt } from "./forbidden-windows.ts";
import { computeMetrics, type MetricsResult } from "./metrics-pass.ts";
import { type Autoscaler, type ControllerWorld, currentReplicasOf, type Pass, type ReadScale } from "./pass.ts";
import { isOff, tellScaledToZero } from "./scale-to-zero.ts";
import { limitByFactor, limitByPolicies, storeScaleEvent } from "./scaling-limits.ts";
import { stabilizeDownscale, stabilizeOneWindow, stabilizeWithBehavior } from "./stabilization.ts";
import { type HpaStatus, sameReport } from "./status.ts";

/**
 * One pass over one HPA: read its scale, decide, write the scale and the status.
 *
 * `finished` runs when all is done, in the same event unless a call answers later.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler.
 */
export function reconcile(world: ControllerWorld, autoscaler: Autoscaler, finished: () => void): void {
  const { plan, status } = autoscaler;
  const conditions = draftConditions(status.conditions, world.now);
  const trail: Pass["trail"] = { path: undefined, action: "none", error: "none" };
  const startedAt = world.now();
  const finish = (): void => {
    world.monitor.reconciled(trail, between(startedAt, world.now()));
    finished();
  };
  const pass: Pass = { world, autoscaler, plan, conditions, finished: finish, outcomes: [], trail };
  const versionError = groupVersionError(plan.target.reference.apiVersion ?? "");
  if (versionError !== undefined) {
    trail.error = "spec";
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
  const { world, plan, autoscaler, trail } = pass;
  if (trail.error === "none") trail.error = "internal";
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
  const current = currentReplicasOf(pass);
  conditions.set("AbleToScale", "True", gotScale);
  const { recommendations } = autoscaler.history;
  if (recommendations.length === 0) recommendations.push({ replicas: current, at: world.now() });

  if (scale.specReplicas === 0 && isOff(pass)) {
    conditions.set("ScalingActive", "False", disabled);
    if (!world.behaviours.scaleToZero) conditions.remove("ScaledToZero");
    keep(pass, { replicas: current, readings: noReadings });
    return;
  }
  if (scale.specReplicas === 0) {
    // From zero the metrics decide.
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
  pass.trail.error = "internal";
  const { desiredReplicas } = pass.autoscaler.status;
  settle(pass, { desiredReplicas, readings: readingsOfFailure(pass, readings), isRescaled: false });
  pass.world.ports.recordEvent(pass.plan.name, {
    type: "Warning",
    reason: "FailedComputeMetricsReplicas",
    message: error,
  });
  end(pass, () => `no change: ${error}`);
}

/** What a pass that fails leaves in the status: undefined for what stood there. */
const readingsOfFailure = ({ world }: ReadScale, readings: Wish["readings"]): Wish["readings"] | undefined =>
  world.behaviours.failedReadings === "written" ? readings : undefined;

function followMetrics(pass: ReadScale, { replicas, name, readings, measuredAt }: Proposal): void {
  const { plan, world } = pass;
  const current = currentReplicasOf(pass);
  const proposed = Math.max(replicas, 0);
  // The reason speaks of the proposal, even where stabilisation or a limit then turns it around.
  let reason = "";
  if (proposed > current) reason = `${name} above target`;
  if (proposed < current) reason = "All metrics below target";
  const isBackingOff = world.behaviours.stabilization === "forbidden-windows";
  let desired = isBackingOff ? limitAndBackOff(pass, proposed, measuredAt) : normalize(pass, proposed);
  if (current === 0 && desired < plan.minReplicas) {
    desired = plan.minReplicas;
    if (reason === "") reason = belowMin;
  }
  if (desired === current) keep(pass, { replicas: current, readings });
  else rescale(pass, { replicas: desired, reason, readings });
}

/** The proposal after stabilisation and limits, with the conditions that tell of both. */
function normalize(pass: ReadScale, proposed: number): number {
  const { world, plan, autoscaler, conditions, trail } = pass;
  const { minReplicas, maxReplicas, behavior } = plan;
  const { history } = autoscaler;
  const { policyCounts, tooFewText, behaviorWindows } = world.behaviours;
  const stabilizeByBehavior = behaviorWindows === "one" ? stabilizeOneWindow : stabilizeWithBehavior;
  const currentReplicas = currentReplicasOf(pass);
  const recommended = { replicas: proposed, at: world.now(), currentReplicas };
  const stabilized =
    behavior === undefined
      ? stabilizeDownscale(history.recommendations, recommended, world.behaviours.flags.downscaleStabilization)
      : stabilizeByBehavior(history.recommendations, recommended, behavior);
  conditions.set("AbleToScale", "True", stabilized.cause);
  const bounds = { currentReplicas, desiredReplicas: stabilized.replicas, minReplicas, maxReplicas };
  const limited =
    behavior === undefined
      ? limitByFactor(bounds, tooFewText)
      : limitByPolicies(bounds, behavior, { history, now: world.now(), policyCounts });
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

/** The proposal after its limits, if the windows after the last rescale allow it. Up to 1.11. */
function limitAndBackOff(pass: ReadScale, proposed: number, measuredAt: SimTime | undefined): number {
  const { world, plan, autoscaler, conditions, trail } = pass;
  const { minReplicas, maxReplicas } = plan;
  const currentReplicas = currentReplicasOf(pass);
  const bounds = { currentReplicas, desiredReplicas: proposed, minReplicas, maxReplicas };
  const limited = limitByFactor(bounds, world.behaviours.tooFewText);
  conditions.set("ScalingLimited", limited.replicas === proposed ? "False" : "True", limited.cause);
  const at = proposed > 0 && measuredAt !== undefined ? measuredAt : world.now();
  const { lastScaleTime } = autoscaler.status;
  const { mayGrow, mayShrink, status, cause } = backoffAt(at, lastScaleTime, world.behaviours.flags);
  conditions.set("AbleToScale", status, cause);
  const isAllowed = limited.replicas > currentReplicas ? mayGrow : mayShrink;
  const replicas = isAllowed ? limited.replicas : currentReplicas;
  trail.path = {
    proposed,
    stabilized: proposed,
    stabilization: cause.reason,
    heldBy: isAllowed ? undefined : lastScaleTime,
    limited: limited.replicas,
    limiter: limited.cause.reason,
  };
  return replicas;
}

function keep(pass: ReadScale, { replicas, readings }: Omit<Wish, "reason">): void {
  settle(pass, { desiredReplicas: replicas, readings, isRescaled: false });
  pass.world.monitor.desired(pass.plan.name, replicas);
  end(pass, () => `no change: ${replicas} replicas`);
}

/** Source: k8s.io/client-go v0.36.3 util/retry DefaultRetry, a tenth of jitter left out. */
const conflictTriesMax = 5;
const conflictPause = milliseconds(10);

function rescale(pass: ReadScale, wish: Wish, tries = 1): void {
  const { world, plan } = pass;
  world.ports.updateScale(plan.target, wish.replicas, (reply) => {
    if (reply.kind === "value") succeedRescale(pass, wish);
    else if (reply.isConflict && world.behaviours.scaleConflict === "retried" && tries < conflictTriesMax) {
      world.after(conflictPause, () => rescale(pass, wish, tries + 1));
    } else failRescale(pass, wish, reply.message);
  });
}

function failRescale(pass: ReadScale, { replicas, reason, readings }: Wish, error: string): void {
  const { world, plan, conditions, autoscaler, trail } = pass;
  trail.error = "internal";
  const message = `New size: ${replicas}; reason: ${reason}; error: ${error}`;
  world.ports.recordEvent(plan.name, { type: "Warning", reason: "FailedRescale", message });
  conditions.set("AbleToScale", "False", {
    reason: "FailedUpdateScale",
    message: `the HPA controller was unable to update the target scale: ${error}`,
  });
  const { desiredReplicas } = autoscaler.status;
  settle(pass, { desiredReplicas, readings: readingsOfFailure(pass, readings), isRescaled: false });
  end(pass, () => `the scale could not be written: ${error}`);
}

function succeedRescale(pass: ReadScale, { replicas, reason, readings }: Wish): void {
  const { world, plan, conditions, autoscaler } = pass;
  const current = currentReplicasOf(pass);
  conditions.set("AbleToScale", "True", {
    reason: "SucceededRescale",
    message: `the HPA controller was able to update the target scale to ${replicas}`,
  });
  const message = `New size: ${replicas}; reason: ${reason}`;
  world.ports.recordEvent(plan.name, { type: "Normal", reason: "SuccessfulRescale", message });
  const events = { history: autoscaler.history, now: world.now() };
  storeScaleEvent(events, plan.behavior, { from: current, to: replicas });
  tellScaledToZero(pass, replicas);
  pass.trail.action = replicas > current ? "scale_up" : "scale_down";
  world.monitor.desired(plan.name, replicas);
  settle(pass, { desiredReplicas: replicas, readings, isRescaled: true });
  end(pass, () => `${current} -> ${replicas} replicas: ${reason}`);
}

type Settled = {
  readonly desiredReplicas: number;
  /** Undefined to leave what stands in the status. */
  readonly readings: HpaStatus["currentMetrics"] | undefined;
  readonly isRescaled: boolean;
};

/** Writes the status if it differs. `currentReplicas` is what the pass began with. */
function settle(pass: ReadScale, { desiredReplicas, readings, isRescaled }: Settled): void {
  const { world, plan, autoscaler } = pass;
  const { status } = autoscaler;
  const currentReplicas = currentReplicasOf(pass);
  const conditions = pass.conditions.finish();
  const observedGeneration = world.behaviours.hpaGeneration ? plan.generation : status.observedGeneration;
  const isSame =
    !isRescaled &&
    conditions === status.conditions &&
    currentReplicas === status.currentReplicas &&
    desiredReplicas === status.desiredReplicas &&
    observedGeneration === status.observedGeneration &&
    (readings === undefined || sameReport(status, plan, readings));
  if (isSame) return;
  writeStatus(pass, {
    currentReplicas,
    desiredReplicas,
    lastScaleTime: isRescaled ? toWholeSecond(world.now()) : status.lastScaleTime,
    metrics: readings === undefined ? status.metrics : plan.metrics,
    currentMetrics: readings ?? status.currentMetrics,
    conditions,
    observedGeneration,
  });
}

function writeStatus({ world, plan, autoscaler, trail }: Pass, status: HpaStatus): void {
  const error = world.ports.statusError?.(plan.name);
  if (error !== undefined) {
    trail.error = "internal";
    world.ports.recordEvent(plan.name, { type: "Warning", reason: "FailedUpdateStatus", message: error });
    return;
  }
  autoscaler.status = status;
  world.ports.updateStatus(plan.name, status);
}

function end(pass: ReadScale, outcome: () => string): void {
  pass.world.ports.passed?.(pass.plan.name, () => explainPass(pass, outcome()));
  pass.finished();
}
