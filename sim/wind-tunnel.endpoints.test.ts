import { expect, test } from "vitest";
import { bodyOf, type Item, itemsOf, samplesOf } from "../fixtures/endpoints.ts";
import { hpaOf, utilization } from "../fixtures/hpa.ts";
import { deploymentOf, hpaObject, linesOf, modelOf, rateOf, scenarioOf, serviceOf } from "../fixtures/wind-tunnel.ts";
import { ramp } from "./load/shapes.ts";
import { millicores, minutes, seconds } from "./units.ts";
import { createWindTunnel, type WindTunnel } from "./wind-tunnel.ts";

const nodes = ["node-1", "node-2", "node-3"];
const metricsPath = "/apis/metrics.k8s.io/v1beta1";

const podItems = ({ servers }: WindTunnel): readonly Item[] =>
  itemsOf(bodyOf(servers.metricsServer, `${metricsPath}/namespaces/default/pods`));

/** Every number that the servers tell, each under the words that lead to it. */
function numbersOf({ servers }: WindTunnel): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const list of ["pods", "nodes"]) {
    for (const { name, timestamp, containers } of itemsOf(bodyOf(servers.metricsServer, `${metricsPath}/${list}`))) {
      for (const container of containers) {
        const place = `metrics.k8s.io ${list} ${name} ${container.name} at ${timestamp}`;
        numbers.set(`${place} cpu`, Number(container.cpuNanocores));
        numbers.set(`${place} memory`, Number(container.memoryMillibytes));
      }
    }
  }
  for (const node of nodes) {
    const kubelet = servers.kubelet(node);
    for (const path of ["/metrics/resource", "/metrics/cadvisor"]) {
      for (const [name, { value, timestampMilliseconds }] of samplesOf(bodyOf(kubelet, path))) {
        numbers.set(`${node} ${path} ${name} at ${timestampMilliseconds}`, value);
      }
    }
    addNumbers(JSON.parse(bodyOf(kubelet, "/stats/summary")), `${node} /stats/summary`, numbers);
  }
  return numbers;
}

function addNumbers(value: unknown, place: string, numbers: Map<string, number>): void {
  if (typeof value === "number") numbers.set(place, value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) addNumbers(member, `${place} ${key}`, numbers);
}

/** Two pods of 400m that share so many requests of 10 ms a second, and do nothing else. */
function underLoad(rate: number): WindTunnel {
  const tunnel = createWindTunnel(
    scenarioOf({
      objects: [
        deploymentOf({ replicas: 2, requests: { cpu: 400 } }),
        serviceOf(),
        hpaObject(hpaOf({ minReplicas: 2, maxReplicas: 2, metrics: [utilization(50)] })),
      ],
      workloads: [modelOf({ app: { idleCpu: millicores(0) } })],
      loads: [rateOf(rate)],
    }),
  );
  tunnel.advanceTo(tunnel.end);
  return tunnel;
}

// 200.5m and 401m a pod: not on the border of a millicore.
const once = underLoad(40.1);
const twice = underLoad(80.2);

test("twice the requests are twice the CPU and the traffic in every document, and change no other number", () => {
  const none = numbersOf(underLoad(0));
  const single = numbersOf(once);
  const double = numbersOf(twice);
  expect([...single.keys()]).toEqual([...none.keys()]);
  expect([...double.keys()]).toEqual([...none.keys()]);

  const moved = [...none].filter(([place, value]) => single.get(place) !== value || double.get(place) !== value);
  const growth = moved.map(([place, value]) => (double.get(place)! - value) / (single.get(place)! - value));
  // The network carries whole requests.
  const digits = moved.map(([place]) => (place.includes("container_network_") ? 3 : 6));
  expect(growth).toEqual(digits.map((count) => expect.closeTo(2, count)));

  // Which ones: the pods stand on two of the three nodes.
  const names = moved.map(([place]) => place.replaceAll(/ at \S+|\{.*\}|web-\w+-\w+|node-\d|\b\d+\b/g, "").trim());
  const counts = Object.groupBy(names, (name) => name.replaceAll(/ +/g, " "));
  expect(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all?.length]))).toEqual({
    "metrics.k8s.io pods app cpu": 2,
    "metrics.k8s.io nodes cpu": 2,
    "/metrics/resource container_cpu_usage_seconds_total": 2,
    "/metrics/resource pod_cpu_usage_seconds_total": 2,
    "/metrics/resource node_cpu_usage_seconds_total": 2,
    // Of the container, of its pod, and of the node.
    "/metrics/cadvisor container_cpu_usage_seconds_total": 6,
    "/metrics/cadvisor container_cpu_user_seconds_total": 6,
    "/metrics/cadvisor container_cpu_system_seconds_total": 6,
    // Of the pod's sandbox, and of the node.
    "/metrics/cadvisor container_network_receive_bytes_total": 4,
    "/metrics/cadvisor container_network_receive_packets_total": 4,
    "/metrics/cadvisor container_network_transmit_bytes_total": 4,
    "/metrics/cadvisor container_network_transmit_packets_total": 4,
    "/stats/summary node cpu usageNanoCores": 2,
    "/stats/summary node cpu usageCoreNanoSeconds": 2,
    "/stats/summary node systemContainers cpu usageNanoCores": 2,
    "/stats/summary node systemContainers cpu usageCoreNanoSeconds": 2,
    "/stats/summary pods cpu usageNanoCores": 2,
    "/stats/summary pods cpu usageCoreNanoSeconds": 2,
    "/stats/summary pods containers cpu usageNanoCores": 2,
    "/stats/summary pods containers cpu usageCoreNanoSeconds": 2,
  });
});

test("the HPA's status follows, in whole millicores and percent of the request", () => {
  const lastStatus = (tunnel: WindTunnel): string => linesOf(tunnel.finish(), "hpa-status").at(-1) ?? "";
  expect(lastStatus(once)).toMatch(/^\d+ hpa\/web 2 -> 2 cpu 50% \(201m\)\/50%$/);
  expect(lastStatus(twice)).toMatch(/^\d+ hpa\/web 2 -> 2 cpu 100% \(401m\)\/50%$/);
});

/** The usage of these pods as the HPA prints it, worked out from what the wire says. */
function currentOf(items: readonly Item[], pods: readonly string[], requestMilli: number): string {
  const counted = items.filter(({ name }) => pods.includes(name));
  const milli = counted
    .flatMap(({ containers }) => containers)
    .reduce((sum, { cpuNanocores }) => sum + Math.ceil(Number(cpuNanocores) / 1e6), 0);
  const average = Math.floor(milli / pods.length);
  const percent = Math.floor((milli * 100) / (pods.length * requestMilli));
  return `${percent}% (${average % 1000 === 0 ? average / 1000 : `${average}m`})`;
}

test("what the HPA is given at a pass is what the wire says at that instant", () => {
  const given: string[] = [];
  const wire: string[] = [];
  const tunnel = createWindTunnel(
    scenarioOf({
      warmupMinutes: 1,
      minutes: 20,
      loads: [rateOf(ramp({ from: 5, to: 120, over: minutes(4) }), { until: 600 })],
      workloads: [modelOf({ lifecycle: { startDelay: seconds(5), readyAfter: seconds(20) } })],
    }),
    {
      onPass: (_hpa, _at, explain) => {
        const items = podItems(tunnel);
        const [metric] = explain().metrics;
        if (metric?.kind === "failure") {
          given.push(`nothing: ${metric.cause.endsWith("no metrics returned from resource metrics API")}`);
          wire.push(`nothing: ${items.length === 0}`);
        } else if (metric?.pods !== undefined) {
          const { ready, missing } = metric.pods;
          given.push(`${metric.current}, missing: ${missing.length}`);
          const lacking = missing.filter((pod) => !items.some(({ name }) => name === pod));
          wire.push(`${currentOf(items, ready, 200)}, missing: ${lacking.length}`);
        }
      },
    },
  );
  const run = tunnel.finish();
  expect(given).toEqual(wire);
  expect(given.length).toBe(21 * 4);
  expect(linesOf(run, "scaled").length).toBeGreaterThan(5);
  expect(given.filter((text) => text.endsWith("missing: 0")).length).toBeLessThan(given.length - 3);
});
