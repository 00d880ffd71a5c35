import { between, plus, type SimTime } from "../units.ts";
import { scaleTarget, scaleTargetKind } from "./hpa.ts";
import type { Answer, KedaPorts } from "./ports.ts";
import {
  cooldownPeriod,
  forcesActivation,
  initialCooldownPeriod,
  isPaused,
  minReplicas,
  pausesScaleIn,
  pausesScaleOut,
  type ScaledObject,
} from "./scaled-object.ts";
import { type KedaCondition, type KedaConditionType, readyMessage, type ScaledObjectStatus } from "./status.ts";

/** What the triggers say together. */
export type TriggerState = {
  readonly isActive: boolean;
  readonly isError: boolean;
  /** External metrics of the triggers that are active. */
  readonly activeTriggers: readonly string[];
};

export type ScaleRequest = {
  readonly scaledObject: ScaledObject;
  readonly status: ScaledObjectStatus;
  readonly state: TriggerState;
  readonly hpaName: string;
  /** When the ScaledObject was created. */
  readonly createdAt: SimTime;
  readonly now: SimTime;
  readonly ports: Pick<KedaPorts, "getScale" | "updateScale" | "scalingActive" | "record">;
};

/** Changes of the status. */
export type ScaleResult = {
  readonly conditions: readonly KedaCondition[];
  readonly lastActiveTime: SimTime | undefined;
};

/** Conditions and the time of activity, as a pass collects them. */
type Pass = ScaleRequest & {
  readonly set: (type: KedaConditionType, status: "True" | "False" | "Unknown", texts: Texts) => void;
  readonly touch: () => void;
};

type Texts = { readonly reason: string; readonly message: string };

/**
 * KEDA's own part of the scaling: to the first replica and back to none, or to and from the idle count. All else is the HPA's.
 *
 * Source: keda v2.21.0 pkg/scaling/executor/scale_scaledobjects.go RequestScale
 */
export function requestScale(request: ScaleRequest): ScaleResult {
  const { scaledObject, ports } = request;
  const conditions = new Map<KedaConditionType, KedaCondition>();
  let lastActiveTime: SimTime | undefined;
  const pass: Pass = {
    ...request,
    set: (type, status, texts) => conditions.set(type, { type, status, ...texts }),
    touch: () => {
      lastActiveTime = request.now;
    },
  };
  pass.set("Ready", "True", { reason: "ScaledObjectReady", message: readyMessage });
  const scale = ports.getScale(targetOf(scaledObject));
  if (!scale.ok) {
    const message = `Error getting current replicas count for ScaleTarget: ${scale.error}`;
    pass.set("Ready", "False", { reason: "ErrorGettingCurrentReplicas", message });
  } else if (isPaused(scaledObject)) {
    pass.set("Paused", "True", { reason: "ScaledObjectPaused", message: "ScaledObject is paused" });
  } else {
    if (request.state.isActive || forcesActivation(scaledObject)) whenActive(pass, scale.value.specReplicas);
    else whenInactive(pass, scale.value.specReplicas);
    mirrorHpa(pass);
  }
  return { conditions: [...conditions.values()], lastActiveTime };
}

const targetOf = (scaledObject: ScaledObject): Parameters<KedaPorts["getScale"]>[0] => ({
  namespace: scaledObject.meta.namespace,
  ...scaleTarget(scaledObject),
});

function whenActive(pass: Pass, current: number): void {
  const { scaledObject, state } = pass;
  const cause = forcesActivation(scaledObject) ? "activation is being forced by annotation" : "triggers are active";
  pass.set("Active", "True", { reason: "ScalerActive", message: `Scaling is performed because ${cause}` });
  const isIdle = scaledObject.spec.idleReplicaCount !== undefined && current < minReplicas(scaledObject);
  if (isIdle || current === 0) {
    activate(pass);
  } else if (state.isError) {
    const message = "Some triggers defined in ScaledObject are not working correctly";
    pass.set("Ready", "Unknown", { reason: "PartialTriggerError", message });
  } else {
    pass.touch();
  }
}

function activate(pass: Pass): void {
  const { scaledObject, state, ports } = pass;
  if (pausesScaleOut(scaledObject)) return;
  const replicas = Math.max(1, minReplicas(scaledObject));
  const updated = update(pass, replicas);
  const span = `${described(scaledObject)} from ${updated.from} to ${replicas}`;
  if (!updated.ok) {
    pass.set("Ready", "False", scalingFailed(`error activating ScaleTarget: ${updated.error}`));
    const message = `Failed to scale ${span}: ${updated.error}`;
    ports.record(scaledObject, { type: "Warning", reason: "KEDAScaleTargetActivationFailed", message });
    return;
  }
  const cause = forcesActivation(scaledObject)
    ? "caused by forced activation annotation"
    : `triggered by ${state.activeTriggers.join(";")}`;
  const message = `Scaled ${span}, ${cause}`;
  ports.record(scaledObject, { type: "Normal", reason: "KEDAScaleTargetActivated", message });
  pass.touch();
}

function whenInactive(pass: Pass, current: number): void {
  const { scaledObject, state } = pass;
  const { fallback, idleReplicaCount: idle, minReplicaCount } = scaledObject.spec;
  pass.set("Active", "False", inactive);
  if (state.isError && fallback !== undefined && fallback.replicas !== 0) return;
  const min = minReplicas(scaledObject);
  if (state.isError && fallback === undefined) {
    const message = "Triggers defined in ScaledObject are not working correctly";
    pass.set("Ready", "False", { reason: "TriggerError", message });
  } else if ((idle !== undefined && current > idle) || (current > 0 && min === 0)) {
    deactivate(pass);
  } else if (idle === undefined && minReplicaCount !== undefined && current < min) {
    const updated = update(pass, min);
    if (!updated.ok) {
      const text = `error setting ScaleTarget replicas count to ScaledObject minReplicaCount: ${updated.error}`;
      pass.set("Ready", "False", scalingFailed(text));
    }
  }
}

const inactive: Texts = {
  reason: "ScalerNotActive",
  message: "Scaling is not performed because triggers are not active",
};

/** To none or the idle count, from any count, once the cooldown is over. */
function deactivate(pass: Pass): void {
  const { scaledObject, ports } = pass;
  if (pausesScaleIn(scaledObject)) return;
  if (!isCooledDown(pass)) {
    const message = "Scaler cooling down because triggers are not active";
    pass.set("Active", "False", { reason: "ScalerCooldown", message });
    return;
  }
  const replicas = scaledObject.spec.idleReplicaCount ?? minReplicas(scaledObject);
  const updated = update(pass, replicas);
  const span = `${described(scaledObject)} from ${updated.from} to ${replicas}`;
  if (updated.ok) {
    const message = `Deactivated ${span}`;
    ports.record(scaledObject, { type: "Normal", reason: "KEDAScaleTargetDeactivated", message });
    return;
  }
  pass.set("Ready", "False", scalingFailed(`error deactivating ScaleTarget: ${updated.error}`));
  const message = `Failed to deactivate ${span}: ${updated.error}`;
  ports.record(scaledObject, { type: "Warning", reason: "KEDAScaleTargetDeactivationFailed", message });
}

/** A target that was never active under KEDA has only the initial cooldown to wait for. */
function isCooledDown({ scaledObject, status, createdAt, now }: Pass): boolean {
  const { lastActiveTime } = status;
  return lastActiveTime === undefined
    ? between(plus(createdAt, initialCooldownPeriod(scaledObject)), now) > 0
    : between(plus(lastActiveTime, cooldownPeriod(scaledObject)), now) > 0;
}

type Updated = { readonly from: number } & Answer<undefined>;

/** -1 where not even the count could be read. */
function update({ scaledObject, ports }: Pass, replicas: number): Updated {
  const target = targetOf(scaledObject);
  const scale = ports.getScale(target);
  if (!scale.ok) return { from: -1, ...scale };
  return { from: scale.value.specReplicas, ...ports.updateScale(target, replicas) };
}

const scalingFailed = (message: string): Texts => ({ reason: "ErrorScalingTarget", message });

const described = (scaledObject: ScaledObject): string =>
  `${scaleTargetKind(scaledObject)} ${scaledObject.meta.namespace}/${scaledObject.spec.scaleTargetRef.name}`;

/** The condition HPAActive says what the HPA says; without an HPA's word the last one stays. */
function mirrorHpa({ scaledObject, hpaName, ports, set }: Pass): void {
  const active = ports.scalingActive(scaledObject.meta.namespace, hpaName);
  if (active === undefined) return;
  const { status, reason, message } = active;
  if (status === "True") set("HPAActive", "True", { reason: "HPAActive", message: "HPA is actively scaling" });
  else if (reason === "ScalingDisabled") set("HPAActive", "True", { reason, message });
  else {
    const text = `HPA is not actively scaling: ${message}`;
    set("HPAActive", "False", { reason: reason || "HPAMetricsUnavailable", message: text });
  }
}
