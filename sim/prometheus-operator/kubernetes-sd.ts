import type { LabelSelector } from "../kubernetes/autoscaling.ts";
import { formatSelector, selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { connectionIn } from "./connection.ts";
import { type Generation, since } from "./generation.ts";
import type { AttachMetadata, NamespaceSelector, SelectorMechanism, ServiceDiscoveryRole } from "./objects/monitor.ts";
import { isSince } from "./version.ts";
import { field, filled, map, type YamlEntry } from "./yaml/yaml-value.ts";

/** Where a monitor looks for its targets. */
export type Discovery = {
  readonly role: "endpoints" | "endpointslice" | "pod" | "ingress";
  /** The object's own. */
  readonly namespace: string;
  readonly namespaceSelector: NamespaceSelector | undefined;
  readonly attachMetadata?: AttachMetadata | undefined;
  /** From which version on metadata can be attached. */
  readonly attachSince?: string;
  readonly roleSelectors?: {
    readonly roles: readonly string[];
    readonly selector: LabelSelector;
    readonly mechanism: SelectorMechanism | undefined;
  };
};

/**
 * `kubernetes_sd_configs` of one entry.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (generateK8SSDConfig)
 */
export function kubernetesSd(discovery: Discovery, generation: Generation): readonly YamlEntry[] {
  const { role, namespace, attachMetadata, attachSince = "0.0.0", roleSelectors } = discovery;
  const names = namespacesOf(discovery.namespaceSelector, namespace, generation);
  const { apiserverConfig: server } = generation.prometheus.spec;
  const connect = connectionIn(namespace, generation);
  const config = map(
    field("role", role),
    names.length === 0 ? [] : field("namespaces", map(field("names", names))),
    server === undefined
      ? []
      : [
          ...field("api_server", server.host),
          ...connect.basicAuth(server.basicAuth),
          ...filled("bearer_token", server.bearerToken),
          ...filled("bearer_token_file", server.bearerTokenFile),
          ...connect.authorization(server.authorization),
          ...connect.tls(server.tlsConfig),
          ...connect.proxy(server),
        ],
    attachMetadata === undefined
      ? []
      : since(generation, attachSince, field("attach_metadata", map(field("node", attachMetadata.node ?? false)))),
    roleSelectors?.mechanism === "RoleSelector" ? roleSelectorEntries(roleSelectors) : [],
  );
  return field("kubernetes_sd_configs", [config]);
}

type RoleSelectors = { readonly roles: readonly string[]; readonly selector: LabelSelector };

function roleSelectorEntries({ roles, selector }: RoleSelectors): readonly YamlEntry[] {
  const parsed = selectorFromLabelSelector(selector);
  const label = parsed.ok ? formatSelector(parsed.selector) : "";
  return field(
    "selectors",
    roles.map((role) => map(field("role", role), field("label", label))),
  );
}

/** The namespaces that an object looks into; none stands for all. */
export function namespacesOf(
  selector: NamespaceSelector | undefined,
  own: string,
  { prometheus: { spec } }: Pick<Generation, "prometheus">,
): readonly string[] {
  const { any = false, matchNames = [] } = selector ?? {};
  if (spec.ignoreNamespaceSelectors ?? false) return [own];
  if (any) return [];
  return matchNames.length === 0 ? [own] : matchNames;
}

/** The role in which endpoints are found; a cluster of today has slices. */
export function endpointRole(
  { version, prometheus: { spec } }: Generation,
  wanted: ServiceDiscoveryRole | undefined = spec.serviceDiscoveryRole,
): "endpoints" | "endpointslice" {
  return wanted === "EndpointSlice" && isSince(version, "2.21.0") ? "endpointslice" : "endpoints";
}
