import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (
  body: string,
  files: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
  ...files,
});

const alertRules = "groups: [{name: g, rules: [{alert: HighCpu, expr: up == 0}]}]\n";

test.for([
  {
    title: "an alert that no rule raises, and a receiver that nobody tells",
    files: withScenario(
      `cluster: {prometheus: {config: prometheus.yml}}
expect:
  - alert: {name: HighCpuu, atMost: 0}
  - alert: {name: HighCpu, receiver: mail}
`,
      { "prometheus.yml": "rule_files: [rules.yml]\n", "rules.yml": alertRules },
    ),
    error: `scenario.yaml:6:5: there is no alert "HighCpuu", did you mean "HighCpu"?
  There is HighCpu.
scenario.yaml:7:5: there is no receiver "mail"
  The scenario has no receivers.`,
  },
  {
    title: "every wrong setting",
    files: withScenario(
      `cluster:
  prometheus: {address: prometheus, config: prometheus.yaml, alertmanager: none.yml, rules: x}
  prometheusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAge: 5}
`,
      { "prometheus.yml": "scrape_configs: []\n" },
    ),
    error: `scenario.yaml:5:25: "prometheus" is not an address
  prometheus: {address: prometheus, config: prometheus.yaml, alertmanager: none.yml, rules: x}
                        ^
  An address is a host and a port, such as prometheus.monitoring.svc:9090.
scenario.yaml:5:45: there is no prometheus.yaml
  prometheus: {address: prometheus, config: prometheus.yaml, alertmanager: none.yml, rules: x}
                                            ^
  Did you mean prometheus.yml?
scenario.yaml:5:76: there is no none.yml
  prometheus: {address: prometheus, config: prometheus.yaml, alertmanager: none.yml, rules: x}
                                                                           ^
  . holds prometheus.yml, scenario.yaml, web.yaml.
scenario.yaml:5:86: unknown field "rules"
  prometheus: {address: prometheus, config: prometheus.yaml, alertmanager: none.yml, rules: x}
                                                                                     ^
  Known here: address, scheme, config, operator, alertmanager.
scenario.yaml:6:22: the field "config" is missing
  prometheusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAg…
                     ^
scenario.yaml:6:32: unknown value "0.11"
  prometheusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAg…
                               ^
  Known here: 0.8.4, 0.12.0.
scenario.yaml:6:55: "prometheus:9090" is not a URL
  prometheusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAg…
                                                      ^
  A URL is written http://prometheus.monitoring.svc:9090.
scenario.yaml:6:97: the duration must be longer than 0
  …theusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAge: 5}
                                                                                            ^
scenario.yaml:6:116: "5" has no unit
  …theusAdapter: {version: "0.11", prometheusUrl: "prometheus:9090", metricsRelistInterval: 0s, metricsMaxAge: 5}
                                                                                                               ^
  Did you mean 5s? A duration is written 250ms, 90s, 5m or 1h30m.`,
  },
  {
    title: "every wrong file",
    files: withScenario(
      `cluster:
  prometheus: {config: prometheus.yml, alertmanager: alertmanager.yml}
  prometheusAdapter: {config: adapter.yml}
`,
      {
        "prometheus.yml": "global:\n  scrape_intervall: 5s\n",
        "alertmanager.yml": "route: {receiver: team}\n",
        "adapter.yml": "rules:\n  - serieQuery: x\n",
      },
    ),
    error: `prometheus.yml:2:3: field scrape_intervall not found in type config.plain
  scrape_intervall: 5s
  ^
  Did you mean "scrape_interval"?
alertmanager.yml:1:19: undefined receiver "team" used in route
  route: {receiver: team}
                    ^
adapter.yml:2:5: unknown field "serieQuery", did you mean "seriesQuery"?
  - serieQuery: x
    ^
  The adapter would exit: field serieQuery not found in type config.DiscoveryRule`,
  },
  {
    title: "rules and jobs in files that the config names",
    files: withScenario("cluster: {prometheus: {config: prometheus.yml}}\n", {
      "prometheus.yml": "rule_files: [/etc/rules/a.yml]\nscrape_configs: [{job_name: x}]\n",
      "rules/a.yml": "groups:\n  - name: g\n    rules: [{alert: A, expr: up >}]\n",
    }),
    error: `rules/a.yml:3:30: group "g", rule 1, "A": could not parse expression: 1:5: parse error: unexpected end of input
  rules: [{alert: A, expr: up >}]
                           ^`,
  },
  {
    title: "a job of another file that is there already",
    files: withScenario("cluster: {prometheus: {config: prometheus.yml}}\n", {
      "prometheus.yml": "scrape_config_files: [jobs.yml]\nscrape_configs: [{job_name: x}]\n",
      "jobs.yml": "scrape_configs:\n  - job_name: x\n  - job_name: y\n    scheme: ftp\n",
    }),
    error: `jobs.yml:2:5: found multiple scrape configs with job name "x", first found in prometheus.yml
  - job_name: x
    ^
jobs.yml:4:13: unknown value "ftp"
  scheme: ftp
          ^
  Known here: http, https.`,
  },
  {
    title: "a pattern that is none",
    files: withScenario("cluster: {prometheus: {config: prometheus.yml}}\n", {
      "prometheus.yml": "rule_files: ['a[.yml']\n",
    }),
    error: `prometheus.yml: error retrieving rule files for "a[.yml": syntax error in pattern`,
  },
  {
    title: "a mistake in a ConfigMap",
    files: withScenario("cluster: {prometheus: {config: cm.yml}}\n", {
      "cm.yml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  prometheus.yml: |\n    global:\n      scrape_timeout: 5\n",
    }),
    error: `cm.yml:7:23: not a valid duration string: "5"
  scrape_timeout: 5
                  ^
  A duration is written 15s, 1m30s or 2h: whole numbers, each with a unit (ms, s, m, h, d, w, y).`,
  },
  {
    title: "a mistake in a ConfigMap that quotes its text",
    files: withScenario("cluster: {prometheus: {config: cm.yml}}\n", {
      "cm.yml": 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {prometheus.yml: "global:\\n  x: 5"}\n',
    }),
    error: `cm.yml:data.prometheus.yml:2:3: field x not found in type config.plain
  x: 5
  ^
  Known here: scrape_interval, scrape_timeout, scrape_protocols, body_size_limit, sample_limit, target_limit, label_limit, label_name_length_limit, label_value_length_limit, keep_dropped_targets, metric_name_validation_scheme, metric_name_escaping_scheme, extra_scrape_metrics, scrape_native_histograms, convert_classic_histograms_to_nhcb, always_scrape_classic_histograms, scrape_failure_log_file, evaluation_interval, rule_query_offset, external_labels, query_log_file.`,
  },
  {
    title: "a ConfigMap without the config",
    files: withScenario("cluster: {prometheus: {config: cm.yml}}\n", {
      "cm.yml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {config.yaml: ''}\n",
    }),
    error: `cm.yml:1:1: the ConfigMap holds no "prometheus.yml" or "prometheus.yaml" under data
  apiVersion: v1
  ^`,
  },
  {
    title: "two ConfigMaps in one file",
    files: withScenario("cluster: {prometheus: {config: cm.yml}}\n", {
      "cm.yml": ["a", "b"]
        .map((name) => `kind: ConfigMap\nmetadata: {name: ${name}}\ndata: {prometheus.yml: ""}\n`)
        .join("---\n"),
    }),
    error: `cm.yml:1:1: the file has several ConfigMaps that hold "prometheus.yml" or "prometheus.yaml"
  kind: ConfigMap
  ^`,
  },
  {
    title: "a folder instead of a config",
    files: withScenario("cluster: {prometheus: {config: prometheus}, prometheusAdapter: {config: prometheus}}\n", {
      "prometheus/prometheus.yml": "",
    }),
    error: "prometheus: this is a folder, not a file",
  },
  {
    title: "reloads that cannot be",
    files: withScenario(`actions:
  a: {at: 1m, reload: {prometheus: web.yaml}}
`),
    error: `scenario.yaml:5:23: the cluster has no prometheus
  a: {at: 1m, reload: {prometheus: web.yaml}}
                      ^
  Give it one: cluster: {prometheus: {}}.`,
  },
  {
    title: "reloads of nothing",
    files: withScenario(`cluster: {prometheus: {}}
actions:
  a: {at: 1m, reload: {}}
  b: {at: 1m, reload: {prometheus: none.yml}}
  c: {at: 1m, reload: prometheus.yml}
  d: {at: 1m, reload: {prometheus: web.yaml}, restart: {deployment: web}}
`),
    error: `scenario.yaml:6:23: the field "prometheus" is missing
  a: {at: 1m, reload: {}}
                      ^
scenario.yaml:7:36: there is no none.yml
  b: {at: 1m, reload: {prometheus: none.yml}}
                                   ^
  . holds scenario.yaml, web.yaml.
scenario.yaml:8:23: expected a mapping, not prometheus.yml
  c: {at: 1m, reload: prometheus.yml}
                      ^
  Its fields are prometheus.
scenario.yaml:9:47: "reload" and "restart" exclude each other
  d: {at: 1m, reload: {prometheus: web.yaml}, restart: {deployment: web}}
                                              ^
  Write one of apply, restart, scale, delete, reload, silence, apiServices, metricsServer.`,
  },
])("Prometheus: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
