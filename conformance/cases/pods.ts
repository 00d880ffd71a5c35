import fc from "fast-check";
import type { VectorContainer, VectorPod, VectorSample } from "../vectors/case.ts";
import { extremeAmounts, type Level, levels, milliAt, writeMilli } from "./amounts.ts";
import { mostly, present, rarely } from "./choices.ts";

/** What the pods of one template have in common. Requests in milli-units. */
export type Template = {
  readonly containers: readonly ContainerTemplate[];
  readonly sidecars: readonly ContainerTemplate[];
  readonly init: readonly ContainerTemplate[];
  readonly requests: RequestTemplate | undefined;
  readonly overhead: RequestTemplate | undefined;
  readonly form: number;
};

type RequestTemplate = { readonly cpu: number | undefined; readonly memory: number | undefined };
type ContainerTemplate = RequestTemplate & { readonly name: string };

const mebi = 1024 * 1024;

/** `isWhole`: both resources are asked for. */
const requests = (isWhole: boolean): fc.Arbitrary<RequestTemplate> =>
  fc.record({
    cpu: fc.oneof(
      { withCrossShrink: true },
      { weight: 12, arbitrary: fc.constantFrom(100, 250, 1000, 500) },
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 4000 }) },
      { weight: 1, arbitrary: isWhole ? fc.constant(0) : fc.constantFrom(0, undefined) },
    ),
    memory: fc.oneof(
      { withCrossShrink: true },
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 4096 }).map((count) => count * mebi * 1000) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 1_000_000_000 }).map((bytes) => bytes * 1000) },
      { weight: 1, arbitrary: isWhole ? fc.constant(0) : fc.constantFrom(0, undefined) },
    ),
  });

/** Only `app` may lack a request: which of several lacks the controller tells of is chance. */
const container = (name: string): fc.Arbitrary<ContainerTemplate> =>
  requests(name !== "app").map((requested) => ({ name, ...requested }));

/** A pod template: one or two containers, sometimes with a sidecar; `isPodLevel` adds what only newer pods have. */
export const templates = (isPodLevel: boolean): fc.Arbitrary<Template> =>
  fc.record({
    containers: fc
      .tuple(container("app"), rarely(3, container("proxy")))
      .map(([app, proxy]) => (proxy === undefined ? [app] : [app, proxy])),
    sidecars: rarely(5, container("mesh")).map(listOf),
    init: rarely(isPodLevel ? 6 : 30, container("migrate")).map(listOf),
    requests: isPodLevel ? rarely(5, requests(false)) : fc.constant(undefined),
    overhead: isPodLevel ? rarely(8, requests(false)) : fc.constant(undefined),
    form: fc.nat({ max: 6 }),
  });

const listOf = <Item>(item: Item | undefined): readonly Item[] => (item === undefined ? [] : [item]);

/** One pod and its sample, as choices that count for nothing until a level and a target are known. */
export type PodChoice = {
  readonly phase: VectorPod["phase"];
  readonly ready: boolean | undefined;
  readonly startedSecondsAgo: number | undefined;
  readonly readyChangedSecondsAgo: number;
  readonly deleting: boolean;
  readonly isOther: boolean;
  readonly isBare: boolean;
  readonly sample: SampleChoice | undefined;
};

/** A sample: what it leaves out, what it says that its tick does not. */
type SampleChoice = {
  readonly ageSeconds: number;
  readonly windowSeconds: number;
  readonly lack: "nothing" | "container" | "resource" | "all";
  readonly level: Level | undefined;
  readonly extreme: string | undefined;
};

const samples = (isLarge: boolean): fc.Arbitrary<SampleChoice> =>
  fc.record({
    ageSeconds: mostly(5, 5, 0, 15, 30, 31, 60, 299, 600),
    windowSeconds: mostly(30, 5, 15, 60, 0, 10.5, 1),
    lack: mostly<SampleChoice["lack"]>("nothing", 24, "container", "resource", "all"),
    level: rarely(4, levels()),
    extreme: isLarge ? rarely(6, extremeAmounts()) : fc.constant(undefined),
  });

/** A pod in any state: most run and are measured; the rest are pending, gone, unready, young or without a sample. */
export const podChoices = (isLarge: boolean): fc.Arbitrary<PodChoice> =>
  fc.record({
    phase: mostly<PodChoice["phase"]>("Running", 14, "Pending", "Pending", "Failed", "Succeeded", "Unknown"),
    ready: mostly<boolean | undefined>(true, 6, false, false, undefined),
    startedSecondsAgo: mostly<number | undefined>(1000, 8, 0, 10, 30, 60, 119, 120, 121, 299, 300, 301, undefined),
    readyChangedSecondsAgo: mostly(900, 8, 0, 5, 30, 35, 36, 60, 90, 115, 270, 299, 999, 1000),
    deleting: mostly(false, 14, true),
    isOther: mostly(false, 40, true),
    isBare: mostly(false, 60, true),
    sample: fc.oneof(
      { withCrossShrink: true },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 6, arbitrary: samples(isLarge) },
    ),
  });

/** What pods use beside what they ask for, milli-units. */
export type Usage = {
  readonly level: Level;
  readonly tolerance: number;
  /** What a container uses at level 1000, when it asks for so much. */
  readonly target: (resource: "cpu" | "memory", request: number | undefined) => number;
};

/** The pod as the vectors say it. */
export function podOf(name: string, choice: PodChoice, template: Template): VectorPod {
  const { phase, ready, startedSecondsAgo, readyChangedSecondsAgo, deleting, isOther, isBare } = choice;
  const { containers, sidecars, init, requests: requested, overhead, form } = template;
  const write = (item: ContainerTemplate): VectorContainer => ({
    name: item.name,
    ...(isBare && item.name === "app" ? {} : { requests: writeRequests(item, form) }),
  });
  return present({
    name,
    labels: isOther ? { app: "other" } : undefined,
    phase,
    ready,
    readyChangedSecondsAgo: ready === undefined ? undefined : readyChangedSecondsAgo,
    startedSecondsAgo,
    deleting: deleting || undefined,
    containers: containers.map(write),
    sidecars: sidecars.length === 0 ? undefined : sidecars.map(write),
    init: init.length === 0 ? undefined : init.map(write),
    requests: requested === undefined ? undefined : writeRequests(requested, form),
    overhead: overhead === undefined ? undefined : writeRequests(overhead, form),
  });
}

/** Its sample, if it has one. */
export function sampleOf(
  pod: string,
  { sample }: PodChoice,
  template: Template,
  usage: Usage,
): readonly VectorSample[] {
  if (sample === undefined) return [];
  const { ageSeconds, windowSeconds, lack } = sample;
  const level = sample.level ?? usage.level;
  const all = [...template.containers, ...template.sidecars].map((item) => {
    const amount = (resource: "cpu" | "memory"): string => {
      const milli = milliAt(level, usage.target(resource, item[resource]), usage.tolerance);
      return writeMilli(resource === "cpu" ? Math.min(milli, coresMax * 1000) : milli, level.form);
    };
    const cpu = { cpu: isSaidAsCpu(sample.extreme) ? sample.extreme : amount("cpu") };
    const memory = { memory: sample.extreme ?? amount("memory") };
    return { name: item.name, usage: lack === "resource" ? memory : { ...cpu, ...memory } };
  });
  const containers = lack === "all" ? [] : lack === "container" ? all.slice(1) : all;
  return [{ pod, ageSeconds, windowSeconds, containers }];
}

/** Nanocores of this many cores still fit an int64. */
const coresMax = 9_000_000_000;

const isSaidAsCpu = (extreme: string | undefined): extreme is string =>
  extreme !== undefined && /^[0-9.]+[mun]?$/.test(extreme) && Number.parseFloat(extreme) < coresMax;

export function writeRequests({ cpu, memory }: RequestTemplate, form: number): Readonly<Record<string, string>> {
  return {
    ...(cpu === undefined ? {} : { cpu: writeMilli(cpu, form) }),
    ...(memory === undefined ? {} : { memory: writeMilli(memory, form) }),
  };
}
