import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateClusterIPs } from "./addresses.ts";

type ServiceSpec = Api["v1.ServiceSpec"];

/**
 * What the API server refuses while it sets addresses and node ports aside, before it validates the rest.
 *
 * The cluster has the node ports of upstream's default, and no Service but this one; which addresses it has is not asked.
 * Source: kubernetes v1.36.3 pkg/registry/core/service/storage/alloc.go
 */
export function validateAllocation(spec: ServiceSpec, field: Field): void {
  const before = field.faultCount();
  if (spec.type !== "ExternalName") {
    validateClusterIPs(spec, field);
    if (field.faultCount() === before) validateSingleStack(spec, field.child("ipFamilyPolicy"));
  }
  const hasNodePorts = spec.type === "NodePort" || spec.type === "LoadBalancer";
  if (hasNodePorts && field.faultCount() === before) allocateNodePorts(spec.ports ?? [], field.child("ports"));
}

/** A policy that is not given comes from the rest: only a headless Service without a selector has both families. */
function validateSingleStack(spec: ServiceSpec, field: Field): void {
  const { clusterIPs = [], ipFamilies = [], selector = {} } = spec;
  const isHeadless = spec.clusterIP === "None" && Object.keys(selector).length === 0;
  const policy = spec.ipFamilyPolicy ?? (isHeadless ? "RequireDualStack" : "SingleStack");
  if (policy !== "SingleStack") return;
  const cannotHave = (what: string): void =>
    field.invalid(policy, `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`);
  if (clusterIPs.length === 2) cannotHave("cluster IPs");
  if (ipFamilies.length === 2) cannotHave("IP families");
}

const nodePortMin = 30_000;
const nodePortMax = 32_767;

/** Ports with one number share one node port. The first fault ends it. */
function allocateNodePorts(ports: readonly Api["v1.ServicePort"][], field: Field): void {
  const allocated = new Set<number>();
  const nodePortOf = new Map<number, number>();
  for (const [index, { port = 0, nodePort = 0 }] of ports.entries()) {
    const shared = nodePortOf.get(port);
    const wanted =
      shared === undefined ? ports.find((other) => (other.port ?? 0) === port && other.nodePort)?.nodePort : nodePort;
    if (!wanted || wanted === shared) continue;
    const fault =
      wanted < nodePortMin || wanted > nodePortMax
        ? `provided port is not in the valid range. The range of valid ports is ${nodePortMin}-${nodePortMax}`
        : allocated.has(wanted)
          ? "provided port is already allocated"
          : undefined;
    if (fault !== undefined) {
      field.index(index).child("nodePort").invalid(wanted, fault);
      return;
    }
    allocated.add(wanted);
    if (shared === undefined) nodePortOf.set(port, wanted);
  }
}
