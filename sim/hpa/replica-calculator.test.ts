import { expect, test } from "vitest";
import {
  averageUsage,
  behavioursFor,
  containerUtilization,
  cpuSample,
  createFakeCluster,
  externalMetric,
  hpaOf,
  kernelAtStart,
  objectMetric,
  openPass,
  podIn,
  podSpec,
  podsIn,
  podsMetric,
  podValues,
  readTable,
  scaleOf,
  share,
  start,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import { canonical, type Int64, maxInt64 } from "../int64.ts";
import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import { parseSelector, type Selector } from "../kubernetes/label-selector.ts";
import type { ContainerUsage, PodMetrics } from "../kubernetes/metrics.ts";
import type { PodView } from "../kubernetes/pod.ts";
import { minutes, seconds } from "../units.ts";
import { readMetric } from "./metric-read.ts";
import type { Tolerances } from "./plan.ts";
import { utilizationCases, valueCases } from "./replica-calculator.table.ts";
import type { MetricOutcome } from "./replica-calculator.ts";

/** The periods of upstream's tests. */
const behaviours = behavioursFor({
  flags: { cpuInitializationPeriod: minutes(2), initialReadinessDelay: seconds(10) },
});

type World = {
  readonly replicas: number;
  readonly pods: readonly PodView[];
  readonly samples?: readonly PodMetrics[];
  readonly values?: readonly Int64[];
  readonly tolerances?: Tolerances;
};

/** What one metric proposes in a world. */
function propose(metric: MetricSpec, { replicas, pods, samples = [], values = [], tolerances }: World): MetricOutcome {
  const kernel = kernelAtStart();
  const cluster = createFakeCluster(kernel);
  cluster.scales.set("web", scaleOf(replicas));
  cluster.population = () => ({ pods, samples });
  cluster.podMetrics.set("qps", podValues(values));
  cluster.externalMetrics.set("qps", values);
  for (const value of values) cluster.objectMetrics.set("qps", value);
  const opened = openPass({ kernel, cluster, hpa: hpaOf({ metrics: [metric] }), behaviours });
  const pass = { ...opened, plan: { ...opened.plan, tolerances: tolerances ?? opened.plan.tolerances } };
  let outcome: MetricOutcome | undefined;
  readMetric(pass, pass.plan.metrics[0]!, web, (answer) => {
    outcome = answer;
  });
  if (outcome === undefined) throw new Error("the metric was not answered at once");
  return outcome;
}

const selectorOf = (text: string): Selector => {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.selector;
};
const web = selectorOf("app=web");

/** `5 50% 1000`: replicas, then what the status shows; or the error. */
function answerText(outcome: MetricOutcome): string {
  if (outcome.kind === "failure") return outcome.cause;
  const { averageUtilization, averageValue, value } = outcome.reading;
  const percent = averageUtilization === undefined ? "" : `${averageUtilization}% `;
  return `${outcome.replicas} ${percent}${averageValue ?? value}`;
}

/** `100%`, `30% of container2`, `100% within 0.36 0.1` */
function readTarget(text: string): {
  readonly amount: string;
  readonly container: string | undefined;
  readonly tolerances: Tolerances | undefined;
} {
  const [, amount = "", container, down, up] = /^(\d+)%?(?: of (\w+))?(?: within (\S+) (\S+))?$/.exec(text) ?? [];
  const tolerances = down === undefined ? undefined : { scaleDown: Number(down), scaleUp: Number(up) };
  return { amount, container, tolerances };
}

const numbers = (text: string): readonly number[] => (text === "" ? [] : text.split(" ").map(Number));

/** Every pod with its own request in each of its two containers. */
function podsAsking(text: string, requests: readonly number[]): readonly PodView[] {
  const asking = (millicores: number): PodView["spec"] =>
    podSpec({ container1: { cpu: millicores }, container2: { cpu: millicores } });
  const specs = requests.map(asking);
  return podsIn(text).map((pod, index) => ({ ...pod, spec: specs[index] ?? specs[0]! }));
}

/** `300` for each of two containers, `1000/500`, or `1000/` where the second has neither name nor amount. */
const samplesOf = (usage: string): readonly PodMetrics[] =>
  usage.split(" ").map((text, index) => {
    const [first = "", second = first] = text.split("/");
    return {
      name: `web-${index}`,
      namespace: "default",
      labels: { app: "web" },
      timestamp: start,
      window: minutes(1),
      containers: [containerUsage("container1", first), containerUsage("container2", second)],
    };
  });

const containerUsage = (name: string, millicores: string): ContainerUsage =>
  millicores === ""
    ? { name: "", cpuNanocores: undefined, memoryMillibytes: undefined }
    : { name, cpuNanocores: Number(millicores) * 1_000_000, memoryMillibytes: undefined };

test.for(readTable(utilizationCases, "replicas", "pods", "requests", "usage", "target", "answer", "test"))(
  "$test: $pods, $usage of $requests, target $target",
  ({ replicas, pods, requests, usage, target, answer }) => {
    const { amount, container, tolerances } = readTarget(target);
    const percent = Number(amount);
    const metric = container === undefined ? utilization(percent) : containerUtilization(container, percent);
    const outcome = propose(metric, {
      replicas: Number(replicas),
      pods: podsAsking(pods, numbers(requests)),
      samples: samplesOf(usage),
      ...(tolerances === undefined ? {} : { tolerances }),
    });
    expect(answerText(outcome)).toBe(answer);
  },
);

const metricOf = (kind: string, target: Int64): MetricSpec => {
  const quantity = `${target}m`;
  const specs: Readonly<Record<string, MetricSpec>> = {
    pods: podsMetric("qps", quantity),
    object: objectMetric("qps", whole(quantity)),
    "object per pod": objectMetric("qps", share(quantity)),
    external: externalMetric("qps", whole(quantity)),
    "external per pod": externalMetric("qps", share(quantity)),
  };
  const spec = specs[kind];
  if (spec === undefined) throw new Error(`no metric is called ${kind}`);
  return spec;
};

test.for(readTable(valueCases, "metric", "replicas", "pods", "values", "target", "answer", "test"))(
  "$test: $pods, $values of $metric, target $target",
  ({ metric, replicas, pods, values, target, answer }) => {
    const { amount, tolerances } = readTarget(target);
    const outcome = propose(metricOf(metric, canonical(BigInt(amount))), {
      replicas: Number(replicas),
      pods: podsIn(pods),
      values: values.split(" ").map((text) => canonical(BigInt(text))),
      ...(tolerances === undefined ? {} : { tolerances }),
    });
    expect(answerText(outcome)).toBe(answer);
  },
);

test("ComputedToleranceAlgImplementation: just beyond the tolerance, and just within", () => {
  const requests = [400, 200, 310, 290, 302, 298, 301, 299, 300, 300];
  const world = {
    replicas: 10,
    pods: podsAsking("10 ready", requests),
    samples: samplesOf(Array(10).fill(150).join(" ")),
  };
  expect(answerText(propose(utilization(56), world))).toBe("9 50% 300");
  expect(answerText(propose(utilization(55), world))).toBe("10 50% 300");
});

test("DisjointResourcesMetrics: samples of other pods alone are no metrics for a utilization, but are for an average", () => {
  const samples = [{ ...cpuSample("an-older-pod-name", 200) }];
  const world = { replicas: 1, pods: podsIn("1 ready"), samples };
  expect(answerText(propose(utilization(100), world))).toBe("no metrics returned matched known pods");
  expect(answerText(propose(averageUsage("cpu", "100m"), world))).toBe("1 200");
});

/** `ratio-times-ready-pods 2 -> 6`: the rule, the usage ratio, the ratio with other pods filled in, the replicas. */
function reasoning(outcome: MetricOutcome): string {
  if (outcome.kind === "failure") return outcome.cause;
  const { rule, usageRatio, filledUsageRatio } = outcome.arithmetic;
  const ratios = [usageRatio, filledUsageRatio].filter((ratio) => ratio !== undefined);
  return `${rule} ${ratios.join(" ")} -> ${outcome.replicas}`;
}

// Each pod asks for 1000 millicores; the target is 50 %.
const reasonings = `
replicas | pods               | usage          | reasoning                                   | why
3        | 3 ready            | 550 550 550    | within-tolerance 1.1 -> 3                   | the upper edge of the tolerance belongs to it
3        | 3 ready            | 450 450 450    | within-tolerance 0.9 -> 3                   | and so does the lower
3        | 3 ready            | 559 559 559    | within-tolerance 1.1 -> 3                   | 55.9 % is 55 %
3        | 3 ready            | 560 560 560    | ratio-times-ready-pods 1.12 -> 4            | beyond it the ratio multiplies the ready pods, rounded up
7        | 3 ready            | 1000 1000 1000 | ratio-times-ready-pods 2 -> 6               | of which there may be fewer than replicas
3        | 2 ready, 1 unready | 200 200 900    | ratio-times-ready-pods 0.4 -> 1             | scaling down, an unready pod is nowhere
3        | 2 ready, 1 pending | 800 800        | filled-ratio-within-tolerance 1.6 1.06 -> 3 | scaling up, a pending pod idles
3        | 2 ready, 1 pending | 600 600        | filled-ratio-turns-direction 1.2 0.8 -> 3   | which may not turn the direction
2        | 1 ready, 1 unready | 2000 50        | filled-ratio-times-pods 4 2 -> 4            | else it multiplies all of them
5        | 2 ready, 1 unready | 1000 1000 500  | filled-count-turns-direction 2 1.32 -> 5    | unless that would scale the other way than the ratio says
3        | 3 ready            | 800 800        | filled-ratio-within-tolerance 1.6 1.06 -> 3 | scaling up, a missing pod idles
3        | 3 ready            | 300 300        | filled-ratio-within-tolerance 0.6 1.06 -> 3 | scaling down, it uses all of its request
4        | 4 ready            | 10 10 10       | filled-ratio-times-pods 0.02 0.5 -> 2       | but leaves room for a smaller step
2        | 2 ready            | 500            | filled-ratio-within-tolerance 1 1 -> 2      | at a ratio of exactly 1 it is left out
`;

test.for(readTable(reasonings, "replicas", "pods", "usage", "reasoning", "why"))(
  "$pods at $usage of 1000, target 50%: $why",
  ({ replicas, pods, usage, reasoning: expected }) => {
    const samples = usage.split(" ").map((millicores, index) => cpuSample(`web-${index}`, Number(millicores)));
    const outcome = propose(utilization(50), { replicas: Number(replicas), pods: podsIn(pods), samples });
    expect(reasoning(outcome)).toBe(expected);
  },
);

test("on the way down a missing pod uses its whole request, or the target where that is more", () => {
  const world = { replicas: 4, pods: podsIn("4 ready"), samples: [cpuSample("web-0", 100), cpuSample("web-1", 100)] };
  expect(reasoning(propose(utilization(80), world))).toBe("filled-ratio-times-pods 0.125 0.6875 -> 3");
  expect(reasoning(propose(utilization(200), world))).toBe("filled-ratio-times-pods 0.05 0.525 -> 3");
});

test("an average holds a missing pod at its target on the way down, and takes no request", () => {
  const spec = podSpec({ app: {} });
  const world = {
    replicas: 4,
    pods: podsIn("4 ready", { spec }),
    samples: [cpuSample("web-0", 100), cpuSample("web-1", 100)],
  };
  expect(reasoning(propose(averageUsage("cpu", "200m"), world))).toBe("filled-ratio-times-pods 0.5 0.75 -> 3");
  expect(answerText(propose(utilization(50), world))).toBe("missing request for cpu in container app of Pod web-0");
});

test("an average counts samples of unknown pods, a utilization does not, but multiplies neither", () => {
  const samples = [cpuSample("web-0", 100), cpuSample("gone", 500)];
  const world = { replicas: 1, pods: podsIn("1 ready"), samples };
  expect([propose(averageUsage("cpu", "100m"), world), propose(utilization(10), world)].map(reasoning)).toEqual([
    "ratio-times-ready-pods 3 -> 3",
    "within-tolerance 1 -> 1",
  ]);
});

test("with other pods filled in, samples of unknown pods are multiplied as well", () => {
  const samples = [cpuSample("web-0", 100), cpuSample("web-1", 100), cpuSample("gone", 100)];
  const world = { replicas: 5, pods: podsIn("3 ready"), samples };
  expect([propose(averageUsage("cpu", "200m"), world), propose(utilization(50), world)].map(reasoning)).toEqual([
    "filled-ratio-times-pods 0.5 0.625 -> 3",
    "filled-ratio-times-pods 0.2 0.8 -> 4",
  ]);
});

test("the count of an external metric is capped, that of an object's share wraps", () => {
  const world = { replicas: 3, pods: podsIn("3 ready"), values: [maxInt64] };
  const counts = [externalMetric("qps", share("1m")), objectMetric("qps", share("1m"))].map((metric) => {
    const outcome = propose(metric, world);
    return outcome.kind === "failure" ? outcome.cause : outcome.replicas;
  });
  expect(counts).toEqual([2147483647, -2147483648]);
});

test("requests are asked of every listed pod, also of one that failed", () => {
  const failed = podIn("failed", "job", { spec: podSpec({ app: {} }) });
  const world = { replicas: 1, pods: [podIn("ready", "web-0"), failed], samples: [cpuSample("web-0", 500)] };
  expect(answerText(propose(utilization(50), world))).toBe("missing request for cpu in container app of Pod job");
});

test("without any request in sum no sample matches a known pod", () => {
  const spec = podSpec({ app: { cpu: 0 } });
  const world = { replicas: 1, pods: podsIn("1 ready", { spec }), samples: [cpuSample("web-0", 500)] };
  expect(answerText(propose(utilization(50), world))).toBe("no metrics returned matched known pods");
});

test("samples of pods that may not count are no samples, before requests are looked at", () => {
  const spec = podSpec({ app: {} });
  const world = { replicas: 1, pods: podsIn("1 failed, 1 pending", { spec }), samples: [cpuSample("web-0", 500)] };
  const cause = "did not receive metrics for targeted pods (pods might be unready)";
  expect(answerText(propose(utilization(50), world))).toBe(cause);
  expect(answerText(propose(podsMetric("qps", "1"), { ...world, values: [1000] }))).toBe(cause);
});

test("no pods are an error for what looks at pods, not for a share of replicas", () => {
  const world = { replicas: 2, pods: [], samples: [cpuSample("web-0", 500)], values: [4000] };
  const cause = "no pods returned by selector while calculating replica count";
  expect(answerText(propose(utilization(50), world))).toBe(cause);
  expect(answerText(propose(averageUsage("cpu", "1"), world))).toBe(cause);
  expect(answerText(propose(podsMetric("qps", "1"), world))).toBe(cause);
  expect(answerText(propose(objectMetric("qps", whole("1")), world))).toBe(`unable to calculate ready pods: ${cause}`);
  expect(answerText(propose(externalMetric("qps", whole("1")), world))).toBe(
    `unable to calculate ready pods: ${cause}`,
  );
  expect(answerText(propose(externalMetric("qps", share("1")), world))).toBe("4 2000");
});

test("the readiness of a pod matters to samples of CPU alone", () => {
  const pods = podsIn("1 ready, 1 unready");
  const values = [30_000, 30_000];
  expect(answerText(propose(podsMetric("qps", "10"), { replicas: 2, pods, values }))).toBe("6 30000");
  const memory = pods.map(({ name }) => ({
    ...cpuSample(name, 0),
    containers: [{ name: "app", cpuNanocores: undefined, memoryMillibytes: 300_000 }],
  }));
  expect(answerText(propose(averageUsage("memory", "100"), { replicas: 2, pods, samples: memory }))).toBe("6 300000");
});

test("usage beyond what int64 holds as a hundredfold wraps, as upstream's does", () => {
  const usage = canonical(maxInt64 / 100n + 2n ** 20n);
  const samples = [
    { ...cpuSample("web-0", 0), containers: [{ name: "app", cpuNanocores: undefined, memoryMillibytes: usage }] },
  ];
  const pods = podsIn("1 ready", { spec: podSpec({ app: { memory: usage } }) });
  expect(answerText(propose(utilization(50, "memory"), { replicas: 1, pods, samples }))).toBe(`-1 -99% ${usage}`);
});
