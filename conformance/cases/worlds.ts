import type { MetricSpec, MetricTarget } from "../../sim/kubernetes/autoscaling.ts";
import { milliValue, parseQuantity } from "../../sim/quantity/index.ts";
import type { VectorClosed, VectorCustomValue, VectorTick } from "../vectors/case.ts";
import { type Level, milliAt, writeMilli } from "./amounts.ts";
import { present } from "./choices.ts";
import { type PodChoice, podOf, sampleOf, type Template, writeRequests } from "./pods.ts";
import type { SeriesChoice, TickChoice } from "./ticks.ts";

/** What the ticks of one case share. */
export type Setting = {
  readonly metrics: readonly MetricSpec[];
  readonly tolerance: number;
  readonly templates: readonly Template[];
  readonly periodSeconds: number;
  /** Of the target at the start: what a closed tick's totals are made for. */
  readonly replicas: number;
};

/** A pod as one tick leaves it to the next. */
export type LivingPod = { readonly name: string; readonly template: number; readonly choice: PodChoice };

/** The pods of a tick after those of the tick before. */
export function nextPods(
  before: readonly LivingPod[],
  tick: TickChoice,
  index: number,
  period: number,
): readonly LivingPod[] {
  const born = (choice: PodChoice, place: number): LivingPod => ({
    name: `web-${index}-${place}`,
    template: index,
    choice,
  });
  if (tick.pods === "fresh" || before.length === 0) return tick.fresh.map(born);
  const older = before.map((pod) => ({ ...pod, choice: aged(pod.choice, period) }));
  if (tick.pods === "older") return older;
  const [first, ...rest] = older.filter(({ choice }) => !choice.deleting);
  const leaving = first === undefined ? [] : [{ ...first, choice: { ...first.choice, deleting: true } }];
  return [...leaving, ...rest, ...tick.fresh.slice(0, 1).map(born)];
}

/** A pod one period later: what was pending runs, what ran unready is ready. */
function aged(choice: PodChoice, period: number): PodChoice {
  const startedSecondsAgo = choice.startedSecondsAgo === undefined ? undefined : choice.startedSecondsAgo + period;
  const older = { ...choice, startedSecondsAgo, readyChangedSecondsAgo: choice.readyChangedSecondsAgo + period };
  if (choice.phase === "Pending") return { ...older, phase: "Running", ready: false, startedSecondsAgo: period };
  if (choice.ready === false && choice.phase === "Running") return { ...older, ready: true, readyChangedSecondsAgo: 0 };
  return older;
}

/** The tick with these pods. */
export function openTick(tick: TickChoice, pods: readonly LivingPod[], setting: Setting): VectorTick {
  const { templates, tolerance } = setting;
  const template = (index: number): Template => templates[index % templates.length]!;
  const usage = { level: tick.level, tolerance, target: usageTarget(setting.metrics) };
  const resource = pods.flatMap((pod) => sampleOf(pod.name, pod.choice, template(pod.template), usage));
  const [sample] = resource;
  const strays = sample === undefined ? [] : Array.from({ length: tick.strays }, (_, index) => `ghost-${index}`);
  return present({
    ...circumstances(tick),
    pods: pods.map((pod) => podOf(pod.name, pod.choice, template(pod.template))),
    resource: [...resource, ...strays.flatMap((pod) => (sample === undefined ? [] : [{ ...sample, pod }]))],
    ...seriesOf(tick, pods, setting),
  });
}

/** The tick as a closed loop: totals that as many pods share as there are replicas. */
export function closedTick(tick: TickChoice, setting: Setting): VectorTick {
  const { metrics, templates, replicas, tolerance } = setting;
  const { cpu = 100, memory = 1_000_000 } = templates[0]?.containers[0] ?? {};
  const target = usageTarget(metrics);
  const total = (resource: "cpu" | "memory", request: number): number =>
    Math.min(1e12, milliAt(tick.level, target(resource, request), tolerance) * Math.max(1, replicas));
  const podMetrics = metrics.flatMap(({ pods }) =>
    pods === undefined ? [] : [[pods.metric.name, milliAt(tick.level, targetMilli(pods.target), tolerance)] as const],
  );
  const totalCustomMilli = podMetrics.map(([name, milli]) => [name, Math.min(1e12, milli * Math.max(1, replicas))]);
  const closed: VectorClosed = {
    requests: writeRequests({ cpu: cpu || 100, memory: memory || 1_000_000 }, templates[0]?.form ?? 0),
    totalCpuMilli: total("cpu", cpu || 100),
    totalMemoryBytes: Math.floor(total("memory", memory || 1_000_000) / 1000),
    totalCustomMilli: Object.fromEntries(totalCustomMilli),
  };
  return present({ ...circumstances(tick), closed, ...seriesOf(tick, [], setting) });
}

const circumstances = (tick: TickChoice): Partial<VectorTick> =>
  present({
    replicas: tick.replicas,
    statusReplicas: tick.statusReplicas,
    selector: tick.selector,
    scaleError: tick.scaleError,
    updateError: tick.updateError,
    updateConflicts: tick.updateConflicts,
    statusError: tick.statusError,
    resourceError: tick.resourceError,
  });

/** What a container uses when its HPA is content, by the first metric of that resource. */
function usageTarget(
  metrics: readonly MetricSpec[],
): (resource: "cpu" | "memory", request: number | undefined) => number {
  return (resource, request) => {
    const metric = metrics.find((each) => (each.resource ?? each.containerResource)?.name === resource);
    const target = (metric?.resource ?? metric?.containerResource)?.target;
    if (target?.averageValue !== undefined) return targetMilli(target);
    const percent = target?.averageUtilization ?? (resource === "cpu" ? 80 : 50);
    return Math.min(1e15, Math.round(((request ?? 100_000) * percent) / 100));
  };
}

function targetMilli({ value, averageValue }: MetricTarget): number {
  const parsed = parseQuantity(averageValue ?? value ?? "1");
  return parsed.ok ? Math.max(0, Math.min(1e15, Number(milliValue(parsed.quantity)))) : 1000;
}

const plainSeries: SeriesChoice = { level: undefined, lack: "nothing", extreme: undefined, error: undefined, parts: 1 };

type AllSeries = Pick<VectorTick, "custom" | "customError" | "external" | "externalError">;

/** What the custom and the external metrics API say of the metrics that the HPA names. */
function seriesOf(tick: TickChoice, pods: readonly LivingPod[], { metrics, tolerance, replicas }: Setting): AllSeries {
  const custom: Record<string, readonly VectorCustomValue[]> = {};
  const external: Record<string, readonly string[]> = {};
  const customError: Record<string, string> = {};
  const externalError: Record<string, string> = {};
  for (const [index, spec] of metrics.entries()) {
    const choice = tick.series[index] ?? plainSeries;
    const level: Level = choice.level ?? tick.level;
    const write = (target: MetricTarget): string => {
      const share =
        target.averageValue === undefined ? 1 : Math.max(1, tick.statusReplicas ?? tick.replicas ?? replicas);
      const milli = Math.min(Number.MAX_SAFE_INTEGER, targetMilli(target) * Math.min(share, 1000));
      return choice.extreme ?? writeMilli(milliAt(level, milli, tolerance), level.form);
    };
    if (spec.external !== undefined) {
      const { metric, target } = spec.external;
      external[metric.name] = choice.lack === "all" ? [] : Array.from({ length: choice.parts }, () => write(target));
      if (choice.error !== undefined) externalError[metric.name] = choice.error;
    }
    if (spec.object !== undefined && choice.lack !== "all") {
      const { metric, describedObject, target } = spec.object;
      const value = { kind: describedObject.kind, name: describedObject.name, value: write(target) };
      custom[metric.name] = [...(custom[metric.name] ?? []), value];
    }
    if (spec.pods !== undefined) {
      const { metric, target } = spec.pods;
      const milli = milliAt(level, targetMilli(target), tolerance);
      const value = choice.extreme ?? writeMilli(milli, level.form);
      const measured = choice.lack === "all" ? [] : choice.lack === "some" ? pods.slice(1) : pods;
      const values = measured.map(({ name }) => ({ kind: "Pod", name, value, ageSeconds: 5 }));
      custom[metric.name] = [...(custom[metric.name] ?? []), ...values];
    }
    const name = spec.pods?.metric.name ?? spec.object?.metric.name;
    if (name !== undefined && choice.error !== undefined) customError[name] = choice.error;
  }
  return present({
    custom: membersOf(custom),
    customError: membersOf(customError),
    external: membersOf(external),
    externalError: membersOf(externalError),
  });
}

const membersOf = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> | undefined =>
  Object.keys(record).length === 0 ? undefined : record;
