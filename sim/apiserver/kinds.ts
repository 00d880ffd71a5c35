import { type Admit, admitAs, type KindRules } from "./admit.ts";
import { convertFromV1, storedAsV1 } from "./conversion/autoscaling-v1.ts";
import { unreadableAnnotation } from "./conversion/autoscaling-v1-annotations.ts";
import { convertFromV2beta1 } from "./conversion/autoscaling-v2beta1.ts";
import { dropRoundTripAnnotations } from "./conversion/round-trip-annotations.ts";
import type { Api } from "./decoding/api-types.table.ts";
import { defaultHorizontalPodAutoscaler } from "./defaulting/horizontal-pod-autoscaler.ts";
import { defaultPod } from "./defaulting/pod.ts";
import { defaultService } from "./defaulting/service.ts";
import { withoutAbsent } from "./defaulting/without-absent.ts";
import {
  appsBetaDefaults,
  appsDefaults,
  type DeploymentDefaults,
  defaultDeployment,
  defaultReplicaSet,
  extensionsDefaults,
  withTemplateLabels,
} from "./defaulting/workload.ts";
import { labelErrors, subdomainErrors } from "./fields/names.ts";
import { defaultEndpoints, toSubsets } from "./objects/endpoints.ts";
import { toHorizontalPodAutoscaler } from "./objects/horizontal-pod-autoscaler.ts";
import { type Cluster, toMeta, toPodSpec } from "./objects/pod-template.ts";
import { toExposure } from "./objects/service.ts";
import { type Prepared, toDeployment, toReplicaSet } from "./objects/workload.ts";
import type { Release } from "./release.ts";
import { validateEndpoints } from "./validation/endpoints.ts";
import { validateHorizontalPodAutoscalerSpec } from "./validation/horizontal-pod-autoscaler/spec.ts";
import { validatePod } from "./validation/pod/pod.ts";
import { validateAllocation } from "./validation/service/allocation.ts";
import { validateServiceSpec } from "./validation/service/spec.ts";
import { validateDeploymentSpec, validateReplicaSetSpec } from "./validation/workload/deployment.ts";
import { podWarnings } from "./warnings/pod-warnings.ts";
import { serviceWarnings } from "./warnings/service-warnings.ts";

type Hpa = Api["v2.HorizontalPodAutoscaler"];
type HpaSpec = NonNullable<Hpa["spec"]>;

const namespace = admitAs("v1.Namespace", {
  nameErrors: labelErrors,
  prepare: (manifest, { release }) => {
    const { metadata = {} } = manifest;
    if (!release.namespaceNameLabel) return manifest;
    const labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name ?? "" };
    return { ...manifest, metadata: { ...metadata, labels } };
  },
  validate: () => {},
  warn: () => [],
  build: ({ manifest }) => ({ kind: "Namespace", meta: toMeta(manifest.metadata, "") }),
});

const endpoints = admitAs("v1.Endpoints", {
  nameErrors: subdomainErrors,
  prepare: defaultEndpoints,
  validate: validateEndpoints,
  // Source: k8s.io/api v0.33.6 core/v1 zz_generated.prerelease-lifecycle.go
  warn: () => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"],
  build: ({ manifest, namespace: where }) => ({
    kind: "Endpoints",
    meta: toMeta(manifest.metadata, where),
    subsets: toSubsets(manifest),
  }),
});

/** A Deployment of an API version whose fields are those of apps/v1. */
type AnyDeployment = Api["v1.Deployment"];

function deploymentRules(
  defaults: DeploymentDefaults,
  complete: (manifest: AnyDeployment) => AnyDeployment,
): KindRules<AnyDeployment, Prepared<AnyDeployment>> {
  return {
    nameErrors: subdomainErrors,
    unconvertible: ({ spec }, { release }) =>
      release.partialRollingUpdate === "unconvertible" && isPartial(defaultDeployment(spec ?? {}, defaults, release))
        ? "expected pointer, but got nil"
        : undefined,
    prepare: (manifest, { release }) => {
      const { spec = {}, ...rest } = complete(manifest);
      return {
        ...rest,
        spec: defaultDeployment(spec, defaults, release),
        replicasDefaulted: spec.replicas === undefined,
      };
    },
    validate: ({ spec }, field, { release }) => validateDeploymentSpec(spec, field.child("spec"), release),
    warn: workloadWarnings,
    build: toDeployment,
  };
}

function isPartial({ strategy }: NonNullable<AnyDeployment["spec"]>): boolean {
  const { rollingUpdate } = strategy ?? {};
  return rollingUpdate !== undefined && Object.keys(rollingUpdate).length < 2;
}

type AnyReplicaSet = Api["v1.ReplicaSet"];

function replicaSetRules(
  complete: (manifest: AnyReplicaSet) => AnyReplicaSet,
): KindRules<AnyReplicaSet, Prepared<AnyReplicaSet>> {
  return {
    nameErrors: subdomainErrors,
    prepare: (manifest, { release }) => {
      const { spec = {}, ...rest } = complete(manifest);
      return { ...rest, spec: defaultReplicaSet(spec, release), replicasDefaulted: spec.replicas === undefined };
    },
    validate: ({ spec }, field, { release }) => validateReplicaSetSpec(spec, field.child("spec"), release),
    warn: workloadWarnings,
    build: toReplicaSet,
  };
}

const asGiven = <Manifest>(manifest: Manifest): Manifest => manifest;

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
    exposure: toExposure(manifest.spec),
  }),
});

/** What is the same for an HPA of every API version, once it is in the hub form. */
const hpaRules = {
  nameErrors: subdomainErrors,
  validate: ({ spec = {} }: Hpa, field, { release }) =>
    validateHorizontalPodAutoscalerSpec(spec, field.child("spec"), release),
  warn: () => [],
  build: ({ manifest, namespace: where }, { release }) => {
    const meta = toMeta(manifest.metadata, where);
    const spec = storedHpa(manifest.spec ?? {}, release);
    return { kind: "HorizontalPodAutoscaler", meta, hpa: toHorizontalPodAutoscaler(spec, meta) };
  },
} satisfies Partial<KindRules<Hpa, Hpa>>;

/** A spec as it is read back: with the defaults of v2 where HPAs are stored in v2, and without what v1 loses where in v1. */
const storedHpa = (spec: HpaSpec, release: Release): HpaSpec =>
  release.hpaStorage === "v2" ? defaultHorizontalPodAutoscaler(spec) : storedAsV1(spec, release);

/** v2, and v2beta2, whose fields and defaults are the same. */
const hpaWithTargets: KindRules<Hpa, Hpa> = {
  ...hpaRules,
  prepare: ({ metadata = {}, spec = {} }, { release }) => ({
    metadata: dropRoundTripAnnotations(metadata, release),
    spec: dropDisabled(release.defaultsOfV2beta2 === "none" ? spec : defaultHorizontalPodAutoscaler(spec), release),
  }),
};

const withoutDisabled = (hpa: Hpa, { release }: Cluster): Hpa => ({
  ...hpa,
  spec: dropDisabled(hpa.spec ?? {}, release),
});

const hpaV2beta1 = admitAs<"v2beta1.HorizontalPodAutoscaler", Hpa>("v2beta1.HorizontalPodAutoscaler", {
  ...hpaRules,
  prepare: (manifest, cluster) => withoutDisabled(convertFromV2beta1(manifest, cluster), cluster),
});

const hpaV1 = admitAs<"v1.HorizontalPodAutoscaler", Hpa>("v1.HorizontalPodAutoscaler", {
  ...hpaRules,
  unconvertible: unreadableAnnotation,
  prepare: (manifest, cluster) => withoutDisabled(convertFromV1(manifest, cluster), cluster),
});

/** The spec without the fields whose gate is off. */
function dropDisabled(spec: HpaSpec, release: Release): HpaSpec {
  const { behavior, metrics } = spec;
  return withoutAbsent<HpaSpec>({
    ...spec,
    metrics: release.hpaContainerMetrics ? metrics : metrics?.map(withoutContainerResource),
    behavior: release.hpaConfigurableTolerance || !behavior ? behavior : withoutTolerance(behavior),
  });
}

const withoutContainerResource = ({ containerResource, ...metric }: Api["v2.MetricSpec"]): Api["v2.MetricSpec"] =>
  metric;

type Behavior = Api["v2.HorizontalPodAutoscalerBehavior"];

function withoutTolerance({ scaleUp, scaleDown }: Behavior): Behavior {
  type Rules = Api["v2.HPAScalingRules"];
  const without = (rules: Rules | undefined): Rules | undefined =>
    rules && withoutAbsent<Rules>({ ...rules, tolerance: undefined });
  return withoutAbsent<Behavior>({ scaleUp: without(scaleUp), scaleDown: without(scaleDown) });
}

/** Every kind that the wind tunnel acts on, by apiVersion and kind. */
export const kinds: ReadonlyMap<string, Admit> = new Map([
  ["v1 Namespace", namespace],
  ["v1 Pod", pod],
  ["v1 Service", service],
  ["v1 Endpoints", endpoints],
  ["apps/v1 Deployment", admitAs("v1.Deployment", deploymentRules(appsDefaults, asGiven))],
  ["apps/v1beta2 Deployment", admitAs("v1beta2.Deployment", deploymentRules(appsDefaults, asGiven))],
  ["apps/v1beta1 Deployment", admitAs("v1beta1.Deployment", deploymentRules(appsBetaDefaults, withTemplateLabels))],
  [
    "extensions/v1beta1 Deployment",
    admitAs("extensions/v1beta1.Deployment", deploymentRules(extensionsDefaults, withTemplateLabels)),
  ],
  ["apps/v1 ReplicaSet", admitAs("v1.ReplicaSet", replicaSetRules(asGiven))],
  ["apps/v1beta2 ReplicaSet", admitAs("v1beta2.ReplicaSet", replicaSetRules(asGiven))],
  ["extensions/v1beta1 ReplicaSet", admitAs("extensions/v1beta1.ReplicaSet", replicaSetRules(withTemplateLabels))],
  ["autoscaling/v1 HorizontalPodAutoscaler", hpaV1],
  ["autoscaling/v2beta1 HorizontalPodAutoscaler", hpaV2beta1],
  ["autoscaling/v2beta2 HorizontalPodAutoscaler", admitAs("v2beta2.HorizontalPodAutoscaler", hpaWithTargets)],
  ["autoscaling/v2 HorizontalPodAutoscaler", admitAs("v2.HorizontalPodAutoscaler", hpaWithTargets)],
]);
