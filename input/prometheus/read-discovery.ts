import { parseSelector } from "../../sim/kubernetes/label-selector.ts";
import type { KubernetesRole, KubernetesSdConfig, StaticConfig } from "../../sim/prometheus/discovery/discover.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { parsedBy } from "../fields/parsed.ts";
import { asNode, listOf, optional, type Read } from "../fields/read.ts";
import { boolean, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { section } from "./section.ts";
import { labelPairs, placed } from "./values.ts";

/** An entry of `static_configs`; upstream's decoder has no name for its type. */
export const staticConfig: Read<StaticConfig> = section(
  'struct { Targets []string "yaml:\\"targets\\""; Labels model.LabelSet "yaml:\\"labels\\"" }',
  { targets: optional(listOf(text), []), labels: optional(labelPairs, []) },
);

/** Which selectors a role takes. */
const selectorRoles: Readonly<Record<KubernetesRole, readonly KubernetesRole[]>> = {
  pod: ["pod", "node"],
  service: ["service"],
  endpointslice: ["pod", "service", "endpointslice"],
  endpoints: ["pod", "service", "endpoints"],
  node: ["node"],
  ingress: ["ingress"],
};

const role: Read<KubernetesRole> = parsedBy<KubernetesRole>((given) => {
  for (const known of ["pod", "service", "endpoints", "endpointslice", "node", "ingress"] as const) {
    if (known === given) return { ok: true, value: known };
  }
  const hint = `One of ${Object.keys(selectorRoles).join(", ")}.`;
  return { ok: false, message: `unknown Kubernetes SD role ${quote(given)}`, hint };
}, "a role such as pod");

const namespaces = section("kubernetes.plain", {
  own_namespace: optional(boolean, false),
  names: optional(listOf(text), []),
});

const selector = section("kubernetes.SelectorConfig", {
  role: optional(placed(role), undefined),
  label: optional(placed(text), undefined),
  field: optional(asNode, undefined),
});

const attachMetadata = section("kubernetes.AttachMetadataConfig", {
  node: optional(boolean, false),
  namespace: optional(boolean, false),
  deployment: optional(boolean, false),
  job: optional(boolean, false),
  cronjob: optional(boolean, false),
});

const kubernetesFields = section("kubernetes.plain", {
  role: optional(role, undefined),
  namespaces: optional(namespaces, { own_namespace: false, names: [] }),
  selectors: optional(listOf(placed(selector)), []),
  attach_metadata: optional(attachMetadata, undefined),
  // The simulated cluster is the one that Prometheus runs in, however it is reached.
  ...{ api_server: optional(asNode, undefined), kubeconfig_file: optional(asNode, undefined) },
  ...{ tls_config: optional(asNode, undefined), authorization: optional(asNode, undefined) },
  ...{ bearer_token: optional(asNode, undefined), bearer_token_file: optional(asNode, undefined) },
  ...{ basic_auth: optional(asNode, undefined), oauth2: optional(asNode, undefined) },
  ...{ follow_redirects: optional(asNode, undefined), enable_http2: optional(asNode, undefined) },
  ...{ proxy_url: optional(asNode, undefined), no_proxy: optional(asNode, undefined) },
  ...{ proxy_from_environment: optional(asNode, undefined), http_headers: optional(asNode, undefined) },
});

/** An entry of `kubernetes_sd_configs`; `own_namespace` means the namespace that Prometheus runs in. */
export const kubernetesSdConfig =
  (ownNamespace: string): Read<KubernetesSdConfig> =>
  (node: Node) => {
    const fields = kubernetesFields(node);
    if (fields.role === undefined) {
      throw errorAt(node.place, "role missing (one of: pod, service, endpoints, endpointslice, node, ingress)");
    }
    const own = fields.namespaces.own_namespace ? [ownNamespace] : [];
    return {
      role: fields.role,
      namespaces: [...fields.namespaces.names, ...own],
      selectors: selectorsOf(fields.role, fields.selectors),
      attachNodeMetadata: fields.attach_metadata?.node ?? false,
    };
  };

type GivenSelectors = ReturnType<typeof kubernetesFields>["selectors"];

function selectorsOf(wanted: KubernetesRole, given: GivenSelectors): KubernetesSdConfig["selectors"] {
  const seen = new Set<string>();
  return given.flatMap(({ value, place }) => {
    const name = value.role?.value;
    if (name !== undefined && seen.has(name)) throw errorAt(place, `duplicated selector role: ${name}`);
    if (name === undefined || !selectorRoles[wanted].includes(name)) {
      throw errorAt(place, `${wanted} role supports only ${selectorRoles[wanted].join(", ")} selectors`);
    }
    seen.add(name);
    if (value.field !== undefined) throw errorAt(value.field.place, "field selectors of discovery are not modelled");
    const { label } = value;
    if (label === undefined) return [];
    const parsed = parseSelector(label.value);
    if (!parsed.ok) throw errorAt(label.place, parsed.error);
    return [{ role: name, label: parsed.selector }];
  });
}
