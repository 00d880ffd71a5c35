import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { asNamed } from "../../fields/go-value.ts";
import { portErrors, qualifiedNameErrors } from "../../fields/names.ts";

type ServiceSpec = Api["v1.ServiceSpec"];

/** Where traffic may come from and go to. Source: kubernetes v1.36.3 pkg/apis/core/validation validateService */
export function validateTraffic(spec: ServiceSpec, field: Field): void {
  const isLoadBalancer = spec.type === "LoadBalancer";
  const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";
  if (spec.loadBalancerSourceRanges?.length && !isLoadBalancer) {
    field.child("LoadBalancerSourceRanges").forbidden(onlyLoadBalancer);
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    field.child("allocateLoadBalancerNodePorts").forbidden(onlyLoadBalancer);
  }
  if (spec.loadBalancerClass !== undefined) {
    const at = field.child("loadBalancerClass");
    if (isLoadBalancer) invalidEach(at, spec.loadBalancerClass, qualifiedNameErrors(spec.loadBalancerClass));
    else at.forbidden(onlyLoadBalancer);
  }
  validateExternalPolicy(spec, field);
  const { internalTrafficPolicy, trafficDistribution } = spec;
  if (internalTrafficPolicy !== undefined && !policies.includes(internalTrafficPolicy)) {
    field.child("internalTrafficPolicy").notSupported(internalTrafficPolicy, policies);
  }
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution)) {
    field.child("trafficDistribution").notSupported(trafficDistribution, distributions);
  }
}

const policies = ["Cluster", "Local"];
const distributions = ["PreferClose", "PreferSameZone", "PreferSameNode"];

function validateExternalPolicy(spec: ServiceSpec, field: Field): void {
  const { externalTrafficPolicy = "", healthCheckNodePort = 0 } = spec;
  const at = field.child("externalTrafficPolicy");
  if (!isExternallyAccessible(spec)) {
    if (externalTrafficPolicy !== "") {
      at.invalid(asNamed(externalTrafficPolicy), "may only be set for externally-accessible services");
    }
  } else if (!policies.includes(externalTrafficPolicy)) {
    at.notSupported(externalTrafficPolicy, policies);
  }
  const port = field.child("healthCheckNodePort");
  if (spec.type !== "LoadBalancer" || externalTrafficPolicy !== "Local") {
    if (healthCheckNodePort !== 0) {
      const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      port.invalid(healthCheckNodePort, detail);
    }
    // The API server itself picks a port for a load balancer that has none.
  } else if (healthCheckNodePort !== 0) {
    invalidEach(port, healthCheckNodePort, portErrors(healthCheckNodePort));
  }
}

/** Whether traffic from outside the cluster can arrive. Source: kubernetes v1.36.3 pkg/api/service ExternallyAccessible */
export const isExternallyAccessible = ({ type, externalIPs = [] }: ServiceSpec): boolean =>
  type === "LoadBalancer" || type === "NodePort" || (type === "ClusterIP" && externalIPs.length > 0);
