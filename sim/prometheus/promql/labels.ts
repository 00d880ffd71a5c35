import { isPlainLabelName } from "./matcher.ts";
import { quote } from "./syntax/quote.ts";

/** A label's name and value. */
export type Label = readonly [name: string, value: string];

/** The labels of a series: sorted by name, none empty. Equal keys are equal labels. */
export interface Labels {
  readonly pairs: readonly Label[];
  readonly key: string;
}

/** Stands between names and values in keys; no text has it. */
const separator = "\uD800";

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Pairs that are sorted and not empty. */
const fromSorted = (pairs: readonly Label[]): Labels => ({ pairs, key: pairs.flat().join(separator) });

/** No labels. */
export const noLabels: Labels = fromSorted([]);

/** The labels of these pairs in any order; of one name the last counts, and an empty value is none. */
export function labelsOf(pairs: Iterable<Label>): Labels {
  const values = new Map(pairs);
  const filled = [...values].filter(([, value]) => value !== "");
  return fromSorted(filled.sort(([a], [b]) => byCodeUnit(a, b)));
}

/** A label's value, empty if it is missing. */
export function labelValue({ pairs }: Labels, name: string): string {
  for (const pair of pairs) if (pair[0] === name) return pair[1];
  return "";
}

/** The name of the metric, empty if it has none. */
export const metricName = (labels: Labels): string => labelValue(labels, "__name__");

/** The labels with some set; an empty value takes one away. */
export const withLabels = ({ pairs }: Labels, changed: readonly Label[]): Labels => labelsOf([...pairs, ...changed]);

/** Only the labels of these names. */
export const onlyLabels = ({ pairs }: Labels, names: readonly string[]): Labels =>
  fromSorted(pairs.filter(([name]) => names.includes(name)));

/** All but the labels of these names. */
export function withoutLabels(labels: Labels, names: readonly string[]): Labels {
  const kept = labels.pairs.filter(([name]) => !names.includes(name));
  return kept.length === labels.pairs.length ? labels : fromSorted(kept);
}

/** The labels by which elements of vectors find each other: only these, or all but these and the metric's name. */
export const matchedLabels = (labels: Labels, names: readonly string[], isOn: boolean): Labels =>
  isOn ? onlyLabels(labels, names) : withoutLabels(labels, ["__name__", ...names]);

/** The labels that say what a metric is: they go when its meaning changes. */
export const metadataNames: readonly string[] = ["__name__", "__type__", "__unit__"];

/** The labels without those that say what the metric is. */
export const withoutMetadata = (labels: Labels): Labels => withoutLabels(labels, metadataNames);

/** Order of labels: by name, then value, label for label. Source: prometheus v0.315.0 model/labels (Compare) */
export function compareLabels(a: Labels, b: Labels): number {
  const shorter = Math.min(a.pairs.length, b.pairs.length);
  for (let at = 0; at < shorter; at++) {
    const [nameA, valueA] = a.pairs[at]!;
    const [nameB, valueB] = b.pairs[at]!;
    const order = byCodeUnit(nameA, nameB) || byCodeUnit(valueA, valueB);
    if (order !== 0) return order;
  }
  return a.pairs.length - b.pairs.length;
}

/** `{__name__="up", job="a"}`. Source: prometheus v0.315.0 model/labels (Labels.String) */
export const printLabels = ({ pairs }: Labels): string =>
  `{${pairs.map(([name, value]) => `${isPlainLabelName(name) ? name : quote(name)}=${quote(value)}`).join(", ")}}`;
