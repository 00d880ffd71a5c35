import { expect, test } from "vitest";
import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { agreeingReplay, divergedReplay } from "../../fixtures/replays.ts";
import { fact } from "../../fixtures/runs-small.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import { shortClock } from "../clock.ts";
import { timelinePairs } from "./timeline-pairs.ts";

const texts = (replay: JudgedReplay): readonly string[] => {
  const { zero } = replay.recorded.trace;
  return timelinePairs(replay).map(({ real, simulated, reasoning }) => {
    const times = [real, simulated].map((line) => (line === undefined ? "-" : shortClock(line.at, zero)));
    const line = real ?? simulated;
    return [...times, line?.subject, line?.what, reasoning].filter((text) => text !== "").join(" ");
  });
};

/** The lines from a minute on. */
const from = (minute: number, lines: readonly string[]): readonly string[] =>
  lines.filter((line) => Number(/(?<!-)00:0(\d):/.exec(line)?.[1] ?? -1) >= minute);

test("puts what happened in both runs on one line, with what the simulated HPA thought", () => {
  expect(from(1, texts(agreeingReplay()))).toEqual([
    "00:01:00 00:01:00 load/spike starts",
    "- 00:01:45 hpa/web ScalingLimited=True",
    "- 00:01:45 deployment/web 2 pods created",
    "00:01:46 00:01:45 deployment/web replicas 2 -> 4 cpu 144% of 60% (proposed 5, ScaleUpLimit)",
    "- 00:01:55 deployment/web 2 pods ready",
    "00:03:00 00:03:00 load/spike ends",
  ]);
});

test("puts what only one of them did on lines of their own, in order of time", () => {
  expect(texts(divergedReplay()).filter((line) => line.includes("replicas 2"))).toEqual([
    "- 00:01:45 deployment/web replicas 2 -> 4 cpu 144% of 60% (proposed 5, ScaleUpLimit)",
    "00:01:46 - deployment/web replicas 2 -> 3",
  ]);
});

const withFacts = (replay: JudgedReplay, real: readonly Fact[], simulated: readonly Fact[]): JudgedReplay => {
  const added = <Traced extends { readonly trace: JudgedReplay["recorded"]["trace"] }>(
    of: Traced,
    more: readonly Fact[],
  ) => ({
    ...of,
    trace: { ...of.trace, facts: [...of.trace.facts, ...more].sort((a, b) => a.at - b.at) },
  });
  return { ...replay, recorded: added(replay.recorded, real), simulated: added(replay.simulated, simulated) };
};

const event = (at: number, message: string): Fact =>
  fact(at, {
    kind: "event",
    involved: { kind: "Deployment", namespace: "default", name: "web" },
    ...{ component: "deployment-controller", type: "Normal", reason: "ScalingReplicaSet", message },
  });

test("takes no account of names that an API server makes up, but of what else a message says", () => {
  const replay = withFacts(
    agreeingReplay(),
    [
      event(150, "Scaled up replica set web-795fb889db from 1 to 2"),
      event(151, "Scaled up replica set web-795fb889db from 2 to 3"),
    ],
    [
      event(150, "Scaled up replica set web-6d4cf56db6 from 1 to 2"),
      event(151, "Scaled up replica set web-6d4cf56db6 from 2 to 4"),
    ],
  );
  expect(from(2, texts(replay)).filter((line) => line.includes("ScalingReplicaSet"))).toEqual([
    "00:02:30 00:02:30 deployment/web ScalingReplicaSet",
    "00:02:31 - deployment/web ScalingReplicaSet",
    "- 00:02:31 deployment/web ScalingReplicaSet",
  ]);
});

const pod = (at: number, name: string): Fact =>
  fact(at, {
    kind: "pod",
    pod: { kind: "Pod", namespace: "default", name },
    ...{ workload: "default/web", state: "gone", node: "node-0" },
  });

test("counts pods together that a watch sees a moment apart", () => {
  const replay = withFacts(agreeingReplay(), [pod(150, "a"), pod(150.4, "b")], [pod(150, "c"), pod(150, "d")]);
  expect(texts(replay).filter((line) => line.includes("gone"))).toEqual([
    "00:02:30 00:02:30 deployment/web 2 pods gone",
  ]);
});

test("does not take one for the other that comes much later", () => {
  const replay = withFacts(agreeingReplay(), [pod(125, "a")], [pod(170, "c")]);
  expect(texts(replay).filter((line) => line.includes("gone"))).toEqual([
    "00:02:05 - deployment/web 1 pod gone",
    "- 00:02:50 deployment/web 1 pod gone",
  ]);
});
