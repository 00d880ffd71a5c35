import { type Admit, admitAs } from "./admit.ts";
import { convertFromV1 } from "./conversion/autoscaling-v1.ts";
import { dropRoundTripAnnotations } from "./conversion/round-trip-annotations.ts";
import type { Api } from "./decoding/api-types.table.ts";
import { defaultHorizontalPodAutoscaler } from "./defaulting/horizontal-pod-autoscaler.ts";
import { defaultPod } from "./defaulting/pod.ts";
import { defaultService } from "./defaulting/service.ts";
import { withoutAbsent } from "./defaulting/without-absent.ts";
import { defaultDeployment, defaultReplicaSet } from "./defaulting/workload.ts";
import { labelErrors, subdomainErrors } from "./fields/names.ts";
import { toHorizontalPodAutoscaler } from "./objects/horizontal-pod-autoscaler.ts";
import { toMeta, toPodSpec } from "./objects/pod-template.ts";
import { type Prepared, toDeployment, toReplicaSet } from "./objects/workload.ts";
import type { Release } from "./release.ts";
import { validateHorizontalPodAutoscalerSpec } from "./validation/horizontal-pod-autoscaler/spec.ts";
import { validatePod } from "./validation/pod/pod.ts";
import { validateAllocation } from "./validation/service/allocation.ts";
import { validateServiceSpec } from "./validation/service/spec.ts";
import { validateDeploymentSpec, validateReplicaSetSpec } from "./validation/workload/deployment.ts";
import { podWarnings } from "./warnings/pod-warnings.ts";
import { serviceWarnings } from "./warnings/service-warnings.ts";

type Hpa = Api["v2.HorizontalPodAutoscaler"];

const namespace = admitAs("v1.Namespace", {
  nameErrors: labelErrors,
  prepare: (manifest) => {
    const { metadata = {} } = manifest;
    const labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name ?? "" };
    return { ...manifest, metadata: { ...metadata, labels } };
  },
  validate: () => {},
  warn: () => [],
  build: ({ manifest }) => ({ kind: "Namespace", meta: toMeta(manifest.metadata, "") }),
});

const deployment = admitAs<"v1.Deployment", Prepared<Api["v1.Deployment"]>>("v1.Deployment", {
  nameErrors: subdomainErrors,
  prepare: (manifest, { release }) => ({
    ...manifest,
    spec: defaultDeployment(manifest.spec ?? {}, release),
    replicasDefaulted: manifest.spec?.replicas === undefined,
  }),
  validate: ({ spec }, field, { release }) => validateDeploymentSpec(spec, field.child("spec"), release),
  warn: workloadWarnings,
  build: toDeployment,
});

const replicaSet = admitAs<"v1.ReplicaSet", Prepared<Api["v1.ReplicaSet"]>>("v1.ReplicaSet", {
  nameErrors: subdomainErrors,
  prepare: (manifest, { release }) => ({
    ...manifest,
    spec: defaultReplicaSet(manifest.spec ?? {}, release),
    replicasDefaulted: manifest.spec?.replicas === undefined,
  }),
  validate: ({ spec }, field, { release }) => validateReplicaSetSpec(spec, field.child("spec"), release),
  warn: workloadWarnings,
  build: toReplicaSet,
});

type Workload = {
  readonly metadata?: Api["v1.ObjectMeta"];
  readonly spec: { readonly template?: Api["v1.PodTemplateSpec"] };
};

function workloadWarnings({ metadata, spec: { template = {} } }: Workload): readonly string[] {
  return [
    ...nameWarnings(metadata?.name ?? "", "in Pod names and hostnames"),
    ...podWarnings({ metadata: template.metadata ?? {}, spec: template.spec ?? {}, path: "spec.template" }),
  ];
}

function nameWarnings(name: string, where: string): readonly string[] {
  const errors = labelErrors(name);
  if (errors.length === 0) return [];
  const consequence = "which can result in surprising behavior; a DNS label is recommended";
  return [`metadata.name: this is used ${where}, ${consequence}: [${errors.join(" ")}]`];
}

const pod = admitAs("v1.Pod", {
  nameErrors: subdomainErrors,
  prepare: (manifest, { release }) => ({ ...manifest, spec: defaultPod(manifest.spec ?? {}, release) }),
  validate: (manifest, field, { release }) => validatePod(manifest, field, release),
  warn: ({ metadata = {}, spec }) => [
    ...nameWarnings(metadata.name ?? "", "in the Pod's hostname"),
    ...podWarnings({ metadata, spec, path: "" }),
  ],
  build: ({ manifest, namespace: where }) => ({
    kind: "Pod",
    meta: toMeta(manifest.metadata, where),
    spec: toPodSpec(manifest.spec),
  }),
});

const service = admitAs("v1.Service", {
  nameErrors: labelErrors,
  prepare: (manifest) => ({ ...manifest, spec: defaultService(manifest.spec ?? {}) }),
  allocate: ({ spec }, field) => validateAllocation(spec, field.child("spec")),
  validate: ({ spec }, field) => validateServiceSpec(spec, field.child("spec")),
  warn: serviceWarnings,
  build: ({ manifest, namespace: where }) => ({
    kind: "Service",
    meta: toMeta(manifest.metadata, where),
    selector: Object.keys(manifest.spec.selector ?? {}).length > 0 ? manifest.spec.selector : undefined,
  }),
});

/** What is the same for an HPA of every API version, once it is in the hub form. */
const hpaRules = {
  nameErrors: subdomainErrors,
  validate: ({ spec = {} }: Hpa, field, { release }) =>
    validateHorizontalPodAutoscalerSpec(spec, field.child("spec"), release),
  warn: () => [],
  // A reader of v2 gets the defaults of v2, through whichever version the HPA came.
  build: ({ manifest, namespace: where }) => {
    const meta = toMeta(manifest.metadata, where);
    const spec = defaultHorizontalPodAutoscaler(manifest.spec ?? {});
    return { kind: "HorizontalPodAutoscaler", meta, hpa: toHorizontalPodAutoscaler(spec, meta) };
  },
} satisfies Partial<Parameters<typeof admitAs<"v2.HorizontalPodAutoscaler", Hpa>>[1]>;

const hpaV2 = admitAs("v2.HorizontalPodAutoscaler", {
  ...hpaRules,
  prepare: ({ metadata = {}, spec = {} }, { release }): Hpa => ({
    metadata: dropRoundTripAnnotations(metadata),
    spec: dropDisabled(defaultHorizontalPodAutoscaler(spec), release),
  }),
});

const hpaV1 = admitAs("v1.HorizontalPodAutoscaler", {
  ...hpaRules,
  prepare: (manifest, { release, types }): Hpa => {
    const hpa = convertFromV1(manifest, types);
    return { ...hpa, spec: dropDisabled(hpa.spec ?? {}, release) };
  },
});

/** The spec without the fields whose gate is off. */
function dropDisabled(spec: NonNullable<Hpa["spec"]>, release: Release): NonNullable<Hpa["spec"]> {
  const { behavior } = spec;
  if (release.hpaConfigurableTolerance || !behavior) return spec;
  type Rules = Api["v2.HPAScalingRules"];
  const without = (rules: Rules | undefined): Rules | undefined =>
    rules && withoutAbsent<Rules>({ ...rules, tolerance: undefined });
  const { scaleUp, scaleDown } = behavior;
  return {
    ...spec,
    behavior: withoutAbsent<NonNullable<typeof behavior>>({ scaleUp: without(scaleUp), scaleDown: without(scaleDown) }),
  };
}

/** Every kind that the wind tunnel acts on, by apiVersion and kind. */
export const kinds: ReadonlyMap<string, Admit> = new Map([
  ["v1 Namespace", namespace],
  ["v1 Pod", pod],
  ["v1 Service", service],
  ["apps/v1 Deployment", deployment],
  ["apps/v1 ReplicaSet", replicaSet],
  ["autoscaling/v1 HorizontalPodAutoscaler", hpaV1],
  ["autoscaling/v2 HorizontalPodAutoscaler", hpaV2],
]);
