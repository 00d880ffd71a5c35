import { annotationTexts } from "../annotation-texts.ts";
import { formatGoShort } from "../go-number.ts";
import type { Labels } from "../labels.ts";
import type { Aggregation } from "../syntax/ast.ts";
import type { Group } from "./aggregation-groups.ts";
import { bestOf } from "./best-elements.ts";
import { type Column, cellAt, cellKinds, createCollector } from "./column.ts";
import { annotate, type Evaluation, failQuery } from "./evaluation.ts";
import { labelHashShare } from "./label-hash.ts";
import { parameterRange } from "./parameters.ts";

/** `topk`, `bottomk`, `limitk` and `limit_ratio`: some of the elements of each group, as they are. */
export function pickElements(
  evaluation: Evaluation,
  aggregation: Aggregation,
  { groups, parameters }: { readonly groups: readonly Group[]; readonly parameters: Float64Array },
): readonly Column[] {
  if (!checkParameters(evaluation, aggregation, parameters)) return [];
  const total = groups.reduce((sum, { columns }) => sum + columns.length, 0);
  const collector = createCollector(evaluation);
  for (let at = 0; at < evaluation.grid.count; at++) {
    for (const { columns } of groups) {
      const present = columns.filter(({ kinds }) => kinds[at] !== cellKinds.none);
      const picked = pick(evaluation, aggregation, { present, at, parameter: parameters[at]!, total });
      for (const column of picked) {
        collector.set(collector.column(column.labels, column.dropsName), at, cellAt(column, at)!);
      }
    }
  }
  return collector.columns();
}

/** False when no instant can give anything; ends the query over a number that is none. */
function checkParameters(evaluation: Evaluation, { operator, parameter }: Aggregation, values: Float64Array): boolean {
  const { least, most, hasNaN } = parameterRange(values);
  if (operator === "limit_ratio") {
    if (least === 0 && most === 0) return false;
    if (hasNaN) failQuery("Ratio value is NaN");
    const place = parameter!.range;
    if (most > 1) annotate(evaluation, annotationTexts.invalidRatio(most, 1), place);
    if (least < -1) annotate(evaluation, annotationTexts.invalidRatio(least, -1), place);
    return true;
  }
  if (most < 1) return false;
  if (hasNaN) failQuery("Parameter value is NaN");
  if (least <= -(2 ** 63)) failQuery(`Scalar value ${formatGoShort(least)} underflows int64`);
  if (most >= 2 ** 63) failQuery(`Scalar value ${formatGoShort(most)} overflows int64`);
  return true;
}

interface Picking {
  readonly present: readonly Column[];
  readonly at: number;
  readonly parameter: number;
  /** How many columns all groups have. */
  readonly total: number;
}

function pick(evaluation: Evaluation, { operator, range }: Aggregation, picking: Picking): readonly Column[] {
  const { present, at, parameter, total } = picking;
  if (operator === "limit_ratio") return present.filter(({ labels }) => isInShare(labels, parameter));
  const count = Math.min(Math.trunc(parameter), total);
  if (count < 1) return [];
  if (operator === "limitk") return present.slice(0, count);
  const floats = present.filter(({ kinds }) => kinds[at] === cellKinds.float);
  if (floats.length < present.length) annotate(evaluation, annotationTexts.histogramIgnored(operator), range);
  const values = floats.map((column) => column.values[at]!);
  return bestOf(values, count, operator === "topk").map((index) => floats[index]!);
}

/** A negative ratio takes what the positive one that makes 1 with it leaves. */
function isInShare(labels: Labels, ratio: number): boolean {
  const capped = Math.max(-1, Math.min(1, ratio));
  if (capped === 0) return false;
  const share = labelHashShare(labels);
  return capped > 0 ? share < capped : share >= 1 + capped;
}
