import { behavioursOf } from "../sim/hpa/behaviours.ts";
import { createHpaController } from "../sim/hpa/controller.ts";
import type { HpaPorts } from "../sim/hpa/ports.ts";
import { createKernel } from "../sim/kernel/kernel.ts";
import type { HorizontalPodAutoscaler } from "../sim/kubernetes/autoscaling.ts";
import type { PodMetrics } from "../sim/kubernetes/metrics.ts";
import type { PodSpec, PodView } from "../sim/kubernetes/pod.ts";
import { minus, plus, seconds, simTime } from "../sim/units.ts";
import { kubernetesVersion } from "../sim/version.ts";
import { type Figure, rounds } from "./figure.ts";

const podCount = 150;
const syncsPerRound = 50_000;
const start = simTime(946_684_800_000_000);
const labels = { app: "web" };
const namespace = "default";
const names = Array.from({ length: podCount }, (_, index) => `web-7d9c5b8f6d-${String(index).padStart(3, "0")}`);

const hpa: HorizontalPodAutoscaler = {
  metadata: { name: "web", namespace },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    minReplicas: 1,
    maxReplicas: 500,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } }],
  },
};

/**
 * Syncs a second of an HPA over 150 ready pods whose samples differ every time, but whose sum does not: so nothing changes in
 * the status, and nothing needs to be written.
 */
export function benchQuietSyncs(): Figure {
  const kubernetes = kubernetesVersion("1.36");
  const resolved = kubernetes && behavioursOf({ kubernetes });
  if (!resolved?.ok) throw new Error("1.36 is modelled");
  const kernel = createKernel({ start, seed: 1, eventsMax: Number.POSITIVE_INFINITY });
  let writes = 0;
  const controller = createHpaController({
    kernel,
    behaviours: resolved.behaviours,
    ports: quietPorts(() => {
      writes++;
    }),
  });
  controller.apply(hpa);
  let now = start;
  const values = rounds(7, () => {
    now = plus(now, seconds(15 * syncsPerRound));
    const began = performance.now();
    kernel.advanceTo(now);
    return syncsPerRound / ((performance.now() - began) / 1000);
  });
  if (writes !== 1) throw new Error(`a quiet HPA writes its status once, not ${writes} times`);
  return { what: `quiet HPA syncs at ${podCount} pods`, unit: "/s", values, aim: { atLeast: 200_000 } };
}

function quietPorts(onWrite: () => void): HpaPorts {
  const spec: PodSpec = {
    containers: [{ name: "app", image: "", requests: new Map([["cpu", 300]]), limits: new Map() }],
    initContainers: [],
    overhead: new Map(),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  };
  const pods = names.map((name): PodView => {
    const readyChangedAt = minus(start, seconds(900));
    const startTime = minus(start, seconds(1000));
    return {
      name,
      namespace,
      labels,
      phase: "Running",
      deleting: false,
      ready: "True",
      readyChangedAt,
      startTime,
      spec,
    };
  });
  const answers = Array.from({ length: 10 }, (_, turn) => names.map((name, index) => sample(name, index + turn)));
  let turn = 0;
  const unused = (): never => {
    throw new Error("an HPA on CPU asks for resource metrics alone");
  };
  return {
    getScale: (_target, done) =>
      done({ kind: "value", value: { specReplicas: podCount, statusReplicas: podCount, selector: "app=web" } }),
    listPods: () => pods,
    resourceMetrics: (_query, done) => done({ kind: "value", value: answers[turn++ % answers.length]! }),
    updateScale: unused,
    customPodsMetric: unused,
    customObjectMetric: unused,
    externalMetric: unused,
    recordEvent: unused,
    updateStatus: onWrite,
  };
}

/** Ten values that take turns, so that their sum over 150 pods stays the same. */
const sample = (name: string, index: number): PodMetrics => ({
  name,
  namespace,
  labels,
  timestamp: start,
  window: seconds(15),
  containers: [{ name: "app", cpuNanocores: 170_000_000 + (index % 10) * 2_000_000, memoryMillibytes: 50_000_000_000 }],
});
