import { add, divide, type Int64, multiply } from "../int64.ts";
import type { ContainerUsage, PodMetrics } from "../kubernetes/metrics.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { Duration, SimTime } from "../units.ts";
import type { PodMetricValue } from "./ports.ts";

/** The newest sample of each pod for one metric: parallel lists, so that pairing hundreds of pods stays cheap. */
export type Samples = {
  readonly pods: string[];
  /** Milli-units. */
  readonly values: Int64[];
  readonly timestamps: SimTime[];
  readonly windows: Duration[];
};

const emptySamples = (): Samples => ({ pods: [], values: [], timestamps: [], windows: [] });

/**
 * Samples of one resource from `metrics.k8s.io`: of one container, or of the pod as the sum of its containers.
 *
 * Each container's amount is rounded up to milli-units first. A pod is absent when it has no containers, when one of its
 * containers lacks the resource, or when the wanted container is not there.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/metrics/client.go.
 */
export function resourceSamples(items: readonly PodMetrics[], resource: string, container: string): Samples {
  const samples = emptySamples();
  for (const item of items) {
    const value = container === "" ? podMilli(item, resource) : containerMilli(item, resource, container);
    if (value === undefined) continue;
    samples.pods.push(item.name);
    samples.values.push(value);
    samples.timestamps.push(item.timestamp);
    samples.windows.push(item.window);
  }
  return samples;
}

/** Samples of a custom metric about pods. */
export function customSamples(items: readonly PodMetricValue[]): Samples {
  const samples = emptySamples();
  for (const { pod, milli, timestamp, window } of items) {
    samples.pods.push(pod);
    samples.values.push(milli);
    samples.timestamps.push(timestamp);
    samples.windows.push(window);
  }
  return samples;
}

function podMilli({ containers }: PodMetrics, resource: string): Int64 | undefined {
  if (containers.length === 0) return undefined;
  let sum: Int64 = 0;
  for (const usage of containers) {
    const milli = usageMilli(usage, resource);
    if (milli === undefined) return undefined;
    sum = add(sum, milli);
  }
  return sum;
}

function containerMilli({ containers }: PodMetrics, resource: string, name: string): Int64 | undefined {
  const usage = containers.find((container) => container.name === name);
  return usage && usageMilli(usage, resource);
}

function usageMilli(usage: ContainerUsage, resource: string): Int64 | undefined {
  if (resource === "memory") return usage.memoryMillibytes;
  if (resource !== "cpu" || usage.cpuNanocores === undefined) return undefined;
  return nanoToMilli(usage.cpuNanocores);
}

/** Rounded up, away from zero. */
function nanoToMilli(nano: Int64): Int64 {
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

const noSamples: readonly number[] = [];

/**
 * Pairs samples with pods by name. Of several samples with one name the last counts.
 *
 * Both lists usually come in the same order, so a walk in step is tried before an index is built.
 */
export function pairSamples(pods: readonly PodView[], { pods: names }: Samples): Pairing {
  let same = 0;
  while (same < pods.length && pods[same]!.name === names[same]) same++;
  if (same === pods.length && same === names.length) return { sampleOf: undefined, superfluous: noSamples };

  const sampleOf: number[] = [];
  let next = 0;
  for (const { name } of pods) sampleOf.push(names[next] === name ? next++ : -1);
  return next === names.length ? { sampleOf, superfluous: noSamples } : pairByName(pods, names);
}

function pairByName(pods: readonly PodView[], names: readonly string[]): Pairing {
  const last = new Map<string, number>();
  for (let index = 0; index < names.length; index++) last.set(names[index]!, index);
  const sampleOf: number[] = [];
  for (const { name } of pods) {
    sampleOf.push(last.get(name) ?? -1);
    last.delete(name);
  }
  return { sampleOf, superfluous: [...last.values()] };
}
