import type { ApiReply } from "../../api.ts";
import { formatGoPlain } from "../promql/go-number.ts";
import { type Histogram, isCustom } from "../promql/histogram/histogram.ts";
import { compareLabels, type Label, type Labels, metricName } from "../promql/labels.ts";
import { type Select, type StoredSeries, sampleKinds } from "../promql/series.ts";
import type { ParserSetup } from "../promql/syntax/parse.ts";
import type { Form } from "./form.ts";
import { ApiFailure, anyMatcherSetsOf, refuse } from "./parameters.ts";
import { plainError } from "./reply.ts";

/** What a federation reads. */
export interface FederationSource {
  readonly select: Select;
  readonly parser: ParserSetup;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly lookbackMs: number;
  readonly externalLabels: readonly Label[];
}

interface Sample {
  readonly labels: Labels;
  readonly name: string;
  readonly time: number;
  readonly value: number | Histogram;
}

/** `/federate`: the newest samples of the series that `match[]` selects, as text. Source: prometheus v0.315.0 web/federate.go */
export function federateReply(form: Form, source: FederationSource): ApiReply {
  try {
    const { select, nowMs, lookbackMs, parser } = source;
    const matcherSets = anyMatcherSetsOf(form.values("match[]"), { parser, complain: refuse });
    // No conditions at all select nothing.
    const sets = matcherSets.filter((matchers) => matchers.length > 0);
    const found = sets.flatMap((matchers) => select(matchers, nowMs - lookbackMs, nowMs));
    const series = [...new Map(found.map((one) => [one.labels.key, one])).values()];
    const samples = series
      .sort((a, b) => compareLabels(a.labels, b.labels))
      .flatMap((one) => newestSample(one, nowMs - lookbackMs, nowMs));
    return { kind: "whole", status: 200, headers, body: printFamilies(samples.sort(byName), source.externalLabels) };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return plainError(400, error.message);
  }
}

/** Names are told with underscores for what not every reader takes. */
const headers: Readonly<Record<string, string>> = {
  "content-type": "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
};

const byName = (a: Sample, b: Sample): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

function newestSample(series: StoredSeries, from: number, to: number): readonly Sample[] {
  let last = series.count - 1;
  while (last >= 0 && series.timestamps[last]! > to) last--;
  const time = series.timestamps[last];
  if (time === undefined || time < from || series.kinds?.[last] === sampleKinds.stale) return [];
  const { labels } = series;
  const value = series.histograms?.[last] ?? series.values[last]!;
  const name = metricName(labels);
  // Text has no words for native histograms, and none for what has no name.
  return name === "" || (typeof value === "object" && !isCustom(value)) ? [] : [{ labels, name, time, value }];
}

function printFamilies(samples: readonly Sample[], externalLabels: readonly Label[]): string {
  let text = "";
  let [lastName, lastWasHistogram] = ["", false];
  for (const sample of samples) {
    const isHistogram = typeof sample.value === "object";
    if (sample.name !== lastName || isHistogram !== lastWasHistogram) {
      text += `# TYPE ${printName(sample.name)} ${isHistogram ? "histogram" : "untyped"}\n`;
    }
    [lastName, lastWasHistogram] = [sample.name, isHistogram];
    text += printSample(sample, labelsWith(sample.labels, externalLabels));
  }
  return text;
}

/** The labels without the name, then the external labels that are missing; `instance` is one of them, if need be empty. */
function labelsWith({ pairs }: Labels, externalLabels: readonly Label[]): readonly Label[] {
  const external = new Map([["instance", ""] as const, ...externalLabels]);
  const own = pairs.filter(([name]) => name !== "__name__");
  const missing = [...external].filter(([name]) => !own.some(([known]) => known === name));
  return [...own, ...missing.sort(([a], [b]) => (a < b ? -1 : 1))];
}

function printSample({ name, time, value }: Sample, labels: readonly Label[]): string {
  const line = (suffix: string, all: readonly Label[], number: number): string =>
    `${printSeries(name + suffix, all)} ${printNumber(number)} ${time}\n`;
  if (typeof value === "number") return line("", labels, value);
  const { customValues, positive, count, sum } = value;
  const below = (bound: number): number =>
    positive.counts.reduce((total, inside, at) => (positive.indexes[at]! <= bound ? total + inside : total), 0);
  const buckets = customValues.map((upper, at) => line("_bucket", [...labels, ["le", printNumber(upper)]], below(at)));
  const last = line("_bucket", [...labels, ["le", "+Inf"]], count);
  return [...buckets, last, line("_sum", labels, sum), line("_count", labels, count)].join("");
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

/** Source: prometheus/common model/metric.go (EscapeName with UnderscoreEscaping) */
const printName = (name: string): string => name.replace(/^[0-9]|[^a-zA-Z0-9_:]/gu, "_");

/** Source: prometheus/common expfmt/text_create.go (writeNameAndLabelPairs) */
const printSeries = (name: string, labels: readonly Label[]): string =>
  `${printName(name)}{${labels.map(([label, value]) => `${printName(label)}="${escaped(value)}"`).join(",")}}`;

/** Source: go1.26 strconv.AppendFloat(value, 'g', -1, 64), by prometheus/common expfmt/text_create.go (writeFloat) */
function printNumber(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return formatGoPlain(value);
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return formatGoPlain(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
