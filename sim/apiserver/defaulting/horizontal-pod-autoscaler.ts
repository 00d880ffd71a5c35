import type { Api } from "../decoding/api-types.table.ts";

type Spec = Api["v2.HorizontalPodAutoscalerSpec"];
type Rules = Api["v2.HPAScalingRules"];

const cpuPercent = 80;

/** CPU at 80% of the requests: what an HPA without metrics goes by. */
export const defaultMetric: Api["v2.MetricSpec"] = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
};

const scaleUp: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};

/** The window stays absent: it is a flag of the controller. */
const scaleDown: Rules = {
  selectPolicy: "Max",
  policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
};

/**
 * Defaults of `autoscaling/v2`. Each rule that is given replaces the default one; a list of policies replaces the whole
 * list, even when it is empty.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/v2 SetDefaults_HorizontalPodAutoscaler
 */
export function defaultHorizontalPodAutoscaler(spec: Spec): Spec {
  const { behavior } = spec;
  return {
    ...spec,
    minReplicas: spec.minReplicas ?? 1,
    metrics: spec.metrics?.length ? spec.metrics : [defaultMetric],
    ...(behavior && {
      behavior: {
        scaleUp: { ...scaleUp, ...behavior.scaleUp },
        scaleDown: { ...scaleDown, ...behavior.scaleDown },
      },
    }),
  };
}
