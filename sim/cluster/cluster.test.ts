import { expect, test } from "vitest";
import { LimitError } from "../kernel/kernel.ts";
import { everything, selectorFromLabels } from "../kubernetes/label-selector.ts";
import { millicores, seconds } from "../units.ts";
import { amounts, createStory, deployment, nodeGroup, pod, replicaSet, webTarget } from "./story.fixture.ts";

test("brings a new Deployment up: one ReplicaSet, its pods, and what the status says meanwhile", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 2 }));
  story.until(10);
  expect(story.lines("applied", "event", "counts", "condition")).toEqual([
    "0 Deployment web created",
    "0 ScalingReplicaSet: Scaled up replica set web-6f899d8846 from 0 to 2",
    '0 Progressing=True NewReplicaSetCreated: Created new replica set "web-6f899d8846"',
    "0 Available=False MinimumReplicasUnavailable: Deployment does not have minimum availability.",
    "0 SuccessfulCreate: Created pod: web-6f899d8846-*",
    "0 SuccessfulCreate: Created pod: web-6f899d8846-*",
    "0 replicas 2 updated 2 ready 0 available 0",
    '0 Progressing=True ReplicaSetUpdated: ReplicaSet "web-6f899d8846" is progressing.',
    expect.stringMatching(/^0 Scheduled: Successfully assigned default\/web-6f899d8846-\* to node-\d$/),
    expect.stringMatching(/^0 Scheduled: Successfully assigned default\/web-6f899d8846-\* to node-\d$/),
    "2 replicas 2 updated 2 ready 2 available 2",
    "2 Available=True MinimumReplicasAvailable: Deployment has minimum availability.",
    '2 Progressing=True NewReplicaSetAvailable: ReplicaSet "web-6f899d8846" has successfully progressed.',
  ]);
});

test("rolls a Deployment over pod by pod, within its surge and its unavailable pods", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 3 }));
  story.until(10);
  story.cluster.apply(deployment({ replicas: 3, image: "v2" }));
  story.until(60);
  expect(story.lines("event").filter((text) => text.includes("ScalingReplicaSet"))).toEqual([
    "0 ScalingReplicaSet: Scaled up replica set web-6f899d8846 from 0 to 3",
    "10 ScalingReplicaSet: Scaled up replica set web-674cddccd9 from 0 to 1",
    "12 ScalingReplicaSet: Scaled down replica set web-6f899d8846 from 3 to 2",
    "12 ScalingReplicaSet: Scaled up replica set web-674cddccd9 from 1 to 2",
    "14 ScalingReplicaSet: Scaled down replica set web-6f899d8846 from 2 to 1",
    "14 ScalingReplicaSet: Scaled up replica set web-674cddccd9 from 2 to 3",
    "16 ScalingReplicaSet: Scaled down replica set web-6f899d8846 from 1 to 0",
  ]);
  expect(story.lines("counts").at(-1)).toBe("16 replicas 3 updated 3 ready 3 available 3");
});

test("recreates only when the last old pod is gone, however long it terminates", () => {
  const story = createStory({ lifecycle: { stopAfter: seconds(5) } });
  story.cluster.apply(deployment({ replicas: 2, strategy: { type: "Recreate" } }));
  story.until(10);
  story.cluster.apply(deployment({ replicas: 2, image: "v2", strategy: { type: "Recreate" } }));
  story.until(60);
  const scaling = story.lines("event").filter((text) => text.includes("ScalingReplicaSet"));
  expect(scaling.slice(1)).toEqual([
    "10 ScalingReplicaSet: Scaled down replica set web-6f899d8846 from 2 to 0",
    "15 ScalingReplicaSet: Scaled up replica set web-674cddccd9 from 0 to 2",
  ]);
  expect(
    story
      .lines("pod")
      .slice(-8)
      .map((text) => text.split(" ").toSpliced(1, 1).join(" ")),
  ).toEqual([
    "15 created",
    "15 created",
    "15 scheduled",
    "15 scheduled",
    "17 started",
    "17 started",
    "17 ready",
    "17 ready",
  ]);
});

test("reports a rollout that makes no progress one second after its deadline", () => {
  const story = createStory({ nodes: [nodeGroup({ count: 1, cpu: millicores(100) })] });
  story.until(5.5);
  story.cluster.apply(deployment({ replicas: 2, progressDeadlineSeconds: 60, requests: amounts({ cpu: 80 }) }));
  story.until(600);
  // The last progress, one of two pods available, lies at 7.5 s, which the status has as 7 s.
  expect(story.lines("condition").slice(-1)).toEqual([
    '68 Progressing=False ProgressDeadlineExceeded: ReplicaSet "web-6f899d8846" has timed out progressing.',
  ]);
});

test("says nothing of progress when there is no deadline", () => {
  const story = createStory();
  story.cluster.apply(deployment({ progressDeadlineSeconds: 2_147_483_647 }));
  story.until(60);
  expect(story.lines("condition").map((text) => text.split(" ")[1])).toEqual(["Available=False", "Available=True"]);
});

test("takes a pod for available after minReadySeconds, counted from the whole second in which it became ready", () => {
  const story = createStory();
  story.until(0.75);
  story.cluster.apply(deployment({ replicas: 1, minReadySeconds: 10 }));
  story.until(60);
  expect(story.lines("counts")).toEqual([
    "0.75 replicas 1 updated 1 ready 0 available 0",
    "2.75 replicas 1 updated 1 ready 1 available 0",
    "12 replicas 1 updated 1 ready 1 available 1",
  ]);
});

test("does nothing about a new template while paused, and rolls out when resumed", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10);
  story.cluster.apply(deployment({ replicas: 1, image: "v2", paused: true }));
  story.until(20);
  expect(story.lines("condition").at(-1)).toBe("10 Progressing=Unknown DeploymentPaused: Deployment is paused");
  expect(story.cluster.pods("default", everything)).toHaveLength(1);
  story.cluster.apply(deployment({ replicas: 1, image: "v2" }));
  story.until(30);
  expect(story.lines("condition").slice(-4)).toEqual([
    "20 Progressing=Unknown DeploymentResumed: Deployment is resumed",
    '20 Progressing=True NewReplicaSetCreated: Created new replica set "web-674cddccd9"',
    '20 Progressing=True ReplicaSetUpdated: ReplicaSet "web-674cddccd9" is progressing.',
    '22 Progressing=True NewReplicaSetAvailable: ReplicaSet "web-674cddccd9" has successfully progressed.',
  ]);
});

test("keeps as many old revisions as the history limit says, the latest ones", () => {
  const story = createStory();
  for (const [index, image] of ["v1", "v2", "v3", "v4"].entries()) {
    story.cluster.apply(deployment({ replicas: 1, revisionHistoryLimit: 1, image }));
    story.until(20 * (index + 1));
  }
  const scale = (name: string) => story.cluster.scale.get({ kind: "ReplicaSet", namespace: "default", name }).kind;
  const names = story.lines("event").flatMap((text) => /Scaled up replica set (\S+) from 0/.exec(text)?.[1] ?? []);
  expect(names.map(scale)).toEqual(["refused", "refused", "scale", "scale"]);
});

test("goes back to the ReplicaSet that it still has when a template comes back", () => {
  const story = createStory();
  for (const [index, image] of ["v1", "v2", "v1"].entries()) {
    story.cluster.apply(deployment({ replicas: 1, image }));
    story.until(20 * (index + 1));
  }
  expect(story.lines("event").filter((text) => text.includes("Scaled up"))).toEqual([
    "0 ScalingReplicaSet: Scaled up replica set web-6f899d8846 from 0 to 1",
    "20 ScalingReplicaSet: Scaled up replica set web-674cddccd9 from 0 to 1",
    "40 ScalingReplicaSet: Scaled up replica set web-6f899d8846 from 0 to 1",
  ]);
});

test("counts a template that came back as the latest revision", () => {
  const story = createStory();
  for (const [index, image] of ["v1", "v2", "v1", "v3"].entries()) {
    story.cluster.apply(deployment({ replicas: 1, revisionHistoryLimit: 1, image }));
    story.until(20 * (index + 1));
  }
  // Of the old ones, v1 with revision 3 and v2 with revision 2, the history keeps one.
  const scale = (name: string) => story.cluster.scale.get({ kind: "ReplicaSet", namespace: "default", name }).kind;
  expect(["web-6f899d8846", "web-674cddccd9"].map(scale)).toEqual(["scale", "refused"]);
});

test("replaces a pod that somebody deletes, at once", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10);
  const [only] = story.cluster.pods("default", everything);
  expect(story.cluster.remove({ kind: "Pod", namespace: "default", name: only?.name ?? "" })).toEqual({
    kind: "deleted",
  });
  story.until(20);
  expect(
    story
      .lines("pod")
      .slice(4)
      .map((text) => text.split(" ").toSpliced(1, 1).join(" ")),
  ).toEqual(["10 terminating", "10 created", "10 scheduled", "11 gone", "12 started", "12 ready"]);
});

test("scales down by deleting pods that are not ready yet before those that are", () => {
  const story = createStory({ lifecycle: { readyAfter: seconds(30) } });
  const probe = { periodSeconds: 1 };
  story.cluster.apply(deployment({ replicas: 2, probe }));
  story.until(60);
  story.cluster.scale.update(webTarget, { replicas: 5, by: "test" });
  story.until(70);
  const before = story.cluster.pods("default", everything).filter(({ ready }) => ready === "True");
  story.cluster.scale.update(webTarget, { replicas: 2, by: "test" });
  story.until(90);
  expect(before).toHaveLength(2);
  expect(story.cluster.pods("default", everything)).toEqual(before);
});

test("keeps the pods of a ReplicaSet that a user wrote, and counts them", () => {
  const story = createStory();
  story.cluster.apply(replicaSet({ name: "bare", replicas: 2 }));
  story.until(10);
  const target = { kind: "ReplicaSet", namespace: "default", name: "bare" };
  expect(story.cluster.scale.get(target)).toEqual({
    kind: "scale",
    scale: { specReplicas: 2, statusReplicas: 2, selector: "app=bare" },
  });
  story.cluster.scale.update(target, { replicas: 1, by: "test" });
  story.until(20);
  expect(story.lines("scaled", "counts")).toEqual([
    "0 0 -> 2 by kubectl apply",
    "0 replicas 2 updated 2 ready 0 available 0",
    "2 replicas 2 updated 2 ready 2 available 2",
    "10 2 -> 1 by test",
    "10 replicas 1 updated 1 ready 1 available 1",
  ]);
});

test("undoes what somebody does to the ReplicaSet of a Deployment", () => {
  const story = createStory();
  story.cluster.apply(deployment({ replicas: 2 }));
  story.until(10);
  const target = { kind: "ReplicaSet", namespace: "default", name: "web-6f899d8846" };
  expect(story.cluster.scale.update(target, { replicas: 7, by: "test" }).kind).toBe("scale");
  story.until(20);
  expect(
    story
      .lines("event")
      .filter((text) => text.includes("ScalingReplicaSet"))
      .slice(1),
  ).toEqual(["10 ScalingReplicaSet: Scaled down replica set web-6f899d8846 from 7 to 2"]);
});

test("answers for the scale of what there is, and refuses in the API server's words", () => {
  const { cluster } = createStory();
  const get = (kind: string) => cluster.scale.get({ kind, namespace: "default", name: "web" });
  expect(get("Deployment")).toEqual({ kind: "refused", message: 'deployments.apps "web" not found' });
  expect(get("ReplicaSet")).toEqual({ kind: "refused", message: 'replicasets.apps "web" not found' });
  expect(get("Pod")).toEqual({ kind: "refused", message: "the server could not find the requested resource" });
  cluster.apply(deployment({ replicas: 4 }));
  expect(get("Deployment")).toEqual({
    kind: "scale",
    scale: { specReplicas: 4, statusReplicas: 0, selector: "app=web" },
  });
});

test("ends a run whose workload grows beyond all bounds", () => {
  const story = createStory({ podsPerWorkloadMax: 50 });
  story.cluster.apply(deployment({ replicas: 51 }));
  const message =
    'Deployment default/web asks for 51 pods, more than 50, the limit "podsPerWorkloadMax" of the cluster';
  expect(() => story.until(1)).toThrow(new LimitError(message));
});

test("creates more pods than one burst in the same instant", () => {
  const story = createStory({ podsPerWorkloadMax: 2000, nodes: [nodeGroup({ count: 20, podsMax: 110 })] });
  story.cluster.apply(deployment({ replicas: 1300, requests: amounts({}) }));
  story.until(0);
  expect(story.cluster.pods("default", everything)).toHaveLength(1300);
});

test("lets a pod that a user wrote live and die on its own", () => {
  const story = createStory();
  story.cluster.apply(pod({ name: "lonely" }));
  story.until(10);
  story.cluster.remove({ kind: "Pod", namespace: "default", name: "lonely" });
  story.until(20);
  expect(story.lines("pod")).toEqual([
    "0 lonely created",
    "0 lonely scheduled",
    "2 lonely started",
    "2 lonely ready",
    "10 lonely terminating",
    "11 lonely gone",
  ]);
});

test("knows of each pod where it belongs, when it started and what it shows to controllers", () => {
  const story = createStory();
  story.until(0.25);
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(1);
  const [starting] = story.cluster.pods("default", selectorFromLabels({ app: "web" }));
  expect([starting?.phase, starting?.ready, starting?.startedAt]).toEqual(["Pending", "False", undefined]);
  story.until(5);
  const [view] = story.cluster.pods("default", selectorFromLabels({ app: "web" }));
  const second = story.facts[0]!.at - 250_000;
  expect(view).toMatchObject({
    namespace: "default",
    labels: { app: "web", "pod-template-hash": "6f899d8846" },
    phase: "Running",
    deleting: false,
    ready: "True",
    readyChangedAt: second + seconds(2),
    startTime: second,
    creationTimestamp: second,
    startedAt: second + seconds(2.25),
    workload: webTarget,
  });
  expect(view?.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(story.cluster.node(view?.node ?? "")?.pods).toEqual([view]);
});
