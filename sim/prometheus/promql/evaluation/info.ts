import { type Label, type Labels, labelValue, metricName, onlyLabels, printLabels, withLabels } from "../labels.ts";
import { equalityMatcher, type Matcher, matcherOf } from "../matcher.ts";
import type { StoredSeries } from "../series.ts";
import type { Call } from "../syntax/ast.ts";
import { type Column, cellAt, cellKinds, createCollector } from "./column.ts";
import { type Evaluation, failQuery, vectorOf } from "./evaluation.ts";
import { timeAt } from "./grid.ts";
import { referenceOfInfo } from "./info-reference.ts";
import { columnsAt, type References } from "./selector.ts";

/** The labels by which series and their info series belong together. */
const identifying: readonly string[] = ["instance", "job"];

/** What the second argument asks for. */
interface Wanted {
  /** Which info metrics count. */
  readonly names: readonly Matcher[];
  /** Conditions on their other labels; only labels named here are added, all if there is none. */
  readonly data: readonly Matcher[];
}

/**
 * `info()`: the labels of info series added to the series that they describe.
 *
 * Source: prometheus v0.315.0 promql/info.go
 */
export function evaluateInfo(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const columns = vectorOf(evaluation, args[0]!);
  const selector = args[1]?.kind === "vector-selector" ? args[1].matchers : undefined;
  const wanted = wantedOf(evaluation, selector);
  const isInfo = (labels: Labels): boolean => wanted.names.every((matcher) => matcher.matches(metricName(labels)));
  const base = columns.filter(({ labels }) => !isInfo(labels));
  const info = base.length === 0 ? [] : infoColumns(evaluation, { base, wanted, args });
  const collector = createCollector(evaluation);
  for (let at = 0; at < evaluation.grid.count; at++) {
    const present = newestAt(info, at);
    for (const column of columns) {
      const value = cellAt(column, at);
      if (value === undefined) continue;
      const labels = isInfo(column.labels) ? column.labels : enriched(column.labels, present, wanted);
      if (labels !== undefined) collector.set(collector.column(labels, column.dropsName), at, value);
    }
  }
  return collector.columns();
}

function wantedOf({ compileRegex }: Evaluation, selector: readonly Matcher[] | undefined): Wanted {
  const names = selector?.filter(({ name }) => name === "__name__") ?? [];
  const data = selector?.filter(({ name }) => name !== "__name__") ?? [];
  if (names.length === 0) return { names: [equalityMatcher("__name__", "target_info")], data };
  if (names.some(({ operator }) => operator === "=" || operator === "=~")) return { names, data };
  const anyInfo = matcherOf({ name: "__name__", operator: "=~", value: ".+_info" }, compileRegex);
  return { names: anyInfo.kind === "matcher" ? [anyInfo.matcher, ...names] : names, data };
}

interface InfoLookup {
  readonly base: readonly Column[];
  readonly wanted: Wanted;
  readonly args: Call["args"];
}

/** The info series of the base series; their values are the times of their samples. */
function infoColumns(evaluation: Evaluation, { base, wanted, args }: InfoLookup): readonly Column[] {
  const { grid, options } = evaluation;
  const { at, offset, isUniform } = referenceOfInfo(args[0]!, evaluation.query);
  const fixed = isUniform ? at : undefined;
  const shift = isUniform ? offset : 0;
  const reference = (index: number): number => (fixed ?? timeAt(grid, index)) - shift;
  const references: References = { first: reference(0), last: reference(grid.count - 1), timeAt: reference };
  const from = references.first - options.lookbackMs + 1;
  const series = identifyingSets(base).flatMap((matchers): readonly StoredSeries[] =>
    evaluation.select([...matchers, ...wanted.data, ...wanted.names], from, references.last),
  );
  const native = series.filter(({ histograms }) => histograms !== undefined);
  for (const { labels, kinds } of columnsAt(evaluation, native, { references, taken: "value" })) {
    if (!kinds.includes(cellKinds.histogram)) continue;
    failQuery(`this should be an info metric, with float samples: ${metricName(labels)}`);
  }
  return columnsAt(evaluation, series, { references, taken: "timestamp" });
}

/** Conditions that select the info series: one set for each combination of identifying labels that occurs. */
function identifyingSets(base: readonly Column[]): readonly (readonly Matcher[])[] {
  const sets = new Map<string, readonly Set<string>[]>();
  for (const { labels } of base) {
    const values = identifying.map((name) => labelValue(labels, name));
    if (values.every((value) => value === "")) continue;
    const key = values.map((value) => (value === "" ? "0" : "1")).join("");
    const held = sets.get(key) ?? identifying.map(() => new Set<string>());
    for (const [index, value] of values.entries()) held[index]!.add(value);
    sets.set(key, held);
  }
  return [...sets.values()].map((held) =>
    identifying.map((name, index): Matcher => {
      const values = held[index]!;
      const value = [...values].join("|");
      return { name, operator: "=~", value, matches: (candidate) => values.has(candidate) };
    }),
  );
}

/** The info series at an instant by metric and identifying labels: of several the newest. */
function newestAt(info: readonly Column[], at: number): ReadonlyMap<string, Column> {
  const newest = new Map<string, Column>();
  for (const column of info) {
    if (column.kinds[at] === cellKinds.none) continue;
    const key = onlyLabels(column.labels, ["__name__", ...identifying]).key;
    const held = newest.get(key);
    const order = held === undefined ? 1 : column.values[at]! - held.values[at]!;
    if (held !== undefined && order === 0) failOverDuplicates(held, column, at);
    if (order > 0) newest.set(key, column);
  }
  return newest;
}

function failOverDuplicates(first: Column, second: Column, at: number): never {
  const shown = ({ labels, values }: Column): string => `${printLabels(labels)} @ ${values[at]!}`;
  return failQuery(`found duplicate series for info metric: existing ${shown(first)}, new ${shown(second)}`);
}

/** The labels with those of the info series; undefined if one is asked for that no info series has. */
function enriched(labels: Labels, present: ReadonlyMap<string, Column>, { data }: Wanted): Labels | undefined {
  const own = onlyLabels(labels, identifying);
  const found = [...present.values()].filter((column) => onlyLabels(column.labels, identifying).key === own.key);
  if (found.length === 0) return data.every((matcher) => matcher.matches("")) ? labels : undefined;
  const asked = new Set(data.map(({ name }) => name));
  const added = new Map<string, string>();
  for (const { labels: infoLabels } of found) {
    for (const [name, value] of infoLabels.pairs) {
      if (name === "__name__" || (asked.size > 0 && !asked.has(name))) continue;
      if ((added.get(name) ?? value) !== value) failQuery(`conflicting label: ${name}`);
      if (labelValue(labels, name) === "") added.set(name, value);
    }
  }
  return withLabels(labels, [...added] satisfies Label[]);
}
