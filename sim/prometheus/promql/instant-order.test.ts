import { expect, test } from "vitest";
import { compileRegex } from "../../regex.ts";
import { createStorage } from "../storage/storage.ts";
import { createEngine } from "./engine.ts";
import { emptyHistogram } from "./histogram/histogram.ts";
import { labelsOf, printLabels } from "./labels.ts";

test("series without a result have no say in the order of those that have one", () => {
  const storage = createStorage({ reachMilliseconds: Infinity });
  const appender = storage.appender();
  const labels = (name: string, pod: string): ReturnType<typeof labelsOf> =>
    labelsOf([
      ["__name__", name],
      ["pod", pod],
    ]);
  appender.append(labels("gauge", "a"), 1000, 1);
  appender.appendHistogram(labels("first", "b"), 1000, emptyHistogram);
  appender.appendHistogram(labels("second", "a"), 1000, emptyHistogram);
  appender.append(labels("gauge", "b"), 1000, 1);
  appender.commit();
  const parser = {
    ...{ experimentalFunctions: false, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  };
  const times = { lookbackMs: 300_000, subqueryStepMs: 60_000 };
  const options = { ...times, delayedNameRemoval: false, typeAndUnitLabels: false, startTimestamps: false };
  const engine = createEngine({ parser, options, select: storage.select, compileRegex });
  const order = (query: string): readonly string[] | undefined => {
    const result = engine.instant(query, 1000);
    if (result.kind === "error" || result.value.kind !== "vector") return undefined;
    return result.value.samples.map((sample) => printLabels(sample.labels));
  };
  expect(order('histogram_count({pod=~".+"})')).toEqual(['{pod="b"}', '{pod="a"}']);
  expect(order('abs({__name__=~"first|gauge"})')).toEqual(['{pod="a"}', '{pod="b"}']);
});
