import type { ClusterObject } from "../kubernetes/workload.ts";
import { kubernetesVersion } from "../version.ts";
import { type Admission, createAdmission, type Rejection } from "./admission.ts";

type ClusterOptions = { readonly version?: string; readonly featureGates?: Readonly<Record<string, boolean>> };

/** What becomes of a manifest in a cluster of 1.36, unless the options say otherwise. */
export function admit(manifest: unknown, { version = "1.36", featureGates = {} }: ClusterOptions = {}): Admission {
  const kubernetes = kubernetesVersion(version);
  if (!kubernetes) throw new Error(`kubewind models ${version}`);
  return createAdmission({ kubernetes, featureGates })(manifest, "default");
}

/** The admitted object, which has to be of the kind. */
export function admitted<Kind extends ClusterObject["kind"]>(
  kind: Kind,
  manifest: unknown,
  options?: ClusterOptions,
): Extract<ClusterObject, { kind: Kind }> {
  const admission = admit(manifest, options);
  if (admission.kind !== "admitted") throw new Error(JSON.stringify(admission));
  const { object } = admission;
  if (!isOfKind(object, kind)) throw new Error(`${object.kind} is no ${kind}`);
  return object;
}

const isOfKind = <Kind extends ClusterObject["kind"]>(
  object: ClusterObject,
  kind: Kind,
): object is Extract<ClusterObject, { kind: Kind }> => object.kind === kind;

/** The warnings about a manifest that is admitted. */
export function warningsOf(manifest: unknown, options?: ClusterOptions): readonly string[] {
  const admission = admit(manifest, options);
  if (admission.kind !== "admitted") throw new Error(JSON.stringify(admission));
  return admission.warnings;
}

/** Why a manifest is rejected. */
export function rejectionOf(manifest: unknown, options?: ClusterOptions): Rejection {
  const admission = admit(manifest, options);
  if (admission.kind !== "rejected") throw new Error(JSON.stringify(Object.keys(admission)));
  return admission.rejection;
}

/** What is wrong with a manifest, a line for each cause. */
export const causesOf = (manifest: unknown, options?: ClusterOptions): readonly string[] =>
  rejectionOf(manifest, options).causes.map(({ field, message }) => `${field}: ${message}`);

type Fields = Readonly<Record<string, unknown>>;

/** A good container with these fields changed; `undefined` removes one. */
export const container = (fields: Fields = {}): Fields => ({ name: "web", image: "nginx:1.27", ...fields });

/** A good Deployment with these fields of its spec, and of the spec of its pods. */
export const deployment = (spec: Fields = {}, podSpec: Fields = {}): Fields => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [container()], ...podSpec } },
    ...spec,
  },
});

/** A good Deployment whose container has these fields. */
export const deploymentOf = (fields: Fields): Fields => deployment({}, { containers: [container(fields)] });

/** A good Pod with these fields of its spec. */
export const pod = (spec: Fields = {}): Fields => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web" },
  spec: { containers: [container()], ...spec },
});

/** A good HorizontalPodAutoscaler with these fields of its spec. */
export const horizontalPodAutoscaler = (spec: Fields = {}): Fields => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web" },
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, maxReplicas: 10, ...spec },
});

/** A Resource metric with this target. */
export const cpuMetric = (target: Fields): Fields => ({ type: "Resource", resource: { name: "cpu", target } });

/** A good Service with these fields of its spec. */
export const service = (spec: Fields = {}): Fields => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web" },
  spec: { selector: { app: "web" }, ports: [{ port: 80 }], ...spec },
});
