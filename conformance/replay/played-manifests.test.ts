import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { type LoadedScenario, loadScenario } from "../../input/load-scenario.ts";
import { seconds } from "../../sim/units.ts";
import { kindCannotExpress } from "./cannot-express.ts";
import { entranceManifest, loadEntrances } from "./load-services.ts";
import { metricsServerDeployment } from "./metrics-server-manifest.ts";
import { playedManifests } from "./played-manifests.ts";

const load = (path: string): LoadedScenario => loadScenario(path, { sets: [] });
const walkthrough = load("scenarios/on-kind/cpu-walkthrough");

type Deployment = {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Record<string, unknown>[] } } };
};

test("of the user's manifests nothing changes but what the image has to do with", () => {
  const { first } = playedManifests(walkthrough, "kubewind/workload:1");
  const [before, ...rest] = walkthrough.manifests.first as readonly Deployment[];
  const [after, ...others] = first as readonly Deployment[];
  expect(others).toEqual(rest);
  const { image, imagePullPolicy, env, ...kept } = after!.spec.template.spec.containers[0]!;
  const { image: written, ...original } = before!.spec.template.spec.containers[0]!;
  expect(written).toBe("registry.example/web:1.0.0");
  expect(kept).toEqual(original);
  expect({ image, imagePullPolicy }).toEqual({ image: "kubewind/workload:1", imagePullPolicy: "Never" });
  const [{ name, value }] = env as readonly [{ readonly name: string; readonly value: string }];
  expect(name).toBe("KUBEWIND_WORKLOAD");
  expect(JSON.parse(value)).toMatchObject({
    ...{ ports: [8080], idleCpuMillicores: 10, requestCpuMicroseconds: 5000, readyAfterSeconds: 1 },
  });
});

test("objects without a namespace lie in that of the scenario", () => {
  const { scenario } = walkthrough;
  const moved = scenario.objects.map((object) => ({ ...object, meta: { ...object.meta, namespace: "shop" } }));
  const first = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }, ...walkthrough.manifests.first];
  const played = playedManifests(
    {
      ...walkthrough,
      scenario: { ...scenario, objects: moved as typeof scenario.objects },
      manifests: { ...walkthrough.manifests, namespace: "shop", first },
    },
    "kubewind/workload:1",
  );
  const [own, deployment] = played.first as readonly (Deployment & { readonly metadata: object })[];
  expect(own?.metadata).toEqual({ name: "shop" });
  expect(deployment?.metadata).toEqual({ name: "web", namespace: "shop" });
  const [container] = deployment!.spec.template.spec.containers;
  expect(container?.["image"]).toBe("kubewind/workload:1");
});

test("a workload that names an image runs that one", () => {
  const { scenario } = walkthrough;
  const own = { ...scenario, workloads: scenario.workloads.map((model) => ({ ...model, image: "shop/web:3" })) };
  const { first, images } = playedManifests({ ...walkthrough, scenario: own }, "kubewind/workload:1");
  const [container] = (first[0] as Deployment).spec.template.spec.containers;
  expect(container).toMatchObject({ image: "shop/web:3", imagePullPolicy: "IfNotPresent" });
  expect(container).not.toHaveProperty("env");
  expect(images).toEqual(["shop/web:3"]);
});

test("load enters beside the user's Service, to the same pods", () => {
  const [entrance] = loadEntrances(walkthrough.scenario);
  expect(entrance).toEqual({
    ...{
      target: "Service default/web",
      namespace: "default",
      selector: { app: "web" },
      targetPort: 8080,
      nodePort: 30080,
    },
  });
  expect(entranceManifest(entrance!)).toMatchObject({ spec: { type: "NodePort", selector: { app: "web" } } });
});

test.for(readdirSync("scenarios/on-kind"))("a kind cluster can play %s", (name) => {
  expect(kindCannotExpress(load(`scenarios/on-kind/${name}`))).toEqual([]);
});

test("what a kind cluster cannot play is said in sentences", () => {
  expect(kindCannotExpress(load("scenarios/prometheus-down"))).toEqual([
    "it has no Prometheus (cluster.prometheus)",
    "it has no prometheus-adapter (cluster.prometheusAdapter)",
    "it has no way to break that (faults.outage)",
    "its workload tells no metrics of its own (workloads.web.metrics)",
    "nobody serves metrics of type Pods (HorizontalPodAutoscaler web)",
  ]);
  const jobs = kindCannotExpress(load("scenarios/queue-scale-to-zero")).join("\n");
  expect(jobs).toContain("k6 sends requests, not jobs that wait in a queue");
  expect(kindCannotExpress(load("scenarios/failures/f54-stuck-at-zero"))).toContain("it has no KEDA (cluster.keda)");
});

test("metrics-server has the flags of the scenario, and the simulator's probe", () => {
  const flagsOf = (kubeletInsecureTls: boolean): unknown =>
    metricsServerDeployment({ flags: { kubeletInsecureTls }, metricResolution: seconds(15), image: "ms:1" });
  expect(JSON.stringify(flagsOf(true))).toContain("--kubelet-insecure-tls");
  expect(JSON.stringify(flagsOf(false))).not.toContain("--kubelet-insecure-tls");
  expect(JSON.stringify(flagsOf(true))).toContain('"--metric-resolution=15s"');
  expect(JSON.stringify(flagsOf(true))).toContain('"initialDelaySeconds":20');
});
