import fc, { type Arbitrary } from "fast-check";
import { podMonitor, probe, serviceMonitor } from "./arbitrary-monitors.ts";
import { group, namespaceName } from "./arbitrary-objects.ts";
import { prometheusSpec } from "./arbitrary-prometheus.ts";
import { prometheusRule } from "./arbitrary-rules.ts";
import { scrapeConfig } from "./arbitrary-scrape-configs.ts";
import { labels } from "./arbitrary-values.ts";
import type { Manifest, OperatorCase } from "./operator-case.ts";

const data: Readonly<Record<string, string>> = { user: "admin", password: "p: #1", token: "abc" };
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const inEach = (kind: string, names: readonly string[], held: Readonly<Record<string, string>>): readonly Manifest[] =>
  ["default", "monitoring", "shop"].flatMap((namespace) =>
    names.map((name) => ({ apiVersion: "v1", kind, metadata: { name, namespace }, data: held })),
  );

const additional = fc.constantFrom(
  "",
  "- job_name: own\n  static_configs: [{targets: ['a:1']}]\n",
  "- job_name: own\n  relabel_configs:\n  - action: hashmod\n    modulus: 2\n    target_label: x\n",
);

/** Clusters with what an operator looks at. */
export const operatorCase: Arbitrary<OperatorCase> = fc
  .record({
    spec: prometheusSpec,
    objects: fc.uniqueArray(fc.oneof(serviceMonitor, serviceMonitor, podMonitor, probe, scrapeConfig, prometheusRule), {
      maxLength: 7,
      selector: ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
    }),
    namespaceLabels: fc.tuple(labels, labels, labels),
    AdditionalScrapeConfigs: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: additional }),
    namespace: namespaceName,
  })
  .map(({ spec, objects, namespaceLabels, AdditionalScrapeConfigs, namespace }) => ({
    prometheus: { apiVersion: group, kind: "Prometheus", metadata: { name: "k8s", namespace }, spec },
    objects,
    namespaces: ["default", "monitoring", "shop"].map((name, at) => ({
      metadata: { name, labels: { ...namespaceLabels[at], "kubernetes.io/metadata.name": name } },
    })),
    secrets: inEach(
      "Secret",
      ["creds", "tokens"],
      Object.fromEntries(Object.entries(data).map(([key, text]) => [key, base64(text)])),
    ),
    configMaps: inEach("ConfigMap", ["settings"], { user: "fromConfigMap" }),
    AdditionalScrapeConfigs,
  }));
