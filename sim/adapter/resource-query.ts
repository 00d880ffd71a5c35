import type { Kernel } from "../kernel/kernel.ts";
import type { ResourceRule, ResourceRules } from "./config.ts";
import { createMetricsQuery, type MetricsQuery, type ObjectsQuery } from "./metrics-query.ts";
import { failed, found, type Outcome } from "./outcome.ts";
import type { AdapterPorts, Done, Reply, Sample } from "./ports.ts";
import { readable } from "./prometheus.ts";
import { createResourceConverter, type Naming, type ResourceConverter } from "./resource-converter.ts";

/** The resource rules at work. */
export type ResourceQueries = {
  readonly cpu: ResourceQuery;
  readonly memory: ResourceQuery;
  readonly windowNanoseconds: number;
  /** Whether negative values and those that are no number are taken for zero. */
  readonly clampsSamples: boolean;
};

type ResourceQuery = {
  readonly converter: ResourceConverter;
  readonly containerQuery: MetricsQuery;
  readonly nodeQuery: MetricsQuery;
  readonly containerLabel: string;
};

/** The queries, or the error with which the adapter refuses to start. */
export function createResourceQueries(
  { cpu, memory, windowNanoseconds }: ResourceRules,
  naming: Naming,
  { clampsSamples }: Pick<ResourceQueries, "clampsSamples">,
): Outcome<ResourceQueries> {
  const cpuQuery = queryOf(cpu, naming);
  if (!cpuQuery.ok) return failed(`unable to construct querier for CPU metrics: ${cpuQuery.error}`);
  const memoryQuery = queryOf(memory, naming);
  if (!memoryQuery.ok) return failed(`unable to construct querier for memory metrics: ${memoryQuery.error}`);
  return found({ cpu: cpuQuery.value, memory: memoryQuery.value, windowNanoseconds, clampsSamples });
}

function queryOf(rule: ResourceRule, naming: Naming): Outcome<ResourceQuery> {
  const converter = createResourceConverter(rule.resources, naming);
  if (!converter.ok) return failed(`unable to construct label-resource converter: ${converter.error}`);
  const containerQuery = createMetricsQuery(rule.containerQuery, converter.value);
  if (!containerQuery.ok) return failed(`unable to construct container metrics query: ${containerQuery.error}`);
  const nodeQuery = createMetricsQuery(rule.nodeQuery, converter.value);
  if (!nodeQuery.ok) return failed(`unable to construct node metrics query: ${nodeQuery.error}`);
  return found({
    converter: converter.value,
    containerQuery: containerQuery.value,
    nodeQuery: nodeQuery.value,
    containerLabel: rule.containerLabel,
  });
}

/** Samples by the name of the pod or node that they are about. */
export type Usages = {
  readonly cpu: ReadonlyMap<string, readonly Sample[]>;
  readonly memory: ReadonlyMap<string, readonly Sample[]>;
};

export type QueryBothSettings = {
  readonly kernel: Pick<Kernel, "now">;
  readonly queries: ResourceQueries;
  readonly ports: Pick<AdapterPorts, "prometheus">;
};

/** Asks for CPU and memory at once, and answers when both have; the error of the CPU goes before that of the memory. */
export function queryBoth(
  settings: QueryBothSettings,
  request: Omit<ObjectsQuery, "series" | "extraGroupBy">,
  done: Done<Usages>,
): void {
  const { queries } = settings;
  let cpu: Reply<Usages["cpu"]> | undefined;
  let memory: Reply<Usages["memory"]> | undefined;
  const finish = (): void => {
    if (cpu === undefined || memory === undefined) return;
    if (cpu.kind === "error") done({ kind: "error", message: `unable to fetch node CPU metrics: ${cpu.message}` });
    else if (memory.kind === "error") {
      done({ kind: "error", message: `unable to fetch node memory metrics: ${memory.message}` });
    } else done({ kind: "value", value: { cpu: cpu.value, memory: memory.value } });
  };
  runQuery(settings, { ...request, of: queries.cpu }, (reply) => {
    cpu = reply;
    finish();
  });
  runQuery(settings, { ...request, of: queries.memory }, (reply) => {
    memory = reply;
    finish();
  });
}

type RunRequest = Omit<ObjectsQuery, "series" | "extraGroupBy"> & { readonly of: ResourceQuery };

function runQuery(
  { kernel, queries, ports: { prometheus } }: QueryBothSettings,
  { of, ...request }: RunRequest,
  done: Done<ReadonlyMap<string, readonly Sample[]>>,
): void {
  const isNode = request.resource.resource === "nodes";
  const query = isNode ? of.nodeQuery : of.containerQuery;
  const extraGroupBy = isNode ? [] : [of.containerLabel];
  const text = query.build({ ...request, series: "", extraGroupBy });
  if (!text.ok) {
    done({ kind: "error", message: `unable to construct query: ${text.error}` });
    return;
  }
  const answer = readable((reply) => {
    if (reply.kind === "error") {
      done({ kind: "error", message: `unable to execute query: ${reply.message}` });
      return;
    }
    const { value } = reply;
    if (value.type !== "vector") {
      done({ kind: "error", message: `invalid or empty value of non-vector type (${value.type}) returned` });
      return;
    }
    const label = of.converter.labelForResource(request.resource);
    if (label.ok) done({ kind: "value", value: byLabel(value.samples, label.value, queries.clampsSamples) });
    else
      done({
        kind: "error",
        message: `unable to find label for resource ${request.resource.resource}: ${label.error}`,
      });
  });
  prometheus.query({ query: text.value, time: kernel.now() }, answer);
}

function byLabel(samples: readonly Sample[], label: string, clamps: boolean): ReadonlyMap<string, readonly Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const isClamped = clamps && !(sample.value >= 0);
    const taken = isClamped ? { ...sample, value: 0 } : sample;
    const name = sample.labels[label] ?? "";
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [taken]);
    else group.push(taken);
  }
  return groups;
}
