import fc from "fast-check";
import { expect, test } from "vitest";
import { behaviors } from "../fixtures/arbitraries.ts";
import { bodyOf } from "../fixtures/endpoints.ts";
import { hpaOf, utilization } from "../fixtures/hpa.ts";
import {
  applying,
  deploymentOf,
  hpaObject,
  modelOf,
  nodesOf,
  rateOf,
  scenarioOf,
  serviceOf,
} from "../fixtures/wind-tunnel.ts";
import { goldenText } from "../reports/golden.ts";
import { replicaSteps } from "./checks/replica-steps.ts";
import type { ClusterObject } from "./kubernetes/workload.ts";
import { steps } from "./load/shapes.ts";
import type { Run } from "./run.ts";
import type { Action, Scenario } from "./scenario.ts";
import type { Fact } from "./trace/fact.ts";
import { canonicalJson, traceHash } from "./trace/hash.ts";
import { millicores, plus, type SimTime, seconds, simTime } from "./units.ts";
import { createWindTunnel, runScenario, type WindTunnel } from "./wind-tunnel.ts";

const length = 8;
const web = { namespace: "default", name: "web" };

const natBetween = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const hpas: fc.Arbitrary<ClusterObject> = fc
  .record({
    min: natBetween(1, 5),
    range: natBetween(0, 8),
    target: natBetween(10, 90),
    behavior: fc.option(behaviors(), { nil: undefined, freq: 2 }),
  })
  .map(({ min, range, target, behavior }) =>
    hpaObject(
      hpaOf({
        minReplicas: min,
        maxReplicas: min + range,
        metrics: [utilization(target)],
        ...(behavior === undefined ? {} : { behavior }),
      }),
    ),
  );

const deployments = (minReadySeconds: readonly number[]): fc.Arbitrary<ClusterObject> =>
  fc
    .record({
      replicas: natBetween(0, 10),
      image: fc.constantFrom("v1", "v2"),
      request: natBetween(50, 400),
      limit: fc.option(natBetween(400, 1000), { nil: undefined }),
      minReadySeconds: fc.constantFrom(...minReadySeconds),
    })
    .map(({ request, limit, ...rest }) =>
      deploymentOf({ ...rest, requests: { cpu: request }, limits: limit === undefined ? {} : { cpu: limit } }),
    );

/** A quarter of a second after a whole one, when no pass falls but that of an HPA that has just been applied. */
const actions = (objects: fc.Arbitrary<ClusterObject>): fc.Arbitrary<readonly Action[]> => {
  const second = natBetween(0, length * 60 - 1).map((whole) => whole + 0.25);
  const at = second.map(seconds);
  const one: fc.Arbitrary<Action> = fc.oneof(
    fc.tuple(second, objects).map(([when, object]) => applying(when, object)),
    fc.record({ name: fc.constant("restart"), at, kind: fc.constant("restart" as const), target: fc.constant(web) }),
    fc.record({
      name: fc.constant("scale"),
      at,
      kind: fc.constant("scale" as const),
      target: fc.constant(web),
      replicas: natBetween(0, 14),
    }),
  );
  return fc.array(one, { maxLength: 3 });
};

const loads: fc.Arbitrary<Scenario["loads"]> = fc
  .array(fc.record({ second: natBetween(0, length * 60), value: natBetween(0, 150) }), { maxLength: 4 })
  .map((points) => points.toSorted((a, b) => a.second - b.second))
  .map((points) => [rateOf(steps(points.map(({ second, value }) => ({ at: seconds(second), value }))))]);

/** A small cluster in which everything may happen: a Deployment under load, and what is applied beside it. */
const scenarios = (
  deployment: fc.Arbitrary<ClusterObject>,
  ...beside: readonly fc.Arbitrary<ClusterObject>[]
): fc.Arbitrary<Scenario> =>
  fc
    .record({
      seed: fc.nat(),
      kubernetes: fc.constantFrom("1.36", "1.37"),
      warmupMinutes: fc.constantFrom(0, 1),
      deployment,
      beside: fc.tuple(...beside),
      startDelay: natBetween(0, 20),
      readyAfter: natBetween(0, 40),
      startupCpu: natBetween(0, 400),
      queueMax: fc.constantFrom(5, Number.POSITIVE_INFINITY),
      loads,
      actions: actions(fc.oneof(deployment, ...beside)),
    })
    .map(({ kubernetes, deployment, startDelay, readyAfter, startupCpu, queueMax, ...rest }) =>
      scenarioOf({
        ...rest,
        minutes: length,
        cluster: { kubernetes, nodes: [nodesOf({ count: 3, cpu: millicores(4000) })] },
        objects: [deployment, serviceOf(), ...rest.beside],
        workloads: [
          modelOf({
            lifecycle: { startDelay: seconds(startDelay), readyAfter: seconds(readyAfter) },
            app: { startupCpu: millicores(startupCpu), startupFor: seconds(20) },
            requests: { queueMax },
          }),
        ],
      }),
    );

const autoscaled = scenarios(deployments([0, 0, 20]), hpas);

/** `spec.replicas` of `web` after everything that happened up to `at`. */
const replicasAt = ({ trace }: Run, at: SimTime): number =>
  replicaSteps(trace, web, "replicas").findLast((step) => step.at <= at)?.value ?? Number.NaN;

test("a pass of the HPA leaves the count within minimum and maximum, whatever it was before, and leaves 0 alone", () => {
  fc.assert(
    fc.property(autoscaled, (scenario) => {
      const passes: { at: SimTime; before: number; min: number; max: number }[] = [];
      const run = runScenario(scenario, {
        onPass: (_hpa, at, explain) => {
          const { currentReplicas, minReplicas, maxReplicas } = explain();
          passes.push({ at, before: currentReplicas, min: minReplicas, max: maxReplicas });
        },
      });
      const strays = passes.filter(({ at, before, min, max }) => {
        const after = replicasAt(run, at);
        return before === 0 ? after !== 0 : after < min || after > max;
      });
      expect(passes.length).toBeGreaterThan(length * 3);
      expect(strays).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test("facts come in order of time, none before the start and none after the end", () => {
  fc.assert(
    fc.property(autoscaled, (scenario) => {
      const { trace } = runScenario(scenario);
      const times = trace.facts.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times[0]).toBe(scenario.start);
      expect(times.at(-1)).toBeLessThanOrEqual(trace.end);
    }),
    { numRuns: 30 },
  );
});

test("without load the HPA goes down to its minimum, and then nothing happens any more", () => {
  // The idle CPU is no whole number of millicores: as timestamps have milliseconds, a reading may lie a little beside.
  const idle = fc.record({
    seed: fc.nat(),
    kubernetes: fc.constantFrom("1.36", "1.37"),
    replicas: natBetween(1, 8),
    minReplicas: natBetween(1, 4),
    target: natBetween(20, 90),
    idleHalves: natBetween(0, 4),
    readyAfter: natBetween(0, 40),
  });
  fc.assert(
    fc.property(idle, ({ seed, kubernetes, replicas, minReplicas, target, idleHalves, readyAfter }) => {
      const run = runScenario(
        scenarioOf({
          seed,
          minutes: 40,
          cluster: { kubernetes },
          objects: [
            deploymentOf({ replicas }),
            serviceOf(),
            hpaObject(hpaOf({ minReplicas, maxReplicas: 10, metrics: [utilization(target)] })),
          ],
          workloads: [
            modelOf({
              lifecycle: { readyAfter: seconds(readyAfter) },
              app: { idleCpu: millicores(idleHalves + 0.5) },
            }),
          ],
        }),
      );
      const counts = replicaSteps(run.trace, web, "replicas").map(({ value }) => value);
      expect(Math.max(...counts)).toBe(Math.max(replicas, minReplicas));
      expect(counts.at(-1)).toBe(minReplicas);
      const settled = plus(run.trace.zero, seconds(20 * 60));
      expect(run.trace.facts.filter(({ at }) => at > settled)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

const textOf = (run: Run): string => goldenText(run, traceHash(run.trace));

test("an equal scenario gives the same bytes, whatever was played in between", () => {
  fc.assert(
    fc.property(autoscaled, autoscaled, (scenario, other) => {
      const first = textOf(runScenario(scenario));
      runScenario(other);
      expect(textOf(runScenario(structuredClone(scenario)))).toBe(first);
    }),
    { numRuns: 30 },
  );
});

/** What a fact says without the names of pods and nodes. */
function withoutNames(fact: Fact): string {
  const text = canonicalJson(fact.kind === "pod" ? { ...fact, node: "" } : fact);
  return text.replaceAll(/\b(web-[a-z0-9]+)-[a-z0-9]{5}\b/g, "$1-#").replaceAll(/\bnode-\d\b/g, "node-#");
}

// All pods of a template are then alike whenever one has to go; otherwise their nodes and UIDs decide which.
test("where nobody looks at metrics or acts twice, another seed gives pods other names and nodes, and changes nothing else", () => {
  fc.assert(
    fc.property(scenarios(deployments([0])), fc.nat(), ({ actions: [action], ...rest }, seed) => {
      const scenario = { ...rest, actions: action === undefined ? [] : [action] };
      fc.pre(seed !== scenario.seed);
      const one = runScenario(scenario).trace.facts;
      const other = runScenario({ ...scenario, seed }).trace.facts;
      expect(other.map(withoutNames)).toEqual(one.map(withoutNames));
      const pods = (facts: readonly Fact[]): readonly string[] =>
        facts.flatMap((fact) => (fact.kind === "pod" ? [fact.pod.name] : []));
      if (pods(one).length > 0) expect(pods(other)).not.toEqual(pods(one));
    }),
    { numRuns: 40 },
  );
});

/** Everything that the servers of the cluster say now. */
const askAll = ({ servers }: WindTunnel): readonly string[] => [
  ...["pods", "nodes"].map((path) => bodyOf(servers.metricsServer, `/apis/metrics.k8s.io/v1beta1/${path}`)),
  ...["node-1", "node-2", "node-3"].flatMap((node) =>
    ["/metrics/resource", "/metrics/cadvisor", "/stats/summary"].map((path) => bodyOf(servers.kubelet(node), path)),
  ),
  ...[servers.kubeStateMetrics, servers.apiserver].map((server) => bodyOf(server, "/metrics")),
  // Load averages begin when somebody first asks.
  ...["node-1", "node-2", "node-3"].map((node) =>
    bodyOf(servers.nodeExporter(node), "/metrics").replace(/^node_load\d+ .*$/gm, ""),
  ),
];

test("a run in slices, with everybody asking in between, is the run in one go", () => {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(autoscaled, cuts, (scenario, shares) => {
      const tunnel = createWindTunnel(scenario);
      for (const share of shares.toSorted((a, b) => a - b)) {
        const time = simTime(Math.floor(scenario.start + share * (tunnel.end - scenario.start)));
        tunnel.advanceTo(time);
        expect(tunnel.now()).toBe(time);
        expect(tunnel.nextAt() ?? tunnel.end + 1).toBeGreaterThan(time);
        askAll(tunnel);
      }
      const uncut = createWindTunnel(scenario);
      expect(tunnel.finish()).toEqual(uncut.finish());
      expect(askAll(tunnel)).toEqual(askAll(uncut));
    }),
    { numRuns: 40 },
  );
});
