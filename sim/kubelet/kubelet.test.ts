import fc from "fast-check";
import { expect, test } from "vitest";
import { containerSpec, filesystem } from "../../fixtures/metrics-server/stats.ts";
import type { ApiReply } from "../api.ts";
import { parseFamilies } from "../exposition-format/parse.ts";
import { createRandomStream } from "../kernel/random.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import { bytes, microseconds, millicores, minus, plus, type SimTime, seconds, simTime } from "../units.ts";
import { containerSetupNanoseconds, requestTraffic, systemMemoryBytes, systemNanocores } from "./assumptions.ts";
import { createKubelet, type Kubelet } from "./kubelet.ts";
import type { KubeletPod, KubeletPorts, Usage } from "./ports.ts";

const bootedAt = simTime(1_700_000_000_000_000);

const after = (secondCount: number): SimTime => plus(bootedAt, seconds(secondCount));

const podNamed = (name: string, startedAt: SimTime, containers: readonly string[] = ["web"]): KubeletPod => ({
  namespace: "default",
  name,
  uid: `uid-of-${name}`,
  containers: containers.map(containerSpec),
  startedAt,
});

/** A quarter of a core and memory that grows by a megabyte a second. */
const steadyUsage = (pod: KubeletPod, _container: unknown, at: SimTime): Usage => ({
  cpuNanoseconds: (at - pod.startedAt) * 250,
  workingSetBytes: 10_000_000 + Math.floor(at - pod.startedAt),
  throttledNanoseconds: Math.floor((at - pod.startedAt) / 10) * 1000,
  answeredRequests: Math.floor((at - pod.startedAt) / 100_000),
});

type Clock = { now: SimTime };

function createTested(usage: KubeletPorts["usage"] = steadyUsage, clock: Clock = { now: bootedAt }): Kubelet {
  const streams = new Map<string, ReturnType<typeof createRandomStream>>();
  return createKubelet({
    node: { name: "node-1", cpu: millicores(4000), memory: bytes(8_000_000_000), startTime: bootedAt, filesystem },
    ports: {
      now: () => clock.now,
      stream: (name) => {
        const stream = streams.get(name) ?? createRandomStream(1, name);
        streams.set(name, stream);
        return stream;
      },
      usage,
    },
  });
}

const bodyOf = (reply: ApiReply): string => (reply.kind === "whole" ? reply.body : "");

const get = (kubelet: Kubelet, path: string): string => bodyOf(kubelet.handle(requestFor(path)));

const requestFor = (path: string, method = "GET") => ({
  method,
  path,
  query: [],
  headers: {},
  body: "",
  peer: { user: "", groups: [] },
});

/** Every number that the kubelet tells at an instant, on all of its endpoints. */
function everything(kubelet: Kubelet, clock: Clock, at: SimTime): unknown {
  clock.now = at;
  const paths = ["/metrics/resource", "/metrics/cadvisor", "/stats/summary"];
  return { stats: kubelet.stats(at), documents: paths.map((path) => get(kubelet, path)) };
}

test("before its first look the kubelet has the numbers of the moment; setting up a container has cost some CPU", () => {
  const kubelet = createTested();
  kubelet.podStarted(podNamed("web-1", after(7.5)));
  expect(kubelet.stats(after(7.5)).pods).toEqual([
    {
      namespace: "default",
      name: "web-1",
      uid: "uid-of-web-1",
      containers: [
        {
          container: "web",
          startTimeSeconds: 1_700_000_007.5,
          timestampMilliseconds: 1_700_000_007_500,
          cpuNanoseconds: containerSetupNanoseconds,
          cpuSeconds: 0.01,
          cpuNanocores: undefined,
          workingSetBytes: 10_000_000,
          throttledNanoseconds: 0,
        },
      ],
    },
  ]);
});

test("the first look at a container comes soon after its start", () => {
  const kubelet = createTested();
  for (let index = 0; index < 50; index++) kubelet.podStarted(podNamed(`web-${index}`, bootedAt));
  const delays = kubelet
    .stats(after(1))
    .pods.map(({ containers }) => containers[0]!.timestampMilliseconds - bootedAt / 1000);
  expect(delays.every((delay) => delay >= 200 && delay < 500)).toBe(true);
  expect(new Set(delays).size).toBeGreaterThan(30);
});

/** The distinct timestamps that somebody sees who reads every second. */
function timestampsOf(kubelet: Kubelet, from: number, count: number, read: (stats: KubeletStats) => number): number[] {
  const seen = new Set<number>();
  for (let second = from; second < from + count; second++) seen.add(read(kubelet.stats(after(second))));
  return [...seen];
}

test("samples of a container lie 10 to 20 seconds apart, all over that range", () => {
  const kubelet = createTested();
  kubelet.podStarted(podNamed("web-1", bootedAt));
  const times = timestampsOf(kubelet, 1, 6000, ({ pods }) => pods[0]!.containers[0]!.timestampMilliseconds);
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(20_001);
  const shares = [0, 1, 2, 3].map((part) => gaps.filter((gap) => Math.floor((gap - 10_000) / 2500) === part).length);
  expect(Math.min(...shares) / gaps.length).toBeGreaterThan(0.2);
});

test("samples of the node lie a little more than 10 seconds apart", () => {
  const kubelet = createTested();
  const times = timestampsOf(kubelet, 0, 3000, ({ node }) => node.timestampMilliseconds);
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_010);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(10_061);
});

test("the node has used what its pods have, gone ones included, and what the system has", () => {
  const kubelet = createTested();
  kubelet.podStarted(podNamed("web-1", bootedAt));
  kubelet.podStarted(podNamed("web-2", bootedAt));
  kubelet.stats(after(100));
  kubelet.podStopped("uid-of-web-1", after(100));
  const { node, pods } = kubelet.stats(after(200));
  const age = node.timestampMilliseconds / 1000 - bootedAt / 1e6;
  const fromPods = 2 * containerSetupNanoseconds + 0.25e9 * (100 + age);
  expect(pods.map(({ name }) => name)).toEqual(["web-2"]);
  expect(Math.abs(node.cpuNanoseconds - fromPods - age * systemNanocores)).toBeLessThan(1e6);
  expect(node.workingSetBytes).toBeCloseTo(systemMemoryBytes + 10_000_000 + age * 1e6, -4);
});

test("hands out the same values until there are newer ones", () => {
  const kubelet = createTested();
  kubelet.podStarted(podNamed("web-1", bootedAt, ["web", "side"]));
  kubelet.podStarted(podNamed("web-2", bootedAt));
  let before = kubelet.stats(after(1));
  for (let tenth = 11; tenth < 2000; tenth++) {
    const now = kubelet.stats(after(tenth / 10));
    for (const [index, pod] of now.pods.entries()) {
      const old = before.pods[index]!;
      const isOld = pod.containers.every((container, place) => container === old.containers[place]);
      const hasOldTimes = pod.containers.every(
        (container, place) => container.timestampMilliseconds === old.containers[place]!.timestampMilliseconds,
      );
      expect([isOld, pod === old]).toEqual([hasOldTimes, hasOldTimes]);
    }
    expect(now === before).toBe(now.node === before.node && now.pods === before.pods);
    before = now;
  }
});

const readTimes = fc
  .array(fc.integer({ min: 1, max: 60_000_000 }), { minLength: 1, maxLength: 12 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));

/** Two pods, one of which gives way to another of the same name in mid-run. */
function play(kubelet: Kubelet, clock: Clock, times: readonly number[], lastAt: SimTime): unknown {
  const changes = [
    { at: after(3.1), run: () => kubelet.podStarted(podNamed("web-1", after(3.1), ["web", "side"])) },
    { at: after(5), run: () => kubelet.podStarted(podNamed("db-0", after(5))) },
    { at: after(61.7), run: () => kubelet.podStopped("uid-of-db-0", after(61.7)) },
    { at: after(64), run: () => kubelet.podStarted({ ...podNamed("db-0", after(64)), uid: "another" }) },
  ];
  const reads = times
    .map((time) => plus(bootedAt, microseconds(time)))
    .filter((at) => at < lastAt)
    .map((at) => ({ at, run: () => everything(kubelet, clock, at) }));
  for (const { run } of [...changes, ...reads].sort((a, b) => a.at - b.at)) run();
  return everything(kubelet, clock, lastAt);
}

test("what is read does not depend on who read before", () => {
  const lastAt = after(200);
  const seen = (times: readonly number[]): unknown => {
    const clock = { now: bootedAt };
    return play(createTested(steadyUsage, clock), clock, times, lastAt);
  };
  const unread = seen([]);
  fc.assert(
    fc.property(readTimes, (times) => {
      expect(seen(times)).toEqual(unread);
    }),
    { numRuns: 30 },
  );
});

test("asks for no usage from before the pod, and for none that is more than 40 seconds old", () => {
  fc.assert(
    fc.property(readTimes, (times) => {
      const clock = { now: bootedAt };
      const isRecent = (pod: KubeletPod, at: SimTime): boolean =>
        at >= pod.startedAt && (at >= minus(clock.now, seconds(40)) || clock.now === bootedAt);
      const usage: KubeletPorts["usage"] = (pod, container, at) => {
        expect(isRecent(pod, at)).toBe(true);
        return steadyUsage(pod, container, at);
      };
      const kubelet = createTested(usage, clock);
      kubelet.podStarted(podNamed("web-1", bootedAt));
      for (const time of times) everything(kubelet, clock, plus(bootedAt, microseconds(time)));
    }),
    { numRuns: 30 },
  );
});

test("counters never decrease as long as the pod runs", () => {
  const clock = { now: bootedAt };
  const kubelet = createTested(steadyUsage, clock);
  kubelet.podStarted(podNamed("web-1", bootedAt, ["web", "side"]));
  kubelet.podStarted(podNamed("web-2", bootedAt));
  let before = new Map<string, number>();
  for (let time = 0; time < 300; time += 7) {
    clock.now = after(time);
    if (time === 147) kubelet.podStopped("uid-of-web-2", clock.now);
    const counters = new Map<string, number>();
    for (const path of ["/metrics/resource", "/metrics/cadvisor"]) {
      const parsed = parseFamilies(get(kubelet, path));
      for (const { type, samples } of parsed.ok ? parsed.families : []) {
        if (type !== "counter") continue;
        for (const { name, labels, value } of samples) counters.set(`${path} ${name} ${JSON.stringify(labels)}`, value);
      }
    }
    for (const [series, value] of counters)
      expect([series, value >= (before.get(series) ?? 0)]).toEqual([series, true]);
    expect(counters.size).toBeGreaterThan(10);
    before = counters;
  }
});

test("every endpoint tells the same numbers", () => {
  const clock = { now: after(75) };
  const kubelet = createTested(steadyUsage, clock);
  kubelet.podStarted(podNamed("web-1", bootedAt));
  const { node, pods } = kubelet.stats(clock.now);
  const { cpuSeconds, cpuNanoseconds, cpuNanocores, workingSetBytes } = pods[0]!.containers[0]!;
  const sampleOf = (path: string, name: string, container: string): number | undefined => {
    const parsed = parseFamilies(get(kubelet, path));
    const family = parsed.ok ? parsed.families.find((one) => one.name === name) : undefined;
    return family?.samples.find(({ labels }) => (labels.container ?? "") === container)?.value;
  };
  const summary = JSON.parse(get(kubelet, "/stats/summary"));
  expect([
    sampleOf("/metrics/resource", "container_cpu_usage_seconds_total", "web"),
    sampleOf("/metrics/cadvisor", "container_cpu_usage_seconds_total", "web"),
    sampleOf("/metrics/resource", "container_memory_working_set_bytes", "web"),
    sampleOf("/metrics/cadvisor", "container_memory_working_set_bytes", "web"),
    sampleOf("/metrics/resource", "node_cpu_usage_seconds_total", ""),
    sampleOf("/metrics/cadvisor", "container_cpu_usage_seconds_total", ""),
  ]).toEqual([cpuSeconds, cpuSeconds, workingSetBytes, workingSetBytes, node.cpuSeconds, node.cpuSeconds]);
  const { cpu, memory } = summary.pods[0].containers[0];
  expect([cpu.usageCoreNanoSeconds, cpu.usageNanoCores, memory.workingSetBytes]).toEqual([
    cpuNanoseconds,
    cpuNanocores,
    workingSetBytes,
  ]);
  expect(summary.node.cpu.usageCoreNanoSeconds).toBe(node.cpuNanoseconds);
  expect(Math.abs(summary.node.cpu.usageNanoCores - systemNanocores - 250e6)).toBeLessThan(2);
  expect(summary.node.systemContainers[0].cpu.usageNanoCores).toBe(summary.node.cpu.usageNanoCores - systemNanocores);
});

/** As the kubelet's server of kubernetes v1.36.3 answers over HTTP. */
test.for([
  { method: "GET", path: "/", status: 404, body: "404 page not found\n" },
  { method: "GET", path: "/metrics/resource/", status: 404, body: "404 page not found\n" },
  { method: "GET", path: "/stats/foo", status: 404, body: "404: Page Not Found" },
  { method: "PUT", path: "/stats/summary", status: 405, body: "405: Method Not Allowed" },
  { method: "GET", path: "/healthz", status: 200, body: "ok" },
])("answers $method $path with $status", ({ method, path, status, body }) => {
  expect(createTested().handle(requestFor(path, method))).toMatchObject({ kind: "whole", status, body });
});

test("the summary is JSON and nothing else", () => {
  const reply = createTested().handle({ ...requestFor("/stats/summary"), headers: { accept: "application/yaml" } });
  expect(reply).toEqual({
    kind: "whole",
    status: 406,
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: "406: Not Acceptable\n\nAvailable representations: application/json",
  });
});

test("a document of metrics says its format and when the kubelet was started", () => {
  const reply = createTested().handle(requestFor("/metrics/resource"));
  expect(reply).toMatchObject({
    status: 200,
    headers: {
      "content-type": "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
      "process-start-time-unix": "1700000000",
    },
  });
});

test("what a node's network carried stays when the pod that asked for it is gone", () => {
  const clock: Clock = { now: bootedAt };
  const kubelet = createTested(steadyUsage, clock);
  kubelet.podStarted(podNamed("web-1", bootedAt));
  const received = (second: number): number | undefined => {
    clock.now = after(second);
    const parsed = parseFamilies(get(kubelet, "/metrics/cadvisor"));
    const families = parsed.ok ? parsed.families : [];
    const family = families.find(({ name }) => name === "container_network_receive_bytes_total");
    return family?.samples.find(({ labels }) => labels.id === "/")?.value;
  };
  const before = received(100);
  kubelet.podStopped("uid-of-web-1", after(100));
  // Ten requests a second, up to the look before; and all of them once there was another look.
  expect(before).toBeGreaterThan(10 * 80 * requestTraffic.received.bytes);
  expect(received(100)).toBe(before);
  expect([200, 300].map(received)).toEqual([200, 300].map(() => 10 * 100 * requestTraffic.received.bytes));
});
