import { expect, test } from "vitest";
import { assumedAssets, noAssets } from "./assets.ts";
import { explainMonitor, type MonitoredPod, type MonitoredService, type MonitorView } from "./explain-monitor.ts";
import type { PodMonitorSpec, ServiceMonitorSpec } from "./objects/monitor.ts";
import type { PodMonitor, Prometheus, ServiceMonitor } from "./objects/object.ts";
import type { PrometheusSpec } from "./objects/prometheus.ts";

type Labels = Readonly<Record<string, string>>;

const metaOf = (name: string, namespace: string, labels: Labels): MonitoredPod["meta"] => ({
  ...{ name, namespace, labels, annotations: {} },
});

const prometheusOf = (spec: PrometheusSpec): Prometheus => ({
  ...{ kind: "Prometheus", meta: metaOf("k8s", "monitoring", {}), spec },
});

const all: PrometheusSpec = {
  ...{ serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {} },
  ...{ podMonitorSelector: {}, podMonitorNamespaceSelector: {} },
};

const serviceMonitorOf = (spec: Partial<ServiceMonitorSpec> = {}): ServiceMonitor => ({
  kind: "ServiceMonitor",
  meta: metaOf("web", "shop", { release: "a" }),
  spec: { selector: { matchLabels: { app: "web" } }, endpoints: [{ port: "http" }], ...spec },
});

const podMonitorOf = (spec: Partial<PodMonitorSpec> = {}): PodMonitor => ({
  kind: "PodMonitor",
  meta: metaOf("web", "shop", {}),
  spec: { selector: { matchLabels: { app: "web" } }, podMetricsEndpoints: [{ port: "http" }], ...spec },
});

const service = (labels: Labels, more: Partial<MonitoredService> = {}): MonitoredService => ({
  meta: metaOf("web", "shop", labels),
  selector: { app: "web" },
  ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "http" }],
  ...more,
});

const pod: MonitoredPod = {
  meta: metaOf("web-1", "shop", { app: "web" }),
  containers: [
    {
      ...{ name: "web", image: "web", containerId: "" },
      ports: [{ containerPort: 8080, name: "http", protocol: "TCP" }],
    },
  ],
};

const view = (changed: Partial<MonitorView> = {}): MonitorView => ({
  prometheuses: [prometheusOf(all)],
  namespaces: [{ name: "shop", labels: { team: "shop" } }],
  services: [service({ app: "web" })],
  pods: [pod],
  assets: assumedAssets,
  ...changed,
});

const told = (monitor: ServiceMonitor | PodMonitor, changed: Partial<MonitorView> = {}): readonly string[] =>
  explainMonitor(monitor, view(changed)).map(({ kind, field, message, fix }) => `${kind} ${field}: ${message}. ${fix}`);

test("a monitor that finds its targets needs no explanation", () => {
  expect(told(serviceMonitorOf())).toEqual([]);
  expect(told(podMonitorOf())).toEqual([]);
  expect(told(serviceMonitorOf({ endpoints: [{ targetPort: 8080 }, {}] }))).toEqual([]);
});

test("without a Prometheus object nobody reads a monitor", () => {
  expect(told(serviceMonitorOf(), { prometheuses: [] })[0]).toMatch(
    /^no-prometheus metadata: there is no Prometheus object/,
  );
});

test("each Prometheus that leaves a monitor out says by which selector", () => {
  const by = (spec: PrometheusSpec): string =>
    told(serviceMonitorOf(), { prometheuses: [prometheusOf(spec)] })[0] ?? "";
  expect(by({ podMonitorSelector: {} })).toBe(
    "not-selected metadata.labels: Prometheus monitoring/k8s has no serviceMonitorSelector, which selects no " +
      "ServiceMonitor at all. Write serviceMonitorSelector: {} to take in all of them.",
  );
  expect(by({ serviceMonitorSelector: {} })).toBe(
    "not-selected metadata.namespace: Prometheus monitoring/k8s takes in monitors of its own namespace only, and this one " +
      "is in shop. Write serviceMonitorNamespaceSelector: {} for every namespace.",
  );
  expect(by({ ...all, serviceMonitorSelector: { matchLabels: { release: "b" } } })).toBe(
    "not-selected metadata.labels: Prometheus monitoring/k8s selects other labels than those of the monitor, which has " +
      "release=a and not release=b. Put the label on the monitor.",
  );
  expect(by({ ...all, serviceMonitorNamespaceSelector: { matchLabels: { team: "x" } } })).toMatch(
    /^not-selected metadata.namespace: the labels of namespace shop are not those of serviceMonitorNamespaceSelector/,
  );
  expect(by({ ...all, serviceMonitorSelector: { matchLabels: { "-": "x" } } })).toMatch(
    /^not-selected .* cannot be read: /,
  );
});

test("one Prometheus that takes it in is enough", () => {
  expect(told(serviceMonitorOf(), { prometheuses: [prometheusOf({}), prometheusOf(all)] })).toEqual([]);
});

test("what the operator refuses is said in its words", () => {
  const endpoints = [{ port: "http", bearerTokenSecret: { name: "token", key: "t" } }];
  expect(told(serviceMonitorOf({ endpoints }), { assets: noAssets })[0]).toMatch(
    'the operator leaves it out of Prometheus monitoring/k8s: endpoints[0]: bearerTokenSecret: unable to get secret "token"',
  );
});

test("a Service with other labels is named with what it lacks", () => {
  expect(told(serviceMonitorOf(), { services: [service({ app: "api" }), service({})] })).toEqual([
    'no-service spec.selector: no Service in namespace "shop" has the labels that ServiceMonitor shop/web selects. The ' +
      "nearest is Service shop/web, which has app=api and not app=web: change the selector or its labels.",
  ]);
  expect(told(podMonitorOf(), { pods: [] })[0]).toMatch(/^no-pod spec.selector: no pod in namespace "shop"/);
});

test("a Service of another namespace needs a namespaceSelector", () => {
  const services = [service({ app: "web" }, { meta: metaOf("web", "other", { app: "web" }) })];
  expect(told(serviceMonitorOf(), { services })).toEqual([
    'namespace-not-watched spec.namespaceSelector: it looks in namespace "shop", but Service other/web with its labels is ' +
      'in "other". Add namespaceSelector: {matchNames: [other]}; without one a monitor looks in its own namespace only.',
  ]);
  const pods = [{ ...pod, meta: metaOf("web-1", "other", { app: "web" }) }];
  expect(told(serviceMonitorOf({ namespaceSelector: { any: true } }), { services, pods })).toEqual([]);
  const ignoring = [prometheusOf({ ...all, ignoreNamespaceSelectors: true })];
  const ignored = told(serviceMonitorOf({ namespaceSelector: { any: true } }), {
    services,
    pods,
    prometheuses: ignoring,
  });
  expect(ignored[0]).toMatch(/^namespace-not-watched/);
});

test("a port is looked for by its name", () => {
  expect(told(serviceMonitorOf({ endpoints: [{ port: "metrics" }] }))).toEqual([
    'no-such-port spec.endpoints[0].port: Service shop/web has no port with the name "metrics": there is "http". Write the ' +
      "name of a port of the Service.",
  ]);
  expect(told(serviceMonitorOf({ endpoints: [{ port: "80" }] }))[0]).toMatch(/write port: http\.$/);
  const unnamed = [service({ app: "web" }, { ports: [{ name: "", port: 80, protocol: "TCP", targetPort: 8080 }] })];
  expect(told(serviceMonitorOf({ endpoints: [{ port: "http" }, { port: "80" }] }), { services: unnamed })).toEqual([
    expect.stringMatching(/there is 80 without a name\. Write the name/),
    expect.stringMatching(/give port 80 of the Service one\.$/),
  ]);
  expect(told(serviceMonitorOf({ endpoints: [{ targetPort: 9090 }] }))[0]).toBe(
    "no-such-port spec.endpoints[0].targetPort: no container of the selected pods declares a port with the number 9090: " +
      "there is http (8080). Declare the port under ports of the container, or write one that is there.",
  );
  const endpoints = [{ portNumber: 8080 }, { targetPort: "nope" }, { port: "x" }];
  expect(told(podMonitorOf({ podMetricsEndpoints: endpoints })).map((text) => text.split(":")[0])).toEqual([
    "no-such-port spec.podMetricsEndpoints[1].targetPort",
    "no-such-port spec.podMetricsEndpoints[2].port",
  ]);
});

test("a port of the Service may lead nowhere", () => {
  const services = [
    service({ app: "web" }, { ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "web" }] }),
  ];
  expect(told(serviceMonitorOf(), { services })).toEqual([
    'no-such-port spec.endpoints[0].port: port "http" of the Service leads to "web", which no container of its pods declares. ' +
      "Make targetPort of the Service the name or the number of a port of the container.",
  ]);
});

test("a Service whose selector no pod meets has nothing to be scraped", () => {
  expect(told(serviceMonitorOf(), { pods: [] })).toEqual([
    "no-pod spec.selector: Service shop/web is selected, but no pod has its labels app=web. Make the selector of the Service " +
      "the labels of the pods; until then it has no endpoints to be scraped.",
  ]);
  expect(told(serviceMonitorOf(), { pods: [], services: [service({ app: "web" }, { selector: undefined })] })).toEqual(
    [],
  );
});

test("a monitor without endpoints scrapes nothing", () => {
  expect(told(serviceMonitorOf({ endpoints: [] }))[0]).toMatch(/^no-endpoints spec.endpoints/);
});
