import {
  compacted,
  customSchema,
  emptyHistogram,
  type Histogram,
} from "../../sim/prometheus/promql/histogram/histogram.ts";
import { type Labels, labelValue, metricName, withLabels } from "../../sim/prometheus/promql/labels.ts";
import { numberValue } from "../../sim/prometheus/promql/syntax/number-text.ts";
import type { Load } from "./script.ts";
import { refuse } from "./script-error.ts";
import type { ScriptSample } from "./storage.ts";

/** The parts of a classic histogram at one instant. */
interface ClassicHistogram {
  readonly buckets: Map<number, number>;
  count: number | undefined;
  sum: number;
}

interface ClassicSeries {
  readonly labels: Labels;
  readonly byTime: Map<number, ClassicHistogram>;
}

/** The classic histograms of a load as native ones with custom buckets, under their own name. */
export function customBucketSeries(
  load: Load,
): readonly { readonly labels: Labels; readonly samples: readonly ScriptSample[] }[] {
  const byKey = new Map<string, ClassicSeries>();
  for (const { labels, values } of load.series) {
    const [, name = "", part] = /^(.*)_(bucket|sum|count)$/.exec(metricName(labels)) ?? [];
    const bound = numberValue(labelValue(labels, "le"));
    if (part === undefined || (part === "bucket" && (bound === undefined || Number.isNaN(bound)))) continue;
    const base = withLabels(labels, [
      ["__name__", name],
      ["le", ""],
    ]);
    const classic = byKey.get(base.key) ?? { labels: base, byTime: new Map() };
    byKey.set(base.key, classic);
    for (const [at, value] of values.entries()) {
      if (value.kind !== "float") continue;
      const histogram = histogramAt(classic, at * load.stepMs);
      if (part === "sum") histogram.sum = value.value;
      else if (part === "count") histogram.count = value.value;
      else histogram.buckets.set(bound!, value.value);
    }
  }
  return [...byKey.values()].map(({ labels, byTime }) => ({
    labels,
    samples: [...byTime]
      .sort(([a], [b]) => a - b)
      .map(([time, classic]) => ({
        ...{ time, start: 0 },
        value: { kind: "histogram", histogram: converted(classic), hasHint: false },
      })),
  }));
}

function histogramAt({ byTime }: ClassicSeries, time: number): ClassicHistogram {
  const held = byTime.get(time) ?? { buckets: new Map(), count: undefined, sum: 0 };
  byTime.set(time, held);
  return held;
}

/** Source: prometheus v0.315.0 util/convertnhcb/convertnhcb.go */
function converted({ buckets, count, sum }: ClassicHistogram): Histogram {
  const bounds = [...buckets].sort(([a], [b]) => a - b);
  const total = count ?? bounds.at(-1)?.[1] ?? 0;
  if (bounds.at(-1)?.[0] !== Infinity) bounds.push([Infinity, total]);
  if (bounds.at(-1)?.[1] !== total) refuse("count mismatch");
  const counts = bounds.map(([, reached], at) => reached - (bounds[at - 1]?.[1] ?? 0));
  if (counts.some((each) => each < 0)) refuse("count is not cumulative");
  return compacted({
    ...emptyHistogram,
    ...{ schema: customSchema, count: total, sum },
    positive: { indexes: counts.map((_, at) => at), counts },
    customValues: bounds.slice(0, -1).map(([bound]) => bound),
  });
}
