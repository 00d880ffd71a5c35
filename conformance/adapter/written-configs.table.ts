import type { GeneratedConfig } from "./configs.ts";

type Written = Pick<GeneratedConfig, "text"> & Partial<GeneratedConfig>;

const written = ({ text, ...more }: Written): GeneratedConfig => ({
  ...{ text, listings: { custom: [], external: [] }, hasResourceRules: false },
  ...{ relistMinutes: 10, maxAgeMinutes: undefined, verb: "GET" },
  ...more,
});

const requests = `rules:
- seriesQuery: '{__name__=~"^http_.*",namespace!="",pod!=""}'
  resources:
    overrides:
      namespace: {resource: namespace}
      pod: {resource: pod}
      service: {resource: service}
  name:
    matches: ^(.*)_total$
    as: \${1}_per_second
  metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
`;

const lag = `# Queues are nobody's.
externalRules:
- seriesQuery: topic_lag
  resources: {namespaced: no}
  metricsQuery: max(<<.Series>>{<<.LabelMatchers>>}) by (topic)
`;

const usage = `resourceRules:
  cpu:
    containerQuery: |
      sum by (<<.GroupBy>>) (
        irate(container_cpu_usage_seconds_total{<<.LabelMatchers>>,container!="",pod!=""}[4m])
      )
    nodeQuery: sum by (<<.GroupBy>>) (rate(node_cpu_seconds_total{mode!="idle",<<.LabelMatchers>>}[4m]))
    resources: &resources
      overrides: {instance: {resource: node}, namespace: {resource: namespace}, pod: {resource: pod}}
    containerLabel: container
  memory:
    containerQuery: sum by (<<.GroupBy>>) (container_memory_working_set_bytes{<<.LabelMatchers>>,container!="",pod!=""})
    nodeQuery: sum by (<<.GroupBy>>) (node_memory_used_bytes{<<.LabelMatchers>>})
    resources: *resources
    containerLabel: container
  window: 5m
`;

/** Configs in YAML as people write them, and nearly empty ones: every run begins with these. */
export const writtenConfigs: readonly GeneratedConfig[] = [
  written({ text: "" }),
  written({ text: "# nothing yet\n" }),
  written({ text: "rules: []\nexternalRules:\n" }),
  written({ text: "rules:\n- {}\n", listings: { custom: [""], external: [] } }),
  written({ text: "externalRules:\n- {}\n", listings: { custom: [], external: [""] } }),
  written({ text: "resourceRules: {}\n", hasResourceRules: true }),
  written({ text: "rule: []\n" }),
  written({ text: requests, listings: { custom: ['{__name__=~"^http_.*",namespace!="",pod!=""}'], external: [] } }),
  written({
    text: `${requests}${lag}${usage}`,
    listings: { custom: ['{__name__=~"^http_.*",namespace!="",pod!=""}'], external: ["topic_lag"] },
    hasResourceRules: true,
  }),
];
