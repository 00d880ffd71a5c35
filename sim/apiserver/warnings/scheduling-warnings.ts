import { labelValueErrors } from "../../kubernetes/label-selector.ts";
import type { Api } from "../decoding/api-types.table.ts";

type PodSpec = Api["v1.PodSpec"];

const deprecatedNodeLabels: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
  "failure-domain.beta.kubernetes.io/region": 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  "app.kubernetes.io/created-by": "deprecated since v1.9",
  "scheduler.alpha.kubernetes.io/preferAvoidPods": "deprecated since v1.22; use Taints and Tolerations instead",
  "node-role.kubernetes.io/master": 'use "node-role.kubernetes.io/control-plane" instead',
};

/** Labels of nodes that have new names, and constraints that select nothing. Source: kubernetes v1.36.3 pkg/api/node, pkg/api/pod */
export function schedulingWarnings(spec: PodSpec, path: string): readonly string[] {
  const nodeAffinity = spec.affinity?.nodeAffinity ?? {};
  const at = `${path}.affinity.nodeAffinity`;
  const terms = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const preferences = nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...Object.keys(spec.nodeSelector ?? {}).flatMap((label) => {
      const message = deprecatedNodeLabels[label];
      return message === undefined ? [] : [`${path}.nodeSelector[${label}]: ${message}`];
    }),
    ...terms.flatMap((term, index) =>
      termWarnings(term, `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`),
    ),
    ...preferences.flatMap(({ preference = {} }, index) => {
      const preferencePath = `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`;
      return [...termWarnings(preference, preferencePath), ...valueWarnings(preference, preferencePath)];
    }),
    ...(spec.topologySpreadConstraints ?? []).flatMap((constraint, index) =>
      constraintWarnings(constraint, `${path}.topologySpreadConstraints[${index}]`),
    ),
  ];
}

type NodeSelectorTerm = Api["v1.NodeSelectorTerm"];

const termWarnings = ({ matchExpressions = [] }: NodeSelectorTerm, path: string): readonly string[] =>
  matchExpressions.flatMap(({ key = "" }, index) => keyWarnings(key, `${path}.matchExpressions[${index}].key`));

const valueWarnings = ({ matchExpressions = [] }: NodeSelectorTerm, path: string): readonly string[] =>
  matchExpressions.flatMap(({ values = [] }, index) =>
    values.flatMap((value, position) =>
      labelValueErrors(value).map(
        (error) => `${path}.matchExpressions[${index}].values[${position}]: ${value} is invalid, ${error}`,
      ),
    ),
  );

function keyWarnings(key: string, path: string): readonly string[] {
  const message = deprecatedNodeLabels[key];
  return message === undefined ? [] : [`${path}: ${key} is ${message}`];
}

const constraintWarnings = (
  { topologyKey = "", labelSelector }: Api["v1.TopologySpreadConstraint"],
  path: string,
): readonly string[] => [
  ...keyWarnings(topologyKey, `${path}.topologyKey`),
  ...(labelSelector ? [] : [`${path}.labelSelector: a null labelSelector results in matching no pod`]),
];
