import type { Random } from "./random.ts";

const metrics = [
  ...["http_requests_total", "http_requests_total", "memory_bytes", "cpu_seconds_total", "up", "pod_info"],
  ...["latency_seconds_bucket", "queue_length", "odd_values", "ended", "native_seconds", "custom_seconds"],
];

const labelNames = ["pod", "namespace", "code", "job", "instance", "le", "zone", "missing"];

const conditions = [
  ...['pod="web-0"', 'pod=~"web-.*"', 'pod!~"api-[01]"', 'namespace="core"', 'code=~"4..|5.."', 'code!="200"'],
  ...['job="app"', 'missing=""', 'le="+Inf"', 'pod=~".+"', 'zone!=""'],
];

const durations = ["30s", "1m", "2m30s", "5m", "15m", "37s", "90"];

const instantFunctions = [
  ...["abs", "ceil", "floor", "sgn", "sqrt", "exp", "ln", "log2", "log10", "sin", "cos", "tan", "atan", "sinh"],
  ...["deg", "rad", "timestamp", "absent", "sort", "sort_desc", "day_of_week", "hour", "minute", "month", "year"],
  ...["histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar", "acosh", "asinh"],
  ...["days_in_month", "day_of_year", "day_of_month", "tanh", "cosh", "asin", "acos", "atanh"],
];

const rangeFunctions = [
  ...["rate", "rate", "increase", "irate", "delta", "idelta", "deriv", "changes", "resets", "avg_over_time"],
  ...["sum_over_time", "min_over_time", "max_over_time", "count_over_time", "last_over_time", "first_over_time"],
  ...["stddev_over_time", "stdvar_over_time", "present_over_time", "absent_over_time", "mad_over_time"],
  ...["ts_of_max_over_time", "ts_of_min_over_time", "ts_of_last_over_time", "ts_of_first_over_time"],
];

const aggregators = ["sum", "sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];
const arithmetic = ["+", "-", "*", "/", "%", "^", "atan2"];
const comparisons = ["==", "!=", "<", ">", "<=", ">="];
const numbers = ["0", "1", "2", "0.5", "-3", "1e9", "NaN", "Inf", "100", "1e-7"];

/** True for a query in which a function of JavaScript's engine may differ from Go's in the last place. */
export const isTranscendental = (query: string): boolean =>
  /\b(exp|ln|log2|log10|sin|cos|tan|a?sinh|a?cosh|a?tanh|asin|acos|atan|atan2|histogram_(quantile|quantiles|fraction|stddev|stdvar|avg)|double_exponential_smoothing)\b|\^/.test(
    query,
  );

/** A query of any kind, as deep as `depth` allows. */
export function generateQuery(random: Random): string {
  if (random.chance(0.03)) return brokenQuery(random);
  if (random.chance(0.02))
    return random.pick(['"text"', "1", "time()", "pi() * 2", "scalar(up)", "-(1 + 2)", "1 > bool 2"]);
  if (random.chance(0.03)) return range(random, 1);
  return vector(random, 1 + random.below(3));
}

function vector(random: Random, depth: number): string {
  if (depth === 0) return selector(random) + modifier(random);
  const inner = (): string => vector(random, depth - 1);
  switch (random.below(13)) {
    case 0:
      return `${random.pick(instantFunctions)}(${inner()})`;
    case 1:
    case 2:
    case 3:
      return `${random.pick(rangeFunctions)}(${range(random, depth)})`;
    case 4:
    case 5:
      return aggregation(random, depth);
    case 6:
      return `${inner()} ${random.pick(arithmetic)} ${random.pick(numbers)}`;
    case 7:
      return `${inner()} ${random.pick(comparisons)} ${random.chance(0.3) ? "bool " : ""}${random.pick(numbers)}`;
    case 8:
    case 9:
      return binary(random, depth);
    case 10:
      return special(random, depth);
    case 11:
      return `(${inner()})`;
    default:
      return `-${inner()}`;
  }
}

function selector(random: Random): string {
  const name = random.pick(metrics);
  const count = random.pick([0, 0, 1, 1, 2]);
  const chosen = Array.from({ length: count }, () => random.pick(conditions));
  if (random.chance(0.04)) return `{__name__=~"${name}|up"${chosen.map((one) => `,${one}`).join("")}}`;
  return count === 0 ? name : `${name}{${chosen.join(",")}}`;
}

function modifier(random: Random): string {
  const offset = random.chance(0.12) ? ` offset ${random.pick(["1m", "-2m", "10m", "17s", "1h"])}` : "";
  const at = random.chance(0.06) ? ` @ ${random.pick(["start()", "end()", "1700000000", "NOW"])}` : "";
  return offset + at;
}

function range(random: Random, depth: number): string {
  if (depth > 0 && random.chance(0.2)) {
    const step = random.pick(["", "15s", "1m", "47s"]);
    return `(${vector(random, depth - 1)})[${random.pick(durations)}:${step}]${modifier(random)}`;
  }
  return `${selector(random)}[${random.pick(durations)}]${modifier(random)}`;
}

const names = (random: Random): string =>
  Array.from({ length: random.below(3) }, () => random.pick(labelNames)).join(", ");

function aggregation(random: Random, depth: number): string {
  const inner = vector(random, depth - 1);
  const clause = random.pick(["", ` by (${names(random)})`, ` without (${names(random)})`]);
  switch (random.below(8)) {
    case 0:
      return `${random.pick(["topk", "bottomk"])}${clause}(${random.pick(["1", "2", "5", "0", "3.7"])}, ${inner})`;
    case 1:
      return `quantile${clause}(${random.pick(["0", "0.5", "0.9", "1", "-1", "2", "NaN"])}, ${inner})`;
    case 2:
      return `count_values${clause}("${random.pick(["value", "pod"])}", ${inner})`;
    case 3:
      return `${random.pick(["limitk", "limit_ratio"])}${clause}(${random.pick(["1", "0.5", "-0.3", "2"])}, ${inner})`;
    default:
      return `${random.pick(aggregators)}${clause} (${inner})`;
  }
}

function binary(random: Random, depth: number): string {
  const [left, right] = [vector(random, depth - 1), vector(random, random.below(depth))];
  if (random.chance(0.25)) {
    const matching = random.chance(0.5) ? ` ${random.pick(["on", "ignoring"])} (${names(random)})` : "";
    return `${left} ${random.pick(["and", "or", "unless"])}${matching} ${right}`;
  }
  const isComparison = random.chance(0.4);
  const operator = isComparison ? random.pick(comparisons) : random.pick(arithmetic);
  const bool = isComparison && random.chance(0.3) ? " bool" : "";
  const on = random.pick(["", " on (pod)", " on (pod, code)", " ignoring (code, le)", " on ()", " on (instance)"]);
  const group =
    on !== "" && random.chance(0.5) ? random.pick([" group_left", " group_right", " group_left (version)"]) : "";
  return `${left} ${operator}${bool}${on}${group} ${right}`;
}

function special(random: Random, depth: number): string {
  const inner = vector(random, depth - 1);
  const window = range(random, 0);
  const share = random.pick(["0.5", "0.9", "0.99", "0", "1", "-0.1"]);
  switch (random.below(15)) {
    case 0:
      return `histogram_quantile(${share}, sum by (le, pod) (rate(latency_seconds_bucket[5m])))`;
    case 1:
      return `histogram_quantile(${share}, ${inner})`;
    case 2:
      return `histogram_fraction(0, ${random.pick(["0.5", "1", "Inf"])}, ${random.pick(["native_seconds", "custom_seconds", inner])})`;
    case 3:
      return `label_replace(${inner}, "${random.pick(labelNames)}", "$1-x", "pod", "${random.pick(["(.*)-.*", "web-(\\\\d)", ".*"])}")`;
    case 4:
      return `label_join(${inner}, "joined", "-", "pod", "${random.pick(labelNames)}")`;
    case 5:
      return `predict_linear(${window}, ${random.pick(["60", "3600", "-5"])})`;
    case 6:
      return `quantile_over_time(${share}, ${window})`;
    case 7:
      return `double_exponential_smoothing(${window}, 0.5, 0.3)`;
    case 8:
      return `clamp(${inner}, ${random.pick(["0", "-5"])}, ${random.pick(["10", "1e3"])})`;
    case 9:
      return `${random.pick(["clamp_min", "clamp_max"])}(${inner}, ${random.pick(numbers)})`;
    case 10:
      return `round(${inner}, ${random.pick(["1", "0.1", "5", "0"])})`;
    case 11:
      return `vector(${random.pick(["time()", 'scalar(up{pod="x"})', "1"])})`;
    case 12:
      return `${random.pick(["sort_by_label", "sort_by_label_desc"])}(${inner}, "pod", "code")`;
    case 13:
      return `info(${inner})`;
    default:
      return `histogram_quantile(${share}, ${random.pick(["native_seconds", "custom_seconds", "rate(native_seconds[5m])"])})`;
  }
}

/** A query with a piece taken out, doubled or replaced. */
function brokenQuery(random: Random): string {
  const query = vector(random, 2);
  const at = random.below(query.length);
  const piece = random.pick(["", "(", ")", "[", "{", '"', ",", "=", "by", "5m", "@", " offset ", "}", "sum", "bool "]);
  return query.slice(0, at) + piece + query.slice(at + random.below(3));
}
