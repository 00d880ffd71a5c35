import type { Api } from "../decoding/api-types.table.ts";
import { isExternallyAccessible } from "../validation/service/traffic.ts";
import { withoutAbsent } from "./without-absent.ts";

type ServiceSpec = Api["v1.ServiceSpec"];

const affinitySeconds = 10_800;

/** Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Service; pkg/registry/core/service/storage normalizeClusterIPs */
export function defaultService(spec: ServiceSpec): ServiceSpec {
  const type = spec.type || "ClusterIP";
  const isLoadBalancer = type === "LoadBalancer";
  const isExternal = isExternallyAccessible({ ...spec, type });
  const hasInternalPolicy = type === "NodePort" || type === "LoadBalancer" || type === "ClusterIP";
  return withoutAbsent<ServiceSpec>({
    ...spec,
    type,
    ...affinityOf(spec),
    ports: spec.ports?.map(defaultPort),
    externalTrafficPolicy: spec.externalTrafficPolicy || (isExternal ? "Cluster" : undefined),
    internalTrafficPolicy: spec.internalTrafficPolicy ?? (hasInternalPolicy ? "Cluster" : undefined),
    allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? (isLoadBalancer ? true : undefined),
    clusterIPs: spec.clusterIP && !spec.clusterIPs?.length ? [spec.clusterIP] : spec.clusterIPs,
  });
}

type Affinity = Record<"sessionAffinity" | "sessionAffinityConfig", unknown> & {
  readonly sessionAffinity: string;
  readonly sessionAffinityConfig: ServiceSpec["sessionAffinityConfig"] | undefined;
};

function affinityOf(spec: ServiceSpec): Affinity {
  const sessionAffinity = spec.sessionAffinity || "None";
  const config = spec.sessionAffinityConfig;
  const isComplete = config?.clientIP?.timeoutSeconds !== undefined;
  if (sessionAffinity === "None") return { sessionAffinity, sessionAffinityConfig: undefined };
  if (sessionAffinity !== "ClientIP" || isComplete) return { sessionAffinity, sessionAffinityConfig: config };
  return { sessionAffinity, sessionAffinityConfig: { clientIP: { timeoutSeconds: affinitySeconds } } };
}

function defaultPort(port: Api["v1.ServicePort"]): Api["v1.ServicePort"] {
  return withoutAbsent<Api["v1.ServicePort"]>({
    ...port,
    protocol: port.protocol || "TCP",
    targetPort: port.targetPort || port.port,
  });
}
