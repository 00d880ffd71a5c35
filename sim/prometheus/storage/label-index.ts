import { labelValue } from "../promql/labels.ts";
import type { Matcher } from "../promql/matcher.ts";
import type { MemorySeries } from "./memory-series.ts";

/** Which series have a label: by name, then value, in the order in which they were made. */
export interface LabelIndex {
  add(series: MemorySeries): void;
  remove(series: MemorySeries): void;
  /** The series that meet all conditions, in the order in which they were made. */
  matching(matchers: readonly Matcher[]): readonly MemorySeries[];
  /** All names in use. */
  names(): Iterable<string>;
  /** All values of a name in use. */
  values(name: string): Iterable<string>;
}

/** So many answers are kept. */
const foundMax = 100;

/** Stands between the parts of conditions; no text has it. */
const separator = "\uD800";

/** An index without series. */
export function createLabelIndex(): LabelIndex {
  const all = new Set<MemorySeries>();
  const byName = new Map<string, Map<string, Set<MemorySeries>>>();
  /** What was found since series came or went: adapters and rules ask the same again and again. */
  const found = new Map<string, readonly MemorySeries[]>();

  const add = (series: MemorySeries): void => {
    found.clear();
    all.add(series);
    for (const [name, value] of series.labels.pairs) {
      const byValue = entryOf(byName, name, () => new Map<string, Set<MemorySeries>>());
      entryOf(byValue, value, () => new Set<MemorySeries>()).add(series);
    }
  };
  const remove = (series: MemorySeries): void => {
    found.clear();
    all.delete(series);
    for (const [name, value] of series.labels.pairs) {
      const byValue = byName.get(name);
      const holders = byValue?.get(value);
      holders?.delete(series);
      if (holders?.size === 0) byValue?.delete(value);
      if (byValue?.size === 0) byName.delete(name);
    }
  };
  /** The series that a condition leaves, as far as the index tells at once; undefined for a condition that missing labels meet. */
  const holdersOf = ({ operator, name, value, matches }: Matcher): Iterable<MemorySeries> | undefined => {
    if (matches("")) return undefined;
    const byValue = byName.get(name);
    if (operator === "=") return byValue?.get(value) ?? [];
    const sets = [...(byValue ?? [])].filter(([candidate]) => matches(candidate)).map(([, holders]) => holders);
    if (sets.length <= 1) return sets[0] ?? [];
    return sets.flatMap((holders) => [...holders]).sort((a, b) => a.id - b.id);
  };
  const search = (matchers: readonly Matcher[]): readonly MemorySeries[] => {
    const first = narrowest(matchers, (matcher) =>
      matcher.operator === "=" && matcher.value !== ""
        ? (byName.get(matcher.name)?.get(matcher.value)?.size ?? 0)
        : Infinity,
    );
    const candidates = (first === undefined ? undefined : holdersOf(first)) ?? all;
    const rest = matchers.filter((matcher) => matcher !== first || candidates === all);
    const meeting: MemorySeries[] = [];
    for (const series of candidates) if (meets(series, rest)) meeting.push(series);
    return meeting;
  };
  const matching = (matchers: readonly Matcher[]): readonly MemorySeries[] => {
    const key = matchers.flatMap(({ name, operator, value }) => [name, operator, value]).join(separator);
    const known = found.get(key);
    if (known !== undefined) return known;
    if (found.size >= foundMax) found.clear();
    const series = search(matchers);
    found.set(key, series);
    return series;
  };
  return { add, remove, matching, names: () => byName.keys(), values: (name) => byName.get(name)?.keys() ?? [] };
}

function meets({ labels }: MemorySeries, matchers: readonly Matcher[]): boolean {
  for (const matcher of matchers) if (!matcher.matches(labelValue(labels, matcher.name))) return false;
  return true;
}

/** The condition to begin with: an equality with the fewest series, else one that a missing label does not meet. */
function narrowest(matchers: readonly Matcher[], size: (matcher: Matcher) => number): Matcher | undefined {
  let best: Matcher | undefined;
  let bestSize = Infinity;
  for (const matcher of matchers) {
    const candidate = size(matcher);
    if (candidate < bestSize) [best, bestSize] = [matcher, candidate];
  }
  return best ?? matchers.find((matcher) => !matcher.matches(""));
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
