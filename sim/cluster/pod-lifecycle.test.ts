import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { between, seconds, simTime } from "../units.ts";
import { createCluster } from "./cluster.ts";
import { createStory, nodeGroup, pod, type Story, version } from "./story.fixture.ts";

const remove = (story: Story): void => {
  story.cluster.remove({ kind: "Pod", namespace: "default", name: "web" });
};

/** `10 terminating`, without the name. */
const changes = (story: Story): readonly string[] => story.lines("pod").map((text) => text.replace(" web ", " "));

test("starts a pod after its delay, finds it ready at a probe, and stops it when it has finished", () => {
  const lifecycle = { startDelay: seconds(3), readyAfter: seconds(12), stopAfter: seconds(8) };
  const story = createStory({ lifecycle });
  story.cluster.apply(pod({ probe: { periodSeconds: 5 } }));
  story.until(30);
  remove(story);
  story.until(60);
  expect(changes(story)).toEqual(["0 created", "0 scheduled", "3 started", "18 ready", "30 terminating", "38 gone"]);
});

test("kills a pod at the end of its grace period", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(100) } });
  story.cluster.apply(pod({ graceSeconds: 15 }));
  story.until(10);
  remove(story);
  story.until(60);
  expect(changes(story).slice(-2)).toEqual(["10 terminating", "25 gone"]);
});

test("gives a container two seconds even when its grace period is shorter", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(100) } });
  story.cluster.apply(pod({ graceSeconds: 1 }));
  story.until(10);
  remove(story);
  story.until(60);
  expect(changes(story).slice(-2)).toEqual(["10 terminating", "12 gone"]);
});

test("takes a pod without any grace period out at once", () => {
  const story = createStory();
  story.cluster.apply(pod({ graceSeconds: 0 }));
  story.until(10);
  remove(story);
  story.until(60);
  expect(changes(story).slice(-1)).toEqual(["10 gone"]);
});

test("takes a pod out at once that has no node", () => {
  const story = createStory({ nodes: [nodeGroup({ podsMax: 0 })] });
  story.cluster.apply(pod());
  story.until(10);
  remove(story);
  story.until(60);
  expect(changes(story)).toEqual(["0 created", "10 gone"]);
});

test("starts a pod that is deleted while its image is pulled, and stops it right then", () => {
  const story = createStory({ lifecycle: { startDelay: seconds(20), stopAfter: seconds(4) } });
  story.cluster.apply(pod());
  story.until(10);
  remove(story);
  story.until(60);
  expect(changes(story)).toEqual(["0 created", "0 scheduled", "10 terminating", "20 started", "24 gone"]);
});

test("does not find a pod ready that is being deleted", () => {
  const story = createStory({ lifecycle: { readyAfter: seconds(5), stopAfter: seconds(30) } });
  story.cluster.apply(pod({ probe: { periodSeconds: 5 } }));
  story.until(4);
  remove(story);
  story.until(60);
  expect(changes(story)).toEqual(["0 created", "0 scheduled", "2 started", "4 terminating", "34 gone"]);
});

test("counts a second request to delete for nothing", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(10) } });
  story.cluster.apply(pod());
  story.until(10);
  remove(story);
  story.until(15);
  remove(story);
  story.until(60);
  expect(changes(story).slice(-2)).toEqual(["10 terminating", "20 gone"]);
});

test("tells kubelets which containers run, from their start to their stop", () => {
  const story = createStory({ nodes: [nodeGroup({ count: 1 })], lifecycle: { startDelay: seconds(2.5) } });
  const heard: string[] = [];
  const begin = story.kernel.now();
  const since = (): number => between(begin, story.kernel.now()) / 1_000_000;
  story.cluster.onContainers({
    started: ({ name, node, startedAt }) => {
      heard.push(`${since()} ${name} on ${node} since ${between(begin, startedAt ?? begin)}`);
    },
    stopped: ({ name }) => heard.push(`${since()} ${name} stopped`),
  });
  story.cluster.apply(pod());
  story.cluster.apply(pod({ name: "unlucky", nodeSelector: { no: "where" } }));
  story.until(10);
  remove(story);
  story.cluster.remove({ kind: "Pod", namespace: "default", name: "unlucky" });
  story.until(60);
  expect(heard).toEqual(["2.5 web on node-1 since 2500000", "11 web stopped"]);
});

test("has an assumption for workloads that nobody describes", () => {
  const kernel = createKernel({ start: simTime(0), seed: 1, eventsMax: 1000 });
  const states: string[] = [];
  const cluster = createCluster({
    kernel,
    emit: (fact) => {
      if (fact.kind === "pod") states.push(`${kernel.now() / 1_000_000} ${fact.state}`);
    },
    nodes: [nodeGroup({})],
    lifecycleOf: () => undefined,
    kubernetes: version("1.36"),
  });
  cluster.apply(pod({ probe: { periodSeconds: 1 } }));
  kernel.advanceTo(simTime(10_000_000));
  cluster.remove({ kind: "Pod", namespace: "default", name: "web" });
  kernel.advanceTo(simTime(20_000_000));
  expect(states).toEqual(["0 created", "0 scheduled", "2 started", "3 ready", "10 terminating", "10.5 gone"]);
});
