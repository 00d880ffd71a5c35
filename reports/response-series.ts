import { responseQuantile } from "../sim/load/latency.ts";
import { type ResponseSample, sampleResponses } from "../sim/load/sampling.ts";
import type { TimedSegment } from "../sim/load/segment.ts";
import type { Trace } from "../sim/trace/trace.ts";
import { type SimTime, simTime } from "../sim/units.ts";
import type { PlotSeries, Points } from "./page-data.ts";
import { heldToGaps } from "./series.ts";

/** Lengths of time that people count in, in seconds. */
const niceSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

const windowsMax = 240;
/** A window with more samples than this joins neighbours: enough for a plot. */
const samplesMax = 128;

/** The length of the windows over which the response times of a run are plotted, in seconds. */
export function responseWindow({ zero, end }: Trace): number {
  const least = (end - zero) / 1e6 / windowsMax;
  return niceSeconds.find((seconds) => seconds >= least) ?? Math.ceil(least / 86_400) * 86_400;
}

const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Response times of what some segments serve, in windows of time: p50, p95 and p99 in seconds; no value where nothing was answered. */
export function responseSeries(trace: Trace, segments: readonly TimedSegment[], about: string): readonly PlotSeries[] {
  const { zero, end } = trace;
  const length = responseWindow(trace) * 1e6;
  const windows = inWindows(sampleResponses(segments, end), { zero, end, length });
  const plotted = (share: number): Points => {
    const x = windows.map((_, index) => (index * length) / 1e6);
    const y = windows.map((samples, index) => {
      const from = simTime(zero + index * length);
      const latency = responseQuantile(samples, { from, until: simTime(from + length) }, share);
      return latency.kind === "seconds" ? Number(latency.seconds.toPrecision(5)) : null;
    });
    return heldToGaps({ x: [...x, (end - zero) / 1e6], y: [...y, y.at(-1) ?? null] });
  };
  return (["p50", "p95", "p99"] as const).map((role) => ({ about, role, kind: "step", points: plotted(shares[role]) }));
}

type Windows = { readonly zero: SimTime; readonly end: SimTime; readonly length: number };

/** The samples that fall into each window, each spread over the whole of it. */
function inWindows(
  samples: readonly ResponseSample[],
  { zero, end, length }: Windows,
): readonly (readonly ResponseSample[])[] {
  const count = Math.max(1, Math.ceil((end - zero) / length));
  const windows: ResponseSample[][] = Array.from({ length: count }, () => []);
  for (const sample of samples) {
    const first = Math.max(0, Math.floor((sample.from - zero) / length));
    const last = Math.min(count - 1, Math.floor((sample.until - zero) / length));
    for (let index = first; index <= last; index++) {
      const from = simTime(zero + index * length);
      const until = simTime(from + length);
      const overlap = Math.min(sample.until, until) - Math.max(sample.from, from);
      if (overlap <= 0) continue;
      const requests = (sample.requests * overlap) / (sample.until - sample.from);
      windows[index]!.push({ ...sample, from, until, requests });
    }
  }
  return windows.map(joined);
}

/** No more than `samplesMax` samples: of neighbours the one with the most requests speaks for all. */
function joined(samples: readonly ResponseSample[]): readonly ResponseSample[] {
  if (samples.length <= samplesMax) return samples;
  const size = Math.ceil(samples.length / samplesMax);
  const groups: ResponseSample[] = [];
  for (let start = 0; start < samples.length; start += size) {
    const group = samples.slice(start, start + size);
    const requests = group.reduce((sum, sample) => sum + sample.requests, 0);
    const largest = group.reduce((most, sample) => (sample.requests > most.requests ? sample : most));
    groups.push({ ...largest, requests });
  }
  return groups;
}
