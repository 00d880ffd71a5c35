import { expect, test } from "vitest";
import { createAdapter } from "../../sim/adapter/adapter.ts";
import type { AdapterPorts } from "../../sim/adapter/ports.ts";
import type { ApiReply } from "../../sim/api.ts";
import { createKernel } from "../../sim/kernel/kernel.ts";
import { builtInGroups } from "../../sim/lint/monitoring/api-groups.table.ts";
import { createEngine } from "../../sim/prometheus/promql/engine.ts";
import { labelsOf, labelValue } from "../../sim/prometheus/promql/labels.ts";
import type { Matcher } from "../../sim/prometheus/promql/matcher.ts";
import type { StoredSeries } from "../../sim/prometheus/promql/series.ts";
import { parseMetricSelector } from "../../sim/prometheus/promql/syntax/parse.ts";
import { compileRegex } from "../../sim/regex.ts";
import { type Duration, minutes, plus, seconds, simTime } from "../../sim/units.ts";
import { readAdapterConfig } from "../adapter/read-config.ts";
import { adapterYaml, rulesIn } from "../test-monitoring.ts";

/** Ten minutes after the epoch: samples of every 15 s lie before. */
const start = simTime(600_000_000);
const scrapesMs = Array.from({ length: 60 }, (_, at) => at * 15_000);

const series = (labels: Readonly<Record<string, string>>, perSecond: number, base = 0): StoredSeries => ({
  labels: labelsOf(Object.entries(labels)),
  count: scrapesMs.length,
  timestamps: Float64Array.from(scrapesMs),
  values: Float64Array.from(scrapesMs, (at) => base + (at / 1000) * perSecond),
});

/** Two pods of the shop and one of the same name elsewhere; a queue. */
const stored: readonly StoredSeries[] = [
  ...[
    { namespace: "other", pod: "shop-0", code: "200", rate: 100 },
    { namespace: "shop", pod: "shop-0", code: "200", rate: 8 },
    { namespace: "shop", pod: "shop-0", code: "500", rate: 2 },
    { namespace: "shop", pod: "shop-1", code: "200", rate: 5 },
  ].map(({ rate, ...labels }) => series({ __name__: "http_requests_total", job: "shop", ...labels }, rate)),
  series({ __name__: "http_requests_in_flight", namespace: "shop", service: "shop", job: "shop" }, 0, 7),
  series({ __name__: "rabbitmq_queue_messages_ready", queue: "orders", job: "rabbit" }, 0, 30),
];

const parser = {
  ...{ experimentalFunctions: false, durationExpressions: false },
  ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
};
const options = {
  ...{ lookbackMs: 300_000, subqueryStepMs: 60_000, delayedNameRemoval: false },
  ...{ typeAndUnitLabels: false, startTimestamps: false },
};

/** Prometheus at an instant: samples that come later are not there yet. */
function samplesBefore(nowMs: number, matchers: readonly Matcher[]): readonly StoredSeries[] {
  return stored
    .filter(({ labels }) => matchers.every(({ name, matches }) => matches(labelValue(labels, name))))
    .map((one) => ({ ...one, count: scrapesMs.filter((at) => at <= nowMs).length }));
}

type Played =
  | { readonly exits: string }
  | { readonly get: (path: string, selector?: string) => string; readonly pass: (span: Duration) => void };

/** The adapter with this config over that Prometheus; it lists series every minute, or as often as given. */
function play(config: string, relistInterval: Duration = minutes(1)): Played {
  const kernel = createKernel({ start, seed: 1, eventsMax: 10_000 });
  const nowMs = (): number => kernel.now() / 1000;
  const engine = createEngine({
    parser,
    options,
    compileRegex,
    select: (matchers, _, to) => samplesBefore(Math.min(to, nowMs()), matchers),
  });
  const ports: AdapterPorts = {
    prometheus: {
      series: ({ match, start: from }, done) => {
        const parsed = parseMetricSelector(match, { options: parser, compileRegex });
        if (parsed.kind === "error") return done({ kind: "error", message: `bad_data: ${parsed.message}` });
        const found = samplesBefore(nowMs(), parsed.matchers).filter(
          ({ count, timestamps }) => (timestamps[count - 1] ?? 0) >= from / 1000,
        );
        return done({ kind: "value", value: found.map(({ labels }) => Object.fromEntries(labels.pairs)) });
      },
      query: ({ query }, done) => {
        const answer = engine.instant(query, nowMs());
        if (answer.kind === "error") return done({ kind: "error", message: `bad_data: ${answer.message}` });
        if (answer.value.kind !== "vector") return done({ kind: "value", value: { type: "matrix" } });
        const samples = answer.value.samples.map(({ labels, value }) => ({
          ...{ labels: Object.fromEntries(labels.pairs), value: Number(value), timestampMilliseconds: nowMs() },
        }));
        return done({ kind: "value", value: { type: "vector", samples } });
      },
    },
    apiGroups: () => builtInGroups,
    listNames: ({ resource }, done) =>
      done({ kind: "value", value: resource.resource === "pods" ? ["shop-0", "shop-1"] : ["shop"] }),
    ...{ listPods: () => [], listNodes: () => [], log: () => {} },
  };
  const adapter = createAdapter({
    kernel,
    config: readAdapterConfig({ file: "config.yaml", text: config }),
    relistInterval,
    compileRegex,
    ports,
  });
  if (!adapter.ok) return { exits: adapter.error };
  adapter.value.start();
  const get = (path: string, selector = ""): string => {
    let reply: ApiReply | undefined;
    const query = selector === "" ? [] : [["labelSelector", selector] as const];
    const peer = { user: "system:kube-controller-manager", groups: [] };
    adapter.value.handle({ method: "GET", path: `/apis/${path}`, query, headers: {}, body: "", peer }, (given) => {
      reply = given;
    });
    return reply?.kind === "whole" ? shown(reply.status, reply.body) : "no answer";
  };
  return { get, pass: (span) => kernel.advanceTo(plus(kernel.now(), span)) };
}

/** `200 shop-0=10 shop-1=5`, or the status alone. */
function shown(status: number, body: string): string {
  if (status !== 200) return String(status);
  const { items } = JSON.parse(body) as { items: readonly { describedObject?: { name: string }; value: string }[] };
  const values = items.map(({ describedObject, value }) => `${describedObject?.name ?? "external"}=${rounded(value)}`);
  return ["200", ...values].join(" ");
}

/** The adapter cuts values off after the third decimal. */
const rounded = (value: string): string =>
  value.endsWith("m") ? String(Math.round(Number.parseInt(value, 10) / 1000)) : value;

const custom = "custom.metrics.k8s.io/v1beta2/namespaces/shop";
const rates = `${custom}/pods/*/http_requests_per_second`;
const queue = "external.metrics.k8s.io/v1beta1/namespaces/shop/rabbitmq_queue_messages_ready";

/** What the HPA of the shop gets. */
function answers(config: string): string {
  const played = play(config);
  if ("exits" in played) return "exits";
  return [rates, `${custom}/services/shop/http_requests_in_flight`]
    .map((path) => played.get(path))
    .concat(played.get(queue, "queue=orders"))
    .join("; ");
}

const sound = "200 shop-0=10 shop-1=5; 200 shop=7; 200 external=30";

test("the sound config answers for every metric", () => {
  expect(answers(adapterYaml)).toBe(sound);
});

const rateQuery = "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)";
const braced = `\${1}_per_second`;

test.each<[rule: string, given: string, instead: string, answer: string]>([
  ["unknown-resource", "pod: {resource: pod}", "pod: {resource: podd}", "exits"],
  ["adapter-does-not-start", rateQuery, "sum(<<.Series)", "exits"],
  [
    "refused-series-query",
    `'http_requests_in_flight{namespace!="",service!=""}'`,
    "sum(http_requests_in_flight)",
    "404; 404; 200 external=30",
  ],
  ["empty-metric-name", braced, "$1_per_second", "404; 200 shop=7; 200 external=30"],
  ["clipped-metric-name", `"^(.*)_total$"\n      as: "${braced}"`, '"_total$"', "404; 200 shop=7; 200 external=30"],
  ["rule-matches-nothing", '"^(.*)_total$"', '"^(.*)_count$"', "404; 200 shop=7; 200 external=30"],
  ["missing-namespace-label", "        namespace: {resource: namespace}\n", "", "404; 200 shop=7; 200 external=30"],
  ["missing-namespace-label", "resources: {namespaced: false}", "name: {}", "200 shop-0=10 shop-1=5; 200 shop=7; 500"],
  [
    "missing-resource-label",
    "overrides:\n        namespace: {resource: namespace}\n        pod: {resource: pod}",
    "overrides: {}",
    "404; 200 shop=7; 200 external=30",
  ],
  [
    "missing-label-matchers",
    "{<<.LabelMatchers>>}[2m]",
    "[2m]",
    "200 shop-0=110 shop-1=5; 200 shop=7; 200 external=30",
  ],
  [
    "missing-group-by",
    ") by (<<.GroupBy>>)'\n  - seriesQuery: '{__",
    ")'\n  - seriesQuery: '{__",
    "200; 200 shop=7; 200 external=30",
  ],
  [
    "several-values",
    rateQuery,
    "rate(<<.Series>>{<<.LabelMatchers>>}[2m])",
    "200 shop-0=2 shop-1=5; 200 shop=7; 200 external=30",
  ],
  [
    "refused-query",
    rateQuery,
    "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m]) by (<<.GroupBy>>)",
    "500; 200 shop=7; 200 external=30",
  ],
  [
    "counter-as-gauge",
    rateQuery,
    "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
    "200 shop-0=6k shop-1=3k; 200 shop=7; 200 external=30",
  ],
  [
    "gauge-as-counter",
    "'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'",
    "'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'",
    "200 shop-0=10 shop-1=5; 200 shop=0; 200 external=30",
  ],
  ["rate-window", "[2m]", "[15s]", "200; 200 shop=7; 200 external=30"],
])("%s is found, and is what a run shows", (rule, given, instead, answer) => {
  const adapter = adapterYaml.replace(given, () => instead);
  expect(rulesIn({ adapter }).join()).toContain(` ${rule}`);
  expect(answers(adapter)).toBe(answer);
});

test("a window between one and two scrapes holds two samples for the share of the time that the finding says", () => {
  const played = play(adapterYaml.replace("[2m]", "[25s]"));
  if ("exits" in played) throw new Error(played.exits);
  const seen = Array.from({ length: 60 }, () => {
    played.pass(seconds(1));
    return played.get(rates) === "200" ? 0 : 1;
  });
  expect(seen.reduce<number>((sum, one) => sum + one, 0)).toBe(40);
});

test("series looked for less far back than one scrape come and go", () => {
  const every = (interval: Duration): ReadonlySet<string> => {
    const played = play(adapterYaml, interval);
    if ("exits" in played) throw new Error(played.exits);
    return new Set(
      Array.from({ length: 120 }, () => {
        played.pass(seconds(1));
        return played.get(rates).slice(0, 3);
      }),
    );
  };
  expect(every(seconds(7))).toEqual(new Set(["200", "404"]));
  expect(every(seconds(15))).toEqual(new Set(["200"]));
});

test("of two rules for one metric the later counts", () => {
  const later = `  - seriesQuery: 'http_requests_total{code="500"}'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    name: {as: http_requests_per_second}
    metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>,code="500"}[2m])) by (<<.GroupBy>>)'
externalRules:`;
  const adapter = adapterYaml.replace("externalRules:", later);
  expect(rulesIn({ adapter })).toEqual(["adapter.yaml:19:5 same-metric"]);
  expect(answers(adapter)).toBe("200 shop-0=2; 200 shop=7; 200 external=30");
});
