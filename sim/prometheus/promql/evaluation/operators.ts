import type { AnnotationAt } from "../annotation-texts.ts";
import { annotationTexts } from "../annotation-texts.ts";
import { atan2, power } from "../float-functions.ts";
import { type Added, added, subtracted } from "../histogram/add.ts";
import { compacted, divided, equalHistograms, type Histogram, multiplied } from "../histogram/histogram.ts";
import { trimmed } from "../histogram/trim.ts";
import type { SampleValue } from "./evaluation.ts";

const arithmetic: Readonly<Partial<Record<string, (left: number, right: number) => number>>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": power,
  atan2,
};

const comparisons: Readonly<Partial<Record<string, (left: number, right: number) => boolean>>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** Operators whose result is no sample of the metric any more. */
export const changesMeaning = (operator: string): boolean => arithmetic[operator] !== undefined;

/** A binary operator between two scalars; a comparison gives 1 or 0. */
export function applyToScalars(operator: string, left: number, right: number): number {
  const holds = comparisons[operator]?.(left, right);
  if (holds !== undefined) return holds ? 1 : 0;
  return arithmetic[operator]?.(left, right) ?? Number.NaN;
}

/** What an operator makes of two samples: a value that stays or, for a comparison that fails, goes; or nothing at all. */
export type ElementResult =
  | { readonly kind: "value"; readonly value: SampleValue; readonly keep: boolean; readonly note?: AnnotationAt }
  /** The operator has no result for such samples. */
  | { readonly kind: "none"; readonly note: AnnotationAt }
  /** There would be a result, if the samples did not disagree on whether their counters were reset. */
  | { readonly kind: "collision"; readonly value: Histogram; readonly note: AnnotationAt };

/**
 * A binary operator between two samples.
 *
 * Source: prometheus v0.315.0 promql/engine.go (vectorElemBinop)
 */
export function applyToElements(operator: string, left: SampleValue, right: SampleValue): ElementResult {
  const kept = (value: SampleValue, keep = true): ElementResult => ({ kind: "value", value, keep });
  if (typeof left === "number" && typeof right === "number") {
    const holds = comparisons[operator]?.(left, right);
    if (holds !== undefined) return kept(left, holds);
    const value = arithmetic[operator]?.(left, right);
    return value === undefined ? incompatible(operator, "float", "float") : kept(value);
  }
  if (typeof left === "number") {
    if (typeof right !== "number" && operator === "*") return kept(compacted(multiplied(right, left)));
    return incompatible(operator, "float", "histogram");
  }
  if (typeof right === "number") return withFloat(operator, left, right);
  if (operator === "+") return combination(added(left, right), "addition");
  if (operator === "-") return combination(subtracted(left, right), "subtraction");
  if (operator === "==") return kept(left, equalHistograms(left, right));
  if (operator === "!=") return kept(left, !equalHistograms(left, right));
  return incompatible(operator, "histogram", "histogram");
}

const incompatible = (operator: string, left: string, right: string): ElementResult => ({
  kind: "none",
  note: annotationTexts.incompatibleTypes(left, operator, right),
});

function withFloat(operator: string, left: Histogram, right: number): ElementResult {
  const kept = (value: Histogram): ElementResult => ({ kind: "value", value, keep: true });
  switch (operator) {
    case "*":
      return kept(compacted(multiplied(left, right)));
    case "/":
      return kept(compacted(divided(left, right)));
    case "</":
      return kept(trimmed(left, right, "below"));
    case ">/":
      return kept(trimmed(left, right, "above"));
    default:
      return incompatible(operator, "histogram", "float");
  }
}

function combination(combined: Added<Histogram>, operation: "addition" | "subtraction"): ElementResult {
  if (combined.kind === "incompatible") {
    return { kind: "none", note: annotationTexts.incompatibleLayout(operation === "addition" ? "+" : "-") };
  }
  const { result, hintsCollide, boundsReconciled } = combined;
  const value = compacted(operation === "addition" ? result : { ...result, hint: "gauge" });
  if (hintsCollide) return { kind: "collision", value, note: annotationTexts.resetCollision(operation) };
  const note = annotationTexts.boundsReconciled(operation);
  return { kind: "value", value, keep: true, ...(boundsReconciled ? { note } : {}) };
}
