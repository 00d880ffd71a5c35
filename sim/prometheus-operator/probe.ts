import { authorizationOfClass, connectionIn } from "./connection.ts";
import { type Generation, scrapeClassOf, since } from "./generation.ts";
import { kubernetesSd } from "./kubernetes-sd.ts";
import { scrapeSettingEntries } from "./limits.ts";
import type { Probe } from "./objects/object.ts";
import type { ProbeIngress, ProbeStaticConfig } from "./objects/probe.ts";
import {
  enforced,
  firstRelabeling,
  relabeling,
  selectorRelabelings,
  shardCount,
  shardRelabelings,
  userRelabelings,
} from "./relabelings.ts";
import { honorTimestampsEntries } from "./scrape-fields.ts";
import { byKey } from "./yaml/key-order.ts";
import { field, filled, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

/**
 * The scrape config of a Probe, which asks a prober about its targets.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (generateProbeConfig)
 */
export function probeJob(probe: Probe, generation: Generation): YamlMap {
  const { meta, spec } = probe;
  const { namespace, name } = meta;
  const { prometheus } = generation;
  const scrapeClass = scrapeClassOf(generation, spec.scrapeClass);
  const connect = connectionIn(namespace, generation);
  const { prober, jobName = "" } = spec;
  const targets = targetsOf(probe, generation);
  return map(
    field("job_name", `probe/${namespace}/${name}`),
    honorTimestampsEntries(true, generation),
    field("metrics_path", prober?.path ?? ""),
    filled("scrape_interval", spec.interval),
    filled("scrape_timeout", spec.scrapeTimeout),
    field("scheme", prober?.scheme?.toLowerCase()),
    paramEntries(probe),
    scrapeSettingEntries(spec, scrapeClass, generation),
    since(generation, "2.28.0", filled("body_size_limit", prometheus.spec.enforcedBodySizeLimit)),
    prober === undefined ? [] : connect.proxy(prober),
    connect.http(spec, scrapeClass),
    targets.discovery,
    field("relabel_configs", [
      firstRelabeling,
      ...(jobName === "" ? [] : [relabeling({ target_label: "job", replacement: jobName })]),
      ...targets.relabelings,
      ...shardRelabelings(shardCount(prometheus.spec), "__param_target"),
    ]),
    connect.bearerToken(spec.bearerTokenSecret),
    connect.basicAuth(spec.basicAuth),
    connect.oauth2(spec.oauth2),
    connect.authorization(authorizationOfClass(spec.authorization, scrapeClass)),
    filled("metric_relabel_configs", [
      ...userRelabelings(scrapeClass.metricRelabelings),
      ...userRelabelings(enforced(generation, probe, spec.metricRelabelings)),
    ]),
  );
}

function paramEntries({ spec: { module = "", params = [] } }: Probe): readonly YamlEntry[] {
  const own = module === "" ? [] : field("module", [module]);
  const others = params
    .filter((param) => module === "" || param.name !== "module")
    .map((param): YamlEntry => [param.name ?? "", param.values ?? []]);
  return own.length + others.length === 0 ? [] : field("params", map(own, others));
}

type Targets = { readonly discovery: readonly YamlEntry[]; readonly relabelings: readonly YamlMap[] };

/** Static targets go before ingresses. */
function targetsOf(probe: Probe, generation: Generation): Targets {
  const { staticConfig, ingress } = probe.spec.targets ?? {};
  if (staticConfig !== undefined) return staticTargets(staticConfig, probe, generation);
  if (ingress !== undefined) return ingressTargets(ingress, probe, generation);
  return { discovery: [], relabelings: [] };
}

const instance = relabeling({ source_labels: ["__param_target"], target_label: "instance" });

/** The prober is what is asked. */
const proberAddress = ({ spec: { prober } }: Probe): YamlMap =>
  relabeling({ target_label: "__address__", replacement: prober?.url ?? "" });

function userRules(probe: Probe, given: ProbeStaticConfig | ProbeIngress, generation: Generation): readonly YamlMap[] {
  return [
    ...userRelabelings(scrapeClassOf(generation, probe.spec.scrapeClass).relabelings),
    ...userRelabelings(enforced(generation, probe, given.relabelingConfigs)),
  ];
}

function staticTargets(given: ProbeStaticConfig, probe: Probe, generation: Generation): Targets {
  const labels = { namespace: probe.meta.namespace, ...given.labels };
  const entries = Object.entries(labels).sort(([a], [b]) => byKey(a, b));
  return {
    discovery: field("static_configs", [map(field("targets", given.static ?? []), field("labels", map(entries)))]),
    relabelings: [
      relabeling({ source_labels: ["__address__"], target_label: "__param_target" }),
      instance,
      proberAddress(probe),
      ...userRules(probe, given, generation),
    ],
  };
}

function ingressTargets(given: ProbeIngress, probe: Probe, generation: Generation): Targets {
  const { namespace } = probe.meta;
  return {
    discovery: kubernetesSd({ role: "ingress", namespace, namespaceSelector: given.namespaceSelector }, generation),
    relabelings: [
      ...selectorRelabelings(given.selector ?? {}, "ingress"),
      relabeling({
        source_labels: ["__meta_kubernetes_ingress_scheme", "__address__", "__meta_kubernetes_ingress_path"],
        separator: ";",
        regex: "(.+);(.+);(.+)",
        target_label: "__param_target",
        replacement: `\${1}://\${2}\${3}`,
        action: "replace",
      }),
      relabeling({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
      relabeling({ source_labels: ["__meta_kubernetes_ingress_name"], target_label: "ingress" }),
      relabeling({
        source_labels: ["__address__"],
        separator: ";",
        regex: "(.*)",
        target_label: "__tmp_ingress_address",
        replacement: "$1",
        action: "replace",
      }),
      instance,
      proberAddress(probe),
      ...userRules(probe, given, generation),
    ],
  };
}
