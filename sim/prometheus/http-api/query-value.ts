import type { QueryValue, ResultFloats, ResultSample, ResultSeries } from "../promql/engine.ts";
import { allBuckets, type Bucket, type Histogram } from "../promql/histogram/histogram.ts";
import { encodeJson, type Json, jsonLabels, jsonNumber, jsonSeconds } from "./json.ts";

/** The result of a query. Source: prometheus v0.315.0 web/api/v1/json_codec.go, util/jsonutil/marshal.go */
export function jsonValue(value: QueryValue): Json {
  switch (value.kind) {
    case "scalar":
      return { json: `[${jsonSeconds(value.time)},"${jsonNumber(value.value)}"]` };
    case "string":
      return { json: `[${jsonSeconds(value.time)},${encodeJson(value.text)}]` };
    case "vector": {
      const time = jsonSeconds(value.time);
      return { json: `[${value.samples.map((sample) => jsonSample(sample, time)).join(",")}]` };
    }
    case "matrix":
      return { json: `[${value.series.map(jsonSeries).join(",")}]` };
  }
}

function jsonSample({ labels, value }: ResultSample, time: string): string {
  const told =
    typeof value === "number"
      ? `"value":[${time},"${jsonNumber(value)}"]`
      : `"histogram":[${time},${jsonHistogram(value)}]`;
  return `{"metric":${jsonLabels(labels)},${told}}`;
}

function jsonSeries({ labels, floats, histograms }: ResultSeries): string {
  const values = floats.times.length === 0 ? "" : `,"values":[${jsonFloats(floats)}]`;
  const points = histograms.map(({ time, value }) => `[${jsonSeconds(time)},${jsonHistogram(value)}]`);
  const held = histograms.length === 0 ? "" : `,"histograms":[${points.join(",")}]`;
  return `{"metric":${jsonLabels(labels)}${values}${held}}`;
}

const jsonFloats = ({ times, values }: ResultFloats): string =>
  Array.from(times, (time, at) => `[${jsonSeconds(time)},"${jsonNumber(values[at]!)}"]`).join(",");

function jsonHistogram(histogram: Histogram): string {
  const buckets = allBuckets(histogram).filter(({ count }) => count !== 0);
  const told = buckets.length === 0 ? "" : `,"buckets":[${buckets.map(jsonBucket).join(",")}]`;
  return `{"count":"${jsonNumber(histogram.count)}","sum":"${jsonNumber(histogram.sum)}"${told}}`;
}

function jsonBucket({ lower, upper, lowerIsInclusive, upperIsInclusive, count }: Bucket): string {
  const boundaries = lowerIsInclusive ? (upperIsInclusive ? 3 : 1) : upperIsInclusive ? 0 : 2;
  return `[${boundaries},"${jsonNumber(lower)}","${jsonNumber(upper)}","${jsonNumber(count)}"]`;
}
