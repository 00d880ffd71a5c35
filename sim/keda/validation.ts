import { goQuote } from "../kubernetes/go-text.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { PodSpec, ResourceMilli } from "../kubernetes/pod.ts";
import { scaleTarget, scaleTargetKind } from "./hpa.ts";
import {
  annotationNames,
  hpaMaxReplicas,
  hpaMinReplicas,
  hpaName,
  isResourceTrigger,
  type ScaledObject,
  type ScaleTrigger,
  takesHpaObservations,
  usesModifiers,
} from "./scaled-object.ts";

/** What KEDA's admission webhook looks at beside the ScaledObject itself. */
export type Surroundings = {
  /** Of the same namespace; an older form of the same one may be among them. */
  readonly scaledObjects: readonly ScaledObject[];
  readonly hpas: readonly ExistingHpa[];
  /** That of the target's template; undefined for a target that is no Deployment or StatefulSet. */
  readonly podSpec: PodSpec | undefined;
};

export type ExistingHpa = {
  readonly name: string;
  readonly annotations: Labels;
  readonly target: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
  /** The ScaledObject that it belongs to. */
  readonly owner: string | undefined;
};

/** What is wrong with the counts of replicas, in KEDA's words. Source: keda v2.21.0 CheckReplicaCountBoundsAreValid */
export function replicaCountFault(scaledObject: ScaledObject): string | undefined {
  const { minReplicaCount, idleReplicaCount: idle } = scaledObject.spec;
  const min = minReplicaCount === undefined ? 0 : hpaMinReplicas(scaledObject);
  const max = hpaMaxReplicas(scaledObject);
  if (min > max) return `MinReplicaCount=${min} must be less than MaxReplicaCount=${max}`;
  if (idle !== undefined && idle >= min) return `IdleReplicaCount=${idle} must be less than MinReplicaCount=${min}`;
  return undefined;
}

/** What is wrong with the triggers. Source: keda v2.21.0 ValidateTriggers */
export function triggersFault(triggers: readonly ScaleTrigger[]): string | undefined {
  if (triggers.length === 0) return "no triggers defined in the ScaledObject/ScaledJob";
  const names = new Set<string>();
  for (const { type, name, useCachedMetrics } of triggers) {
    if (useCachedMetrics && uncached.includes(type)) {
      return `property "useCachedMetrics" is not supported for ${goQuote(type)} scaler`;
    }
    if (name === undefined || name === "") continue;
    if (names.has(name)) {
      return `triggerName ${goQuote(name)} is defined multiple times in the ScaledObject/ScaledJob, but it must be unique`;
    }
    names.add(name);
  }
  return undefined;
}

const uncached: readonly string[] = ["cpu", "memory", "cron"];

function fallbackFault(scaledObject: ScaledObject): string | undefined {
  const { fallback, triggers } = scaledObject.spec;
  if (fallback === undefined) return undefined;
  const { failureThreshold, replicas } = fallback;
  if (failureThreshold < 0 || replicas < 0) {
    const given = `FailureThreshold=${failureThreshold} & Replicas=${replicas}`;
    return `${given} must both be greater than or equal to 0`;
  }
  if (usesModifiers(scaledObject) || !triggers.every(isResourceTrigger)) return undefined;
  const needed = "at least one trigger (that is not cpu or memory) has to have the `AverageValue` type";
  return `${needed} for the fallback to be enabled`;
}

const nameLengthMax = 63;

function nameFault(scaledObject: ScaledObject): string | undefined {
  const { name } = scaledObject.meta;
  const wanted = `must be no more than ${nameLengthMax} characters`;
  if (name.length > nameLengthMax) {
    const because = `because it is used as the ${goQuote(annotationNames.owner)} label value`;
    return `scaledobject name ${goQuote(name)} is ${name.length} characters long; ${wanted} ${because}`;
  }
  const made = hpaName(scaledObject);
  if (made.length <= nameLengthMax) return undefined;
  const remedy =
    "set spec.advanced.horizontalPodAutoscalerConfig.name to a shorter name or shorten the scaledobject name";
  return `HPA name ${goQuote(made)} derived from scaledobject is ${made.length} characters long; ${wanted}; ${remedy}`;
}

function otherScaledObjectFault(scaledObject: ScaledObject, { scaledObjects }: Surroundings): string | undefined {
  const target = scaleTarget(scaledObject);
  const kind = scaleTargetKind(scaledObject);
  const others = scaledObjects.filter(({ meta }) => meta.name !== scaledObject.meta.name);
  for (const other of others) {
    if (scaleTarget(other).name !== target.name || scaleTargetKind(other) !== kind) continue;
    return `the workload '${target.name}' of type '${kind}' is already managed by the ScaledObject '${other.meta.name}'`;
  }
  const made = hpaName(scaledObject);
  const owner = others.find((other) => hpaName(other) === made);
  if (owner !== undefined) return `the HPA '${made}' is already managed by the ScaledObject '${owner.meta.name}'`;
  const { fallback, advanced } = scaledObject.spec;
  if (fallback?.behavior === "scalingModifiers" && !advanced?.scalingModifiers?.formula) {
    return "scalingModifiers fallback behavior requires scalingModifiers.formula to be defined";
  }
  return undefined;
}

function otherHpaFault(scaledObject: ScaledObject, { hpas }: Surroundings): string | undefined {
  const { meta, spec } = scaledObject;
  const target = scaleTarget(scaledObject);
  const kind = scaleTargetKind(scaledObject);
  for (const hpa of hpas) {
    const isTheSame =
      hpa.target.name === target.name && `${hpa.target.apiVersion || "apps/v1"}.${hpa.target.kind}` === kind;
    const isChecked = hpa.annotations[annotationNames.validateOwnership] !== "false";
    if (!isTheSame || !isChecked || hpa.owner === meta.name) continue;
    if (meta.annotations[annotationNames.transferOwnership] !== "true") {
      return `the workload '${target.name}' of type '${kind}' is already managed by the hpa '${hpa.name}'`;
    }
    if (spec.advanced?.horizontalPodAutoscalerConfig?.name === hpa.name) continue;
    const given = `the existing hpa '${hpa.name}' for workload '${target.name}' of type '${kind}'`;
    return `${given} must be specified by name in advanced settings to enable ownership transfer`;
  }
  return undefined;
}

/** Requests that a cpu or memory trigger needs. The defaults of a LimitRange are not looked for. */
function resourceFault({ spec }: ScaledObject, { podSpec }: Surroundings): string | undefined {
  if (podSpec === undefined) return undefined;
  for (const { type, metadata } of spec.triggers.filter(isResourceTrigger)) {
    const asked = metadata.containerName || undefined;
    const ofPod = { requests: podSpec.podRequests, limits: podSpec.podLimits };
    const hasPodRequest = asked === undefined && isResourceSet(ofPod, type);
    const lacking = podSpec.containers.find(
      (container) => (asked === undefined || container.name === asked) && !isResourceSet(container, type),
    );
    if (lacking !== undefined && !hasPodRequest) {
      const what = `the scaledobject has a ${type} trigger`;
      return `${what} but the container ${lacking.name} doesn't have the ${type} request defined`;
    }
    if (spec.triggers.every(isResourceTrigger) && (spec.minReplicaCount ?? 0) === 0) {
      return "scaledobject has only cpu/memory triggers AND minReplica is 0 (scale to zero doesn't work in this case)";
    }
  }
  return undefined;
}

type Resources = { readonly requests: ResourceMilli | undefined; readonly limits: ResourceMilli | undefined };

const isResourceSet = ({ requests, limits }: Resources, name: string): boolean =>
  (requests?.get(name) ?? 0) > 0 || (limits?.get(name) ?? 0) > 0;

/**
 * Why KEDA's admission webhook refuses a ScaledObject: everything that it checks and finds wrong, though it tells only one of
 * them, and not always the same. Formulas of scaling modifiers are not looked at.
 *
 * Source: keda v2.21.0 apis/keda/v1alpha1/scaledobject_webhook.go
 */
export function admissionFaults(scaledObject: ScaledObject, surroundings: Surroundings): readonly string[] {
  return [
    otherScaledObjectFault(scaledObject, surroundings),
    resourceFault(scaledObject, surroundings),
    otherHpaFault(scaledObject, surroundings),
    replicaCountFault(scaledObject),
    fallbackFault(scaledObject),
    nameFault(scaledObject),
    triggersFault(scaledObject.spec.triggers),
  ].flatMap((fault) => fault ?? []);
}

/** What the webhook warns of when it admits. */
export function admissionWarnings(scaledObject: ScaledObject): readonly string[] {
  const { pollingInterval, cooldownPeriod, minReplicaCount, idleReplicaCount } = scaledObject.spec;
  const warnings: string[] = [];
  if (pollingInterval !== undefined && takesHpaObservations(scaledObject)) {
    const when =
      "It only affects scaling when minReplicaCount = 0, idleReplicaCount is set, or useCachedMetrics is enabled";
    const still = "but it still controls how often KEDA refreshes the ScaledObject status conditions and events";
    warnings.push(`PollingInterval is configured but is not relevant for scaling. ${when}, ${still}`);
  }
  if (cooldownPeriod !== undefined && (minReplicaCount ?? 0) > 0 && idleReplicaCount === undefined) {
    const when = "CooldownPeriod is only relevant when minReplicaCount = 0 or idleReplicaCount is set";
    warnings.push(`CooldownPeriod is configured but is not relevant. ${when}`);
  }
  return warnings;
}
