import { expect, test } from "vitest";
import recorded from "../../fixtures/recorded/prometheus/configs.json" with { type: "json" };
import type { JobConfig, PrometheusConfig } from "../../sim/prometheus/prometheus-config.ts";
import type { RelabelRule } from "../../sim/prometheus/relabel/relabel-config.ts";
import { compileRegex } from "../../sim/regex.ts";
import { seconds } from "../../sim/units.ts";
import { InputError } from "../input-error.ts";
import { createReloadableConfig } from "./config-reload.ts";
import { loadPrometheusConfig } from "./load-prometheus-config.ts";

const settings = {
  compile: compileRegex,
  ownNamespace: "monitoring",
  environment: (name: string) => (name === "CLUSTER" ? "kind" : undefined),
};

const sourceOf = (text: string) => ({ file: "prometheus.yml", text });

const load = (text: string): PrometheusConfig => loadPrometheusConfig(sourceOf(text), settings);

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
}

/** A config in the form in which the real answers were recorded. */
const digest = ({ jobs, externalLabels, ruleFiles, ...config }: PrometheusConfig) => ({
  global: {
    ...{ interval: config.scrapeInterval / 1000, evaluation: config.evaluationInterval / 1000 },
    ...{ offset: config.ruleQueryOffset / 1000, external: externalLabels },
  },
  rules: ruleFiles,
  jobs: jobs.map(digestJob),
});

const digestRules = (rules: readonly RelabelRule[]) =>
  rules.map(({ action, sourceLabels, separator, pattern, modulus, targetLabel, replacement }) => ({
    ...{ action, source: sourceLabels, sep: separator, regex: pattern, mod: Number(modulus) },
    ...{ target: targetLabel, repl: replacement },
  }));

const digestJob = ({ scrape, staticConfigs, kubernetesSdConfigs }: JobConfig) => ({
  ...{ job: scrape.jobName, interval: scrape.scrapeInterval / 1000, timeout: scrape.scrapeTimeout / 1000 },
  ...{ path: scrape.metricsPath, scheme: scrape.scheme, params: scrape.params, honor: scrape.honorLabels },
  ...{ honorTs: scrape.honorTimestamps, track: scrape.trackTimestampsStaleness, body: scrape.bodySizeLimitBytes },
  limits: [
    ...[scrape.sampleLimit, scrape.targetLimit, scrape.labelLimit, scrape.labelNameLengthLimit],
    ...[scrape.labelValueLengthLimit, scrape.keepDroppedTargets],
  ],
  ...{ extra: scrape.extraScrapeMetrics, fallback: scrape.fallback ?? "", validation: scrape.nameValidation },
  ...{ relabel: digestRules(scrape.relabelRules), metricRelabel: digestRules(scrape.metricRelabelRules) },
  static: staticConfigs.map(({ targets, labels }) => ({ targets, labels: Object.fromEntries(labels) })),
  kubernetes: kubernetesSdConfigs.map(({ role, namespaces, attachNodeMetadata }) => ({
    ...{ role, names: namespaces, node: attachNodeMetadata },
  })),
});

/** What Go prints as null is nothing here; a fallback that is not modelled is none. */
const recordedForm = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner) => {
      if (key === "params" || key === "labels") return inner ?? {};
      if (key === "protocols" || key === "escaping") return undefined;
      if (key === "fallback" && inner === "application/vnd.google.protobuf") return "";
      return inner ?? [];
    }),
  );

const errorOf = (answer: object): string | undefined =>
  "error" in answer && typeof answer.error === "string" ? answer.error : undefined;

test.for<{ readonly text: string; readonly answer: object }>(recorded.cases)(
  "loads what the real Prometheus loads, and refuses in its words: %j",
  ({ text, answer }) => {
    const error = errorOf(answer);
    if (error !== undefined) {
      const words = error.replace(/^yaml: unmarshal errors:\n {2}line \d+: /, "");
      expect(messageOf(() => load(text))).toContain(words);
      return;
    }
    const { global, ...rest } = JSON.parse(JSON.stringify(answer));
    const { timeout: _, ...globalWithout } = global;
    expect(digest(load(text))).toEqual(recordedForm({ global: globalWithout, ...rest }));
  },
);

test("an error stands where the mistake is, and all of them are told", () => {
  const text = [
    "global:",
    "  scrape_intervall: 5s",
    "scrape_configs:",
    "- job_name: app",
    "  scrape_interval: 10s",
    "  scrape_timeout: 20s",
    "- job_name: other",
    "  relabel_configs:",
    "  - action: keepp",
    "",
  ].join("\n");
  expect(messageOf(() => load(text))).toBe(
    [
      "prometheus.yml:2:3: field scrape_intervall not found in type config.plain",
      "  scrape_intervall: 5s",
      "  ^",
      '  Did you mean "scrape_interval"?',
      'prometheus.yml:6:19: scrape timeout greater than scrape interval for scrape config with job name "app"',
      "  scrape_timeout: 20s",
      "                  ^",
      'prometheus.yml:9:13: unknown relabel action "keepp"',
      "  - action: keepp",
      "            ^",
      "  Known are replace, keep, drop, keepequal, dropequal, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase.",
    ].join("\n"),
  );
});

test("an empty file is a config of defaults", () => {
  expect(load("# nothing yet\n")).toEqual({
    ...{ scrapeInterval: seconds(60), evaluationInterval: seconds(60), ruleQueryOffset: 0, externalLabels: [] },
    ...{ ruleFiles: [], scrapeConfigFiles: [], jobs: [], otherSections: {} },
  });
});

test("sections of other parts are kept, and external labels take the environment", () => {
  const text = `global:\n  external_labels: {cluster: '\${CLUSTER}-$$-$NONE'}\nalerting: {alertmanagers: []}\n`;
  const config = load(text);
  expect(config.otherSections).toEqual({ alerting: { alertmanagers: [] } });
  expect(config.externalLabels).toEqual([["cluster", "kind-$-"]]);
});

test("a job says how its targets are connected to, and which discovery finds nothing here", () => {
  const text = [
    "scrape_configs:",
    "- job_name: kubelet",
    "  scheme: https",
    "  tls_config: {ca_file: /ca.crt, insecure_skip_verify: true}",
    "  bearer_token_file: /token",
    "  consul_sd_configs: [{server: a}]",
    "  kubernetes_sd_configs: [{role: node, namespaces: {own_namespace: true}}]",
    "",
  ].join("\n");
  const [job] = load(text).jobs;
  expect(job?.connection).toEqual({
    authorization: { kind: "token", type: "Bearer", credentialsFile: "/token" },
    tls: { insecureSkipVerify: true, caFile: "/ca.crt", certFile: "", keyFile: "", serverName: "" },
    followRedirects: true,
  });
  expect(job?.otherDiscovery).toEqual(["consul_sd_configs"]);
  expect(job?.kubernetesSdConfigs[0]?.namespaces).toEqual(["monitoring"]);
  expect(job?.scrape.accept).toBe(
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=0.0.1;q=0.6,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3",
  );
});

test("a bad reload keeps the config before, the next good one replaces it", () => {
  const config = createReloadableConfig(sourceOf("scrape_configs: [{job_name: a}]\n"), settings);
  const names = () => config.current().jobs.map(({ scrape }) => scrape.jobName);
  expect(config.reload(sourceOf("scrape_configs: [{job_name: a}, {job_name: a}]\n"))).toMatchObject({ kind: "kept" });
  expect([names(), config.wasLastReloadSuccessful()]).toEqual([["a"], false]);
  expect(config.reload(sourceOf("scrape_configs: [{job_name: b}]\n"))).toMatchObject({ kind: "reloaded" });
  expect([names(), config.wasLastReloadSuccessful()]).toEqual([["b"], true]);
  expect(messageOf(() => createReloadableConfig(sourceOf("rule_files: ['*/a']"), settings))).toContain(
    'invalid rule file path "*/a"',
  );
});
