import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";
import { dropDisabledFields } from "./disabled-fields.ts";
import { defaultPodSpec } from "./pod-spec.ts";

type DeploymentSpec = Api["v1.DeploymentSpec"];
type PodTemplate = Api["v1.PodTemplateSpec"];

/** What differs among the API versions of a Deployment. */
export type DeploymentDefaults = {
  /** maxSurge and maxUnavailable. */
  readonly step: number | string;
  /** Whether a rolling update that is given has defaults in a strategy of another type too. */
  readonly inAnyStrategy: boolean;
  readonly revisionHistoryLimit: number;
  readonly progressDeadlineSeconds: number;
};

/** `apps/v1` and `apps/v1beta2`. Source: kubernetes v1.36.3 pkg/apis/apps/v1 SetDefaults_Deployment, v1.15.12 …/v1beta2 */
export const appsDefaults: DeploymentDefaults = {
  step: "25%",
  inAnyStrategy: false,
  revisionHistoryLimit: 10,
  progressDeadlineSeconds: 600,
};

/** `apps/v1beta1`. Source: kubernetes v1.15.12 pkg/apis/apps/v1beta1 SetDefaults_Deployment */
export const appsBetaDefaults: DeploymentDefaults = { ...appsDefaults, revisionHistoryLimit: 2 };

/** Stands for no limit; up to 1.12, the one of revisions is left out, to the same effect. */
const unlimited = 2 ** 31 - 1;

/** `extensions/v1beta1`. Source: kubernetes v1.15.12 pkg/apis/extensions/v1beta1 SetDefaults_Deployment */
export const extensionsDefaults: DeploymentDefaults = {
  step: 1,
  inAnyStrategy: true,
  revisionHistoryLimit: unlimited,
  progressDeadlineSeconds: unlimited,
};

/** The spec of a Deployment with the defaults of its API version. */
export function defaultDeployment(
  spec: DeploymentSpec,
  defaults: DeploymentDefaults,
  release: Release,
): DeploymentSpec {
  return {
    ...spec,
    replicas: spec.replicas ?? 1,
    strategy: defaultStrategy(spec.strategy ?? {}, defaults),
    revisionHistoryLimit: spec.revisionHistoryLimit ?? defaults.revisionHistoryLimit,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? defaults.progressDeadlineSeconds,
    template: defaultTemplate(spec.template ?? {}, release),
  };
}

function defaultStrategy(
  strategy: Api["v1.DeploymentStrategy"],
  { step, inAnyStrategy }: DeploymentDefaults,
): Api["v1.DeploymentStrategy"] {
  const type = strategy.type || "RollingUpdate";
  if (type !== "RollingUpdate" && !(inAnyStrategy && strategy.rollingUpdate)) return { ...strategy, type };
  const { maxUnavailable = step, maxSurge = step } = strategy.rollingUpdate ?? {};
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** Source: kubernetes v1.36.3 pkg/apis/apps/v1 SetDefaults_ReplicaSet */
export function defaultReplicaSet(spec: Api["v1.ReplicaSetSpec"], release: Release): Api["v1.ReplicaSetSpec"] {
  return { ...spec, replicas: spec.replicas ?? 1, template: defaultTemplate(spec.template ?? {}, release) };
}

type Labelled = {
  readonly metadata?: Api["v1.ObjectMeta"];
  readonly spec?: { readonly selector?: Api["v1.LabelSelector"]; readonly template?: PodTemplate };
};

/**
 * A workload of `apps/v1beta1` or `extensions/v1beta1` with the labels of its template: as its selector if it has none, and
 * as its own if it has none.
 */
export function withTemplateLabels<Manifest extends Labelled>(manifest: Manifest): Manifest {
  const { metadata, spec } = manifest;
  const labels = spec?.template?.metadata?.labels;
  if (!labels) return manifest;
  const isLabelled = Object.keys(metadata?.labels ?? {}).length > 0;
  return {
    ...manifest,
    metadata: isLabelled ? metadata : { ...metadata, labels },
    spec: { ...spec, selector: spec.selector ?? { matchLabels: labels } },
  };
}

/** A template has the defaults of a pod's spec; those of a pod come when the pod is created. */
const defaultTemplate = (template: PodTemplate, release: Release): PodTemplate => ({
  ...template,
  spec: dropDisabledFields(defaultPodSpec(template.spec ?? {}), release),
});
