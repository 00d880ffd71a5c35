import type { Api } from "../decoding/api-types.table.ts";

/** What the API server warns of in a Service. Forms of addresses are not looked at. Source: kubernetes v1.36.3 pkg/api/service */
export function serviceWarnings({ metadata = {}, spec = {} }: Api["v1.Service"]): readonly string[] {
  const { type, externalIPs = [] } = spec;
  const isHeadless = type === "ClusterIP" && spec.clusterIP === "None";
  const hasExternalIPs = externalIPs.length > 0;
  const isExternalName = type === "ExternalName";
  const rules: readonly (readonly [isBroken: boolean, message: string])[] = [
    [
      metadata.annotations?.["service.kubernetes.io/topology-aware-hints"] !== undefined,
      "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead",
    ],
    [isHeadless && !!spec.loadBalancerIP, "spec.loadBalancerIP is ignored for headless services"],
    [isHeadless && hasExternalIPs, "spec.externalIPs is ignored for headless services"],
    [isHeadless && spec.sessionAffinity !== "None", "spec.SessionAffinity is ignored for headless services"],
    [
      hasExternalIPs && !isHeadless && !isExternalName,
      "spec.externalIPs is deprecated and may no longer be implemented in some clusters",
    ],
    [isExternalName && hasExternalIPs, 'spec.externalIPs is ignored when spec.type is "ExternalName"'],
    [!isExternalName && !!spec.externalName, 'spec.externalName is ignored when spec.type is not "ExternalName"'],
    [
      spec.trafficDistribution === "PreferClose",
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
  ];
  return rules.flatMap(([isBroken, message]) => (isBroken ? [message] : []));
}
