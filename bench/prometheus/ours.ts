import { createEngine, type Engine, type QueryResult } from "../../sim/prometheus/promql/engine.ts";
import { labelsOf } from "../../sim/prometheus/promql/labels.ts";
import { createStorage, type Storage } from "../../sim/prometheus/storage/storage.ts";
import { compileRegex } from "../../sim/regex.ts";
import type { BenchQuery } from "./queries.ts";
import type { BenchWorld } from "./world.ts";

/** Our storage with the series of a world. */
export function loadedStorage({ startMs, stepMs, series }: BenchWorld): Storage {
  const storage = createStorage({ reachMilliseconds: Infinity });
  const named = series.map(({ labels, values }) => ({ labels: labelsOf(Object.entries(labels)), values }));
  for (let step = 0; step < (series[0]?.values.length ?? 0); step++) {
    const appender = storage.appender();
    for (const { labels, values } of named) appender.append(labels, startMs + step * stepMs, values[step]!);
    appender.commit();
  }
  return storage;
}

/** Our engine over a storage, with Prometheus's settings. */
export const engineOver = ({ select }: Storage): Engine =>
  createEngine({
    parser: {
      ...{ experimentalFunctions: false, durationExpressions: false },
      ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
    },
    options: {
      ...{ lookbackMs: 300_000, subqueryStepMs: 60_000, delayedNameRemoval: false },
      ...{ typeAndUnitLabels: false, startTimestamps: false },
    },
    select,
    compileRegex,
  });

/** How long our engine takes from the text to the answer, and the sum over all values of it. */
export function askOurs(
  engine: Engine,
  { text, startMs, endMs, stepMs }: BenchQuery,
): { readonly seconds: number; readonly total: number } {
  const began = performance.now();
  const result =
    stepMs === 0 ? engine.instant(text, startMs) : engine.range(text, { start: startMs, end: endMs, step: stepMs });
  const seconds = (performance.now() - began) / 1000;
  return { seconds, total: totalOf(result) };
}

function totalOf(result: QueryResult): number {
  if (result.kind === "error") throw new Error(result.message);
  const { value } = result;
  if (value.kind === "vector") return value.samples.reduce((total, { value: one }) => total + Number(one), 0);
  if (value.kind !== "matrix") throw new Error("the queries give vectors");
  return value.series.reduce((total, { floats }) => floats.values.reduce((sum, one) => sum + one, total), 0);
}
