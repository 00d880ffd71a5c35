import { expect, test } from "vitest";
import { bodyOf, type Item, itemsOf, samplesOf } from "../fixtures/endpoints.ts";
import { hpaOf } from "../fixtures/hpa.ts";
import {
  deploymentOf,
  hpaObject,
  linesOf,
  modelOf,
  nodesOf,
  podOf,
  rateOf,
  replicaSetOf,
  scenarioOf,
  serviceOf,
} from "../fixtures/wind-tunnel.ts";
import { parseGoDuration, parseTimestamp } from "./kubernetes/timestamp.ts";
import { millicores, plus, seconds } from "./units.ts";
import { createWindTunnel, type WindTunnel } from "./wind-tunnel.ts";

const itemsOnWire = ({ servers }: WindTunnel): readonly Item[] =>
  itemsOf(bodyOf(servers.metricsServer, "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods"));

const cpuSample = 'container_cpu_usage_seconds_total{container="app",namespace="default",pod="alone"}' as const;

test.for([1, 2, 3, 4, 5, 6, 7, 8])(
  "a pod is on the wire from its second point on, without a gap until it is gone (seed %d)",
  (seed) => {
    const stop = { namespace: "default", name: "alone", kind: "Pod" };
    const { start, ...scenario } = scenarioOf({
      seed,
      objects: [podOf({ name: "alone" })],
      workloads: [modelOf({ name: "alone", lifecycle: { stopAfter: seconds(20) } })],
      actions: [{ name: "stop", at: seconds(120), kind: "delete", target: stop }],
      cluster: { nodes: [nodesOf({ count: 1 })] },
      minutes: 3,
    });
    const tunnel = createWindTunnel({ ...scenario, start });
    /** Milliseconds since the containers' start at 3 s: what the kubelet has shown. */
    const shown = new Set<number>();
    const listed: number[] = [];
    const sinceStart = (milliseconds: number): number => Math.round(milliseconds - start / 1000 - 3000);
    for (let second = 0; second <= 180; second++) {
      tunnel.advanceTo(plus(start, seconds(second)));
      const sample = samplesOf(bodyOf(tunnel.servers.kubelet("node-1"), "/metrics/resource")).get(cpuSample);
      if (sample?.timestampMilliseconds !== undefined) shown.add(sinceStart(sample.timestampMilliseconds));
      const item = itemsOnWire(tunnel).find(({ name }) => name === "alone");
      if (item === undefined) continue;
      listed.push(second);
      const wholeSecond = sinceStart(parseTimestamp(item.timestamp)! / 1000);
      const last = [...shown].findLast((point) => Math.floor(point / 1000) * 1000 === wholeSecond);
      const first = last! - parseGoDuration(item.window)! / 1000;
      // The other point is a sample too; or the start itself, for a first sample of more than ten seconds' age.
      expect(shown.has(first) || (first >= 0 && first <= 500)).toBe(true);
      expect(last! - first).toBeGreaterThan(9_500);
    }
    // Its containers start at 3 s and are gone at 140 s.
    expect(listed[0]).toBeGreaterThan(3 + 10);
    expect(listed[0]).toBeLessThanOrEqual(3 + 0.5 + 20 + 15);
    expect(listed).toEqual(Array.from({ length: 140 - listed[0]! }, (_, index) => listed[0]! + index));
  },
);

test("pods for which no node has room wait, and count as unready until there is room", () => {
  const batch = { namespace: "default", name: "batch", kind: "ReplicaSet" };
  const scenario = scenarioOf({
    minutes: 4,
    cluster: { nodes: [nodesOf({ count: 1, cpu: millicores(600) })] },
    objects: [
      deploymentOf({ replicas: 2 }),
      serviceOf(),
      hpaObject(hpaOf({ minReplicas: 2 })),
      replicaSetOf({ name: "batch" }),
    ],
    loads: [rateOf(36, { from: 60 })],
    actions: [{ name: "make room", at: seconds(150), kind: "delete", target: batch }],
  });
  const passes: string[] = [];
  const tunnel = createWindTunnel(scenario, {
    onPass: (_hpa, at, explain) => {
      const [metric] = explain().metrics;
      if (metric?.kind !== "proposal" || metric.pods === undefined) return;
      const { ready, unready, missing } = metric.pods;
      const onWire = itemsOnWire(tunnel).filter(({ name }) => name.startsWith("web-"));
      const counts = `${ready.length} ready, ${unready.length} unready, ${missing.length} missing`;
      passes.push(`${(at - scenario.start) / 1e6}: ${counts}; ${onWire.length} on the wire`);
    },
  });
  const lines = linesOf(tunnel.finish(), "event", "counts", "action")
    .filter((line) => Number.parseFloat(line) >= 61 && !/SuccessfulCreate|SuccessfulDelete|hpa\/web/.test(line))
    .map((line) => line.replaceAll(/(web-\w+)-\w{5}/g, "web-#"));
  const noRoom =
    "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, " +
    "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
  expect(lines).toEqual([
    "90 deployment/web ScalingReplicaSet Scaled up replica set web-79c7cbdcbb from 2 to 3",
    "90 deployment/web 2 of 3 ready",
    `90 pod/web-# FailedScheduling ${noRoom}`,
    "105 deployment/web ScalingReplicaSet Scaled up replica set web-79c7cbdcbb from 3 to 4",
    "105 deployment/web 2 of 4 ready",
    `105 pod/web-# FailedScheduling ${noRoom}`,
    "150 action/make room",
    "150.5 pod/web-# Scheduled Successfully assigned default/web-# to node-1",
    `150.5 pod/web-# FailedScheduling ${noRoom}`,
    "155.5 deployment/web 3 of 4 ready",
  ]);
  expect(passes.slice(2)).toEqual([
    "90: 2 ready, 0 unready, 0 missing; 2 on the wire",
    "105: 2 ready, 1 unready, 0 missing; 2 on the wire",
    "120: 2 ready, 2 unready, 0 missing; 2 on the wire",
    "135: 2 ready, 2 unready, 0 missing; 2 on the wire",
    "150: 2 ready, 2 unready, 0 missing; 2 on the wire",
    // The third runs: without metrics, then with metrics that do not count so soon after its start, then like the others.
    "165: 2 ready, 1 unready, 1 missing; 2 on the wire",
    "180: 2 ready, 2 unready, 0 missing; 3 on the wire",
    "195: 2 ready, 2 unready, 0 missing; 3 on the wire",
    "210: 3 ready, 1 unready, 0 missing; 3 on the wire",
    "225: 3 ready, 1 unready, 0 missing; 3 on the wire",
    "240: 3 ready, 1 unready, 0 missing; 3 on the wire",
  ]);
});
