import { defaultedHpa } from "../../sim/apiserver/defaulted-hpa.ts";
import { behavioursOf } from "../../sim/hpa/behaviours.ts";
import { createHpaController } from "../../sim/hpa/controller.ts";
import type { HpaPorts } from "../../sim/hpa/ports.ts";
import { printStatus } from "../../sim/hpa/print-status.ts";
import { emptyStatus } from "../../sim/hpa/status.ts";
import { createKernel } from "../../sim/kernel/kernel.ts";
import type { RecordedEvent } from "../../sim/kubernetes/autoscaling.ts";
import { matches } from "../../sim/kubernetes/label-selector.ts";
import type { PodSpec } from "../../sim/kubernetes/pod.ts";
import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import { between, plus, type SimTime, seconds, simTime, toSeconds } from "../../sim/units.ts";
import type { KubernetesVersion } from "../../sim/version.ts";
import type { VectorCase, VectorResult, VectorSync } from "./case.ts";
import { mappingError } from "./rest-mapper.ts";
import { closedWorld, readTick, type TickWorld } from "./world.ts";

/** A case made ready to run: what is left is the controller's own work. */
export type PreparedCase = { readonly run: () => VectorResult };

const start: SimTime = parseTimestamp("2000-01-01T00:00:00Z") ?? simTime(0);
const labels = { app: "web" };

/** Reads a case for one Kubernetes. Running it drives the controller on a kernel of its own, from the object's appearance on. */
export function prepareCase(vector: VectorCase, kubernetes: KubernetesVersion): PreparedCase {
  const { flags } = vector;
  const resolved = behavioursOf({
    kubernetes,
    featureGates: flags.featureGates ?? {},
    flags: {
      syncPeriod: seconds(flags.syncPeriodSeconds),
      downscaleStabilization: seconds(flags.downscaleStabilizationSeconds),
      tolerance: flags.tolerance,
      cpuInitializationPeriod: seconds(flags.cpuInitializationPeriodSeconds),
      initialReadinessDelay: seconds(flags.initialReadinessDelaySeconds),
    },
  });
  if (!resolved.ok) throw new Error(`case ${vector.name}: ${resolved.error}`);
  const { behaviours } = resolved;
  const period = behaviours.flags.syncPeriod;
  const first = behaviours.firstSync === "at-once" ? start : plus(start, period);
  const specs = new Map<string, PodSpec>();
  const worlds = vector.ticks.map((tick, index) =>
    readTick(tick, plus(first, seconds(index * flags.syncPeriodSeconds)), specs),
  );
  const defaulted = defaultedHpa(vector.hpa, kubernetes.minor);
  if (!defaulted.ok) throw new Error(`case ${vector.name}: ${defaulted.error}`);
  const { hpa } = defaulted;

  const run = (): VectorResult => {
    const kernel = createKernel({ start, seed: 0, eventsMax: Number.POSITIVE_INFINITY });
    const syncs: VectorSync[] = [];
    let replicas = vector.replicas;
    let events: RecordedEvent[] = [];
    let world: TickWorld = worlds[0]!;
    const ports = casePorts({
      world: () => world,
      replicas: () => replicas,
      setReplicas: (count) => {
        replicas = count;
      },
      record: (event) => events.push(event),
    });
    const controller = createHpaController({ kernel, behaviours, ports });
    controller.apply(hpa);
    for (const next of worlds) {
      replicas = next.tick.replicas ?? replicas;
      world = next.tick.closed === undefined ? next : closedWorld(next, next.tick.closed, replicas, specs);
      events = [];
      kernel.advanceTo(next.at);
      const autoscaler = controller.get({ namespace: "default", name: hpa.metadata.name });
      const status = printStatus(autoscaler?.status ?? emptyStatus);
      const second = toSeconds(between(start, next.at));
      syncs.push(events.length === 0 ? { second, replicas, status } : { second, replicas, status, events });
    }
    return { name: vector.name, ticks: syncs };
  };
  return { run };
}

type CaseState = {
  readonly world: () => TickWorld;
  readonly replicas: () => number;
  readonly setReplicas: (count: number) => void;
  readonly record: (event: RecordedEvent) => void;
};

function casePorts({ world, replicas, setReplicas, record }: CaseState): HpaPorts {
  return {
    getScale: ({ reference }, done) => {
      const { tick } = world();
      const error = mappingError(reference) ?? tick.scaleError;
      if (error !== undefined) {
        done({ kind: "error", message: error });
        return;
      }
      const specReplicas = replicas();
      const statusReplicas = tick.statusReplicas ?? specReplicas;
      done({ kind: "value", value: { specReplicas, statusReplicas, selector: tick.selector ?? "app=web" } });
    },
    updateScale: (_target, count, done) => {
      const { updateError } = world().tick;
      if (updateError !== undefined) {
        done({ kind: "error", message: updateError });
        return;
      }
      setReplicas(count);
      done({ kind: "value", value: undefined });
    },
    listPods: (_namespace, selector) => (matches(selector, labels) ? world().pods : []),
    resourceMetrics: ({ selector }, done) => {
      const { tick, samples } = world();
      if (tick.resourceError !== undefined) done({ kind: "error", message: tick.resourceError });
      else done({ kind: "value", value: matches(selector, labels) ? samples : [] });
    },
    customPodsMetric: ({ metric }, done) => {
      const { tick, podMetrics } = world();
      const error = tick.customError?.[metric];
      if (error !== undefined) done({ kind: "error", message: error });
      else done({ kind: "value", value: podMetrics.get(metric) ?? [] });
    },
    customObjectMetric: ({ metric, object }, done) => {
      const { tick, objectMetrics } = world();
      const error = tick.customError?.[metric];
      const found = objectMetrics.get(metric)?.find(({ kind, name }) => kind === object.kind && name === object.name);
      if (error !== undefined) done({ kind: "error", message: error });
      else if (found === undefined)
        done({ kind: "error", message: `${metric}.custom.metrics.k8s.io "${object.name}" not found` });
      else done({ kind: "value", value: found.milli });
    },
    externalMetric: ({ metric }, done) => {
      const { tick, external } = world();
      const error = tick.externalError?.[metric];
      if (error !== undefined) done({ kind: "error", message: error });
      else done({ kind: "value", value: external.get(metric) ?? [] });
    },
    recordEvent: (_hpa, event) => record(event),
    updateStatus: () => {},
  };
}
