import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { endpointSlicesOf, endpointsOf } from "../../sim/prometheus/discovery/derive-endpoints.ts";
import { discoverKubernetes } from "../../sim/prometheus/discovery/discover.ts";
import type { ClusterView, DiscoveredPod, DiscoveredService } from "../../sim/prometheus/discovery/objects.ts";
import { targetsOf } from "../../sim/prometheus/scrape/target.ts";
import { assumedAssets } from "../../sim/prometheus-operator/assets.ts";
import { explainMonitor } from "../../sim/prometheus-operator/explain-monitor.ts";
import type { PodMonitor, Prometheus, ServiceMonitor } from "../../sim/prometheus-operator/objects/object.ts";
import { compileRegex } from "../../sim/regex.ts";
import { loadOperated } from "./load-operated.ts";

type Cluster = { readonly pods: readonly DiscoveredPod[]; readonly services: readonly DiscoveredService[] };
type Monitor = ServiceMonitor | PodMonitor;
type Labels = Readonly<Record<string, string>>;

const metaOf = (name: string, namespace: string, labels: Labels): DiscoveredPod["meta"] => ({
  ...{ name, namespace, labels, annotations: {} },
});

const podOf = (
  name: string,
  namespace: string,
  app: string,
  ports: DiscoveredPod["containers"][0]["ports"],
): DiscoveredPod => ({
  ...{ meta: metaOf(name, namespace, { app }), uid: name, podIp: "10.0.0.1", hostIp: "10.1.0.1", nodeName: "node" },
  ...{ phase: "Running", ready: "True", deleting: false, controller: undefined, initContainers: [] },
  containers: [{ name: "web", image: "web", containerId: "", ports }],
});

const serviceOf = (
  namespace: string,
  labels: Labels,
  rest: Pick<DiscoveredService, "selector" | "ports">,
): DiscoveredService => ({
  ...{ meta: metaOf("web", namespace, labels), type: "ClusterIP", clusterIp: "10.2.0.1", externalName: "" },
  ...{ loadBalancerIps: [], publishNotReadyAddresses: false, ...rest },
});

/** The labels of what is scraped, by the index of the endpoint. */
function scraped(
  monitor: Monitor,
  prometheus: Prometheus,
  { pods, services }: Cluster,
): ReadonlyMap<number, readonly Labels[]> {
  const { config } = loadOperated(prometheus, {
    ...{
      objects: [prometheus, monitor],
      namespaces: [],
      assets: assumedAssets,
      pod: { shard: 0, replica: 0 },
      uidOf: () => "",
    },
    settings: { compile: compileRegex, environment: () => undefined },
  })!;
  const view: ClusterView = {
    pods: () => pods,
    services: () => services,
    endpoints: () => services.flatMap((service) => endpointsOf(service, pods) ?? []),
    endpointSlices: () => services.flatMap((service) => endpointSlicesOf(service, pods)),
    nodes: () => [],
    ingresses: () => [],
  };
  return new Map(
    config.jobs.map(({ scrape, kubernetesSdConfigs }) => {
      const groups = kubernetesSdConfigs.flatMap((sd) => discoverKubernetes(sd, view));
      const targets = groups.flatMap((group) => targetsOf(group, scrape));
      const found = targets.flatMap((result) =>
        result.kind === "target" ? [Object.fromEntries(result.target.publicLabels)] : [],
      );
      return [Number(scrape.jobName.split("/").at(-1)), found] as const;
    }),
  );
}

const takingAll = (more: Prometheus["spec"] = {}): Prometheus => ({
  kind: "Prometheus",
  meta: { name: "k8s", namespace: "monitoring", labels: {}, annotations: {} },
  spec: {
    ...{ serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {}, podMonitorSelector: {} },
    ...{ podMonitorNamespaceSelector: {}, ...more },
  },
});

const http = { containerPort: 8080, name: "http", protocol: "TCP" };
const cluster: Cluster = {
  pods: [podOf("web-1", "shop", "web", [http])],
  services: [
    serviceOf(
      "shop",
      { app: "web", tier: "front" },
      {
        selector: { app: "web" },
        ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "http" }],
      },
    ),
  ],
};

const serviceMonitor: ServiceMonitor = {
  kind: "ServiceMonitor",
  meta: { name: "web", namespace: "shop", labels: {}, annotations: {} },
  spec: { selector: { matchLabels: { app: "web" } }, targetLabels: ["tier"], endpoints: [{ port: "http" }] },
};

test("the targets of a ServiceMonitor have the labels that its users query by", () => {
  const labels = {
    ...{ container: "web", endpoint: "http", instance: "10.0.0.1:8080", job: "web", namespace: "shop" },
    ...{ pod: "web-1", service: "web", tier: "front" },
  };
  expect([...scraped(serviceMonitor, takingAll(), cluster)]).toEqual([[0, [labels]]]);
  const slices = takingAll({ serviceDiscoveryRole: "EndpointSlice" });
  expect([...scraped(serviceMonitor, slices, cluster)]).toEqual([[0, [labels]]]);
});

test("the targets of a PodMonitor are the pods themselves", () => {
  const monitor: PodMonitor = {
    ...{ kind: "PodMonitor", meta: serviceMonitor.meta },
    spec: { selector: { matchLabels: { app: "web" } }, podMetricsEndpoints: [{ port: "http" }, { port: "nope" }] },
  };
  expect([...scraped(monitor, takingAll(), cluster)]).toEqual([
    [
      0,
      [
        {
          container: "web",
          endpoint: "http",
          instance: "10.0.0.1:8080",
          job: "shop/web",
          namespace: "shop",
          pod: "web-1",
        },
      ],
    ],
    [1, []],
  ]);
});

const namespace = fc.constantFrom("shop", "shop", "shop", "other");
const app = fc.constantFrom("web", "web", "web", "api");
const portName = fc.constantFrom("http", "http", "metrics", "");
const containerPorts = fc.uniqueArray(
  fc.record({ containerPort: fc.constantFrom(8080, 9090), name: portName, protocol: fc.constant("TCP") }),
  {
    maxLength: 2,
    selector: ({ name, containerPort }) => name || containerPort,
  },
);
const servicePort = fc.record({
  ...{ name: portName, port: fc.constantFrom(80, 8080), protocol: fc.constant("TCP") },
  targetPort: fc.constantFrom<number | string>("http", "metrics", 8080, 9090),
});

const anyCluster: Arbitrary<Cluster> = fc.record({
  pods: fc
    .array(fc.tuple(namespace, app, containerPorts), { minLength: 1, maxLength: 2 })
    .map((drawn) => drawn.map(([where, name, ports], at) => podOf(`pod-${at}`, where, name, ports))),
  services: fc
    .array(fc.tuple(namespace, app, app, fc.array(servicePort, { minLength: 1, maxLength: 1 })), {
      minLength: 1,
      maxLength: 2,
    })
    .map((drawn) =>
      drawn.map(([where, name, selected, ports], at) => {
        const service = serviceOf(where, { app: name }, { selector: { app: selected }, ports });
        return { ...service, meta: { ...service.meta, name: `web-${at}` } };
      }),
    ),
});

const endpoint = fc.record(
  { port: fc.constantFrom("http", "metrics", "80"), targetPort: fc.constantFrom<number | string>("http", 9090) },
  { requiredKeys: [] },
);
const namespaceSelector = fc.constantFrom({}, { any: true }, { matchNames: ["other"] });
const anyMonitor: Arbitrary<Monitor> = fc
  .record({
    isPod: fc.boolean(),
    app,
    endpoints: fc.array(endpoint, { minLength: 1, maxLength: 2 }),
    namespaceSelector,
  })
  .map(({ isPod, app: name, endpoints, namespaceSelector: where }): Monitor => {
    const selector = { matchLabels: { app: name } };
    const { meta } = serviceMonitor;
    return isPod
      ? { kind: "PodMonitor", meta, spec: { selector, namespaceSelector: where, podMetricsEndpoints: endpoints } }
      : { kind: "ServiceMonitor", meta, spec: { selector, namespaceSelector: where, endpoints } };
  });
const anyPrometheus = fc.constantFrom(
  ...[takingAll(), takingAll({ ignoreNamespaceSelectors: true }), takingAll({ serviceDiscoveryRole: "EndpointSlice" })],
  takingAll({ serviceMonitorSelector: { matchLabels: { x: "y" } } }),
);

test("a monitor without endpoints is no job at all", () => {
  const monitor: ServiceMonitor = { ...serviceMonitor, spec: { ...serviceMonitor.spec, endpoints: [] } };
  expect(scraped(monitor, takingAll(), cluster).size).toBe(0);
});

test("what is not explained is scraped, and what is said to find nothing finds nothing", () => {
  fc.assert(
    fc.property(anyMonitor, anyPrometheus, anyCluster, (monitor, prometheus, drawn) => {
      const findings = explainMonitor(monitor, {
        prometheuses: [prometheus],
        namespaces: [],
        assets: assumedAssets,
        ...drawn,
      });
      const found = scraped(monitor, prometheus, drawn);
      const count = [...found.values()].flat().length;
      if (findings.length === 0) {
        expect([...found.values()].every((targets) => targets.length > 0) && count > 0).toBe(true);
      }
      for (const { kind, field } of findings) {
        const [, index] = /ndpoints\[(\d)\]/.exec(field) ?? [];
        if (kind === "no-such-port") expect(found.get(Number(index)) ?? []).toEqual([]);
        else if (kind !== "no-pod" || monitor.kind === "PodMonitor") expect(count).toBe(0);
      }
    }),
    { numRuns: 80 },
  );
});
