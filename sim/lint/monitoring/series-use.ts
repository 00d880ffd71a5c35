import { childrenOf, type Expression, type VectorSelector } from "../../prometheus/promql/syntax/ast.ts";

/** How an expression uses the samples of a selector. */
export type SeriesUse = {
  readonly selector: VectorSelector;
  /** The function over a span of time that takes them, the innermost: `rate`. */
  readonly call: string | undefined;
  /** That span, where the query says it as a number and the samples are the scraped ones. */
  readonly windowMs: number | undefined;
  /** Only whether there are samples matters, or how many. */
  readonly isCounted: boolean;
  /** A share of something else. */
  readonly isDivided: boolean;
};

type Context = Omit<SeriesUse, "selector">;

const outside: Context = { call: undefined, windowMs: undefined, isCounted: false, isDivided: false };

const counting: readonly string[] = [
  ...["count", "group", "count_values", "absent", "absent_over_time", "present_over_time", "count_over_time"],
  ...["timestamp", "ts_of_last_over_time", "ts_of_first_over_time"],
];

/** The functions that need two samples in their window. */
const rating: readonly string[] = ["rate", "increase", "irate", "delta", "idelta", "deriv", "predict_linear"];

/** The functions that make of a counter what it did. */
const ofCounters: readonly string[] = ["rate", "increase", "irate", "resets", "changes"];

export const needsTwoSamples = ({ call }: SeriesUse): boolean => call !== undefined && rating.includes(call);

export const isRated = ({ call }: SeriesUse): boolean => call !== undefined && ofCounters.includes(call);

/** Every use of series in an expression, from left to right. */
export function seriesUses(expression: Expression, context: Context = outside): readonly SeriesUse[] {
  switch (expression.kind) {
    case "vector-selector":
      return [{ selector: expression, ...context }];
    case "matrix-selector": {
      const { selector, duration } = expression;
      return [{ selector, ...context, windowMs: typeof duration === "number" ? duration : undefined }];
    }
    case "call": {
      const { name } = expression.signature;
      const isCounted = context.isCounted || counting.includes(name);
      const takesSpan = expression.signature.takes.includes("matrix");
      return below(expression, { ...context, isCounted, call: takesSpan ? name : context.call });
    }
    case "aggregation":
      return below(expression, {
        ...context,
        isCounted: context.isCounted || counting.includes(expression.operator),
      });
    case "binary": {
      const isSetOperator = ["and", "unless"].includes(expression.operator);
      const inner = { ...context, isDivided: context.isDivided || expression.operator === "/" };
      return [
        ...seriesUses(expression.left, inner),
        ...seriesUses(expression.right, { ...inner, isCounted: inner.isCounted || isSetOperator }),
      ];
    }
    default:
      return below(expression, context);
  }
}

const below = (expression: Expression, context: Context): readonly SeriesUse[] =>
  childrenOf(expression).flatMap((child) => seriesUses(child, context));
