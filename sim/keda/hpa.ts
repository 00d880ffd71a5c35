import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  MetricSpec,
} from "../kubernetes/autoscaling.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import {
  annotationNames,
  hpaMaxReplicas,
  hpaMinReplicas,
  hpaName,
  pausesScaleIn,
  pausesScaleOut,
  type ScaledObject,
  usesModifiers,
} from "./scaled-object.ts";
import type { Parsed } from "./trigger-metadata.ts";

/** The KEDA that is modelled. */
export const kedaVersion = "2.21.0";
export type KedaVersion = typeof kedaVersion;

/** An HPA as KEDA writes it, with the one that it belongs to. */
export type OwnedHpa = HorizontalPodAutoscaler & {
  readonly metadata: HorizontalPodAutoscaler["metadata"] & { readonly ownerReferences: readonly OwnerReference[] };
};

type OwnerReference = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller: boolean;
  readonly blockOwnerDeletion: boolean;
};

/**
 * The HPA of a ScaledObject whose triggers want `specs`, in their order.
 *
 * Its annotations are those of the ScaledObject; of its labels all that are not excluded.
 * Source: keda v2.21.0 controllers/keda/hpa.go
 */
export function hpaOf(scaledObject: ScaledObject, specs: readonly MetricSpec[]): Parsed<OwnedHpa> {
  const metrics = metricsOf(scaledObject, specs);
  if (!metrics.ok) return metrics;
  const { meta, spec } = scaledObject;
  const { apiVersion, kind, name } = scaleTarget(scaledObject);
  const behavior = behaviorOf(scaledObject);
  const owner = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name: meta.name };
  const value = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: {
      name: hpaName(scaledObject),
      namespace: meta.namespace,
      labels: labelsOf(scaledObject),
      ...(Object.keys(meta.annotations).length === 0 ? {} : { annotations: meta.annotations }),
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    },
    spec: {
      scaleTargetRef: { kind, name: spec.scaleTargetRef.name || name, apiVersion },
      minReplicas: hpaMinReplicas(scaledObject),
      maxReplicas: hpaMaxReplicas(scaledObject),
      metrics: metrics.value,
      ...(behavior === undefined ? {} : { behavior }),
    },
  };
  return { ok: true, value };
}

/** What is scaled: a Deployment of apps/v1 where nothing else is said. */
export function scaleTarget({ spec }: ScaledObject): {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
} {
  const { apiVersion, kind, name } = spec.scaleTargetRef;
  return { apiVersion: apiVersion || "apps/v1", kind: kind || "Deployment", name };
}

/** `apps/v1.Deployment`. Source: keda v2.21.0 apis/keda/v1alpha1/gvkr_types.go GVKString */
export function scaleTargetKind(scaledObject: ScaledObject): string {
  const { apiVersion, kind } = scaleTarget(scaledObject);
  return `${apiVersion}.${kind}`;
}

/** The metrics by type; the external ones name the ScaledObject that they are of. */
function metricsOf(scaledObject: ScaledObject, specs: readonly MetricSpec[]): Parsed<readonly MetricSpec[]> {
  const { name, namespace } = scaledObject.meta;
  if (specs.length === 0) {
    return { ok: false, error: `no metric specs returned from scalers for ScaledObject ${namespace}/${name}` };
  }
  const selector = { matchLabels: { [annotationNames.owner]: name } };
  const names = new Set<string>();
  const metrics: MetricSpec[] = [];
  for (const spec of specs) {
    const { external } = spec;
    if (external === undefined) {
      metrics.push(spec);
      continue;
    }
    const metricName = external.metric.name;
    if (names.has(metricName)) {
      return { ok: false, error: `metricName ${metricName} defined multiple times in ScaledObject ${name}` };
    }
    names.add(metricName);
    metrics.push({ ...spec, external: { ...external, metric: { name: metricName, selector } } });
  }
  if (usesModifiers(scaledObject)) return { ok: false, error: "scalingModifiers are not modelled" };
  return { ok: true, value: metrics.sort((a, b) => byCodeUnit(a.type, b.type)) };
}

/** A direction that is paused has no policy to go by. */
function behaviorOf(scaledObject: ScaledObject): HorizontalPodAutoscalerBehavior | undefined {
  const given = scaledObject.spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  const disabled = { selectPolicy: "Disabled" };
  const down = pausesScaleIn(scaledObject) ? { scaleDown: { ...given?.scaleDown, ...disabled } } : {};
  const up = pausesScaleOut(scaledObject) ? { scaleUp: { ...given?.scaleUp, ...disabled } } : {};
  const behavior = { ...given, ...down, ...up };
  return given === undefined && Object.keys(behavior).length === 0 ? undefined : behavior;
}

const labelLengthMax = 63;

/** KEDA's own labels, over which those of the ScaledObject go. */
function labelsOf(scaledObject: ScaledObject): Labels {
  const { labels, annotations, name } = scaledObject.meta;
  const excluded = new Set((annotations[annotationNames.excludedLabels] ?? "").split(","));
  const hasExclusion = annotations[annotationNames.excludedLabels] !== undefined;
  const owned = { ...labels, [annotationNames.owner]: name };
  return {
    "app.kubernetes.io/name": hpaName(scaledObject)
      .slice(0, labelLengthMax)
      .replace(/[^\p{L}\p{Nd}\p{Nl}\p{No}]+$/u, ""),
    "app.kubernetes.io/version": kedaVersion,
    "app.kubernetes.io/part-of": name,
    "app.kubernetes.io/managed-by": "keda-operator",
    ...Object.fromEntries(Object.entries(owned).filter(([key]) => !hasExclusion || !excluded.has(key))),
  };
}
