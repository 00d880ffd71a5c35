import { createKernel } from "../../kernel/kernel.ts";
import { createRandomStream } from "../../kernel/random.ts";
import type { LoadShape } from "../../scenario.ts";
import { microseconds, millicores, plus, seconds, simTime, zeroDuration } from "../../units.ts";
import { createLoadEngine, type LoadEngine } from "../engine.ts";
import { meanResponse, responseQuantile } from "../latency.ts";
import { valueAt } from "../profile.ts";
import type { Variation } from "../queueing.ts";
import { sampleResponses } from "../sampling.ts";
import type { TimedSegment } from "../segment.ts";
import { countsBetween } from "../series.ts";
import { type DiscreteQueue, playQueue, type Source } from "./discrete-queue.ts";

/** A load on some pods, played by the fluid model and by a queue of single requests. */
export type AccuracyCase = {
  readonly name: string;
  readonly shape: LoadShape;
  /** Requests that one pod works on at once, and for how long. */
  readonly slotsPerPod: number;
  readonly serviceSeconds: number;
  readonly variation: Variation;
  /** Ready pods from each instant on. */
  readonly pods: readonly { readonly atSeconds: number; readonly count: number }[];
  readonly queueMaxPerPod: number;
  readonly timeoutSeconds: number;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** How often the single requests are played; their answers are taken together. */
  readonly plays: number;
};

/** Answers between `fromSeconds` and `untilSeconds`; times in seconds, shares of what was offered. */
export type Figures = {
  readonly meanWait: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly answered: number;
  readonly lostShare: number;
  /** Requests in flight, on average over the whole time. */
  readonly inFlight: number;
};

/** Figures of some plays, with the standard error of the mean over them. */
type DiscreteFigures = Figures & { readonly meanError: number };

/** What the fluid model says. */
export function fluidFigures(accuracyCase: AccuracyCase): Figures {
  const { fromSeconds, untilSeconds, serviceSeconds } = accuracyCase;
  const zero = simTime(1_700_000_000_000_000);
  const segments: TimedSegment[] = [];
  const kernel = createKernel({ start: zero, seed: 1, eventsMax: 1_000_000 });
  const engine = createLoadEngine({
    kernel,
    zero,
    loads: [{ name: "load", target, from: zeroDuration, until: seconds(untilSeconds), shape: accuracyCase.shape }],
    emit: (segment) => segments.push({ at: kernel.now(), segment }),
    loadEdge: () => {},
  });
  for (const { atSeconds, count } of accuracyCase.pods) {
    kernel.at(plus(zero, seconds(atSeconds)), () => scalePods(engine, accuracyCase, count));
  }
  const end = plus(zero, seconds(untilSeconds));
  kernel.advanceTo(end);
  let inFlight = 0;
  const samplesOfTime = 2000;
  for (let index = 0; index < samplesOfTime; index++) {
    const time = plus(zero, seconds((untilSeconds * (index + 0.5)) / samplesOfTime));
    for (let pod = 0; pod < podsMax(accuracyCase); pod++)
      inFlight += engine.inFlight(String(pod), time) / samplesOfTime;
  }
  const interval = { from: plus(zero, seconds(fromSeconds)), until: end };
  const samples = sampleResponses(segments, end);
  const counts = countsBetween(segments, interval);
  const inSeconds = (latency: ReturnType<typeof meanResponse>): number =>
    latency.kind === "seconds" ? latency.seconds : Number.NaN;
  const mean = inSeconds(meanResponse(samples, interval));
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => inSeconds(responseQuantile(samples, interval, share)));
  return {
    meanWait: mean - serviceSeconds,
    mean,
    p50: p50!,
    p95: p95!,
    p99: p99!,
    answered: counts.served,
    lostShare: (counts.refused + counts.timedOut) / counts.offered,
    inFlight,
  };
}

const target = { kind: "Service", namespace: "default", name: "web" } as const;

const podsMax = ({ pods }: AccuracyCase): number => Math.max(...pods.map(({ count }) => count));

/** Pods without CPU cost, bounded by their slots alone. */
function scalePods(engine: LoadEngine, accuracyCase: AccuracyCase, count: number): void {
  const requests = {
    container: "web",
    wait: seconds(accuracyCase.serviceSeconds),
    concurrencyMax: accuracyCase.slotsPerPod,
    queueMax: accuracyCase.queueMaxPerPod,
    timeout: microseconds(accuracyCase.timeoutSeconds * 1e6),
    variation: accuracyCase.variation,
  };
  for (let pod = 0; pod < podsMax(accuracyCase); pod++) {
    engine.leave(String(pod));
    if (pod >= count) continue;
    engine.join({
      id: String(pod),
      workload: "default/web",
      targets: ["Service default/web"],
      serving: { kind: "requests", requests },
      cpuLimit: millicores(1000),
      idleCpu: millicores(0),
      requestCpuMicroseconds: 0,
    });
  }
}

/** What single requests say; the times are of all plays together. */
export function discreteFigures(accuracyCase: AccuracyCase, seed: number): DiscreteFigures {
  const { plays, fromSeconds, untilSeconds, serviceSeconds } = accuracyCase;
  const times: number[] = [];
  const means: number[] = [];
  const totals = { offered: 0, lost: 0, inFlight: 0 };
  for (let play = 0; play < plays; play++) {
    const random = createRandomStream(seed, `${accuracyCase.name}/${play}`);
    const outcome = playQueue(discreteQueueOf(accuracyCase), random);
    const counted = outcome.seconds.filter((_, index) => outcome.completedAt[index]! >= fromSeconds);
    means.push(counted.reduce((sum, time) => sum + time, 0) / counted.length);
    for (const time of counted) times.push(time);
    totals.offered += outcome.offered;
    totals.lost += outcome.refused + outcome.timedOut;
    totals.inFlight += outcome.inSystemSeconds / untilSeconds;
  }
  const sorted = Float64Array.from(times).sort();
  const quantile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  const variance = means.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / Math.max(1, plays - 1);
  return {
    meanWait: mean - serviceSeconds,
    mean,
    meanError: Math.sqrt(variance / plays),
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    answered: sorted.length / plays,
    lostShare: totals.lost / totals.offered,
    inFlight: totals.inFlight / plays,
  };
}

function discreteQueueOf(accuracyCase: AccuracyCase): DiscreteQueue {
  const { serviceSeconds, variation, untilSeconds, slotsPerPod, pods, queueMaxPerPod, timeoutSeconds } = accuracyCase;
  return {
    servers: pods.map(({ atSeconds, count }) => ({ at: atSeconds, count: count * slotsPerPod })),
    serviceSeconds,
    variation,
    source: sourceOf(accuracyCase.shape),
    queueMax: queueMaxPerPod * podsMax(accuracyCase),
    patienceSeconds: timeoutSeconds,
    until: untilSeconds,
  };
}

function sourceOf(shape: LoadShape): Source {
  if (shape.kind === "closed") return { kind: "closed", clients: shape.clients, thinkSeconds: shape.think / 1e6 };
  const perSecondMax = Math.max(...shape.rate.map(({ at }) => valueAt(shape.rate, at)));
  return { kind: "open", perSecond: (time) => valueAt(shape.rate, seconds(time)), perSecondMax };
}
