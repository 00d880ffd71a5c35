import { add, divide, type Int64, multiply } from "../int64.ts";
import type { ContainerUsage, PodMetrics } from "../kubernetes/metrics.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { Duration, SimTime } from "../units.ts";
import type { PodMetricValue } from "./ports.ts";

/** The answer of a metrics API about pods, reduced to one metric. */
export type Samples = {
  readonly items: readonly { readonly name: string; readonly timestamp: SimTime; readonly window: Duration }[];
  /** Milli-units, item by item; `undefined` where the item says nothing usable, and its pod counts as missing. */
  readonly values: readonly (Int64 | undefined)[];
};

/**
 * Samples of one resource from `metrics.k8s.io`: of one container, or of the pod as the sum of its containers.
 *
 * Each container's amount is rounded up to milli-units first. An item is unusable when it has no containers, when one of
 * them lacks the resource, or when the wanted container is not there.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/metrics/client.go.
 */
export function resourceSamples(items: readonly PodMetrics[], resource: string, container: string): Samples {
  const values: (Int64 | undefined)[] = new Array(items.length);
  for (let index = 0; index < items.length; index++) {
    const { containers } = items[index]!;
    values[index] = container === "" ? podMilli(containers, resource) : containerMilli(containers, resource, container);
  }
  return { items, values };
}

/** Samples of a custom metric about pods. */
export const customSamples = (items: readonly PodMetricValue[]): Samples => ({
  items,
  values: items.map(({ milli }) => milli),
});

function podMilli(containers: readonly ContainerUsage[], resource: string): Int64 | undefined {
  if (containers.length === 1) return usageMilli(containers[0]!, resource);
  let sum: Int64 | undefined;
  for (const usage of containers) {
    const milli = usageMilli(usage, resource);
    if (milli === undefined) return undefined;
    sum = add(sum ?? 0, milli);
  }
  return sum;
}

function containerMilli(containers: readonly ContainerUsage[], resource: string, name: string): Int64 | undefined {
  for (const usage of containers) if (usage.name === name) return usageMilli(usage, resource);
  return undefined;
}

function usageMilli(usage: ContainerUsage, resource: string): Int64 | undefined {
  if (resource === "memory") return usage.memoryMillibytes;
  return resource === "cpu" && usage.cpuNanocores !== undefined ? nanoToMilli(usage.cpuNanocores) : undefined;
}

/** Up to here a quotient keeps its fraction, so that rounding up is exact. */
const nanocoresExactMax = 1e15;

/** Rounded up, away from zero. */
function nanoToMilli(nano: Int64): Int64 {
  if (typeof nano === "number" && nano >= 0 && nano <= nanocoresExactMax) return Math.ceil(nano / 1_000_000);
  const whole = divide(nano, 1_000_000);
  if (multiply(whole, 1_000_000) === nano) return whole;
  return add(whole, nano < 0 ? -1 : 1);
}

/** Which sample belongs to which pod. */
export type Pairing = {
  /** For each pod the index of its sample, or -1; absent when every pod has the sample of its own index. */
  readonly sampleOf: readonly number[] | undefined;
  /** Samples of pods that are not in the list, by index. */
  readonly superfluous: readonly number[];
};

const none: readonly number[] = [];

/**
 * Pairs samples with pods by name. Of several samples with one name the last counts.
 *
 * Both lists usually come in the same order, so a walk in step is tried before an index is built.
 */
export function pairSamples(pods: readonly PodView[], samples: Samples): Pairing {
  const { items } = samples;
  let same = 0;
  while (same < pods.length && same < items.length && pods[same]!.name === items[same]!.name) same++;
  if (same === pods.length && same === items.length) return { sampleOf: undefined, superfluous: none };

  const sampleOf: number[] = [];
  let next = 0;
  for (const { name } of pods) sampleOf.push(next < items.length && items[next]!.name === name ? next++ : -1);
  return next === items.length ? { sampleOf, superfluous: none } : pairByName(pods, samples);
}

function pairByName(pods: readonly PodView[], { items, values }: Samples): Pairing {
  const last = new Map<string, number>();
  for (let index = 0; index < items.length; index++) {
    if (values[index] !== undefined) last.set(items[index]!.name, index);
  }
  const sampleOf: number[] = [];
  for (const { name } of pods) {
    sampleOf.push(last.get(name) ?? -1);
    last.delete(name);
  }
  return { sampleOf, superfluous: [...last.values()] };
}
