import { unreachable } from "../invariant.ts";
import type { Operator } from "../kubernetes/label-selector-requirement.ts";
import { failed, found, type Outcome } from "./outcome.ts";

/**
 * The operator of PromQL for a requirement of a metric selector with so many distinct values.
 *
 * One value of `in` is an expression of its own, so that a selector can carry a regular expression through.
 * Source: prometheus-adapter v0.12.0 pkg/naming/metrics_query.go selectMatcher
 */
export function matcherOf(operator: Operator, valueCount: number): Outcome<"=" | "!=" | "=~" | "!~"> {
  switch (operator) {
    case "exists":
      return found("!=");
    case "!":
      return found("=");
    case "=":
    case "==":
      return found(valueCount > 1 ? "=~" : "=");
    case "!=":
      return found(valueCount > 1 ? "!~" : "!=");
    case "in":
      return found("=~");
    case "notin":
      return found("!~");
    case "gt":
    case "lt":
      return failed("operator not supported by prometheus");
    default:
      return unreachable(operator);
  }
}
