import { join } from "node:path";
import { expect, test } from "vitest";
import { constant, ramp, spike, steps } from "../sim/load/shapes.ts";
import type { Scenario } from "../sim/scenario.ts";
import {
  bytes,
  microseconds,
  millicores,
  milliseconds,
  minutes,
  seconds,
  simTime,
  zeroDuration,
} from "../sim/units.ts";
import { loadScenario } from "./load-scenario.ts";
import { createTestFolder } from "./test-folder.ts";
import { loadFiles, scenarioHead, webManifests } from "./test-scenario.ts";

const load = (body: string, files: Readonly<Record<string, string>> = {}): Scenario =>
  loadFiles({ "scenario.yaml": `${scenarioHead}${body}`, "web.yaml": webManifests, ...files }).scenario;

test("a scenario that says no more than it must has the documented defaults", () => {
  const loaded = loadFiles({ "scenario.yaml": scenarioHead, "web.yaml": webManifests });
  const { objects, name, ...scenario } = loaded.scenario;
  expect(scenario).toEqual({
    description: "",
    start: simTime(946_684_800_000_000),
    warmup: zeroDuration,
    duration: minutes(30),
    seed: 1,
    cluster: {
      kubernetes: "1.36",
      featureGates: {},
      controllerManager: {},
      metricsServer: {
        version: "0.9.0",
        kubeletInsecureTls: true,
        metricResolution: seconds(15),
        answerDelay: zeroDuration,
      },
      nodes: [{ name: "node", count: 3, cpu: 4000, memory: 16 * 1024 ** 3, podsMax: 110, labels: {} }],
    },
    workloads: [],
    loads: [],
    sources: [],
    actions: [],
    faults: [],
    expectations: [],
    eventsMax: 10_000_000,
  });
  expect(objects.map(({ kind, meta }) => `${kind} ${meta.namespace}/${meta.name}`)).toEqual([
    "Deployment default/web",
    "Service default/web",
    "HorizontalPodAutoscaler default/web",
  ]);
  expect(name).toMatch(/^test-/);
  expect({ files: loaded.files, ignored: loaded.ignored, notes: loaded.notes }).toEqual({
    files: ["scenario.yaml", "web.yaml"],
    ignored: [],
    notes: [],
  });
});

test("every setting is read", () => {
  const { description, start, warmup, seed, eventsMax, cluster } = load(`description: >-
  A CPU spike
  with slow-starting pods
warmup: 5m
seed: 7
start: 2001-02-03T04:05:06.5+01:00
eventsMax: 1000
namespace: default
cluster:
  kubernetes: 1.36
  featureGates: {HPAScaleToZero: true, PodLevelResources: no}
  controllerManager:
    horizontal-pod-autoscaler-sync-period: 30s
    horizontal-pod-autoscaler-downscale-stabilization: 0s
    horizontal-pod-autoscaler-tolerance: 0.2
    horizontal-pod-autoscaler-cpu-initialization-period: 1m
    horizontal-pod-autoscaler-initial-readiness-delay: 10s
    concurrent-horizontal-pod-autoscaler-syncs: 1
  metricsServer: {version: "0.9.0", kubeletInsecureTls: no, metricResolution: 60s}
  nodes:
    - {count: 2, cpu: 500m, memory: 1Gi, pods: 10}
    - {name: large, labels: {size: large, "yes": 1}}
`);
  expect({ description, start, warmup, seed, eventsMax, cluster }).toEqual({
    description: "A CPU spike with slow-starting pods",
    start: simTime(Date.UTC(2001, 1, 3, 3, 5, 6, 500) * 1000),
    warmup: minutes(5),
    seed: 7,
    eventsMax: 1000,
    cluster: {
      kubernetes: "1.36",
      featureGates: { HPAScaleToZero: true, PodLevelResources: false },
      controllerManager: {
        syncPeriod: seconds(30),
        downscaleStabilization: zeroDuration,
        tolerance: 0.2,
        cpuInitializationPeriod: minutes(1),
        initialReadinessDelay: seconds(10),
        concurrentSyncs: 1,
      },
      metricsServer: {
        version: "0.9.0",
        kubeletInsecureTls: false,
        metricResolution: seconds(60),
        answerDelay: zeroDuration,
      },
      nodes: [
        { name: "node", count: 2, cpu: millicores(500), memory: bytes(1024 ** 3), podsMax: 10, labels: {} },
        {
          name: "large",
          count: 3,
          cpu: 4000,
          memory: 16 * 1024 ** 3,
          podsMax: 110,
          labels: { size: "large", yes: "1" },
        },
      ],
    },
  });
});

test("the name is the folder's for scenario.yaml, and the file's own for another file", () => {
  const folder = createTestFolder({
    "spike/scenario.yaml": scenarioHead,
    "spike/night.yaml": scenarioHead,
    "spike/web.yaml": webManifests,
  });
  const names = ["spike", "spike/scenario.yaml", "spike/night.yaml"].map(
    (path) => loadScenario(join(folder.path, path), { sets: [] }).scenario.name,
  );
  expect(names).toEqual(["spike", "spike", "night"]);
  folder.remove();
});

test("options of the command line stand instead of what the file says", () => {
  const files = {
    "scenario.yaml": `${scenarioHead}seed: 3\ncluster: {kubernetes: "1.36"}\n`,
    "web.yaml": webManifests,
  };
  const { seed, cluster } = loadFiles(files, { seed: 9, kubernetes: "1.37.0", sets: ["seed=4"] }).scenario;
  expect([seed, cluster.kubernetes]).toEqual([9, "1.37.0"]);
});

test("a workload's model is read, and its parts have the documented defaults", () => {
  const { workloads } = load(`workloads:
  web:
    container: app
    start: {delay: 3s, readyAfter: 10s, cpu: 800m, cpuFor: 20s}
    stop: {after: 2s}
    idle: {cpu: 5m, memory: 60Mi}
    request: {cpu: 10ms, wait: 30ms, memory: 256Ki, concurrency: 50, queue: 200, timeout: 5s, variation: none}
    containers:
      proxy: {start: {cpu: 1, cpuFor: 2s}, idle: {cpu: 20m, memory: 50Mi}, request: {cpu: 500us, memory: 16Ki}}
`);
  expect(workloads).toEqual([
    {
      namespace: "default",
      name: "web",
      lifecycle: { startDelay: seconds(3), readyAfter: seconds(10), stopAfter: seconds(2) },
      containers: new Map([
        [
          "app",
          {
            idleCpu: 5,
            idleMemory: 60 * 1024 ** 2,
            startupCpu: 800,
            startupFor: seconds(20),
            requestCpuMicroseconds: 10_000,
            requestMemory: 256 * 1024,
          },
        ],
        [
          "proxy",
          {
            idleCpu: 20,
            idleMemory: 50 * 1024 ** 2,
            startupCpu: 1000,
            startupFor: seconds(2),
            requestCpuMicroseconds: 500,
            requestMemory: 16 * 1024,
          },
        ],
      ]),
      serving: {
        kind: "requests",
        requests: {
          container: "app",
          wait: milliseconds(30),
          concurrencyMax: 50,
          queueMax: 200,
          timeout: seconds(5),
          variation: "none",
        },
      },
    },
  ]);
  expect(load("workloads: {web: {containers: {proxy: {}}}}\n").workloads).toEqual([
    {
      namespace: "default",
      name: "web",
      lifecycle: { startDelay: seconds(2), readyAfter: seconds(1), stopAfter: milliseconds(500) },
      containers: new Map([
        ["app", { ...idleContainer, requestCpuMicroseconds: 10_000 }],
        ["proxy", idleContainer],
      ]),
      serving: { kind: "requests", requests: { container: "app", ...openRequests } },
    },
  ]);
});

const idleContainer = {
  idleCpu: 1,
  idleMemory: 16 * 1024 ** 2,
  startupCpu: 0,
  startupFor: 0,
  requestCpuMicroseconds: 0,
  requestMemory: 0,
};

const openRequests = {
  wait: 0,
  concurrencyMax: Number.POSITIVE_INFINITY,
  queueMax: Number.POSITIVE_INFINITY,
  timeout: Number.POSITIVE_INFINITY,
  variation: "exponential",
};

test("what is unlimited may be written so", () => {
  const { workloads } = load(
    "workloads: {web: {request: {concurrency: unlimited, queue: unlimited, timeout: never}}}\n",
  );
  expect(workloads[0]?.serving).toEqual({ kind: "requests", requests: { container: "app", ...openRequests } });
});

test.for([
  ["cpu: {total: 500m}", { cpu: { per: "total", profile: constant(500) } }],
  ["memory: {total: 539185152}", { memory: { per: "total", profile: constant(539_185_152) } }],
  [
    "cpu: {pod: {steps: [{at: 0s, value: 316m}, {at: 60s, value: 866m}]}}, memory: {pod: 64Mi}",
    {
      cpu: {
        per: "pod",
        profile: steps([
          { at: zeroDuration, value: 316 },
          { at: seconds(60), value: 866 },
        ]),
      },
      memory: { per: "pod", profile: constant(64 * 1024 ** 2) },
    },
  ],
  [
    "cpu: {total: {ramp: {from: 0, to: 2, over: 5m}}}",
    { cpu: { per: "total", profile: ramp({ from: 0, to: 2000, over: minutes(5) }) } },
  ],
  [
    "memory: {total: {csv: {file: usage.csv, value: bytes, time: at, interpolate: linear}}}",
    { memory: { per: "total", profile: ramp({ from: 1024 ** 2, to: 2 * 1024 ** 2, over: seconds(10) }) } },
  ],
] as const)("usage %s is read", ([usage, expected]) => {
  const { workloads } = load(`workloads: {web: {container: proxy, usage: {${usage}}}}\n`, {
    "usage.csv": "at,bytes\n0,1Mi\n10,2Mi\n",
  });
  expect(workloads[0]?.serving).toEqual({ kind: "usage", usage: { container: "proxy", ...expected } });
});

const open = (rate: unknown) => ({ kind: "open", rate });
const at = (time: number, value: number) => ({ at: seconds(time), value });

test.for([
  ["rate: 200/s", open(constant(200))],
  ["steps: [{at: 0s, rate: 10/s}, {at: 5m, rate: 3000/m}]", open(steps([at(0, 10), at(300, 50)]))],
  ["ramp: {from: 0/s, to: 100/s, over: 5m}", open(ramp({ from: 0, to: 100, over: minutes(5) }))],
  [
    "spike: {base: 10/s, peak: 300/s, rise: 10s, hold: 2m, fall: 30s}",
    open(spike({ base: 10, peak: 300, rise: seconds(10), hold: minutes(2), fall: seconds(30) })),
  ],
  ["spike: {base: 10/s, peak: 300/s, at: 1m, hold: 2m}", open(steps([at(0, 10), at(60, 300), at(180, 10)]))],
  ["csv: {file: load.csv}", open(steps([at(0, 5), at(10, 7.5), at(20, 0)]))],
  ["csv: {file: load.csv, rate: other}", open(steps([at(0, 1), at(10, 2), at(20, 3)]))],
  ["csv: {file: dates.csv, time: Time, rate: Req/s, interpolate: step}", open(steps([at(0, 5), at(90, 6)]))],
  ["csv: {file: unix.csv}", open(steps([at(0, 5), at(15, 6)]))],
  ["csv: {file: load.csv, interpolate: linear, rate: other}", open(ramp({ from: 1, to: 3, over: seconds(20) }))],
  ["clients: {count: 50, think: 1s}", { kind: "closed", clients: 50, think: seconds(1) }],
  ["clients: {count: 1}", { kind: "closed", clients: 1, think: zeroDuration }],
] as const)("load %s is read", ([shape, expected]) => {
  const { loads } = load(`load: {peak: {service: web, ${shape}}}\n`, {
    "load.csv": "time,other,rate\n0,1,5\n\n10, 2 ,7.5\r\n20,3,0",
    "dates.csv": 'Time,"Req/s"\n2024-01-01T00:00:00Z,5\n2024-01-01T00:01:30Z,"6"\n',
    "unix.csv": "time,rate\n1700000000,5\n1700000015,6\n",
  });
  expect(loads).toEqual([
    {
      name: "peak",
      target: { kind: "Service", namespace: "default", name: "web" },
      from: zeroDuration,
      until: minutes(30),
      shape: expected,
    },
  ]);
});

test("jobs wait in a queue if the load says so", () => {
  const { loads } = load(
    "load:\n  jobs: {deployment: web, rate: 5/s, queue: true}\n  visits: {service: web, rate: 5/s}\n",
  );
  expect(loads.map(({ isQueued }) => isQueued)).toEqual([true, undefined]);
});

test("a wave goes on as long as its load", () => {
  const { loads } = load(
    "load: {day: {service: web, for: 10m, sine: {mean: 100/s, amplitude: 80/s, period: 20m, phase: 5m}}}\n",
  );
  const shape = loads[0]?.shape;
  const rate = shape?.kind === "open" ? shape.rate : [];
  expect(rate[0]?.value).toBeCloseTo(180, 9);
  expect(rate.at(-1)).toMatchObject({ at: minutes(10), slopePerSecond: 0 });
  expect(rate.at(-1)?.value).toBeCloseTo(20, 9);
});

test.for([
  ["from: 2m, until: 10m", minutes(2), minutes(10)],
  ["from: 2m, for: 8m", minutes(2), minutes(10)],
  ["from: 2m", minutes(2), minutes(30)],
  ["until: 1h", zeroDuration, minutes(60)],
] as const)("load %s is read", ([times, from, until]) => {
  const { loads } = load(`load: {peak: {deployment: default/web, rate: 1/s, ${times}}}\n`);
  expect(loads).toEqual([
    {
      name: "peak",
      target: { kind: "Deployment", namespace: "default", name: "web" },
      from,
      until,
      shape: open(constant(1)),
    },
  ]);
});

test("actions are read, and what they apply later is not applied at first", () => {
  const web2 = webManifests.replace("web:1", "web:2");
  const { actions, objects } = load(
    `actions:
  deploy: {at: 5m, apply: web-v2.yaml}
  both: {at: 6m, apply: [later/*.yaml, web-v2.yaml]}
  restart: {at: 5m, restart: {deployment: web}}
  manual: {at: 5m, scale: {deployment: web, replicas: 1}}
  remove: {at: 6m, delete: {hpa: web}}
  lose: {at: 7m, delete: {service: later}}
  trust: {at: 8m, metricsServer: {kubeletInsecureTls: true}}
`,
    {
      "web-v2.yaml": web2,
      "later/a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: later}\nspec: {ports: [{port: 80}]}\n",
    },
  );
  const target = { namespace: "default", name: "web" };
  const kindsOf = (index: number): unknown => {
    const action = actions[index];
    return action?.kind === "apply" ? action.objects.map(({ kind, meta }) => `${kind} ${meta.name}`) : undefined;
  };
  expect(objects).toHaveLength(3);
  expect([kindsOf(0), kindsOf(1)]).toEqual([
    ["Deployment web", "Service web", "HorizontalPodAutoscaler web"],
    ["Service later", "Deployment web", "Service web", "HorizontalPodAutoscaler web"],
  ]);
  expect(actions.slice(2)).toEqual([
    { name: "restart", at: minutes(5), kind: "restart", target },
    { name: "manual", at: minutes(5), kind: "scale", target, replicas: 1 },
    { name: "remove", at: minutes(6), kind: "delete", target: { kind: "HorizontalPodAutoscaler", ...target } },
    { name: "lose", at: minutes(7), kind: "delete", target: { kind: "Service", namespace: "default", name: "later" } },
    { name: "trust", at: minutes(8), kind: "set-metrics-server-flags", flags: { kubeletInsecureTls: true } },
  ]);
});

test("names are looked for in the scenario's namespace, and then, if unique, in any other", () => {
  const inShop = webManifests.replaceAll("name: web\nspec", "name: web\n  namespace: shop\nspec");
  const other = "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: other}\nspec: {ports: [{port: 80}]}\n";
  const files = { "shop.yaml": inShop, "other.yaml": other };
  const names = (body: string): unknown =>
    load(body, files).loads.map(({ target }) => `${target.namespace}/${target.name}`);
  expect(
    names("load: {a: {service: web, rate: 1/s}, b: {service: shop/web, rate: 1/s}, c: {service: api, rate: 1/s}}\n"),
  ).toEqual(["default/web", "shop/web", "other/api"]);
  expect(names("namespace: shop\nload: {a: {service: web, rate: 1/s}}\n")).toEqual(["shop/web"]);
});

test("every file that was read is named, tables too", () => {
  const loaded = loadFiles({
    "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: data/load.csv}}}\nmanifests: [k8s]\n`,
    "k8s/web.yaml": webManifests,
    "data/load.csv": "time,rate\n0,1\n",
    "unread.yaml": "a: [",
  });
  expect(loaded.files).toEqual(["scenario.yaml", "k8s/web.yaml", "data/load.csv"]);
});

test("microseconds are the finest unit", () => {
  const { workloads } = load("workloads: {web: {start: {delay: 1us}}}\n");
  expect(workloads[0]?.lifecycle.startDelay).toBe(microseconds(1));
});
