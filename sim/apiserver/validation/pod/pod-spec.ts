import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors, rangeErrors, subdomainErrors } from "../../fields/names.ts";
import { validateLabels } from "../labels.ts";
import { validateOneOf } from "../one-of.ts";
import { validateAffinity } from "./affinity.ts";
import { validateContainers, validateEphemeralContainers, validateInitContainers } from "./containers.ts";
import { validateDnsConfig, validateHostAliases } from "./dns.ts";
import { validateFileKeyVolumes } from "./environment.ts";
import { validateGates } from "./gates.ts";
import { validateHostnameOverride, validateHostPorts, validateHostUsers } from "./host.ts";
import { validatePodResources } from "./pod-resources.ts";
import { gatherClaimNames, validateResourceClaims } from "./resource-claims.ts";
import { validateResourceRequirements } from "./resources.ts";
import type { PodRules, PodScope } from "./scope.ts";
import { validatePodSecurityContext } from "./security-context.ts";
import { validateTolerations } from "./tolerations.ts";
import { validateTopologySpread } from "./topology-spread.ts";
import { validateVolumes } from "./volumes.ts";

type PodSpec = Api["v1.PodSpec"];

/**
 * The spec of a pod, in the order in which the API server reports it.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation ValidatePodSpec
 */
export function validatePodSpec(spec: PodSpec, field: Field, rules: PodRules): void {
  const volumes = validateVolumes(spec.volumes ?? [], field.child("volumes"), rules);
  const scope: PodScope = { rules, spec, volumes, claimNames: gatherClaimNames(spec.resourceClaims ?? []) };
  validateResourceClaims(spec.resourceClaims ?? [], field.child("resourceClaims"));
  validateContainers(scope, field.child("containers"));
  validateInitContainers(scope, field.child("initContainers"));
  validateEphemeralContainers(scope, field.child("ephemeralContainers"));
  if (rules.release.podLevelResources) validatePodResources(scope, field.child("resources"));
  validateHostPorts(spec, field.child("containers"), rules);
  validateOneOf(spec.restartPolicy, field.child("restartPolicy"), ["Always", "OnFailure", "Never"]);
  validateOneOf(spec.dnsPolicy, field.child("dnsPolicy"), [
    "ClusterFirstWithHostNet",
    "ClusterFirst",
    "Default",
    "None",
  ]);
  validateLabels(spec.nodeSelector, field.child("nodeSelector"));
  validatePodSecurityContext(spec, field, rules.release);
  validateAffinity(spec.affinity ?? {}, field.child("affinity"));
  validateDnsConfig(spec, field.child("dnsConfig"));
  validateGates(spec, field);
  validateTopologySpread(spec.topologySpreadConstraints ?? [], field.child("topologySpreadConstraints"));
  validateHostUsers(spec, field);
  validateHostnameOverride(spec, field.child("hostnameOverride"));
  validatePodNames(spec, field);
  validateEnd(scope, field);
}

function validatePodNames(spec: PodSpec, field: Field): void {
  const names = [
    ["serviceAccountName", spec.serviceAccountName, subdomainErrors],
    ["nodeName", spec.nodeName, subdomainErrors],
  ] as const;
  for (const [name, value, errors] of names) if (value) invalidEach(field.child(name), value, errors(value));
  if (spec.activeDeadlineSeconds !== undefined) {
    const seconds = spec.activeDeadlineSeconds;
    invalidEach(field.child("activeDeadlineSeconds"), seconds, rangeErrors(seconds, 1, 2147483647));
  }
  if (spec.hostname) invalidEach(field.child("hostname"), spec.hostname, labelErrors(spec.hostname));
  if (spec.subdomain) invalidEach(field.child("subdomain"), spec.subdomain, labelErrors(spec.subdomain));
}

function validateEnd(scope: PodScope, field: Field): void {
  const { spec } = scope;
  validateTolerations(spec.tolerations ?? [], field.child("tolerations"));
  validateHostAliases(spec.hostAliases ?? [], field.child("hostAliases"));
  const { priorityClassName, runtimeClassName } = spec;
  if (priorityClassName) {
    invalidEach(field.child("priorityClassName"), priorityClassName, subdomainErrors(priorityClassName));
  }
  if (runtimeClassName !== undefined) {
    invalidEach(field.child("runtimeClassName"), runtimeClassName, subdomainErrors(runtimeClassName));
  }
  if (spec.preemptionPolicy !== undefined) {
    validateOneOf(spec.preemptionPolicy, field.child("preemptionPolicy"), ["PreemptLowerPriority", "Never"]);
  }
  if (spec.overhead) {
    validateResourceRequirements({ limits: spec.overhead }, field.child("overhead"), {
      level: "container",
      claimNames: new Set(),
    });
  }
  validateOperatingSystem(spec, field);
  validateFileKeyVolumes(spec, field);
}

/** Operating systems: that the name is one. What Windows forbids is not looked at. */
function validateOperatingSystem(spec: PodSpec, field: Field): void {
  if (!spec.os) return;
  const { name = "" } = spec.os;
  if (name === "") field.child("os", "name").required();
  else if (name !== "linux" && name !== "windows") field.child("os").notSupported(name, ["linux", "windows"]);
}
