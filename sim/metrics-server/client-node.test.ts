import { CustomObjectsApi, KubeConfig, Metrics } from "@kubernetes/client-node";
import { HttpRequestInterceptor } from "@mswjs/interceptors/http";
import { http } from "msw";
import { defineNetwork, InterceptorSource } from "msw/experimental";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playPath } from "../../fixtures/metrics-server/path.ts";
import { toFetchHandler } from "../../serve/fetch-adapter.ts";
import { everything } from "../kubernetes/label-selector.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";

const { metricsServer } = playPath(
  (pod, _container, at) => ({
    cpuNanoseconds: (at - pod.startedAt) * 250,
    workingSetBytes: 67_108_864,
    throttledNanoseconds: 0,
    answeredRequests: 0,
  }),
  90,
);

const handle = toFetchHandler(metricsServer.handle, { user: "system:admin", groups: [] });

// The client does not use the global fetch, so it is caught where it opens its sockets.
const network = defineNetwork({
  sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
  onUnhandledFrame: "error",
  context: { quiet: true },
  handlers: [http.all("https://kube.test/*", ({ request }) => handle(request))],
});

beforeAll(() => network.enable());
afterAll(() => network.disable());

const config = new KubeConfig();
config.loadFromClusterAndUser(
  { name: "tunnel", server: "https://kube.test", skipTLSVerify: true },
  { name: "admin", token: "secret" },
);

const podOf = (name: string) =>
  config.makeApiClient(CustomObjectsApi).getNamespacedCustomObject({
    group: "metrics.k8s.io",
    version: "v1beta1",
    namespace: "default",
    plural: "pods",
    name,
  });

test("the official client reads the metrics of pods", async () => {
  const list = await new Metrics(config).getPodMetrics("default");
  const typed = metricsServer.podMetrics("default", everything);
  const usages = list.items.map(({ metadata, timestamp, containers }) => [
    metadata.name,
    timestamp,
    containers.map(({ name, usage }) => [name, usage.cpu, usage.memory]),
  ]);
  expect(usages).toEqual(
    typed.map(({ name, timestamp, containers }) => [
      name,
      formatTimestamp(timestamp),
      containers.map((usage) => [usage.name, `${usage.cpuNanocores}n`, "64Mi"]),
    ]),
  );
});

test("the official client reads the metrics of nodes", async () => {
  const { items } = await new Metrics(config).getNodeMetrics();
  const typed = metricsServer.nodeMetrics(everything);
  expect(items.map(({ metadata, usage }) => [metadata.name, usage.cpu])).toEqual(
    typed.map(({ name, cpuNanocores }) => [name, `${cpuNanocores}n`]),
  );
});

test("the official client reads the metrics of one pod", async () => {
  expect(await podOf("web-2")).toMatchObject({
    kind: "PodMetrics",
    metadata: { name: "web-2", labels: { app: "web" } },
    containers: [{ name: "web" }, { name: "side" }],
  });
});

test("the official client sees the Status of an error", async () => {
  await expect(podOf("nope")).rejects.toMatchObject({
    code: 404,
    body: expect.stringContaining('pods \\"nope\\" not found'),
  });
});
