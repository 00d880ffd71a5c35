import { generateQuery } from "./generate-query.ts";
import type { Random } from "./random.ts";

/** A request: the same for both sides. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** A query for an instant, or for a range; `base` is the instant of the newest sample in milliseconds. */
export function generateQueryCall(random: Random, base: number): Call {
  const query = generateQuery(random).replaceAll("NOW", String(Math.floor(base / 1000) - random.below(3600)));
  const method = random.chance(0.2) ? "POST" : "GET";
  const shared = [["query", query] as const, ...options(random)];
  if (random.chance(0.5)) {
    return { method, path: "/api/v1/query", parameters: [...shared, ["time", instant(random, base)]] };
  }
  const start = base - random.below(4_000_000);
  const end = start + random.below(1_800_000);
  const step = random.pick(["15", "60", "7.5", "1m", "37s", "300", "100"]);
  const range = [["start", seconds(start)] as const, ["end", seconds(end)] as const, ["step", step] as const];
  return { method, path: "/api/v1/query_range", parameters: [...shared, ...range] };
}

function options(random: Random): readonly (readonly [string, string])[] {
  const chosen: (readonly [string, string])[] = [];
  if (random.chance(0.05)) chosen.push(["limit", String(random.below(4))]);
  if (random.chance(0.05)) chosen.push(["lookback_delta", random.pick(["30s", "1m", "10m", "0", "45"])]);
  if (random.chance(0.03)) chosen.push(["timeout", random.pick(["30s", "5", "1m"])]);
  return chosen;
}

const seconds = (milliseconds: number): string => String(milliseconds / 1000);

const instant = (random: Random, base: number): string => {
  const milliseconds = base + 400_000 - random.below(4_200_000);
  return random.chance(0.2) ? new Date(milliseconds).toISOString() : seconds(milliseconds);
};

const selectors = [
  ...["up", '{job="app"}', 'http_requests_total{code=~"5.."}', '{__name__=~".+"}', "odd_values", '{pod="nobody"}'],
  ...['{pod=""}', "{}", "up[5m]", "up{", "sum(up)", "", '{zone="x\\ny"}', '{le!=""}', "up offset 5m", "1", "ended"],
];

const odd = ["", "x", "-1", "0", "1", "2", "1e3", "99999999999999999999", " 1", "+2", "0x10"];

const oddLimits = odd.filter((text) => !["1", "2", "+2"].includes(text));

const labels = ["job", "pod", "le", "__name__", "zone", "missing", "U__po_64_", "a.b", "U__x_zz_", "code"];

const otherPaths = [
  ...["/-/healthy", "/-/ready", "/-/reload", "/api/v1/rules", "/api/v1/alerts", "/api/v1/targets"],
  ...["/api/v1/nothing", "/nothing", "/api/v1/targets/metadata", "/api/v1/alertmanagers", "/api/v1/scrape_pools"],
  "/api/v1/metadata",
];

type Parameters = Call["parameters"];

/** A call of anything but a query, or of a query with a parameter that may be wrong. */
export function generateOtherCall(random: Random, base: number): Call {
  const method = random.chance(0.2) ? "POST" : "GET";
  const matching = (most: number): Parameters =>
    Array.from({ length: random.below(most + 1) }, () => ["match[]", random.pick(selectors)] as const);
  const limit = (from: readonly string[]): Parameters => (random.chance(0.3) ? [["limit", random.pick(from)]] : []);
  const form = (path: string, parameters: Parameters): Call => ({ method, path, parameters });
  const get = (path: string, parameters: Parameters): Call => ({ method: "GET", path, parameters });
  switch (random.below(10)) {
    case 0:
      return form("/api/v1/series", [...matching(3), ...limit(odd), ...span(random, base)]);
    case 1:
      return form("/api/v1/labels", [...matching(2), ...limit(odd), ...span(random, base)]);
    case 2: {
      // Of values that do not fit, the real one keeps any.
      const parameters = [...matching(2), ...limit(oddLimits), ...span(random, base)];
      return get(`/api/v1/label/${random.pick(labels)}/values`, parameters);
    }
    case 3:
      return form("/api/v1/format_query", [["query", longQuery(random)]]);
    case 4:
      return form("/api/v1/parse_query", [["query", generateQuery(random).replaceAll("NOW", "1")]]);
    case 5:
      return get("/federate", federated(random));
    case 6: {
      const query = random.pick(["up", "1", "", "up ==", "sum by (job) (up)"]);
      return form("/api/v1/query", [["query", query], ...wrong(random, base)]);
    }
    case 7: {
      const query = random.pick(["up", "1", "", '"x"', "up[5m]"]);
      return form("/api/v1/query_range", [["query", query], ...wrong(random, base)]);
    }
    case 8:
      return get("/api/v1/status/tsdb", [["limit", random.pick(["0", "-1", "x", "10001", "1e3", "9".repeat(20)])]]);
    default:
      return form(random.pick(otherPaths), random.chance(0.5) ? oddities(random) : []);
  }
}

/** No histograms with custom buckets: the real one tells buckets of other samples and series for theirs. */
const federated = (random: Random): Parameters =>
  Array.from({ length: random.below(4) }, () => ["match[]", random.pick(federatedSelectors)] as const);

const federatedSelectors = [
  ...["up", 'http_requests_total{code=~"5.."}', "odd_values", "queue_length", "{}", '{le=~"0.*"}', "up{"],
  ...["ended", "1"],
];

const oddities = (random: Random): Call["parameters"] => [
  [
    random.pick(["type", "exclude_alerts", "group_limit", "group_next_token", "limit", "limit_per_metric", "match[]"]),
    random.pick([...odd, "alert", "RECORD", "true", "t"]),
  ],
];

function longQuery(random: Random): string {
  const query = generateQuery(random).replaceAll("NOW", "1600000000.5");
  return random.chance(0.5)
    ? `sum by (pod, namespace) (${query}) / ignoring (code) (${generateQuery(random)})`.replaceAll("NOW", "1")
    : query;
}

function span(random: Random, base: number): Call["parameters"] {
  if (random.chance(0.5)) return [];
  const start = base - random.below(7_200_000);
  const times: [string, string][] = [["start", random.chance(0.1) ? random.pick(odd) : seconds(start)]];
  return random.chance(0.5) ? times : [...times, ["end", seconds(start + random.below(3_600_000))]];
}

function wrong(random: Random, base: number): Call["parameters"] {
  const good: Readonly<Record<string, string>> = {
    ...{ time: seconds(base), start: seconds(base - 60_000), end: seconds(base), step: "15" },
    ...{ limit: "2", timeout: "10s", lookback_delta: "1m" },
  };
  const bad = [
    "",
    "x",
    "-5",
    "0",
    "1e30",
    "2026-01-01T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "5m",
    "1h5",
    "0.001",
    "1.5.5",
  ];
  const chosen = random.pick(Object.keys(good));
  // Without a time, both would take that of their own clock.
  const odds = chosen === "time" ? bad.slice(1) : bad;
  return Object.entries(good).map(([name, value]) => [name, name === chosen ? random.pick(odds) : value] as const);
}
