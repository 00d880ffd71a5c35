import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { SeenArrivals } from "../../conformance/replay/recorded-run.ts";
import { byCodeUnit } from "../../sim/kubernetes/object.ts";
import type { SimTime } from "../../sim/units.ts";
import { aligned } from "../align.ts";
import type { PlotSeries } from "../page-data.ts";
import { secondsFrom } from "../series.ts";
import { subjectOf } from "../subject.ts";

/** The requests that began in each second, by target of load: the real run's, with which it is simulated too. */
export function arrivalSeries({ recorded, simulated }: JudgedReplay): readonly PlotSeries[] {
  const byTarget = new Map<string, PlotSeries[]>();
  for (const { name, target } of simulated.scenario.loads) {
    const seen = recorded.arrivals.find(({ load }) => load === name);
    if (seen === undefined || seen.perSecond.length === 0) continue;
    const about = subjectOf(target);
    byTarget.set(about, [...(byTarget.get(about) ?? []), seriesOf(about, seen, recorded.trace.zero)]);
  }
  return [...byTarget]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([about, series]) => summed(about, series, secondsFrom(recorded.trace.zero, recorded.trace.end)));
}

/** The sum of some series at every instant; 0 where none has a value. */
export function summed(about: string, series: readonly PlotSeries[], end: number): PlotSeries {
  const { x, ys } = aligned(series);
  const sums = x.map((at, index) => ({
    at,
    value: ys.reduce((sum, y) => sum + (y[index] ?? 0), 0),
  }));
  const kept = sums.filter(({ value }, index) => index === 0 || value !== sums[index - 1]?.value);
  const [first, last] = [kept[0], kept.at(-1)];
  const drawn = [
    ...(first === undefined || first.at <= 0 ? [] : [{ at: 0, value: 0 }]),
    ...kept,
    ...(last === undefined || last.at >= end ? [] : [{ at: end, value: last.value }]),
  ];
  return {
    ...{ about, role: "offered", kind: "step" },
    points: { x: drawn.map(({ at }) => at), y: drawn.map(({ value }) => value) },
  };
}

/** A value for each second, and 0 after the last. */
function seriesOf(about: string, { from, perSecond }: SeenArrivals, zero: SimTime): PlotSeries {
  const begin = secondsFrom(zero, from);
  return {
    ...{ about, role: "offered", kind: "step" },
    points: { x: [...perSecond, 0].map((_, index) => begin + index), y: [...perSecond, 0] },
  };
}
