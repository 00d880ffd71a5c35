import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { selectorFromLabels } from "../kubernetes/label-selector.ts";
import { bytes, millicores, seconds, simTime } from "../units.ts";
import type { Rejection } from "./node-fit.ts";
import { createNodeStore } from "./nodes.ts";
import { defaultPodLifecycle } from "./pod-lifecycle.ts";
import { createPodStore } from "./pod-store.ts";
import type { PodRecord, ReplicaSetRecord } from "./records.ts";
import { createReplicaSetStore } from "./replica-set-store.ts";
import { type RecordedPlacements, recordedPlacements } from "./scheduler.recorded.ts";
import { createScheduler } from "./scheduler.ts";
import { amounts, createStory, deployment, nodeGroup, pod, type Story, version, webTarget } from "./story.fixture.ts";
import { createSpreadCounts } from "./topology-spread.ts";
import { unschedulableMessage } from "./unschedulable-message.ts";

const lacksCpu: Rejection = { by: "NodeResourcesFit", reasons: ["Insufficient cpu"], unresolvable: false };
const neverEnoughCpu: Rejection = { ...lacksCpu, unresolvable: true };
const full: Rejection = { ...lacksCpu, reasons: ["Too many pods", "Insufficient cpu"] };
const noLabel: Rejection = {
  by: "NodeAffinity",
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  unresolvable: true,
};

// Recorded from kube-scheduler v1.36.3; v1.37.0 says the same without "no new claims to deallocate, ".
test.each([
  [
    [lacksCpu, lacksCpu, lacksCpu],
    "0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
  ],
  [
    [neverEnoughCpu, neverEnoughCpu, neverEnoughCpu],
    "0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
  ],
  [
    [full, lacksCpu],
    "0/2 nodes are available: 1 Too many pods, 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.",
  ],
  [
    [noLabel, lacksCpu],
    "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
  ],
  [[], "no nodes available to schedule pods"],
])("says why no node takes a pod, as each release does", (rejections, message) => {
  expect(unschedulableMessage(rejections, version("1.36"))).toBe(message);
  expect(unschedulableMessage(rejections, version("1.37"))).toBe(message.replace("no new claims to deallocate, ", ""));
});

test.each(recordedPlacements.map((recorded, index) => ({ recorded, index })))(
  "places pods where kube-scheduler did, in the recording $index",
  ({ recorded }) => {
    expect(replay(recorded)).toEqual(recorded.steps);
  },
);

/** Lets the same pods come, and tells what became of each. */
function replay({ nodes: machines, services, workloads, steps }: RecordedPlacements): readonly string[] {
  const kernel = createKernel({ start: simTime(0), seed: 1, eventsMax: 10_000 });
  const emit = (): void => {};
  const pods = createPodStore({ kernel, emit });
  const replicaSets = createReplicaSetStore({ kernel, emit });
  const nodes = createNodeStore();
  const spread = createSpreadCounts(() =>
    services.map((name) => ({
      reference: { kind: "Service", namespace: "default", name },
      uid: "",
      creationTimestamp: simTime(0),
      applied: {
        kind: "Service",
        meta: { name, namespace: "default", labels: {}, annotations: {} },
        selector: { app: name },
      },
    })),
  );
  pods.changes.subscribe((placed, change) => {
    if (change === "scheduled") {
      nodes.bound(placed);
      spread.bound(placed);
    }
    if (change === "terminating") spread.leaving(placed);
  });
  for (const { cpu, memory, pods: podsMax, labels } of machines) {
    nodes.addGroup(nodeGroup({ count: 1, cpu: millicores(cpu), memory: bytes(memory), podsMax, labels }), kernel.now());
  }

  const templates = new Map(
    workloads.map(({ name, app, hash, requests, nodeSelector }) => {
      const { template } = deployment({ name, requests: amounts(requests), nodeSelector });
      return [name, { ...template, labels: { app, "pod-template-hash": hash } }] as const;
    }),
  );
  const owners = new Map(
    workloads.flatMap(({ name, app, hash, isBare }): readonly (readonly [string, ReplicaSetRecord])[] => {
      const template = templates.get(name);
      if (isBare || !template) return [];
      const selector = selectorFromLabels({ app, "pod-template-hash": hash });
      const rest = { deployment: undefined, applied: undefined, replicas: 0, minReadySeconds: 0 };
      return [[name, replicaSets.create({ namespace: "default", name, selector, template, ...rest })]];
    }),
  );
  const create = (workload: string, number: number): PodRecord =>
    pods.create({
      namespace: "default",
      name: `pod-${number}`,
      template: templates.get(workload) ?? deployment().template,
      workload: { kind: "Deployment", namespace: "default", name: workload },
      lifecycle: defaultPodLifecycle,
      replicaSet: owners.get(workload),
    });

  const settings = { kernel, version: version("1.36"), pods, nodes, spread, record: emit };
  let isScheduling = false;
  return steps.map((step, number) => {
    const [workload = "", verb, node = ""] = step.split(" ");
    if (verb === "on" || verb === "terminating") {
      const there = create(workload, number);
      pods.bind(there, node);
      if (verb === "terminating") pods.requestDeletion(there);
      return step;
    }
    if (!isScheduling) createScheduler(settings);
    isScheduling = true;
    const coming = create(workload, number);
    kernel.advanceTo(kernel.now());
    return coming.node === "" ? `${workload} fails: ${coming.podScheduled?.message}` : `${workload} to ${coming.node}`;
  });
}

/** Room for two pods of half a core. */
const smallNode = nodeGroup({ count: 1, cpu: millicores(1000) });
const halfCore = amounts({ cpu: 500 });

const scheduling = (story: Story): readonly string[] =>
  story.lines("event").filter((line) => /Scheduled|FailedScheduling/.test(line));

test("tries a pod again in the instant in which another leaves its node", () => {
  const story = createStory({ nodes: [smallNode], lifecycle: { stopAfter: seconds(4) } });
  story.cluster.apply(deployment({ replicas: 3, requests: halfCore }));
  story.until(10);
  story.cluster.scale.update(webTarget, { replicas: 3, by: "nobody" });
  const [victim] = story.cluster.node("node-1")?.pods ?? [];
  story.cluster.remove({ kind: "Pod", namespace: "default", name: victim?.name ?? "" });
  story.until(20);
  const pods = story.cluster.node("node-1")?.pods.map(({ name }) => name);
  expect(pods).toHaveLength(2);
  // The pod is missed at 10 s, when its successor comes, and gone at 14 s, when both that wait are tried.
  const attempts = scheduling(story).map((text) => text.split(":")[0]);
  expect(attempts).toEqual([
    "0 Scheduled",
    "0 Scheduled",
    "0 FailedScheduling",
    "10 FailedScheduling",
    "14 Scheduled",
    "14 FailedScheduling",
  ]);
});

test("does not keep a pod apart from one that is being deleted", () => {
  const nodes = [nodeGroup({ count: 2, cpu: millicores(8000) })];
  const story = createStory({ nodes, lifecycle: { stopAfter: seconds(20) } });
  story.cluster.apply(pod({ name: "heavy", requests: amounts({ cpu: 4000 }) }));
  story.until(5);
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10);
  const [first] = story.cluster.pods("default", selectorFromLabels({ app: "web" }));
  expect(first?.node).not.toBe(story.cluster.pod("default", "heavy")?.node);
  story.cluster.remove({ kind: "Pod", namespace: "default", name: first?.name ?? "" });
  story.until(15);
  const both = story.cluster.pods("default", selectorFromLabels({ app: "web" }));
  expect(both.map(({ node }) => node)).toEqual([first?.node, first?.node]);
});

test("tries a pod again after five minutes, at the next look every thirty seconds, though nothing happened", () => {
  const story = createStory({ nodes: [smallNode] });
  story.until(7);
  story.cluster.apply(deployment({ replicas: 3, requests: halfCore }));
  story.until(700);
  const failures = scheduling(story).filter((text) => text.includes("FailedScheduling"));
  // Put aside at 7 s: looked at at 300 s in vain, at 330 s tried; and so on.
  expect(failures.map((text) => text.split(" ")[0])).toEqual(["7", "330", "660"]);
});

test("tries a pod again when a node comes that has what it asks for", () => {
  const story = createStory({ nodes: [smallNode] });
  story.cluster.apply(pod({ name: "picky", nodeSelector: { disk: "ssd" } }));
  story.until(5);
  story.cluster.addNodes(nodeGroup({ name: "plain", count: 1 }));
  story.until(6);
  story.cluster.addNodes(nodeGroup({ name: "fast", count: 2, labels: { disk: "ssd" } }));
  story.until(7);
  expect(scheduling(story)).toEqual([
    "0 FailedScheduling: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    expect.stringMatching(/^6 Scheduled: Successfully assigned default\/picky to fast-[12]$/),
  ]);
});

test("does not try a pod again for a pod that leaves, when no node has its labels", () => {
  const story = createStory({ nodes: [smallNode] });
  story.cluster.apply(pod({ name: "picky", nodeSelector: { disk: "ssd" } }));
  story.cluster.apply(pod({ name: "short" }));
  story.until(5);
  story.cluster.remove({ kind: "Pod", namespace: "default", name: "short" });
  story.until(60);
  expect(scheduling(story).filter((text) => text.includes("FailedScheduling"))).toHaveLength(1);
});

test("waits for nodes with growing patience when there is none at all", () => {
  const story = createStory({ nodes: [] });
  story.cluster.apply(pod({ name: "early" }));
  story.until(20);
  expect(scheduling(story)).toEqual(
    [0, 2, 5, 10, 19].map((second) => `${second} FailedScheduling: no nodes available to schedule pods`),
  );
});

test("says in the pod's condition why it waits, since when, and that it no longer does", () => {
  const story = createStory({ nodes: [smallNode] });
  story.cluster.apply(deployment({ replicas: 3, requests: halfCore }));
  story.until(0);
  const waiting = story.facts.flatMap((fact) =>
    fact.kind === "event" && fact.reason === "FailedScheduling" ? [fact.involved.name] : [],
  );
  const late = story.cluster.pod("default", waiting[0] ?? "");
  const since = story.kernel.now();
  expect(late?.podScheduled).toMatchObject({ status: "False", reason: "Unschedulable", lastTransitionTime: since });
  expect([late?.phase, late?.node, late?.ready, late?.startTime]).toEqual(["Pending", "", undefined, undefined]);
  story.until(5);
  story.cluster.addNodes(smallNode);
  story.until(6);
  expect(late?.podScheduled).toEqual({
    type: "PodScheduled",
    status: "True",
    reason: "",
    message: "",
    lastTransitionTime: simTime(since + seconds(5)),
  });
});
