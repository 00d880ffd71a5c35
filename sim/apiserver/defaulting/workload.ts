import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";
import { defaultPodSpec } from "./pod-spec.ts";
import { withoutAbsent } from "./without-absent.ts";

type DeploymentSpec = Api["v1.DeploymentSpec"];
type PodTemplate = Api["v1.PodTemplateSpec"];

const quarter = "25%";

/** Source: kubernetes v1.36.3 pkg/apis/apps/v1 SetDefaults_Deployment */
export function defaultDeployment(spec: DeploymentSpec, release: Release): DeploymentSpec {
  return {
    ...spec,
    replicas: spec.replicas ?? 1,
    strategy: defaultStrategy(spec.strategy ?? {}),
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
    template: defaultTemplate(spec.template ?? {}, release),
  };
}

function defaultStrategy(strategy: Api["v1.DeploymentStrategy"]): Api["v1.DeploymentStrategy"] {
  const type = strategy.type || "RollingUpdate";
  if (type !== "RollingUpdate") return { ...strategy, type };
  const { maxUnavailable = quarter, maxSurge = quarter } = strategy.rollingUpdate ?? {};
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** Source: kubernetes v1.36.3 pkg/apis/apps/v1 SetDefaults_ReplicaSet */
export function defaultReplicaSet(spec: Api["v1.ReplicaSetSpec"], release: Release): Api["v1.ReplicaSetSpec"] {
  return { ...spec, replicas: spec.replicas ?? 1, template: defaultTemplate(spec.template ?? {}, release) };
}

/** A template has the defaults of a pod's spec; those of a pod come when the pod is created. */
function defaultTemplate(template: PodTemplate, release: Release): PodTemplate {
  const spec = defaultPodSpec(template.spec ?? {});
  return {
    ...template,
    spec: release.podLevelResources ? spec : withoutAbsent<Api["v1.PodSpec"]>({ ...spec, resources: undefined }),
  };
}
