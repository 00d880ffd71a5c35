import fc, { type Arbitrary } from "fast-check";

const pick = (...texts: readonly string[]): Arbitrary<string> => fc.constantFrom(...texts);

/** A text with a hole for each part. */
const text = (strings: TemplateStringsArray, ...parts: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...parts).map((values) => strings.map((string, at) => string + (values[at] ?? "")).join(""));

const metric = pick("requests_total", "errors_total", "temperature", "native", "custom", "mixed", "latency_bucket");

const matchers = pick(
  ...["", "", "", "{}", '{pod="a"}', '{pod!="b"}', '{job=~"w.*|x"}', '{job!~"web"}', '{zone=""}', '{missing="x"}'],
);

const selector: Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: text`${metric}${matchers}` },
  {
    weight: 1,
    arbitrary: pick('{__name__=~".*_total"}', '{__name__=~"native|custom"}', "absent_metric", '{job="web"}'),
  },
);

const duration = pick("15s", "30s", "1m", "1m30s", "2m", "5m", "45s500ms", "1h", "step()", "(1m + 15s)");
const literalDuration = pick("15s", "30s", "1m", "2m", "5m", "1h", "20s");
const modifiers = fc.oneof(
  { weight: 8, arbitrary: pick("") },
  { weight: 1, arbitrary: text` offset ${literalDuration}` },
  { weight: 1, arbitrary: text` offset -${literalDuration}` },
  { weight: 1, arbitrary: pick(" @ 60", " @ 120.5", " @ start()", " @ end()", " @ 300 offset 1m") },
);

const number = pick("0", "1", "2", "-1", "0.5", "1.5", "100", "NaN", "Inf", "-Inf", "1e-3", "3");
const quantile = pick("0.5", "0.9", "0", "1", "0.01", "0.99", "-1", "2", "NaN");
const labels = pick("pod", "job", "pod, job", "", "zone", "le", "missing", "le, pod");
const arithmetic = pick("+", "-", "*", "/", "%", "^", "atan2");
const comparison = pick("==", "!=", "<", "<=", ">", ">=", "== bool", "!= bool", "< bool", "> bool", ">= bool");
const trim = pick("</", ">/");

const ofFloats = pick(
  ...["abs", "ceil", "floor", "sqrt", "exp", "ln", "log2", "log10", "sgn", "deg", "rad", "round", "sort", "sort_desc"],
  ...["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"],
  ...["timestamp", "absent", "hour", "minute", "day_of_week", "day_of_month", "days_in_month", "month", "year"],
);

const ofHistograms = pick("histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar");

const ofRanges = pick(
  ...["rate", "rate", "increase", "delta", "idelta", "irate", "deriv", "changes", "resets", "absent_over_time"],
  ...["avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "count_over_time", "stddev_over_time"],
  ...["stdvar_over_time", "last_over_time", "first_over_time", "present_over_time", "mad_over_time"],
  ...["ts_of_max_over_time", "ts_of_min_over_time", "ts_of_last_over_time", "ts_of_first_over_time"],
);

const aggregator = pick("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");
const pickers = pick("topk", "bottomk", "limitk");

const matching = fc.oneof(
  { weight: 3, arbitrary: pick("") },
  text` on (${labels})`,
  text` ignoring (${labels})`,
  text` on (${labels}) group_left (${labels})`,
  text` ignoring (${labels}) group_right (${labels})`,
  text` on (pod) fill (${number})`,
  text` ignoring (zone) fill_left (${number})`,
);

const grouping = fc.oneof(pick(""), text` by (${labels})`, text` without (${labels})`);

/** Any query: most have a result, some fail in evaluation; few do not parse. */
export const anyQuery: Arbitrary<string> = fc.letrec<{ vector: string; scalar: string; range: string }>((tie) => {
  const [vector, scalar, range] = [tie("vector"), tie("scalar"), tie("range")];
  return {
    scalar: fc.oneof(
      { maxDepth: 3, depthIdentifier: "query" },
      { weight: 4, arbitrary: number },
      pick("time()", "pi()", "start()", "end()", "range()", "step()"),
      text`scalar(${vector})`,
      text`(${scalar} ${arithmetic} ${scalar})`,
      text`min_of(${scalar}, ${scalar})`,
    ),
    range: fc.oneof(
      { maxDepth: 3, depthIdentifier: "query" },
      { weight: 5, arbitrary: text`${selector}[${duration}]${modifiers}` },
      { weight: 1, arbitrary: text`${selector}[${duration}] ${pick("anchored", "smoothed")}` },
      { weight: 2, arbitrary: text`(${vector})[${duration}:${pick("15s", "", "10s", "1m")}]${modifiers}` },
    ),
    vector: fc.oneof(
      { maxDepth: 3, depthIdentifier: "query" },
      { weight: 3, arbitrary: text`${selector}${modifiers}` },
      { weight: 5, arbitrary: text`${ofRanges}(${range})` },
      { weight: 3, arbitrary: text`${aggregator}${grouping} (${vector})` },
      text`quantile${grouping} (${quantile}, ${vector})`,
      text`${pickers}${grouping} (${scalar}, ${vector})`,
      text`limit_ratio${grouping} (${pick("0.5", "-0.5", "1", "0.2")}, ${vector})`,
      text`count_values${grouping} ("value", ${vector})`,
      { weight: 2, arbitrary: text`${ofFloats}(${vector})` },
      { weight: 2, arbitrary: text`${ofHistograms}(${vector})` },
      text`histogram_quantile(${quantile}, ${vector})`,
      text`histogram_fraction(${number}, ${number}, ${vector})`,
      text`histogram_quantiles(${vector}, "q", ${quantile}, ${quantile})`,
      text`quantile_over_time(${quantile}, ${range})`,
      text`predict_linear(${range}, ${scalar})`,
      text`double_exponential_smoothing(${range}, 0.3, 0.6)`,
      text`clamp(${vector}, ${scalar}, ${scalar})`,
      text`clamp_min(${vector}, ${scalar})`,
      text`round(${vector}, ${number})`,
      text`label_replace(${vector}, "x", "$1-$2", "pod", "(.)(.*)")`,
      text`label_join(${vector}, ${pick('"pod"', '"x"')}, "-", "job", "zone")`,
      text`sort_by_label(${vector}, "pod", "zone")`,
      text`info(${vector})`,
      text`vector(${scalar})`,
      text`-${vector}`,
      { weight: 3, arbitrary: text`(${vector} ${arithmetic}${matching} ${vector})` },
      { weight: 2, arbitrary: text`(${vector} ${comparison}${matching} ${vector})` },
      { weight: 2, arbitrary: text`(${vector} ${fc.oneof(arithmetic, comparison, trim)} ${scalar})` },
      text`(${scalar} ${fc.oneof(arithmetic, comparison)} ${vector})`,
      text`(${vector} ${pick("and", "or", "unless")}${pick("", " on (pod)", " ignoring (le)")} ${vector})`,
      text`${selector} smoothed`,
    ),
  };
}).vector;
