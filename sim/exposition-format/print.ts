import { invariant } from "../invariant.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { MetricFamily, MetricSample, MetricType } from "./family.ts";
import { formatGoFloat } from "./go-float.ts";

/**
 * The Prometheus text format 0.0.4, as a Go client's `/metrics` handler sends it: families by name, labels by name, samples by
 * the values of their labels.
 *
 * The samples of a histogram or summary keep their order, because several lines of different names make one metric. -0 is
 * printed as 0. Families without samples are left out.
 * Source: prometheus/client_golang v1.23.2 Gather, prometheus/common v0.67.5 expfmt/text_create.go
 */
export function printFamilies(families: readonly MetricFamily[]): string {
  const sorted = families.filter(({ samples }) => samples.length > 0).sort((a, b) => byCodeUnit(a.name, b.name));
  return sorted.map(printFamily).join("");
}

/** The media type of this format as Go's handler names it to a client that asks for no other escaping of names. */
export const textFormat = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

function printFamily({ name, help, type, samples }: MetricFamily): string {
  invariant(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name), "a metric's name has no characters that the text format escapes");
  const lines = help === undefined ? [] : [`# HELP ${name} ${escapeHelp(help)}\n`];
  lines.push(`# TYPE ${name} ${type}\n`);
  const sorted = withSortedNames(samples);
  if (!isCompound(type)) sorted.sort(byLabelValues);
  for (const each of sorted) lines.push(printSample(each));
  return lines.join("");
}

const isCompound = (type: MetricType): boolean => type === "histogram" || type === "summary";

type NamedSample = { readonly sample: MetricSample; readonly names: readonly string[] };

/** Each sample with the names of its labels in order: one list for all that have the same names. */
function withSortedNames(samples: readonly MetricSample[]): NamedSample[] {
  const lists = new Map<string, readonly string[]>();
  return samples.map((sample) => {
    const names = Object.keys(sample.labels);
    const key = names.join();
    const known = lists.get(key) ?? names.sort(byCodeUnit);
    lists.set(key, known);
    return { sample, names: known };
  });
}

function byLabelValues({ sample: a, names: namesA }: NamedSample, { sample: b, names: namesB }: NamedSample): number {
  if (namesA.length !== namesB.length) return namesA.length - namesB.length;
  for (let index = 0; index < namesA.length; index++) {
    const order = byCodeUnit(a.labels[namesA[index]!]!, b.labels[namesB[index]!]!);
    if (order !== 0) return order;
  }
  return (a.timestampMilliseconds ?? 0) - (b.timestampMilliseconds ?? 0);
}

function printSample({ sample: { name, labels, value, timestampMilliseconds }, names }: NamedSample): string {
  let pairs = "";
  for (const label of names) pairs += `${pairs === "" ? "" : ","}${label}="${escapeValue(labels[label]!)}"`;
  const series = pairs === "" ? name : `${name}{${pairs}}`;
  const time = timestampMilliseconds === undefined ? "" : ` ${timestampMilliseconds}`;
  return `${series} ${value === 0 ? "0" : formatGoFloat(value)}${time}\n`;
}

const escapeHelp = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");

const escapeValue = (text: string): string => (/["\\\n]/.test(text) ? escapeHelp(text).replace(/"/g, '\\"') : text);
