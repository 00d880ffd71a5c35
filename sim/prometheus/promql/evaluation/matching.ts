import type { AnnotationAt } from "../annotation-texts.ts";
import {
  type Label,
  type Labels,
  labelValue,
  matchedLabels,
  metadataNames,
  onlyLabels,
  printLabels,
  withLabels,
  withoutLabels,
} from "../labels.ts";
import type { BinaryExpression, VectorMatching } from "../syntax/ast.ts";
import { type Collector, type Column, cellAt, cellKinds, createCollector } from "./column.ts";
import { annotate, type Evaluation, failQuery, renamed, type SampleValue } from "./evaluation.ts";
import { isInstant } from "./grid.ts";
import { type Groups, groupsOf, type Sides } from "./join-groups.ts";
import { applyToElements, changesMeaning } from "./operators.ts";

/** An operator between vectors, set up for all instants. The "one" side is the right one unless it is one-to-many. */
interface Join {
  readonly evaluation: Evaluation;
  readonly expression: BinaryExpression & { readonly matching: VectorMatching };
  readonly many: readonly Column[];
  readonly one: readonly Column[];
  readonly manyGroups: Int32Array;
  readonly oneGroups: Int32Array;
  readonly groups: Groups;
  readonly collector: Collector;
  /** For each column of the "many" side, or of the other where that is missing, the last partner and where the result went. */
  readonly targets: Map<Column, Target>;
}

interface Target {
  readonly partner: Column | undefined;
  readonly column: Column;
}

/**
 * An arithmetic operator, comparison or trim between two vectors.
 *
 * Source: prometheus v0.315.0 promql/engine.go (VectorBinop)
 */
export function evaluateMatching(
  evaluation: Evaluation,
  expression: BinaryExpression & { readonly matching: VectorMatching },
  sides: Sides,
): readonly Column[] {
  const groups = groupsOf(sides, expression.matching);
  const isSwapped = expression.matching.cardinality === "one-to-many";
  const [many, one] = isSwapped ? [sides.right, sides.left] : [sides.left, sides.right];
  const [manyGroups, oneGroups] = isSwapped ? [groups.right, groups.left] : [groups.left, groups.right];
  const collector = createCollector(evaluation);
  const join = { evaluation, expression, many, one, manyGroups, oneGroups, groups, collector, targets: new Map() };
  for (let at = 0; at < evaluation.grid.count; at++) matchAt(join, at);
  return collector.columns();
}

/** What has been matched at one instant. */
interface Instant {
  readonly at: number;
  readonly matched: Uint8Array;
  readonly results: Map<number, Set<string>>;
  /** Only the last annotation of an instant counts. */
  note: AnnotationAt | undefined;
}

function matchAt(join: Join, at: number): void {
  const { expression, many, one, groups, manyGroups, oneGroups, evaluation } = join;
  const { fillLeft, fillRight } = expression.matching;
  const isThere = ({ kinds }: Column): boolean => kinds[at] !== cellKinds.none;
  const [hasMany, hasOne] = [many.some(isThere), one.some(isThere)];
  const hasFill = fillLeft !== undefined || fillRight !== undefined;
  if (hasFill ? !hasMany && !hasOne : !hasMany || !hasOne) return;
  const ones = onesAt(join, at);
  const instant: Instant = { at, matched: new Uint8Array(groups.count), results: new Map(), note: undefined };
  for (const [index, column] of many.entries()) {
    const value = cellAt(column, at);
    if (value === undefined) continue;
    const group = manyGroups[index]!;
    const partner = ones[group]! < 0 ? undefined : one[ones[group]!];
    if (partner !== undefined) {
      combine(join, instant, {
        group,
        left: column,
        right: partner,
        leftValue: value,
        rightValue: cellAt(partner, at)!,
      });
    } else if (fillRight !== undefined) {
      combine(join, instant, { group, left: column, right: undefined, leftValue: value, rightValue: fillRight });
    }
  }
  if (fillLeft !== undefined) {
    for (const [index, column] of one.entries()) {
      const value = cellAt(column, at);
      const group = oneGroups[index]!;
      if (value === undefined || instant.matched[group] === 1) continue;
      combine(join, instant, { group, left: undefined, right: column, leftValue: fillLeft, rightValue: value });
    }
  }
  if (instant.note !== undefined) annotate(evaluation, instant.note, expression.range);
}

/** The column of the "one" side for each group, -1 where there is none. */
function onesAt({ one, oneGroups, groups, expression }: Join, at: number): Int32Array {
  const found = new Int32Array(groups.count).fill(-1);
  for (const [index, column] of one.entries()) {
    if (column.kinds[at] === cellKinds.none) continue;
    const group = oneGroups[index]!;
    if (found[group]! >= 0) failOverDuplicates(expression.matching, column.labels, one[found[group]!]!.labels);
    found[group] = index;
  }
  return found;
}

function failOverDuplicates(matching: VectorMatching, first: Labels, second: Labels): never {
  const side = matching.cardinality === "one-to-many" ? "left" : "right";
  const group = printLabels(matchedLabels(first, matching.labels, matching.isOn));
  const series = [printLabels(first), printLabels(second)].sort().join(", ");
  return failQuery(
    `found duplicate series for the match group ${group} on the ${side} hand-side of the operation: [${series}]` +
      ";many-to-many matching not allowed: matching labels must be unique on one side",
  );
}

/** Two elements that match; a side that is missing has been filled in. */
interface Pair {
  readonly group: number;
  readonly left: Column | undefined;
  readonly right: Column | undefined;
  readonly leftValue: SampleValue;
  readonly rightValue: SampleValue;
}

function combine(join: Join, instant: Instant, pair: Pair): void {
  const { expression, collector } = join;
  const { matching, operator, returnsBool } = expression;
  const isSwapped = matching.cardinality === "one-to-many";
  const { leftValue, rightValue, group } = pair;
  const result = isSwapped
    ? applyToElements(operator, rightValue, leftValue)
    : applyToElements(operator, leftValue, rightValue);
  if (result.note !== undefined) instant.note = result.note;
  if (result.kind !== "value") return;
  const target = targetOf(join, pair);
  if (matching.cardinality === "one-to-one") {
    if (instant.matched[group] === 1) {
      failQuery("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
    }
  } else {
    const keys = instant.results.get(group) ?? new Set();
    if (keys.has(target.labels.key)) {
      failQuery("multiple matches for labels: grouping labels must ensure unique matches");
    }
    instant.results.set(group, keys.add(target.labels.key));
  }
  instant.matched[group] = 1;
  if (returnsBool) collector.set(target, instant.at, result.keep ? 1 : 0);
  else if (result.keep) collector.set(target, instant.at, result.value);
}

function targetOf(join: Join, { left, right }: Pair): Column {
  const { targets, collector, evaluation, expression } = join;
  const make = (): Column => collector.column(resultLabels(join, { left, right }), expression.returnsBool);
  // Each sample of an instant query is kept apart.
  if (isInstant(evaluation.grid)) return make();
  const [own, partner] = left === undefined ? [right!, undefined] : [left, right];
  const known = targets.get(own);
  if (known !== undefined && known.partner === partner) return known.column;
  const column = make();
  targets.set(own, { partner, column });
  return column;
}

function resultLabels(
  { expression, evaluation }: Join,
  { left, right }: { readonly left: Column | undefined; readonly right: Column | undefined },
): Labels {
  const { matching, operator, returnsBool } = expression;
  const { labels: names, isOn, include, cardinality } = matching;
  const own = left?.labels ?? matchedLabels(right!.labels, names, isOn);
  const other = right?.labels ?? matchedLabels(left!.labels, names, isOn);
  let labels = changesMeaning(operator) ? withoutLabels(own, metadataNames) : own;
  if (returnsBool) labels = renamed(evaluation, labels);
  if (cardinality === "one-to-one") labels = isOn ? onlyLabels(labels, names) : withoutLabels(labels, names);
  const included = include.map((name): Label => [name, labelValue(other, name)]);
  return included.length === 0 ? labels : withLabels(labels, included);
}
