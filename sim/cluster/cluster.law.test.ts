import fc from "fast-check";
import { expect, test } from "vitest";
import { everything } from "../kubernetes/label-selector.ts";
import type { DeploymentStrategy, IntOrPercent } from "../kubernetes/workload.ts";
import type { Fact } from "../trace/fact.ts";
import { bytes, millicores, seconds } from "../units.ts";
import { fencepostsOf } from "./fenceposts.ts";
import {
  amounts,
  createStory,
  deployment,
  nodeGroup,
  type Story,
  type StorySettings,
  webTarget,
} from "./story.fixture.ts";

const intOrPercent: fc.Arbitrary<IntOrPercent> = fc.oneof(
  fc.record({ count: fc.nat(4) }),
  fc.record({ percent: fc.nat(100) }),
);
const rollingUpdate: fc.Arbitrary<DeploymentStrategy> = fc.record({
  type: fc.constant("RollingUpdate" as const),
  maxSurge: intOrPercent,
  maxUnavailable: intOrPercent,
});
const strategy: fc.Arbitrary<DeploymentStrategy> = fc.oneof(
  { weight: 4, arbitrary: rollingUpdate },
  { weight: 1, arbitrary: fc.constant({ type: "Recreate" as const }) },
);

type Change =
  | { readonly do: "scale"; readonly replicas: number }
  | { readonly do: "image"; readonly image: string }
  | { readonly do: "restart" }
  | { readonly do: "delete a pod" };

/** What somebody does, after so many seconds of nothing. */
const changes: fc.Arbitrary<readonly { readonly wait: number; readonly change: Change }[]> = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 40 }),
    change: fc.oneof(
      fc.record({ do: fc.constant("scale" as const), replicas: fc.nat(12) }),
      fc.record({ do: fc.constant("image" as const), image: fc.constantFrom("v1", "v2", "v3") }),
      fc.constant({ do: "restart" as const }),
      fc.constant({ do: "delete a pod" as const }),
    ),
  }),
  { maxLength: 12 },
);

const lifecycle: fc.Arbitrary<NonNullable<StorySettings["lifecycle"]>> = fc
  .record({ startDelay: fc.nat(5), readyAfter: fc.nat(20), stopAfter: fc.nat(20) })
  .map(({ startDelay, readyAfter, stopAfter }) => ({
    startDelay: seconds(startDelay),
    readyAfter: seconds(readyAfter),
    stopAfter: seconds(stopAfter),
  }));

const plan = fc.record({ strategy, lifecycle, changes, seed: fc.nat(1000), minReadySeconds: fc.constantFrom(0, 0, 7) });

type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

/** Lets time pass to `second`, and calls `look` at the end of every instant in which something happened. */
function pass(story: Story, second: number, look: () => void): void {
  const begin = story.facts[0]?.at ?? story.kernel.now();
  for (;;) {
    const next = story.kernel.nextAt();
    if (next === undefined || next > begin + seconds(second)) break;
    story.kernel.advanceTo(next);
    look();
  }
  story.until(second);
}

function play(
  settings: StorySettings,
  { strategy: limits, changes: steps, minReadySeconds }: Plan,
  look: (story: Story) => void,
): Story {
  const story = createStory(settings);
  let replicas = 4;
  let image = "v1";
  const probe = { periodSeconds: 3 };
  const apply = (): void => {
    const requests = amounts({ cpu: 700, memory: 1_000_000_000_000 });
    story.cluster.apply(deployment({ replicas, image, strategy: limits, minReadySeconds, probe, requests }));
  };
  apply();
  let second = 0;
  for (const { wait, change } of steps) {
    second += wait;
    pass(story, second, () => look(story));
    if (change.do === "scale") {
      replicas = change.replicas;
      story.cluster.scale.update(webTarget, { replicas, by: "test" });
    } else if (change.do === "image") {
      image = change.image;
      apply();
    } else if (change.do === "restart") story.cluster.restart(webTarget);
    else {
      const [first] = story.cluster.pods("default", everything);
      if (first) story.cluster.remove({ kind: "Pod", namespace: first.namespace, name: first.name });
    }
    look(story);
  }
  pass(story, second + 3000, () => look(story));
  return story;
}

test("has as many ready pods as the spec says, all of one template, when nothing is left to do", () => {
  fc.assert(
    fc.property(plan, (given) => {
      const story = play({ lifecycle: given.lifecycle, seed: given.seed }, given, () => {});
      const reply = story.cluster.scale.get(webTarget);
      const pods = story.cluster.pods("default", everything);
      expect(reply).toMatchObject({ scale: { specReplicas: pods.length, statusReplicas: pods.length } });
      expect(pods.every(({ ready, deleting }) => ready === "True" && !deleting)).toBe(true);
      expect(new Set(pods.map(({ labels }) => labels["pod-template-hash"])).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test("keeps a rollout of healthy pods within its surge and its unavailable pods at every instant", () => {
  const rollout = fc.record({ limits: rollingUpdate, lifecycle, replicas: fc.integer({ min: 1, max: 15 }) });
  fc.assert(
    fc.property(rollout, ({ limits, lifecycle: behaviour, replicas }) => {
      const story = createStory({ lifecycle: behaviour, nodes: [nodeGroup({ count: 10 })] });
      const probe = { periodSeconds: 2 };
      story.cluster.apply(deployment({ replicas, strategy: limits, probe }));
      story.until(500);
      story.cluster.apply(deployment({ replicas, strategy: limits, probe, image: "v2" }));
      const { maxSurge, maxUnavailable } = fencepostsOf({ replicas, strategy: limits });
      pass(story, 4000, () => {
        const active = story.cluster.pods("default", everything).filter(({ deleting }) => !deleting);
        const ready = active.filter((pod) => pod.ready === "True");
        expect(active.length).toBeLessThanOrEqual(replicas + maxSurge);
        expect(ready.length).toBeGreaterThanOrEqual(replicas - maxUnavailable);
      });
      const images = story.cluster.pods("default", everything).map(({ spec }) => spec.containers[0]?.image);
      expect(images).toEqual(Array.from({ length: replicas }, () => "v2"));
    }),
    { numRuns: 60 },
  );
});

test("never puts more on a node than it has, and no pod on two", () => {
  const nodes = [
    nodeGroup({ name: "small", count: 1, cpu: millicores(1500) }),
    nodeGroup({ name: "crowded", count: 1, podsMax: 2 }),
    nodeGroup({ name: "narrow", count: 1, cpu: millicores(9000), memory: bytes(2_500_000_000) }),
  ];
  fc.assert(
    fc.property(plan, (given) => {
      const look = (story: Story): void => {
        for (const { allocatable, pods } of story.cluster.nodes()) {
          expect(pods.length * 700).toBeLessThanOrEqual(allocatable.cpu);
          expect(pods.length * 1_000_000_000).toBeLessThanOrEqual(allocatable.memory);
          expect(pods.length).toBeLessThanOrEqual(allocatable.pods);
        }
      };
      const story = play({ nodes, lifecycle: given.lifecycle, seed: given.seed }, given, look);
      const bound = story.cluster.nodes().flatMap(({ pods }) => pods);
      expect(new Set(bound).size).toBe(bound.length);
      expect(bound.toSorted(byName)).toEqual(
        story.cluster.pods("default", everything).filter(({ node }) => node !== ""),
      );
    }),
    { numRuns: 40 },
  );
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

test("tells the same story for the same seed, to the last fact", () => {
  fc.assert(
    fc.property(plan, (given) => {
      const factsOf = (seed: number): readonly Fact[] =>
        play({ lifecycle: given.lifecycle, seed }, given, () => {}).facts;
      const facts = factsOf(given.seed);
      expect(factsOf(given.seed)).toEqual(facts);
    }),
    { numRuns: 20 },
  );
});

test("lets a pod go through its states in their order, each at most once", () => {
  const order = ["created", "scheduled", "started", "ready", "terminating", "gone"];
  fc.assert(
    fc.property(plan, (given) => {
      const story = play({ lifecycle: given.lifecycle, seed: given.seed }, given, () => {});
      const states = Map.groupBy(
        story.facts.filter((fact) => fact.kind === "pod"),
        ({ pod }) => pod.name,
      );
      for (const seen of states.values()) {
        const path = seen
          .map(({ state }) => order.indexOf(state))
          .filter((index) => index !== order.indexOf("terminating"));
        expect(path).toEqual([...new Set(path)].toSorted((a, b) => a - b));
        expect(path[0]).toBe(0);
      }
    }),
    { numRuns: 30 },
  );
});
