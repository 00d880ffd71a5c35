import { expect, test } from "vitest";
import { everything } from "../kubernetes/label-selector.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import { seconds } from "../units.ts";
import type { HpaChange } from "./records.ts";
import { createStory, deployment, hpa, pod, replicaSet, type Story, service, webTarget } from "./story.fixture.ts";

const namespace = (name: string, labels = {}): ClusterObject => ({
  kind: "Namespace",
  meta: { name, namespace: "", labels, annotations: {} },
});

test.each([
  { object: deployment(), other: deployment({ minReadySeconds: 5 }) },
  { object: replicaSet(), other: replicaSet({ minReadySeconds: 5 }) },
  { object: service("web", { app: "web" }), other: service("web", { app: "api" }) },
  { object: hpa("web", 5), other: hpa("web", 6) },
  { object: namespace("shop"), other: namespace("shop", { team: "a" }) },
])("creates, leaves unchanged and configures a $object.kind", ({ object, other }) => {
  const { cluster, lines } = createStory();
  const results = [object, object, other, other].map((manifest) => cluster.apply(manifest).kind);
  expect(results).toEqual(["created", "unchanged", "configured", "unchanged"]);
  expect(lines("applied").map((text) => text.split(" ").at(-1))).toEqual(results);
});

const replicasOf = (story: Story): number => {
  const reply = story.cluster.scale.get(webTarget);
  return reply.kind === "scale" ? reply.scale.specReplicas : Number.NaN;
};

test("sets the replicas that a manifest mentions, over what was scaled in between", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 3 }));
  story.cluster.scale.update(webTarget, { replicas: 8, by: "hpa/web" });
  expect(story.cluster.apply(deployment({ replicas: 3 }))).toEqual({ kind: "configured" });
  expect(replicasOf(story)).toBe(3);
  expect(story.lines("scaled")).toEqual([
    "0 0 -> 3 by kubectl apply",
    "0 3 -> 8 by hpa/web",
    "0 8 -> 3 by kubectl apply",
  ]);
});

test("leaves the replicas alone when no manifest has mentioned them", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 1, replicasDefaulted: true }));
  story.cluster.scale.update(webTarget, { replicas: 8, by: "hpa/web" });
  expect(story.cluster.apply(deployment({ replicas: 1, replicasDefaulted: true }))).toEqual({ kind: "unchanged" });
  expect(story.cluster.apply(deployment({ replicas: 1, replicasDefaulted: true, image: "v2" })).kind).toBe(
    "configured",
  );
  expect(replicasOf(story)).toBe(8);
});

test("falls back to one replica when the manifest no longer mentions them, as kubectl does", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 5 }));
  story.cluster.apply(deployment({ replicas: 1, replicasDefaulted: true }));
  expect(replicasOf(story)).toBe(1);
});

test("treats the replicas of a ReplicaSet in the same way", () => {
  const story = createStory();
  const target = { kind: "ReplicaSet", namespace: "default", name: "web" };
  const manifest = { ...replicaSet({ replicas: 1 }), replicasDefaulted: true };
  story.cluster.apply(manifest);
  story.cluster.scale.update(target, { replicas: 4, by: "test" });
  expect(story.cluster.apply(manifest)).toEqual({ kind: "unchanged" });
  expect(story.cluster.apply({ ...replicaSet({ replicas: 2 }) })).toEqual({ kind: "configured" });
  expect(story.cluster.scale.get(target)).toMatchObject({ scale: { specReplicas: 2 } });
});

test("refuses another selector, in the API server's words", () => {
  const story = createStory();
  story.cluster.apply(deployment());
  expect(story.cluster.apply(deployment({ selector: { matchLabels: { tier: "b", app: "web" } } }))).toEqual({
    kind: "refused",
    message:
      'Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"b"}}: field is immutable',
  });
  expect(story.lines("applied")).toEqual(["0 Deployment web created"]);
});

test("does not change a pod that runs", () => {
  const story = createStory();
  expect(story.cluster.apply(pod()).kind).toBe("created");
  expect(story.cluster.apply(pod()).kind).toBe("unchanged");
  expect(story.cluster.apply(pod({ image: "v2" })).kind).toBe("refused");
});

test("restarts by a new template, which later manifests leave alone", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10.5);
  expect(story.cluster.restart({ namespace: "default", name: "web" })).toEqual({ kind: "restarted" });
  story.until(20);
  expect(story.cluster.apply(deployment({ replicas: 1 }))).toEqual({ kind: "unchanged" });
  const [only, ...others] = story.cluster.pods("default", everything);
  expect(others).toEqual([]);
  expect(only?.annotations).toEqual({ "kubectl.kubernetes.io/restartedAt": "2023-11-14T22:13:30Z" });
  // Another image is another template, restarted all the same.
  story.cluster.apply(deployment({ replicas: 1, image: "v2" }));
  story.until(30);
  const [next] = story.cluster.pods("default", everything);
  expect([next?.spec.containers[0]?.image, next?.annotations]).toEqual(["v2", only?.annotations]);
});

test("refuses to restart in kubectl's words", () => {
  const story = createStory();
  const restart = () => story.cluster.restart({ namespace: "default", name: "web" });
  expect(restart()).toEqual({ kind: "refused", message: 'deployments.apps "web" not found' });
  story.cluster.apply(deployment());
  story.until(5);
  restart();
  story.until(5.9);
  expect(restart()).toEqual({
    kind: "refused",
    message:
      "failed to create patch for web: if restart has already been triggered within the past second, please wait before attempting to trigger another",
  });
  story.cluster.apply(deployment({ paused: true }));
  story.until(10);
  expect(restart()).toEqual({
    kind: "refused",
    message: `deployments.apps "web" can't restart paused deployment (run rollout resume first)`,
  });
});

test("tells of every HPA that comes, changes and goes, with its generation", () => {
  const { cluster } = createStory();
  const heard: (readonly [HpaChange, number, number])[] = [];
  cluster.onHpa(({ hpa: { spec }, meta }, change) => heard.push([change, spec.maxReplicas, meta.generation]));
  const labelled = hpa("web", 6);
  for (const manifest of [
    hpa("web", 5),
    hpa("web", 5),
    labelled,
    { ...labelled, meta: { ...labelled.meta, labels: { a: "b" } } },
  ]) {
    cluster.apply(manifest);
  }
  expect(cluster.hpas().map(({ meta }) => meta.name)).toEqual(["web"]);
  cluster.remove({ kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" });
  expect(heard).toEqual([
    ["added", 5, 1],
    ["changed", 6, 2],
    ["changed", 6, 2],
    ["deleted", 6, 2],
  ]);
  expect(cluster.hpas()).toEqual([]);
});

test("refuses to delete what is not there", () => {
  const { cluster } = createStory();
  const remove = (kind: string) => cluster.remove({ kind, namespace: "default", name: "web" });
  expect(
    ["Deployment", "Pod", "HorizontalPodAutoscaler", "StatefulSet"].map((kind) => {
      const result = remove(kind);
      return result.kind === "refused" ? result.message : "";
    }),
  ).toEqual([
    'deployments.apps "web" not found',
    'pods "web" not found',
    'horizontalpodautoscalers.autoscaling "web" not found',
    'statefulsets.apps "web" not found',
  ]);
});

test("deletes a Deployment with all that it owns, its pods gracefully", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(3) } });
  story.cluster.apply(deployment({ replicas: 2 }));
  story.until(10);
  story.cluster.remove(webTarget);
  story.until(12);
  expect(story.cluster.pods("default", everything).map(({ deleting }) => deleting)).toEqual([true, true]);
  story.until(13);
  expect(story.cluster.pods("default", everything)).toEqual([]);
  expect(story.cluster.nodes().flatMap(({ pods }) => pods)).toEqual([]);
  expect(story.lines("deleted")).toEqual(["10 Deployment web deleted"]);
});

test("lets a Deployment of the same name come while the pods of the old one go", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(3) } });
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10);
  story.cluster.remove(webTarget);
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(20);
  expect(story.cluster.pods("default", everything).map(({ ready }) => ready)).toEqual(["True"]);
});

test("does not delete the namespaces that a cluster lives by", () => {
  const { cluster } = createStory();
  expect(cluster.remove({ kind: "Namespace", namespace: "", name: "default" })).toEqual({
    kind: "refused",
    message: 'namespaces "default" is forbidden: this namespace may not be deleted',
  });
});

test("lets an empty namespace go at once", () => {
  const { cluster, lines } = createStory();
  cluster.apply(namespace("shop"));
  expect(cluster.remove({ kind: "Namespace", namespace: "", name: "shop" })).toEqual({ kind: "deleted" });
  expect(lines("deleted")).toEqual(["0 Namespace shop deleted"]);
  expect(cluster.remove({ kind: "Namespace", namespace: "", name: "shop" })).toEqual({
    kind: "refused",
    message: 'namespaces "shop" not found',
  });
});

test("empties a namespace, and lets it go with its last pod", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(3) } });
  story.cluster.apply(namespace("shop"));
  story.cluster.apply(deployment({ namespace: "shop", replicas: 1 }));
  story.cluster.apply(pod({ name: "other" }));
  story.until(10);
  story.cluster.remove({ kind: "Namespace", namespace: "", name: "shop" });
  expect(story.cluster.apply(deployment({ namespace: "shop" }))).toEqual({
    kind: "refused",
    message:
      'deployments.apps "web" is forbidden: unable to create new content in namespace shop because it is being terminated',
  });
  story.until(20);
  expect(story.lines("deleted")).toEqual(["10 Deployment web deleted", "13 Namespace shop deleted"]);
  expect(story.cluster.pods("default", everything)).toHaveLength(1);
  expect(story.cluster.apply(deployment({ namespace: "shop" })).kind).toBe("created");
});
