import type { ServiceExposure } from "../../kubernetes/workload.ts";
import type { Api } from "../decoding/api-types.table.ts";

/** How a Service with all its defaults can be reached. */
export const toExposure = (spec: Api["v1.ServiceSpec"]): ServiceExposure => ({
  type: typeOf(spec.type),
  clusterIp: spec.clusterIP ?? "",
  externalName: spec.externalName ?? "",
  publishNotReadyAddresses: spec.publishNotReadyAddresses ?? false,
  ports: (spec.ports ?? []).map(({ name = "", port = 0, protocol = "TCP", targetPort = port }) => ({
    ...{ name, port, protocol, targetPort },
  })),
});

/** Validation lets no other pass. */
function typeOf(type: string | undefined): ServiceExposure["type"] {
  return type === "NodePort" || type === "LoadBalancer" || type === "ExternalName" ? type : "ClusterIP";
}
