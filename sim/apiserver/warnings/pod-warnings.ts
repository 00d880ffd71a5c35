import { goQuote } from "../../kubernetes/go-text.ts";
import { formatQuantity, milliValue } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { type NamedContainer, portWarnings } from "./port-warnings.ts";
import { schedulingWarnings } from "./scheduling-warnings.ts";

type PodSpec = Api["v1.PodSpec"];
type Container = Api["v1.Container"];

type Pod = {
  readonly metadata: Api["v1.ObjectMeta"];
  readonly spec: PodSpec;
  /** `spec.template`, or the empty path for a pod. */
  readonly path: string;
};

/**
 * What the API server warns of in a pod or a template that it accepts.
 *
 * Addresses, profiles of seccomp and AppArmor, and files of volumes that hide each other are not looked at.
 * Source: kubernetes v1.36.3 pkg/api/pod warningsForPodSpecAndMeta
 */
export function podWarnings({ metadata, spec, path }: Pod): readonly string[] {
  const at = path === "" ? "" : `${path}.`;
  const specPath = `${at}spec`;
  const seconds = spec.terminationGracePeriodSeconds ?? 0;
  return [
    ...schedulingWarnings(spec, specPath),
    ...annotationWarnings(metadata.annotations ?? {}, `${at}metadata.annotations`),
    ...volumeWarnings(spec, specPath),
    ...repeated(spec.hostAliases ?? [], ({ ip = "" }) => ip).map(
      ({ index, key }) => `${specPath}.hostAliases[${index}].ip: duplicate ip ${goQuote(key)}`,
    ),
    ...pullSecretWarnings(spec, specPath),
    ...fractionWarnings(spec.overhead, `${specPath}.overhead`),
    ...containersOf(spec).flatMap(({ container, name }) => containerWarnings(container, `${specPath}.${name}`)),
    ...portWarnings(containersOf(spec), specPath),
    ...(seconds < 0
      ? [
          `${specPath}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...affinityWarnings(spec, specPath),
  ];
}

/** All containers of a pod in the order in which upstream visits them. */
const containersOf = (spec: PodSpec): readonly NamedContainer[] =>
  (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index) => ({ container, name: `${list}[${index}]` })),
  );

const deprecatedAnnotations: Readonly<Record<string, string>> = {
  "scheduler.alpha.kubernetes.io/critical-pod": 'non-functional in v1.16+; use the "priorityClassName" field instead',
  "security.alpha.kubernetes.io/sysctls": 'non-functional in v1.11+; use the "sysctls" field instead',
  "security.alpha.kubernetes.io/unsafe-sysctls": 'non-functional in v1.11+; use the "sysctls" field instead',
};

const annotationWarnings = (annotations: Readonly<Record<string, string>>, path: string): readonly string[] =>
  Object.entries(deprecatedAnnotations).flatMap(([name, message]) =>
    annotations[name] === undefined ? [] : [`${path}[${name}]: ${message}`],
  );

const deprecatedVolumes = [
  ["photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"],
  ["gitRepo", "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"],
  ["scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"],
  ["flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"],
  ["storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"],
  ["quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"],
  ["glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"],
  ["cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"],
  ["rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"],
] as const;

const volumeWarnings = (spec: PodSpec, path: string): readonly string[] =>
  (spec.volumes ?? []).flatMap((volume, index) =>
    deprecatedVolumes.flatMap(([member, name, message]) =>
      volume[member] ? [`${path}.volumes[${index}].${name}: ${message}`] : [],
    ),
  );

function pullSecretWarnings({ imagePullSecrets = [] }: PodSpec, path: string): readonly string[] {
  const at = (index: number): string => `${path}.imagePullSecrets[${index}].name`;
  return [
    ...repeated(imagePullSecrets, ({ name = "" }) => name).map(
      ({ index, key }) => `${at(index)}: duplicate name ${goQuote(key)}`,
    ),
    ...imagePullSecrets.flatMap(({ name }, index) => (name ? [] : [`${at(index)}: invalid empty name ""`])),
  ];
}

function containerWarnings(container: Container, path: string): readonly string[] {
  const { limits, requests } = container.resources ?? {};
  return [
    ...["memory", "ephemeral-storage"].flatMap((name) => [
      ...fractionWarnings(limits, `${path}.resources.limits`, [name]),
      ...fractionWarnings(requests, `${path}.resources.requests`, [name]),
    ]),
    ...hiddenVariables(container.env ?? [], `${path}.env`),
  ];
}

/** Bytes come whole. */
function fractionWarnings(
  amounts: PodSpec["overhead"],
  path: string,
  names: readonly string[] = ["memory", "ephemeral-storage"],
): readonly string[] {
  return names.flatMap((name) => {
    const amount = amounts?.[name];
    if (!amount || BigInt(milliValue(amount)) % 1000n === 0n) return [];
    const value = goQuote(formatQuantity(amount));
    return [`${path}[${name}]: fractional byte value ${value} is invalid, must be an integer`];
  });
}

/** A variable may be given again only to add to what it was. */
const hiddenVariables = (variables: readonly Api["v1.EnvVar"][], path: string): readonly string[] =>
  repeated(variables, ({ name = "" }) => name).flatMap(({ index, key }) => {
    const { value = "", valueFrom } = variables[index] ?? {};
    const former = `$(${key})`;
    const isExtended = !valueFrom && value !== former && value.includes(former);
    return isExtended
      ? []
      : [`${path}[${index}]: hides previous definition of ${goQuote(key)}, which may be dropped when using apply`];
  });

const nullSelector = "a null labelSelector results in matching no pod";

function affinityWarnings({ affinity = {} }: PodSpec, path: string): readonly string[] {
  return (["podAffinity", "podAntiAffinity"] as const).flatMap((name) => {
    const terms = affinity[name] ?? {};
    const at = `${path}.affinity.${name}`;
    return [
      ...(terms.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ labelSelector }, index) =>
        labelSelector
          ? []
          : [`${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: ${nullSelector}`],
      ),
      ...(terms.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm }, index) =>
        podAffinityTerm?.labelSelector
          ? []
          : [
              `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm.labelSelector: ${nullSelector}`,
            ],
      ),
    ];
  });
}

type Repeated = { readonly index: number; readonly key: string };

/** Items whose key an earlier one has. */
function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Repeated[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (seen.has(key)) return [{ index, key }];
    seen.add(key);
    return [];
  });
}
