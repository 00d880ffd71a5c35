import { expect, test } from "vitest";
import { loadScenario } from "../../input/load-scenario.ts";
import { milliseconds, plus, seconds, simTime } from "../../sim/units.ts";
import { createWindTunnel, runScenario } from "../../sim/wind-tunnel.ts";
import { asSeen, livesOf } from "./as-seen.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { createPodMetricsLog, type PodMetricsList } from "./seen-pod-metrics.ts";
import { syncDelay } from "./seen-syncs.ts";
import { simulatedTarget } from "./simulated-target.ts";
import { playOn } from "./target.ts";

const { scenario } = loadScenario("scenarios/on-kind/cpu-walkthrough", { sets: [] });

test("pods start, are ready and are looked at as they were seen, and metrics-server scrapes in its rhythm", () => {
  const looks = [4.2, 21.5, 30, 47].map(seconds);
  const lifecycle = { startDelay: seconds(3.25), readyAfter: seconds(1), stopAfter: seconds(1) };
  const pods = new Map([["default/web", [{ ...lifecycle, seen: { readyAfter: seconds(6.5), looks } }]]]);
  const seen = { metricsServer: { firstScrapeAfter: seconds(7.75) }, pods };
  const tunnel = createWindTunnel(scenario, { seen });
  const log = createPodMetricsLog();
  for (let at = scenario.start; at < plus(scenario.start, seconds(60)); at = plus(at, milliseconds(250))) {
    tunnel.advanceTo(at);
    const reply = tunnel.servers.metricsServer({
      ...{ method: "GET", path: "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods" },
      ...{ query: [], headers: {}, body: "", peer: { user: "", groups: [] } },
    });
    if (reply.kind !== "whole") throw new Error("metrics-server answers in one piece");
    log.take(JSON.parse(reply.body) as PodMetricsList, { notBefore: at, seenAt: at });
  }
  const [life] = livesOf(tunnel.finish().trace.facts);
  const since = (at: number | undefined): number => ((at ?? 0) - scenario.start) / 1e6;
  expect(since(life?.started)).toBe(3.25);
  expect(since(life?.ready)).toBe(9.75);
  // Looks at 24.75, 33.25 and 50.25 s; scrapes at 7.75 s and every 15 s after it, each a few milliseconds later at the node.
  expect(log.seen().map(({ seenAt, window }) => [since(seenAt), window / 1e6])).toEqual([
    [38, 25.8],
    [53, 17],
  ]);
});

test("the requests that came are the load, second by second", async () => {
  const run = await playOn(simulatedTarget, {
    ...{ loaded: loadScenario("scenarios/on-kind/cpu-walkthrough", { sets: [] }), path: "cpu-walkthrough", folder: "" },
    say: () => {},
  });
  const [first, second] = run.arrivals;
  const fewer: RecordedRun = {
    ...run,
    arrivals: [{ ...first!, perSecond: first!.perSecond.map((count, index) => (index < 10 ? 0 : count)) }, second!],
  };
  const { scenario: played } = asSeen(scenario, fewer);
  expect(played.loads[0]?.shape).toEqual({
    kind: "open",
    rate: [
      { at: 0, value: 0, slopePerSecond: 0 },
      { at: seconds(10), value: 42, slopePerSecond: 0 },
    ],
  });
  const offered = (of: typeof scenario): number => runScenario(of).summary.targets[0]?.offered ?? 0;
  expect(offered(scenario) - offered(played)).toBeCloseTo(420, 3);
});

test("what a sync takes beyond its period is the median over the later ones", () => {
  const start = simTime(0);
  const status = (second: number) => ({
    ...({
      at: simTime(second * 1e6),
      kind: "hpa-status",
      currentReplicas: 1,
      desiredReplicas: 1,
      metrics: [],
    } as const),
    hpa: { kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" },
  });
  const facts = [status(15.4), status(60.08), status(75.1), status(150.2), status(300.42)];
  expect(syncDelay(facts, { start, period: seconds(15) })).toBe(20_000);
  expect(syncDelay([status(15.4)], { start, period: seconds(15) })).toBe(0);
});
