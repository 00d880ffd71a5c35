import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (
  body: string,
  files: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
  ...files,
});

test.for([
  {
    title: "a workload's wrong metrics",
    files: withScenario(`workloads:
  web:
    metrics:
      - {}
      - 5
      - {counter: 2xx_total}
      - {counter: a_total, gauge: b}
      - {counter: a_total, labels: {__name__: x, "a-b": y}, perRequest: -1}
      - {gauge: b}
      - {gauge: b, of: inflight}
      - {gauge: b, of: in-flight, value: 1}
      - {gauge: b, value: high}
      - {histogram: h, buckets: [0.1, 0.1]}
      - {histogram: h, buckets: []}
      - {histogram: h, share: 30%}
      - {histogram: h, share: 1.5}
      - {histogram: h, labels: {le: "1"}}
      - {counter: c_total, perRequests: 1}
`),
    error: `scenario.yaml:7:9: the metric has no kind and no name
  - {}
    ^
  Write one of counter, gauge, histogram: for example gauge: queue_length.
scenario.yaml:8:9: expected a mapping, not 5
  - 5
    ^
  Its fields are counter, gauge, histogram.
scenario.yaml:9:19: "2xx_total" cannot be the name of a metric
  - {counter: 2xx_total}
              ^
  A name has letters, digits and "_", and begins with no digit: http_requests_total.
scenario.yaml:10:28: "counter" and "gauge" exclude each other
  - {counter: a_total, gauge: b}
                       ^
  Write one of counter, gauge, histogram: for example gauge: queue_length.
scenario.yaml:11:37: "__name__" cannot be the name of a label
  - {counter: a_total, labels: {__name__: x, "a-b": y}, perRequest: -1}
                                ^
  A name has letters, digits and "_", begins with no digit, and not with "__".
scenario.yaml:11:50: "a-b" cannot be the name of a label
  - {counter: a_total, labels: {__name__: x, "a-b": y}, perRequest: -1}
                                             ^
  A name has letters, digits and "_", begins with no digit, and not with "__".
scenario.yaml:11:73: -1 is out of range: it may not be below 0
  - {counter: a_total, labels: {__name__: x, "a-b": y}, perRequest: -1}
                                                                    ^
scenario.yaml:12:9: nothing says what the gauge shows
  - {gauge: b}
    ^
  Write of: in-flight, queue-length, start-time; or value: 1.
scenario.yaml:13:24: unknown value "inflight", did you mean "in-flight"?
  - {gauge: b, of: inflight}
                   ^
  Known here: in-flight, queue-length, start-time.
scenario.yaml:14:35: "of" and "value" exclude each other
  - {gauge: b, of: in-flight, value: 1}
                              ^
  Write one of of, value.
scenario.yaml:15:27: expected a number, not high
  - {gauge: b, value: high}
                      ^
scenario.yaml:16:39: this bound is not above the one before it
  - {histogram: h, buckets: [0.1, 0.1]}
                                  ^
scenario.yaml:17:33: there are no buckets
  - {histogram: h, buckets: []}
                            ^
  Written [0.1, 0.3, 1], in seconds.
scenario.yaml:18:31: expected a number, not 30%
  - {histogram: h, share: 30%}
                          ^
scenario.yaml:19:31: 1.5 is out of range: it may be 0 to 1
  - {histogram: h, share: 1.5}
                          ^
scenario.yaml:20:32: a histogram has no label "le" but the one of its buckets
  - {histogram: h, labels: {le: "1"}}
                           ^
scenario.yaml:21:28: unknown field "perRequests", did you mean "perRequest"?
  - {counter: c_total, perRequests: 1}
                       ^`,
  },
  {
    title: "metrics that clash",
    files: withScenario(`workloads:
  web:
    metrics:
      - {gauge: a, labels: {x: "1", y: "2"}, value: 1, help: One.}
      - {counter: a}
      - {gauge: a, labels: {y: "2", x: 1}, value: 2}
      - {gauge: a, value: 2, help: Another.}
`),
    error: `scenario.yaml:8:9: "a" is a gauge above: metrics of one name are of one kind
  - {counter: a}
    ^
scenario.yaml:9:9: "a" is there twice with the same labels
  - {gauge: a, labels: {y: "2", x: 1}, value: 2}
    ^
  It is first at scenario.yaml:7:9. Give one of them another label.
scenario.yaml:10:9: "a" has another help above
  - {gauge: a, value: 2, help: Another.}
    ^
  Metrics of one name share it: say it once.`,
  },
  {
    title: "a histogram's own names",
    files: withScenario("workloads: {web: {metrics: [{counter: h_count}, {histogram: h}]}}\n"),
    error: `scenario.yaml:4:29: "h_count" is what the histogram "h" calls one of its lines
  workloads: {web: {metrics: [{counter: h_count}, {histogram: h}]}}
                              ^`,
  },
  {
    title: "an empty list of metrics",
    files: withScenario("workloads: {web: {metrics: []}}\nsources: {a: {address: 'a:1', metrics: {gauge: x}}}\n"),
    error: `scenario.yaml:4:28: the list names no metric
  workloads: {web: {metrics: []}}
                             ^
scenario.yaml:5:40: expected a list, not a mapping
  sources: {a: {address: 'a:1', metrics: {gauge: x}}}
                                         ^`,
  },
  {
    title: "every wrong source",
    files: withScenario(
      `cluster: {prometheus: {}}
sources:
  a.b: {}
  b: {address: rabbitmq}
  c: {address: "http://c:80/metrics", metrics: [{gauge: x, value: 1}]}
  d: {address: "d:70000", metrics: [{gauge: x, value: -1}, {gauge: y}]}
  e: {address: "e:80", metrics: [{counter: x, rate: 5}, {counter: y, rate: fast}, {counter: z, value: 3}]}
  f: {address: "f:80", metrics: [{histogram: x}, {gauge: x, value: {steps: [{at: 0s, rate: 3}]}}]}
  g: {address: "g:80", metrics: [{gauge: x, value: {csv: {file: g.csv}}}]}
  h: {address: "h:80", metrics: [{gauge: x, value: 1}]}
  i: {address: "h:80", metrics: [{gauge: x, value: 1}]}
  j: {address: "prometheus.monitoring.svc:9090", metrics: [{gauge: x, value: 1}]}
`,
      { "g.csv": "time,value\n0,many\n" },
    ),
    error: `scenario.yaml:6:3: "a.b" cannot be the name of a source
  a.b: {}
  ^
  Up to 63 letters, digits, "-" and "_".
scenario.yaml:7:16: "rabbitmq" is not an address
  b: {address: rabbitmq}
               ^
  An address is a host and a port, such as prometheus.monitoring.svc:9090.
scenario.yaml:8:16: "http://c:80/metrics" is not an address
  c: {address: "http://c:80/metrics", metrics: [{gauge: x, value: 1}]}
               ^
  An address is a host and a port, such as prometheus.monitoring.svc:9090.
scenario.yaml:9:16: "d:70000" is not an address
  d: {address: "d:70000", metrics: [{gauge: x, value: -1}, {gauge: y}]}
               ^
  An address is a host and a port, such as prometheus.monitoring.svc:9090.
scenario.yaml:9:55: -1 is out of range: it may not be below 0
  d: {address: "d:70000", metrics: [{gauge: x, value: -1}, {gauge: y}]}
                                                      ^
scenario.yaml:9:60: the gauge has no value
  d: {address: "d:70000", metrics: [{gauge: x, value: -1}, {gauge: y}]}
                                                           ^
  Give a value, or the backlog of a queue.
scenario.yaml:10:53: "5" has no unit
  e: {address: "e:80", metrics: [{counter: x, rate: 5}, {counter: y, rate: fast}, {counter: z, value: 3}]}
                                                    ^
  A rate is written 5/s; per minute 12000/m, per hour 3600/h.
scenario.yaml:10:76: "fast" is not a rate
  e: {address: "e:80", metrics: [{counter: x, rate: 5}, {counter: y, rate: fast}, {counter: z, value: 3}]}
                                                                           ^
  A rate is written 200/s; per minute 12000/m, per hour 3600/h.
scenario.yaml:10:83: the field "rate" is missing
  e: {address: "e:80", metrics: [{counter: x, rate: 5}, {counter: y, rate: fast}, {counter: z, value: 3}]}
                                                                                  ^
scenario.yaml:10:96: unknown field "value"
  e: {address: "e:80", metrics: [{counter: x, rate: 5}, {counter: y, rate: fast}, {counter: z, value: 3}]}
                                                                                               ^
  Known here: counter, help, labels, rate.
scenario.yaml:11:34: the metric has no kind and no name
  f: {address: "f:80", metrics: [{histogram: x}, {gauge: x, value: {steps: [{at: 0s, rate: 3}]}}]}
                                 ^
  Write one of gauge, counter: for example gauge: queue_length.
scenario.yaml:11:77: the field "value" is missing
  f: {address: "f:80", metrics: [{histogram: x}, {gauge: x, value: {steps: [{at: 0s, rate: 3}]}}]}
                                                                            ^
scenario.yaml:11:86: unknown field "rate"
  f: {address: "f:80", metrics: [{histogram: x}, {gauge: x, value: {steps: [{at: 0s, rate: 3}]}}]}
                                                                                     ^
  Known here: at, value.
scenario.yaml:14:16: "h:80" is where h answers
  i: {address: "h:80", metrics: [{gauge: x, value: 1}]}
               ^
scenario.yaml:15:16: "prometheus.monitoring.svc:9090" is where prometheus answers
  j: {address: "prometheus.monitoring.svc:9090", metrics: [{gauge: x, value: 1}]}
               ^
g.csv:2:3: "many" is not a number from 0
  0,many
    ^`,
  },
  {
    title: "every wrong fault",
    files: withScenario(`workloads: {web: {request: {}}}
sources: {queue: {address: "queue:80", metrics: [{gauge: a, value: 1}]}}
faults:
  a: {}
  b: {at: 5m}
  c: {at: 5m, prometheus: down}
  d: {at: 5m, prometheusAdapter: {slow: 30s}}
  e: {at: 5m, workload: web}
  f: {at: 5m, workload: {wbe: down}}
  g: {at: 5m, workload: {web: down}}
  h: {at: 5m, source: {qeue: down}}
  i: {at: 5m, source: {queue: broken}}
  j: {at: 5m, source: {queue: {}}}
  k: {at: 5m, source: {queue: {slow: 3, status: 99}}}
  l: {at: 5m, source: {queue: {status: 500, body: x}}}
  m: {at: 5m, source: {queue: down}, workload: {web: down}}
  n: {at: 30m, source: {queue: down}}
  o: {at: 5m, until: 5m, source: {queue: down}}
  p: {at: 5m, until: 6m, for: 1m, source: {queue: down}}
  q: {at: 5m, source: {queue: down, other: down}}
  r.s: {at: 5m, source: {queue: down}}
`),
    error: `scenario.yaml:7:6: the field "at" is missing
  a: {}
     ^
scenario.yaml:8:6: nothing says what the fault is in
  b: {at: 5m}
     ^
  Write one of prometheus, prometheusAdapter, keda, workload, source: for example prometheus: down.
scenario.yaml:9:15: the cluster has no prometheus
  c: {at: 5m, prometheus: down}
              ^
  Give it one: cluster: {prometheus: {}}.
scenario.yaml:10:15: the cluster has no prometheusAdapter
  d: {at: 5m, prometheusAdapter: {slow: 30s}}
              ^
  Give it one: cluster: {prometheusAdapter: {config: adapter.yml}}.
scenario.yaml:11:25: expected a name and what is wrong there
  e: {at: 5m, workload: web}
                        ^
  Written workload: {web: down}.
scenario.yaml:12:26: there is no Deployment or ReplicaSet or Pod "wbe" in the manifests, did you mean "web"?
  f: {at: 5m, workload: {wbe: down}}
                         ^
  They hold web.
scenario.yaml:13:26: the pods of default/web tell no metrics of their own
  g: {at: 5m, workload: {web: down}}
                         ^
  What is in the fault is what pods tell: workloads: {web: {metrics: […]}}.
scenario.yaml:14:24: there is no source "qeue", did you mean "queue"?
  h: {at: 5m, source: {qeue: down}}
                       ^
  There is queue.
scenario.yaml:15:31: this is nothing that can go wrong
  i: {at: 5m, source: {queue: broken}}
                              ^
  Write down, {slow: 30s}, {status: 503}, {body: …} or {certificate: unknown-authority}.
scenario.yaml:16:31: nothing says what goes wrong
  j: {at: 5m, source: {queue: {}}}
                              ^
  Write down, {slow: 30s}, {status: 503}, {body: …} or {certificate: unknown-authority}.
scenario.yaml:17:38: "3" has no unit
  k: {at: 5m, source: {queue: {slow: 3, status: 99}}}
                                     ^
  Did you mean 3s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:17:49: 99 is out of range: it may be 200 to 599
  k: {at: 5m, source: {queue: {slow: 3, status: 99}}}
                                                ^
scenario.yaml:18:45: "status" and "body" exclude each other
  l: {at: 5m, source: {queue: {status: 500, body: x}}}
                                            ^
  Write one of slow, status, body, certificate.
scenario.yaml:19:38: "source" and "workload" exclude each other
  m: {at: 5m, source: {queue: down}, workload: {web: down}}
                                     ^
  Write one of prometheus, prometheusAdapter, keda, workload, source.
scenario.yaml:20:11: this fault begins when the run is over
  n: {at: 30m, source: {queue: down}}
          ^
  Make the duration longer.
scenario.yaml:21:22: this fault ends before it begins
  o: {at: 5m, until: 5m, source: {queue: down}}
                     ^
scenario.yaml:22:26: "until" and "for" exclude each other
  p: {at: 5m, until: 6m, for: 1m, source: {queue: down}}
                         ^
  Write one of until, for.
scenario.yaml:23:37: a fault is in one place
  q: {at: 5m, source: {queue: down, other: down}}
                                    ^
  Give each a fault of its own.
scenario.yaml:24:3: "r.s" cannot be the name of a fault
  r.s: {at: 5m, source: {queue: down}}
  ^
  It names the instant fault.<name>: up to 63 letters, digits, "-" and "_".`,
  },
  {
    title: "two faults at once",
    files: withScenario(`cluster: {prometheus: {}}
faults:
  a: {at: 5m, for: 2m, prometheus: down}
  b: {at: 7m, for: 2m, prometheus: down}
  c: {at: 8m, prometheus: {slow: 3s}}
expect:
  - never: {deployment: web, replicas: 9, after: fault.c.end}
  - never: {deployment: web, replicas: 9, after: fault.d}
`),
    error: `scenario.yaml:8:3: this fault and b are in the same place at the same time
  c: {at: 8m, prometheus: {slow: 3s}}
  ^
scenario.yaml:11:50: there is no fault "d", did you mean "fault.a"?
  - never: {deployment: web, replicas: 9, after: fault.d}
                                                 ^
  There is fault.a, fault.b, fault.c.`,
  },
  {
    title: "the end of a fault that has none",
    files: withScenario(`cluster: {prometheus: {}}
faults: {a: {at: 5m, prometheus: down}}
expect:
  - never: {deployment: web, replicas: 9, after: fault.a.end}
  - never: {deployment: web, replicas: 9, after: fault.b}
`),
    error: `scenario.yaml:7:50: this fault does not end
  - never: {deployment: web, replicas: 9, after: fault.a.end}
                                                 ^
  Give it a "for" or an "until".
scenario.yaml:8:50: there is no fault "b", did you mean "fault.a"?
  - never: {deployment: web, replicas: 9, after: fault.b}
                                                 ^
  There is fault.a.`,
  },
])("metrics and faults: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
