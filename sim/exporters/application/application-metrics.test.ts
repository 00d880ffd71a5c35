import { expect, test } from "vitest";
import { printFamilies } from "../../exposition-format/print.ts";
import { simTime } from "../../units.ts";
import { type ApplicationState, applicationFamilies } from "./application-metrics.ts";
import type { ApplicationMetric } from "./declaration.ts";

const state: ApplicationState = {
  startedAt: simTime(1_700_000_001_250_000),
  answered: 1234.9,
  inFlight: 2.5,
  waiting: 0.75,
  observed: ({ buckets }) => ({
    within: buckets.map((_, index) => 100.5 * (index + 1)),
    count: 300.9,
    sumSeconds: 60.5,
  }),
};

const requests = { kind: "counter", name: "http_requests_total", help: "Requests." } as const;

const metrics: readonly ApplicationMetric[] = [
  { ...requests, labels: { status: "200", method: "GET" }, perRequest: 0.99 },
  { kind: "gauge", of: "in-flight", name: "in_flight", help: "In flight.", labels: {} },
  { ...requests, labels: { status: "500", method: "GET" }, perRequest: 0.01 },
  { kind: "gauge", of: "queue-length", name: "queue", help: "Waiting.", labels: {} },
  { kind: "gauge", of: "constant", name: "build_info", help: "Build.", labels: { version: "v1" }, value: 1 },
  { kind: "gauge", of: "start-time", name: "process_start_time_seconds", help: "Start.", labels: {} },
  {
    kind: "histogram",
    name: "latency_seconds",
    help: "Latency.",
    labels: { path: "/" },
    buckets: [0.1, 1],
    share: 0.5,
  },
];

test("prints a pod's own metrics as a Go client does", () => {
  expect(printFamilies(applicationFamilies(metrics, state))).toBe(`# HELP build_info Build.
# TYPE build_info gauge
build_info{version="v1"} 1
# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="GET",status="200"} 1222
http_requests_total{method="GET",status="500"} 12
# HELP in_flight In flight.
# TYPE in_flight gauge
in_flight 2.5
# HELP latency_seconds Latency.
# TYPE latency_seconds histogram
latency_seconds_bucket{le="0.1",path="/"} 50
latency_seconds_bucket{le="1",path="/"} 100
latency_seconds_bucket{le="+Inf",path="/"} 150
latency_seconds_sum{path="/"} 30.25
latency_seconds_count{path="/"} 150
# HELP process_start_time_seconds Start.
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.70000000125e+09
# HELP queue Waiting.
# TYPE queue gauge
queue 0.75
`);
});
