import { defaultPodLifecycle } from "../../sim/cluster/pod-lifecycle.ts";
import type { ProfilePiece } from "../../sim/load/profile.ts";
import { asApproximateFloat64, parseQuantity } from "../../sim/quantity/index.ts";
import type { Load, PodLifecycle, Scenario } from "../../sim/scenario.ts";
import type { Fact, PodFact } from "../../sim/trace/fact.ts";
import {
  between,
  bytes,
  type Duration,
  microseconds,
  millicores,
  plus,
  type SimTime,
  seconds,
  zeroDuration,
} from "../../sim/units.ts";
import type { SeenMetricsServer, SeenRun } from "../../sim/wiring/seen-run.ts";
import type { RecordedRun, SeenArrivals } from "./recorded-run.ts";
import { looksOf, scrapePhase } from "./seen-looks.ts";
import { syncDelay, syncPeriodOf } from "./seen-syncs.ts";

/** What to simulate so that it can be held against a recorded run. */
export type AsSeen = { readonly scenario: Scenario; readonly seen: SeenRun };

/** Where in the span that they are known to instants are taken to be: from 0, as early as possible, to 1, as late. */
export type Guess = { readonly scrapes: number; readonly looks: number };

const middleGuess: Guess = { scrapes: 0.5, looks: 0.5 };

/**
 * The scenario with what the run really had: the release and the size of the node, the requests that came, when each pod started and
 * was ready, when it was looked at, and where in their rhythms metrics-server and the HPA controller were.
 *
 * All else is the simulator's: what a request costs, what that makes of the metrics, and what the HPA does then.
 */
export function asSeen(scenario: Scenario, run: RecordedRun, guess: Guess = middleGuess): AsSeen {
  const { cluster } = scenario;
  const { versions, node } = run.provenance;
  const answerDelay = syncDelay(run.trace.facts, { start: run.start, period: syncPeriodOf(scenario) });
  const phase = phaseOf(scenario, run, guess);
  return {
    scenario: {
      ...scenario,
      start: run.start,
      loads: scenario.loads.map((load) => loadAsSeen(load, run)),
      cluster: {
        ...cluster,
        kubernetes: versions["kubernetes"] ?? cluster.kubernetes,
        metricsServer: { ...cluster.metricsServer, answerDelay },
        nodes: [
          {
            ...{ name: "node", count: 1, labels: {} },
            cpu: millicores(Math.round(amountOf(node.cpu) * 1000)),
            memory: bytes(amountOf(node.memory)),
            podsMax: amountOf(node.pods),
          },
        ],
      },
    },
    seen: {
      metricsServer: metricsServerAsSeen(scenario, run, phase),
      pods: podsAsSeen(scenario, run, { phase, share: guess.looks }),
    },
  };
}

/** The Deployment of metrics-server, as a pod's facts name it. */
export const metricsServerName = "kube-system/metrics-server";

function phaseOf({ cluster }: Scenario, { podMetrics, start }: RecordedRun, { scrapes }: Guess): Duration | undefined {
  const resolution = cluster.metricsServer.metricResolution;
  const span = scrapePhase(podMetrics, { start, resolution });
  return span && microseconds(Math.round(span.from + scrapes * span.length) % resolution);
}

/** Its rhythm is that of the process whose samples were seen; where a new pod took over, that is the new one's. */
function metricsServerAsSeen(
  scenario: Scenario,
  { trace, start }: RecordedRun,
  phase: Duration | undefined,
): SeenMetricsServer {
  const resolution = scenario.cluster.metricsServer.metricResolution;
  const newer = livesOf(trace.facts).find(
    ({ workload, created = start }) => workload === metricsServerName && created > start,
  );
  const changed = scenario.actions.find(({ kind }) => kind === "set-metrics-server-flags");
  if (newer?.started === undefined || changed === undefined)
    return phase === undefined ? {} : { firstScrapeAfter: phase };
  // The simulation's pod is there at once: what the one of the cluster took to be is a part of its start.
  const life = lifecycleOf({ ...newer, scheduled: plus(trace.zero, changed.at) }, defaultPodLifecycle, () => []);
  if (phase === undefined) return { newPod: life };
  const intoRhythm = (newer.started - start - phase) % resolution;
  return { newPod: { ...life, readyAfter: microseconds((resolution - intoRhythm) % resolution) } };
}

function amountOf(text: string): number {
  const parsed = parseQuantity(text);
  return parsed.ok ? asApproximateFloat64(parsed.quantity) : 0;
}

function loadAsSeen(load: Load, { arrivals, trace }: RecordedRun): Load {
  const seen = arrivals.find((each) => each.load === load.name);
  if (seen === undefined) return load;
  const from = between(trace.zero, seen.from);
  return {
    ...load,
    from,
    until: microseconds(from + seconds(seen.perSecond.length)),
    shape: { kind: "open", rate: rateOf(seen) },
  };
}

/** A piece for each second in which the rate is another than in the one before. */
const rateOf = ({ perSecond }: SeenArrivals): readonly ProfilePiece[] =>
  perSecond.flatMap((value, index) =>
    index > 0 && perSecond[index - 1] === value ? [] : [{ at: seconds(index), value, slopePerSecond: 0 }],
  );

/** The instants of a pod's life. */
type Life = { readonly workload: string; readonly name: string } & Partial<Record<PodFact["state"], SimTime>>;

/** The lives of pods, in the order of their creation. */
export function livesOf(facts: readonly Fact[]): readonly Life[] {
  const lives = new Map<string, Life>();
  for (const fact of facts) {
    if (fact.kind !== "pod") continue;
    const key = `${fact.pod.namespace}/${fact.pod.name}`;
    const life = lives.get(key) ?? { workload: fact.workload, name: key };
    // The first time counts: a pod may be ready more than once.
    lives.set(key, { [fact.state]: fact.at, ...life });
  }
  return [...lives.values()];
}

function podsAsSeen(
  scenario: Scenario,
  { trace, start, podMetrics }: RecordedRun,
  { phase, share }: { readonly phase: Duration | undefined; readonly share: number },
): SeenRun["pods"] {
  const resolution = scenario.cluster.metricsServer.metricResolution;
  const scrapes = phase && { firstAt: plus(start, phase), resolution };
  const pods = new Map<string, PodLifecycle[]>();
  for (const life of livesOf(trace.facts)) {
    const model = scenario.workloads.find(({ namespace, name }) => `${namespace}/${name}` === life.workload);
    const stated = model?.lifecycle ?? defaultPodLifecycle;
    const samples = podMetrics.filter(({ namespace, pod }) => `${namespace}/${pod}` === life.name);
    const list = pods.get(life.workload) ?? [];
    list.push(lifecycleOf(life, stated, (startedAt) => looksOf(samples, { startedAt, scrapes, share })));
    pods.set(life.workload, list);
  }
  return pods;
}

/** A step that was not seen, because the run ended before it, is as the scenario states. */
function lifecycleOf(
  { created, scheduled = created, started, ready, terminating, gone }: Life,
  stated: PodLifecycle,
  looks: (startedAt: SimTime) => readonly SimTime[],
): PodLifecycle {
  if (scheduled === undefined || started === undefined) return stated;
  const span = (from: SimTime, to: SimTime): Duration => microseconds(Math.max(zeroDuration, between(from, to)));
  return {
    startDelay: span(scheduled, started),
    readyAfter: stated.readyAfter,
    stopAfter: terminating !== undefined && gone !== undefined ? span(terminating, gone) : stated.stopAfter,
    seen: {
      ...(ready === undefined ? {} : { readyAfter: span(started, ready) }),
      looks: looks(started)
        .filter((at) => at > started)
        .map((at) => between(started, at)),
    },
  };
}
