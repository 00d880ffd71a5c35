import type { Engine } from "../promql/engine.ts";
import type { SampleValue } from "../promql/evaluation/evaluation.ts";
import { type Labels, noLabels } from "../promql/labels.ts";

/** An element that a rule's expression gives. */
export interface RuleSample {
  readonly labels: Labels;
  readonly value: SampleValue;
}

/** What an expression gives, or Prometheus's words about why it gives nothing. */
export type RuleAnswer =
  | { readonly kind: "vector"; readonly samples: readonly RuleSample[] }
  | { readonly kind: "error"; readonly message: string };

/** Evaluates PromQL at an instant, in milliseconds since the epoch. */
export type RuleQuery = (expression: string, time: number) => RuleAnswer;

/** Queries an engine: a scalar is a vector without labels. Source: prometheus v0.315.0 rules/manager.go (EngineQueryFunc) */
export function queryOver(engine: Pick<Engine, "instant">): RuleQuery {
  return (expression, time) => {
    const result = engine.instant(expression, time);
    if (result.kind === "error") return result;
    const { value } = result;
    if (value.kind === "vector") return { kind: "vector", samples: value.samples };
    if (value.kind === "scalar") {
      return { kind: "vector", samples: [{ labels: noLabels, value: value.value }] };
    }
    return { kind: "error", message: "rule result is not a vector or scalar" };
  };
}
