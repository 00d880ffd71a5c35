import type { Labels } from "../kubernetes/object.ts";
import type { ScaledObject, ScaleTrigger } from "../kubernetes/scaled-object.ts";
import { type Duration, seconds } from "../units.ts";

export type { Fallback, ScaledObject, ScaledObjectSpec, ScaleTrigger } from "../kubernetes/scaled-object.ts";

/** Names of KEDA's annotations, and of the label that ties a metric to its ScaledObject. */
export const annotationNames = {
  owner: "scaledobject.keda.sh/name",
  transferOwnership: "scaledobject.keda.sh/transfer-hpa-ownership",
  excludedLabels: "scaledobject.keda.sh/hpa-excluded-labels",
  validateOwnership: "validations.keda.sh/hpa-ownership",
  pausedReplicas: "autoscaling.keda.sh/paused-replicas",
  paused: "autoscaling.keda.sh/paused",
  pausedScaleIn: "autoscaling.keda.sh/paused-scale-in",
  pausedScaleOut: "autoscaling.keda.sh/paused-scale-out",
  forceActivation: "autoscaling.keda.sh/force-activation",
} as const;

/** What KEDA takes where a ScaledObject says nothing. The least count of the HPA is 1 also where `minReplicaCount` is 0. */
const defaults = {
  pollingInterval: 30,
  cooldownPeriod: 300,
  initialCooldownPeriod: 0,
  hpaMin: 1,
  hpaMax: 100,
} as const;

export const pollingInterval = ({ spec }: ScaledObject): Duration =>
  seconds(spec.pollingInterval ?? defaults.pollingInterval);

export const cooldownPeriod = ({ spec }: ScaledObject): Duration =>
  seconds(spec.cooldownPeriod ?? defaults.cooldownPeriod);

export const initialCooldownPeriod = ({ spec }: ScaledObject): Duration =>
  seconds(spec.initialCooldownPeriod ?? defaults.initialCooldownPeriod);

/** The count that KEDA itself holds: 0 where nothing is said. */
export const minReplicas = ({ spec }: ScaledObject): number => spec.minReplicaCount ?? 0;

/** `minReplicas` of the HPA. */
export function hpaMinReplicas({ spec }: ScaledObject): number {
  const given = spec.minReplicaCount ?? 0;
  return given > 0 ? given : defaults.hpaMin;
}

/** `maxReplicas` of the HPA. */
export const hpaMaxReplicas = ({ spec }: ScaledObject): number => spec.maxReplicaCount ?? defaults.hpaMax;

/** The name of the HPA: the one that is given, or `keda-hpa-` and the name of the ScaledObject. */
export const hpaName = ({ meta, spec }: ScaledObject): string =>
  spec.advanced?.horizontalPodAutoscalerConfig?.name || `keda-hpa-${meta.name}`;

const trueTexts: readonly string[] = ["1", "t", "T", "TRUE", "true", "True"];
const falseTexts: readonly string[] = ["0", "f", "F", "FALSE", "false", "False"];

/** A boolean as Go's `strconv.ParseBool` reads it; undefined for anything else. */
export function parseGoBoolean(text: string): boolean | undefined {
  if (trueTexts.includes(text)) return true;
  return falseTexts.includes(text) ? false : undefined;
}

/** Whether an annotation is there and not false: text that is no boolean counts as true. */
function isAnnotated(annotations: Labels, name: string): boolean {
  const text = annotations[name];
  return text !== undefined && parseGoBoolean(text) !== false;
}

/** Paused altogether. `paused-replicas` pauses whatever it says; `paused` pauses unless it says false. */
export const isPaused = ({ meta: { annotations } }: ScaledObject): boolean =>
  annotations[annotationNames.pausedReplicas] !== undefined || isAnnotated(annotations, annotationNames.paused);

export const pausesScaleIn = ({ meta: { annotations } }: ScaledObject): boolean =>
  isAnnotated(annotations, annotationNames.pausedScaleIn);

export const pausesScaleOut = ({ meta: { annotations } }: ScaledObject): boolean =>
  isAnnotated(annotations, annotationNames.pausedScaleOut);

export const forcesActivation = ({ meta: { annotations } }: ScaledObject): boolean =>
  isAnnotated(annotations, annotationNames.forceActivation);

/** Any of the scaling modifiers is given. */
export const usesModifiers = ({ spec }: ScaledObject): boolean =>
  Object.values(spec.advanced?.scalingModifiers ?? {}).some((value) => value !== undefined && value !== "");

/**
 * Whether the scale loop takes over what the HPA's queries found instead of asking the sources itself: nothing but the HPA
 * scales, so that the polling interval says only how often the status is refreshed.
 *
 * Source: keda v2.21.0 apis/keda/v1alpha1/scaledobject_types.go
 */
export function takesHpaObservations(scaledObject: ScaledObject): boolean {
  const { idleReplicaCount, triggers } = scaledObject.spec;
  const polls =
    minReplicas(scaledObject) === 0 ||
    idleReplicaCount !== undefined ||
    triggers.some(({ useCachedMetrics }) => useCachedMetrics);
  return !polls && !usesModifiers(scaledObject);
}

/** Triggers whose metrics the HPA reads from metrics-server by itself. */
export const isResourceTrigger = ({ type }: Pick<ScaleTrigger, "type">): boolean => type === "cpu" || type === "memory";
