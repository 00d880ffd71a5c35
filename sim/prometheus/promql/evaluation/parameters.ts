import { larger, smaller } from "../float-functions.ts";

/** What an aggregation's parameter is over all instants. */
export interface ParameterRange {
  readonly least: number;
  readonly most: number;
  readonly hasNaN: boolean;
}

/** The least and the largest value of a parameter, NaN among them. */
export function parameterRange(values: Float64Array): ParameterRange {
  let [least, most] = [values[0] ?? 0, values[0] ?? 0];
  for (const value of values) {
    least = smaller(least, value);
    most = larger(most, value);
  }
  return { least, most, hasNaN: values.some(Number.isNaN) };
}
