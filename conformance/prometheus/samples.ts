import { emptyHistogram, type Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { type Labels, labelsOf } from "../../sim/prometheus/promql/labels.ts";
import type { Random } from "./random.ts";

/** A series that both sides are given, its samples at rising instants in milliseconds. */
export interface GivenSeries {
  readonly labels: Labels;
  readonly samples: readonly (readonly [time: number, value: number | Histogram | "stale"])[];
}

/** How far the samples reach back, and how far they are apart. */
export const spanMs = 3_600_000;
export const intervalMs = 15_000;

type Value = (at: number, previous: number) => number | Histogram | "stale" | undefined;

/** Series with all that goes on in series: resets, gaps, ends, new starts, odd values, histograms of all kinds. */
export function seriesFor(random: Random, end: number): readonly GivenSeries[] {
  const start = end - spanMs;
  const made: GivenSeries[] = [];
  const add = (name: string, labels: Readonly<Record<string, string>>, value: Value): void => {
    const phase = random.below(intervalMs);
    const samples: (readonly [number, number | Histogram | "stale"])[] = [];
    let previous = 0;
    for (let at = 0; start + phase + at * intervalMs <= end; at++) {
      const found = value(at, previous);
      if (found === undefined) continue;
      if (typeof found === "number" && Number.isFinite(found)) previous = found;
      samples.push([start + phase + at * intervalMs, found]);
    }
    made.push({ labels: labelsOf([["__name__", name], ...Object.entries(labels)]), samples });
  };
  const counter: Value = (_, previous) =>
    random.chance(0.02) ? undefined : random.chance(0.01) ? random.below(5) : previous + random.below(40);
  for (const pod of ["web-0", "web-1", "api-0", "api-1", "api-2"]) {
    const labels = { namespace: pod.startsWith("web") ? "shop" : "core", pod, instance: `10.0.0.${pod.length}:80` };
    for (const code of ["200", "404", "500"]) add("http_requests_total", { ...labels, code, job: "app" }, counter);
    add("memory_bytes", { ...labels, job: "app" }, () => 1e6 + Math.floor(random.next() * 1e9) / 8);
    add("cpu_seconds_total", { ...labels, job: "cadvisor" }, (_, previous) => previous + random.next() * 15);
    add("up", { instance: labels.instance, job: pod }, (at) => (random.chance(0.05) ? "stale" : at % 9 === 0 ? 0 : 1));
    for (const le of ["0.1", "0.5", "1", "5", "+Inf"]) {
      const rise = 1 + ["0.1", "0.5", "1", "5", "+Inf"].indexOf(le) * 3;
      add("latency_seconds_bucket", { ...labels, le }, (_, previous) => previous + rise);
    }
    add("pod_info", { ...labels, version: `v${pod.length}` }, (at) => (pod === "api-2" && at > 120 ? undefined : 1));
    add("queue_length", labels, (at) => (at > 200 && pod === "web-1" ? undefined : random.below(20) - 4));
  }
  // No subnormal numbers: of these, Go's logarithm on amd64 is wrong.
  const odd = [0, -0, 1e-7, -1e21, 1e22, 0.1, 1 / 3, Number.NaN, Infinity, -Infinity, 123456789.125, 2.5e-300];
  for (const zone of ["a", 'b"\\', "ü<&>", "x\ny"]) add("odd_values", { zone }, () => random.pick(odd));
  add("target_info", { job: "app", instance: "10.0.0.5:80", region: "eu" }, () => 1);
  add("ended", { job: "app" }, (at) => (at < 60 ? at : at === 60 ? "stale" : undefined));
  for (const pod of ["web-0", "api-0", "api-1"]) {
    add("native_seconds", { pod, job: "app" }, (at) => exponential(at, random.below(3)));
    add("custom_seconds", { pod, job: "app" }, (at) => custom(at));
  }
  return made;
}

function exponential(at: number, more: number): Histogram {
  const counts = [at + 1, 2 * at, at + 3, 1 + more];
  const negative = { indexes: [0, 1], counts: [at, 1] };
  const count = counts.reduce((total, one) => total + one, 0) + at + 1 + at;
  return {
    ...{ ...emptyHistogram, schema: 1, zeroThreshold: 0.001, zeroCount: at, count, sum: 3.5 * at + more },
    ...{ positive: { indexes: [-1, 0, 1, 4], counts }, negative },
  };
}

function custom(at: number): Histogram {
  const counts = [at, 2 * at, at + 1];
  return {
    ...{ ...emptyHistogram, schema: -53, count: 4 * at + 1, sum: 1.25 * at, customValues: [0.1, 0.5, 2.5] },
    positive: { indexes: [0, 1, 3], counts },
  };
}
