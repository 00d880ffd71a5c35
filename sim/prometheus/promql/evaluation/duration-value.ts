import { larger, power, smaller } from "../float-functions.ts";
import { childrenOf, type DurationExpression, type DurationSpec, type Expression } from "../syntax/ast.ts";
import { failQuery } from "./evaluation.ts";
import type { Grid } from "./grid.ts";

/** Whether 0 and less are durations: of an offset they are. */
export type DurationRule = "any" | "positive";

/**
 * The milliseconds that a duration stands for in a query.
 *
 * Source: prometheus v0.315.0 promql/durations.go
 */
export function durationMs(spec: DurationSpec, query: Grid, rule: DurationRule): number {
  if (typeof spec === "number") return spec;
  const seconds = secondsOf(spec, query);
  const fail = (because: string): never => failQuery(`${spec.range.start}:${spec.range.end}: ${because}`);
  if (!Number.isFinite(seconds)) fail("duration is NaN or infinite");
  if (seconds <= 0 && rule === "positive") fail("duration must be greater than 0");
  if (Math.abs(seconds) > 2 ** 63 / 1e9) fail("duration is out of range");
  return Math.trunc(seconds * 1000);
}

/** Ends the query over a duration that is none, before anything is evaluated. */
export function checkDurations(expression: Expression, query: Grid): void {
  if (expression.kind === "vector-selector") durationMs(expression.offset, query, "any");
  if (expression.kind === "matrix-selector") durationMs(expression.duration, query, "positive");
  if (expression.kind === "subquery") {
    durationMs(expression.offset, query, "any");
    if (expression.step !== undefined) durationMs(expression.step, query, "positive");
    durationMs(expression.duration, query, "positive");
  }
  for (const child of childrenOf(expression)) checkDurations(child, query);
}

function secondsOf(expression: DurationExpression, query: Grid): number {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "step":
      return query.askedStep / 1000;
    case "range":
      return (query.end - query.start) / 1000;
    case "duration-unary": {
      const operand = secondsOf(expression.operand, query);
      return expression.operator === "-" ? -operand : operand;
    }
    case "duration-binary": {
      const { operator, range } = expression;
      const [left, right] = [secondsOf(expression.left, query), secondsOf(expression.right, query)];
      const isDivided = operator === "/" || operator === "%";
      if (isDivided && right === 0) {
        failQuery(`${range.start}:${range.end}: ${operator === "/" ? "division" : "modulo"} by zero`);
      }
      return operations[operator](left, right);
    }
  }
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> & {
  readonly [operator in "+" | "-" | "*" | "/" | "%" | "^" | "min_of" | "max_of"]: (
    left: number,
    right: number,
  ) => number;
} = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": power,
  min_of: smaller,
  max_of: larger,
};
