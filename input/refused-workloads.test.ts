import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

test.for([
  {
    title: "every wrong field",
    files: withScenario(`workloads:
  web:
    container: ap
    start: {cpu: 1, cpuFur: 1s}
    stop: 5s
    idle: {memory: 60m}
    request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
  db: {}
`),
    error: `scenario.yaml:6:16: the pods have no container "ap", did you mean "app"?
  container: ap
             ^
  They have app, proxy.
scenario.yaml:7:21: unknown field "cpuFur", did you mean "cpuFor"?
  start: {cpu: 1, cpuFur: 1s}
                  ^
scenario.yaml:8:11: expected a mapping, not 5s
  stop: 5s
        ^
  Its fields are after.
scenario.yaml:9:20: "60m" is thousandths of a byte
  idle: {memory: 60m}
                 ^
  Did you mean 60Mi? Memory is written in bytes, or with a suffix: 64Mi, 1Gi, 500M.
scenario.yaml:10:20: "10m" of CPU time is minutes
  request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
                 ^
  Did you mean 10ms? A request's CPU time is written 10ms.
scenario.yaml:10:38: 0 is out of range: it may be 1 to 1000000
  request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
                                   ^
scenario.yaml:10:48: expected a whole number, not some
  request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
                                             ^
scenario.yaml:10:63: the duration must be longer than 0
  request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
                                                            ^
scenario.yaml:10:78: unknown value "much"
  request: {cpu: 10m, concurrency: 0, queue: some, timeout: 0s, variation: much}
                                                                           ^
  Known here: exponential, none.
scenario.yaml:11:3: there is no Deployment or ReplicaSet or Pod "db" in the manifests
  db: {}
  ^
  They hold web.`,
  },
  {
    title: "a workload that is described twice",
    files: withScenario(`workloads:
  web: {}
  default/web: {}
`),
    error: `scenario.yaml:6:3: the workload default/web is described twice
  default/web: {}
  ^`,
  },
  {
    title: "CPU of the start without its end",
    files: withScenario(`workloads: {web: {start: {cpu: 1}}}
`),
    error: `scenario.yaml:4:26: "cpu" is given without "cpuFor"
  workloads: {web: {start: {cpu: 1}}}
                           ^
  Written start: {cpu: 800m, cpuFor: 20s}.`,
  },
  {
    title: "other containers",
    files: withScenario(`workloads:
  web: {containers: {app: {}, proxi: {}, proxy: {start: {cpuFor: 1s}, idle: {cpu: x}}}}
`),
    error: `scenario.yaml:5:22: "app" is the container that serves
  web: {containers: {app: {}, proxi: {}, proxy: {start: {cpuFor: 1s}, idle: {cpu: x}}}}
                     ^
  What it uses is said by the idle, start and request of the workload.
scenario.yaml:5:31: the pods have no container "proxi", did you mean "proxy"?
  web: {containers: {app: {}, proxi: {}, proxy: {start: {cpuFor: 1s}, idle: {cpu: x}}}}
                              ^
  They have app, proxy.
scenario.yaml:5:57: "cpuFor" is given without "cpu"
  web: {containers: {app: {}, proxi: {}, proxy: {start: {cpuFor: 1s}, idle: {cpu: x}}}}
                                                        ^
  Written start: {cpu: 800m, cpuFor: 20s}.
scenario.yaml:5:83: "x" is not an amount of CPU
  web: {containers: {app: {}, proxi: {}, proxy: {start: {cpuFor: 1s}, idle: {cpu: x}}}}
                                                                                  ^
  CPU is written in cores or thousandths of a core: 0.5 or 500m.`,
  },
  {
    title: "usage and requests at once",
    files: withScenario(`workloads: {web: {usage: {cpu: {total: 1}}, request: {}}}
`),
    error: `scenario.yaml:4:45: "usage" and "request" exclude each other
  workloads: {web: {usage: {cpu: {total: 1}}, request: {}}}
                                              ^
  Write one of request, usage.`,
  },
  {
    title: "usage of nothing",
    files: withScenario(`workloads: {web: {usage: {}}}
`),
    error: `scenario.yaml:4:26: the usage says nothing
  workloads: {web: {usage: {}}}
                           ^
  Give cpu, memory or both: usage: {cpu: {total: 500m}}.`,
  },
  {
    title: "usage of all and of each",
    files: withScenario(`workloads: {web: {usage: {cpu: {total: 1, pod: 2}, memory: {}}}}
`),
    error: `scenario.yaml:4:32: give exactly one of "total" and "pod"
  workloads: {web: {usage: {cpu: {total: 1, pod: 2}, memory: {}}}}
                                 ^
  total is shared by the ready pods, pod is what each of them uses.
scenario.yaml:4:60: give exactly one of "total" and "pod"
  workloads: {web: {usage: {cpu: {total: 1, pod: 2}, memory: {}}}}
                                                             ^
  total is shared by the ready pods, pod is what each of them uses.`,
  },
  {
    title: "a shape that does not exist",
    files: withScenario(`workloads: {web: {usage: {cpu: {total: {ramps: {}}}}}}
`),
    error: `scenario.yaml:4:41: unknown field "ramps", did you mean "ramp"?
  workloads: {web: {usage: {cpu: {total: {ramps: {}}}}}}
                                          ^`,
  },
  {
    title: "no shape at all",
    files: withScenario(`workloads: {web: {usage: {cpu: {total: {}}}}}
`),
    error: `scenario.yaml:4:40: there is no shape here
  workloads: {web: {usage: {cpu: {total: {}}}}}
                                         ^
  Write a constant, or one of steps, ramp, spike, sine, csv.`,
  },
  {
    title: "a rate where an amount belongs",
    files: withScenario(`workloads: {web: {usage: {cpu: {total: {steps: [{at: 0s, value: 5/s}]}}}}}
`),
    error: `scenario.yaml:4:65: "5/s" is not an amount of CPU
  workloads: {web: {usage: {cpu: {total: {steps: [{at: 0s, value: 5/s}]}}}}}
                                                                  ^
  CPU is written in cores or thousandths of a core: 0.5 or 500m.`,
  },
])("workloads: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
