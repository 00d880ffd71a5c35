import type { ValueType } from "./ast.ts";

/** A function's name and types. */
export interface FunctionSignature {
  readonly name: string;
  readonly takes: readonly ValueType[];
  /** How many arguments more than `takes` less one may follow; -1 for any number, 0 for exactly `takes`. */
  readonly variadic: number;
  readonly returns: ValueType;
  readonly isExperimental: boolean;
}

type Row = readonly [names: string, takes: string, returns: ValueType, variadic?: number];

/** Source: prometheus v0.315.0 promql/parser/functions.go */
const stable: readonly Row[] = [
  [
    "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp",
    "vector",
    "vector",
  ],
  [
    "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time",
    "matrix",
    "vector",
  ],
  ["clamp", "vector scalar scalar", "vector"],
  ["clamp_max clamp_min", "vector scalar", "vector"],
  ["day_of_month day_of_week day_of_year days_in_month hour minute month year", "vector", "vector", 1],
  ["histogram_fraction", "scalar scalar vector", "vector"],
  ["histogram_quantile", "scalar vector", "vector"],
  ["label_join", "vector string string string", "vector", -1],
  ["label_replace", "vector string string string string", "vector"],
  ["pi time", "", "scalar"],
  ["predict_linear", "matrix scalar", "vector"],
  ["quantile_over_time", "scalar matrix", "vector"],
  ["round", "vector scalar", "vector", 1],
  ["scalar", "vector", "scalar"],
  ["vector", "scalar", "vector"],
];

const experimental: readonly Row[] = [
  ["double_exponential_smoothing", "matrix scalar scalar", "vector"],
  ["end range start step", "", "scalar"],
  ["histogram_quantiles", "vector string scalar scalar", "vector", 9],
  ["info", "vector vector", "vector", 1],
  [
    "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
    "matrix",
    "vector",
  ],
  ["max_of min_of", "scalar scalar", "scalar"],
  ["sort_by_label sort_by_label_desc", "vector string", "vector", -1],
  ["start_timestamp", "vector", "vector"],
];

const valueTypes: Readonly<Record<string, ValueType>> = {
  scalar: "scalar",
  string: "string",
  vector: "vector",
  matrix: "matrix",
};

const signatures: ReadonlyMap<string, FunctionSignature> = new Map([
  ...stable.flatMap((row) => signaturesOf(row, false)),
  ...experimental.flatMap((row) => signaturesOf(row, true)),
]);

function signaturesOf(
  [names, takes, returns, variadic = 0]: Row,
  isExperimental: boolean,
): [string, FunctionSignature][] {
  const types = takes.split(" ").flatMap((name) => valueTypes[name] ?? []);
  return names.split(" ").map((name) => [name, { name, takes: types, variadic, returns, isExperimental }]);
}

/** The function of this name, if there is one. */
export const functionNamed = (name: string): FunctionSignature | undefined => signatures.get(name);
