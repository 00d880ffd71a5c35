import type { Api } from "../decoding/api-types.table.ts";
import { roundToMilli } from "../resources/round-to-milli.ts";
import { defaultContainer } from "./container.ts";
import { defaultResources } from "./resources.ts";
import { defaultVolume } from "./volume.ts";
import { withoutAbsent } from "./without-absent.ts";

type PodSpec = Api["v1.PodSpec"];

/**
 * What the API server fills in for a pod template, and for a pod among the rest.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_PodSpec and zz_generated.defaults.go
 */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  const serviceAccount = spec.serviceAccountName || spec.serviceAccount;
  return withoutAbsent<PodSpec>({
    ...spec,
    dnsPolicy: spec.dnsPolicy || "ClusterFirst",
    restartPolicy: spec.restartPolicy || "Always",
    securityContext: spec.securityContext ?? {},
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    schedulerName: spec.schedulerName || "default-scheduler",
    serviceAccountName: serviceAccount,
    serviceAccount,
    volumes: spec.volumes?.map(defaultVolume),
    containers: spec.containers?.map(defaultContainer),
    initContainers: spec.initContainers?.map(defaultContainer),
    ephemeralContainers: spec.ephemeralContainers?.map(defaultContainer),
    overhead: roundToMilli(spec.overhead),
    resources: spec.resources && defaultResources(spec.resources),
  });
}
