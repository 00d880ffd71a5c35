import { expect, test } from "vitest";
import {
  averageUsage,
  conditionTexts,
  containerUtilization,
  cpuSample,
  defaultScaleDown,
  defaultScaleUp,
  externalMetric,
  type HpaRun,
  hpaOf,
  objectMetric,
  type Population,
  podOf,
  podSpec,
  podsIn,
  podsMetric,
  resources,
  scaleOf,
  share,
  startRun,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import type { HorizontalPodAutoscaler, LabelSelectorRequirement } from "../kubernetes/autoscaling.ts";
import { minus, minutes, type SimTime, seconds } from "../units.ts";
import { kubernetesVersion, modelledKubernetes } from "../version.ts";
import { changes } from "./changes.table.ts";
import type { HpaChanges } from "./changes.ts";
import { printStatus } from "./print-status.ts";

/** What one entry of the table decides, made visible, and what is seen: at first, and since each change. */
type Scene = {
  readonly look: (kubernetes: string) => unknown;
  readonly seen: readonly unknown[];
};

/** A run up to its first sync after 15 s, whatever the release's own period. */
function sync(kubernetes: string, hpa: HorizontalPodAutoscaler, arrange: (run: HpaRun) => void = () => {}): HpaRun {
  const run = startRun({ kubernetes, flags: { syncPeriod: seconds(15) } });
  arrange(run);
  run.controller.apply(hpa);
  run.pass(15);
  return run;
}

/** What the first metric proposed, or the whole pass; undefined if nothing was proposed. */
function proposed(run: HpaRun): number | undefined {
  const [metric] = run.cluster.explanations.at(-1)?.metrics ?? [];
  return metric?.kind === "proposal" ? metric.replicas : undefined;
}

const replicasOf = (run: HpaRun): number | undefined => run.cluster.scales.get("web")?.specReplicas;
const lastEvent = (run: HpaRun, reason: string): string | undefined =>
  run.cluster.events.findLast((event) => event.includes(reason));
const messageOf = (run: HpaRun, type: string): string | undefined =>
  run.status().conditions.find((condition) => condition.type === type)?.message;
const failing =
  (call: "resourceMetrics" | "externalMetric" | "customPodsMetric" | "customObjectMetric", text = "boom") =>
  ({ cluster }: HpaRun): void => {
    cluster.errors.set(call, text);
  };
const populate =
  (population: (now: SimTime) => Population) =>
  (run: HpaRun): void => {
    run.cluster.population = population;
  };
/** Pods of a text such as `2 ready, 1 pending`; the first of them have samples of so many millicores. */
const measured = (states: string, ...millicores: readonly number[]) =>
  populate((now) => ({
    pods: podsIn(states, { now }),
    samples: millicores.map((amount, index) => cpuSample(`web-${index}`, amount, now)),
  }));
const queue =
  (...milli: readonly (number | bigint)[]) =>
  ({ cluster }: HpaRun): void => {
    cluster.externalMetrics.set("queue", milli);
  };
const twoMetrics = [utilization(50), externalMetric("queue", whole("10"))];
const specOf = (containers: Parameters<typeof podSpec>[0], rest: Parameters<typeof podSpec>[1] = {}) =>
  populate((now) => ({
    pods: podsIn("1 ready", { spec: podSpec(containers, rest) }),
    samples: [cpuSample("web-0", 100, now)],
  }));
const maxInt64 = 9_223_372_036_854_775_807n;

const passError = (run: HpaRun): string | undefined =>
  lastEvent(run, "FailedComputeMetricsReplicas")?.replace("Warning FailedComputeMetricsReplicas ", "");

const expression = (operator: string, values: readonly string[], key = "code"): LabelSelectorRequirement => ({
  key,
  operator,
  values,
});

/** What is said of an external metric whose selector has this expression. */
function selectorError(kubernetes: string, requirement: LabelSelectorRequirement): string | undefined {
  const metric = { name: "queue", selector: { matchExpressions: [requirement] } };
  const hpa = hpaOf({ metrics: [{ type: "External", external: { metric, target: { type: "Value", value: "1" } } }] });
  return lastEvent(sync(kubernetes, hpa), "FailedGetExternalMetric")?.replace("Warning FailedGetExternalMetric ", "");
}

/** What is said of a scale with this selector. */
function scaleSelectorError(kubernetes: string, selector: string): string | undefined {
  const run = sync(kubernetes, hpaOf(), ({ cluster }) => cluster.scales.set("web", { ...scaleOf(3), selector }));
  return messageOf(run, "ScalingActive")?.replace(/^.*internal selector object: /, "");
}

const namedExpressions =
  "[]LabelSelectorRequirement{LabelSelectorRequirement{Key:code,Operator:In,Values:[x y],},LabelSelectorRequirement{Key:code,Operator:Exists,Values:[],},}";

const scenes: { readonly [Key in keyof HpaChanges]: Scene } = {
  reads: {
    look: (kubernetes) => {
      const order = sync(kubernetes, hpaOf({ metrics: twoMetrics })).cluster.explanations[0]?.metrics;
      const writes = [whole("10"), share("10")].map((target) => {
        const run = sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", target)] }), queue(10_000));
        run.pass(15);
        const before = run.cluster.statuses.length;
        run.pass(15);
        return run.cluster.statuses.length - before;
      });
      return [order?.map(({ name }) => name), writes];
    },
    seen: [
      [
        ["queue", "cpu"],
        [0, 1],
      ],
      [
        ["cpu", "queue"],
        [0, 0],
      ],
    ],
  },
  firstSync: {
    look: (kubernetes) => {
      const run = startRun({ kubernetes });
      run.controller.apply(hpaOf());
      run.pass(1);
      return run.cluster.calls.length > 0;
    },
    seen: [false, true],
  },
  currentReplicas: {
    look: (kubernetes) =>
      sync(kubernetes, hpaOf(), ({ cluster }) => cluster.scales.set("web", scaleOf(3, 2))).status().currentReplicas,
    seen: [2, 3],
  },
  zeroReplicas: {
    look: (kubernetes) => {
      const toZero = hpaOf({ minReplicas: 0, metrics: [externalMetric("queue", share("10"))] });
      const run = sync(kubernetes, toZero, (arranged) => {
        arranged.cluster.scales.set("web", scaleOf(0));
        queue(20_000)(arranged);
      });
      return conditionTexts(run.status()).at(-1)?.includes("ScalingDisabled");
    },
    seen: [true, false, true],
  },
  stabilization: {
    look: (kubernetes) => {
      const run = sync(kubernetes, hpaOf(), measured("3 ready", 900, 900, 900));
      run.pass(15);
      return conditionTexts(run.status())[0];
    },
    seen: ["AbleToScale False BackoffBoth", "AbleToScale True ReadyForNewScale"],
  },
  behaviorWindows: {
    look: (kubernetes) => {
      // Down to 5 by one recommendation, then up to 9: only the later one points up, only the first lies in the other's window.
      const rules = { stabilizationWindowSeconds: 60 };
      const hpa = hpaOf({
        maxReplicas: 20,
        metrics: [externalMetric("queue", share("1"))],
        behavior: { scaleUp: { ...defaultScaleUp, ...rules }, scaleDown: { ...defaultScaleDown, ...rules } },
      });
      const run = sync(kubernetes, hpa, (arranged) => {
        arranged.cluster.scales.set("web", scaleOf(6));
        queue(10_000)(arranged);
      });
      run.pass(15);
      queue(3_000)(run);
      run.pass(15);
      return run.cluster.explanations.at(-1)?.path?.stabilized;
    },
    seen: [10, 6],
  },
  policyCounts: {
    look: (kubernetes) => {
      const policies = [{ type: "Pods", value: 4, periodSeconds: 60 }] as const;
      const hpa = hpaOf({
        maxReplicas: 50,
        metrics: [externalMetric("queue", share("1"))],
        behavior: {
          scaleUp: { ...defaultScaleUp, policies },
          scaleDown: { ...defaultScaleDown, stabilizationWindowSeconds: 0, policies },
        },
      });
      const run = sync(kubernetes, hpa, (arranged) => {
        arranged.cluster.scales.set("web", scaleOf(10));
        queue(7_000)(arranged);
      });
      queue(40_000)(run);
      run.pass(15);
      return replicasOf(run);
    },
    seen: [11, 14],
  },
  tooFewText: {
    look: (kubernetes) => {
      const hpa = hpaOf({ minReplicas: 2, metrics: [externalMetric("queue", share("10"))] });
      const run = sync(kubernetes, hpa, (arranged) => {
        arranged.cluster.scales.set("web", scaleOf(2));
        queue(10_000)(arranged);
      });
      run.pass(345);
      return messageOf(run, "ScalingLimited");
    },
    seen: [
      "the desired replica count is increasing faster than the maximum scale rate",
      "the desired replica count is less than the minimum replica count",
    ],
  },
  partialFailure: {
    look: (kubernetes) => {
      const proposals = [20, 900].map((millicores) => {
        const run = sync(kubernetes, hpaOf({ metrics: twoMetrics }), (arranged) => {
          measured("3 ready", millicores, millicores, millicores)(arranged);
          failing("externalMetric")(arranged);
        });
        return run.cluster.explanations[0]?.path?.proposed;
      });
      return proposals;
    },
    seen: [
      [undefined, undefined],
      [undefined, 6],
      [1, 6],
      [undefined, 6],
    ],
  },
  invalidMetricsText: {
    look: (kubernetes) => {
      const metrics = [podsMetric("first", "1"), objectMetric("last", whole("1"))];
      return passError(
        sync(kubernetes, hpaOf({ metrics }), (run) => {
          failing("customPodsMetric", "one")(run);
          failing("customObjectMetric", "two")(run);
        }),
      )?.replace(/(failed|unable) to .*(one|two)$/, "$2");
    },
    seen: [
      "one",
      "Invalid metrics (2 invalid out of 2), last error was: two",
      "invalid metrics (2 invalid out of 2), first error is: one",
    ],
  },
  failedCondition: {
    look: (kubernetes) => {
      const arrange = (run: HpaRun): void => {
        failing("resourceMetrics")(run);
        failing("externalMetric")(run);
      };
      const failed = conditionTexts(sync(kubernetes, hpaOf({ metrics: twoMetrics }), arrange).status())[1];
      const run = sync(kubernetes, hpaOf({ metrics: twoMetrics }), (arranged) => {
        queue(40_000)(arranged);
        failing("resourceMetrics")(arranged);
      });
      const [before, after] = [0, 15].map((wait) => {
        run.pass(wait);
        return run.status().conditions.find(({ type }) => type === "ScalingActive");
      });
      return [failed, before?.status, before?.lastTransitionTime === after?.lastTransitionTime];
    },
    // Read through v1, the CPU comes last.
    seen: [
      ["ScalingActive False FailedGetResourceMetric", "True", false],
      ["ScalingActive False FailedGetExternalMetric", "True", true],
    ],
  },
  failedReadings: {
    look: (kubernetes) => {
      const run = sync(kubernetes, hpaOf());
      failing("resourceMetrics")(run);
      run.pass(15);
      return run.status().currentMetrics[0]?.averageUtilization;
    },
    seen: [50, undefined],
  },
  metricMessages: {
    look: (kubernetes) =>
      messageOf(sync(kubernetes, hpaOf(), failing("resourceMetrics", "at 50%")), "ScalingActive")
        ?.slice(-16)
        .trim(),
    seen: ["rics API: at 50%", "at 50%!(NOVERB)", "rics API: at 50%"],
  },
  selectorMessages: {
    look: (kubernetes) =>
      messageOf(
        sync(kubernetes, hpaOf(), ({ cluster }) => cluster.scales.set("web", { ...scaleOf(3), selector: "a%b=c" })),
        "ScalingActive",
      )?.includes("a%!b(MISSING)"),
    seen: [true, false],
  },
  ambiguousSelectorText: {
    look: (kubernetes) => {
      const run = startRun({ kubernetes, flags: { syncPeriod: seconds(15) } });
      for (const name of ["c", "a", "b"]) {
        run.cluster.scales.set(name, scaleOf(3));
        run.controller.apply(hpaOf({ name }));
      }
      run.pass(30);
      return lastEvent(run, "AmbiguousSelector");
    },
    seen: [
      undefined,
      "Warning AmbiguousSelector pods by selector app=web are controlled by multiple HPAs: [default/a default/b default/c]",
      "Warning AmbiguousSelector pods by selector app=web are controlled by more than one HPA (e.g. [default/a default/b])",
    ],
  },

  scaleConflict: {
    look: (kubernetes) => {
      return [4, 5].map((conflicts) => {
        const run = sync(kubernetes, hpaOf(), (arranged) => {
          measured("3 ready", 900, 900, 900)(arranged);
          arranged.cluster.conflicts = conflicts;
        });
        run.pass(1);
        return replicasOf(run);
      });
    },
    seen: [
      [3, 3],
      [6, 3],
    ],
  },
  withinTolerance: {
    look: (kubernetes) =>
      proposed(sync(kubernetes, hpaOf({ metrics: [utilization(50)] }), measured("3 ready", 550, 550, 550))),
    seen: [4, 3],
  },
  podGroups: {
    look: (kubernetes) => [
      // Unready for an hour, but ready once: its sample counts since 1.12.
      ofGroup(
        kubernetes,
        populate((now) => ({
          pods: [podOf("web-0"), podOf("web-1", { ready: "False", readyChangedAt: minus(now, minutes(1)) })],
          samples: [cpuSample("web-0", 500, now), cpuSample("web-1", 500, now)],
        })),
      ),
      ofGroup(kubernetes, measured("1 ready, 1 pending", 500)),
      averageOf(kubernetes, measured("1 ready, 1 deleting", 500, 900)),
    ],
    seen: [
      [{ ready: 1, unready: 1 }, { ready: 1, unready: 1 }, 700],
      [{ ready: 2 }, { ready: 1, missing: 1 }, 700],
      [{ ready: 2 }, { ready: 1, unready: 1 }, 700],
      [{ ready: 2 }, { ready: 1, unready: 1 }, 500],
    ],
  },
  missingPodPercent: {
    look: (kubernetes) =>
      proposed(sync(kubernetes, hpaOf({ metrics: [utilization(300)] }), measured("3 ready", 1000, 1000))),
    seen: [1, 2],
  },
  missingPodsAtOne: {
    look: (kubernetes) =>
      proposed(sync(kubernetes, hpaOf({ metrics: [averageUsage("cpu", "500m")] }), measured("3 ready", 500))),
    seen: [1, 3],
  },
  turnedCount: {
    look: (kubernetes) =>
      [utilization(50), averageUsage("cpu", "500m")].map((metric) =>
        proposed(
          sync(kubernetes, hpaOf({ metrics: [metric] }), (run) => {
            measured("8 ready", 100, 100, 100, 100, 100, 100, 100)(run);
            run.cluster.scales.set("web", scaleOf(2));
          }),
        ),
      ),
    seen: [
      [4, 3],
      [2, 3],
      [2, 2],
    ],
  },
  sidecarRequests: {
    look: (kubernetes) => {
      const [sidecar] = podSpec({ proxy: { cpu: 1000 } }).containers;
      const initContainers = sidecar === undefined ? [] : [{ ...sidecar, restartPolicyAlways: true }];
      return sync(kubernetes, hpaOf(), specOf({ app: { cpu: 1000 } }, { initContainers })).status().currentMetrics[0]
        ?.averageUtilization;
    },
    seen: [10, 5],
  },
  podLevelRequests: {
    look: (kubernetes) =>
      sync(kubernetes, hpaOf(), specOf({ app: { cpu: 1000 } }, { podRequests: resources({ cpu: 500 }) })).status()
        .currentMetrics[0]?.averageUtilization,
    seen: [10, 20],
  },
  unknownContainer: {
    look: (kubernetes) =>
      lastEvent(
        sync(
          kubernetes,
          hpaOf({ metrics: [containerUtilization("app", 50)] }),
          populate((now) => ({
            pods: podsIn("1 ready", { spec: podSpec({ other: { cpu: 1000 } }) }),
            samples: [cpuSample("web-0", 100, now)],
          })),
        ),
        "FailedGetContainerResourceMetric",
      ),
    seen: [
      "Warning FailedGetContainerResourceMetric failed to get cpu utilization: no metrics returned matched known pods",
      "Warning FailedGetContainerResourceMetric failed to get cpu utilization: container app not found in Pod web-0",
    ],
  },
  missingContainerSample: {
    look: (kubernetes) =>
      proposed(
        sync(
          kubernetes,
          hpaOf({ metrics: [containerUtilization("app", 50)] }),
          populate((now) => ({
            pods: podsIn("3 ready"),
            samples: [
              cpuSample("web-0", 500, now),
              cpuSample("web-1", 500, now),
              cpuSample("web-2", { other: 1 }, now),
            ],
          })),
        ),
      ),
    seen: [undefined, 3],
  },
  missingRequestText: {
    look: (kubernetes) =>
      messageOf(sync(kubernetes, hpaOf(), specOf({ app: {} })), "ScalingActive")?.replace(/^.*(?=missing)/, ""),
    seen: [
      "missing request for cpu on container app in pod default/web-0",
      "missing request for cpu",
      "missing request for cpu in container app of Pod web-0",
    ],
  },
  missingRequests: {
    look: (kubernetes) =>
      messageOf(
        sync(
          kubernetes,
          hpaOf(),
          populate((now) => ({
            pods: podsIn("1 pending", { spec: podSpec({ app: {} }) }),
            samples: [cpuSample("web-0", 100, now)],
          })),
        ),
        "ScalingActive",
      )?.includes("missing request"),
    seen: [true, false],
  },
  noSamplesText: {
    look: (kubernetes) =>
      messageOf(sync(kubernetes, hpaOf(), measured("1 pending", 100)), "ScalingActive")?.replace(/^.*(?=did not)/, ""),
    seen: [
      "did not receive metrics for any ready pods",
      "did not receive metrics for targeted pods (pods might be unready)",
    ],
  },
  readyCountOverflow: {
    look: (kubernetes) =>
      proposed(sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", whole("1"))] }), queue(9_000_000_000_000))),
    seen: [-2_147_483_648, 2_147_483_647],
  },
  externalSumOverflow: {
    look: (kubernetes) =>
      sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", whole("1"))] }), queue(maxInt64, 1000)).status()
        .currentMetrics[0]?.value,
    seen: [-9_223_372_036_854_774_809n, maxInt64],
  },
  externalShareOverflow: {
    look: (kubernetes) =>
      sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", share("1"))] }), queue(maxInt64, 1000)).status()
        .currentMetrics[0]?.averageValue === maxInt64,
    seen: [false, true],
  },
  externalPods: {
    look: (kubernetes) =>
      proposed(
        sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", whole("10"))] }), (run) => {
          queue(10_000)(run);
          populate(() => ({ pods: [], samples: [] }))(run);
        }),
      ),
    seen: [undefined, 3],
  },
  undefinedShare: {
    look: (kubernetes) =>
      proposed(sync(kubernetes, hpaOf({ metrics: [externalMetric("queue", share("1e18"))] }), queue(0))),
    seen: [3, -2147483648],
  },
  objectShareTolerance: {
    look: (kubernetes) =>
      proposed(
        sync(kubernetes, hpaOf({ metrics: [objectMetric("qps", share("10"))] }), ({ cluster }) => {
          cluster.objectMetrics.set("qps", 31_000);
        }),
      ),
    seen: [4, 3],
  },

  memoryFormat: {
    look: (kubernetes) => {
      const run = sync(
        kubernetes,
        hpaOf({ metrics: [averageUsage("memory", "1Gi")] }),
        populate((now) => ({
          pods: podsIn("1 ready"),
          samples: [
            {
              ...cpuSample("web-0", 0, now),
              containers: [{ name: "app", cpuNanocores: undefined, memoryMillibytes: 50 * 2 ** 20 * 1000 }],
            },
          ],
        })),
      );
      return printed(run);
    },
    seen: [
      { type: "Resource", resource: { name: "memory", current: { averageValue: "52428800" } } },
      { type: "Resource", resource: { name: "memory", current: { averageValue: "50Mi" } } },
    ],
  },
  averageResourceReading: {
    look: (kubernetes) => printed(sync(kubernetes, hpaOf({ metrics: [averageUsage("cpu", "1")] }))) !== undefined,
    seen: [true, false, true, false, true],
  },
  describedObject: {
    look: (kubernetes) => {
      const run = sync(kubernetes, hpaOf({ metrics: [objectMetric("qps", share("10"))] }), ({ cluster }) => {
        cluster.objectMetrics.set("qps", 30_000);
      });
      return printed(run);
    },
    seen: [
      {
        type: "Object",
        object: {
          metric: { name: "qps" },
          current: { averageValue: "10" },
          describedObject: { kind: "", name: "" },
        },
      },
      {
        type: "Object",
        object: {
          metric: { name: "qps" },
          current: { averageValue: "10" },
          describedObject: { apiVersion: "v1", kind: "Service", name: "front" },
        },
      },
    ],
  },
  resourceEventPrefix: {
    look: (kubernetes) =>
      lastEvent(
        sync(kubernetes, hpaOf({ metrics: [averageUsage("cpu", "1")] }), failing("resourceMetrics")),
        "FailedGetResourceMetric",
      )?.replace(/unable.*$/, "…"),
    seen: [
      "Warning FailedGetResourceMetric …",
      "Warning FailedGetResourceMetric failed to get cpu utilization: …",
      "Warning FailedGetResourceMetric failed to get cpu usage: …",
    ],
  },
  passPrefixes: {
    look: (kubernetes) =>
      passError(sync(kubernetes, hpaOf(), failing("resourceMetrics")))?.includes("cpu resource metric value"),
    seen: [false, true],
  },
  podsPassPrefix: {
    look: (kubernetes) =>
      passError(sync(kubernetes, hpaOf({ metrics: [podsMetric("rps", "1")] }), failing("customPodsMetric")))?.replace(
        /^.*(failed to get \w+ metric value).*$/,
        "$1",
      ),
    seen: ["failed to get object metric value", "failed to get pods metric value"],
  },
  noResourceTargetText: {
    look: (kubernetes) => {
      const metric = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } } as const;
      return lastEvent(sync(kubernetes, hpaOf({ metrics: [metric] })), "FailedGetResourceMetric")?.replace(
        /^.*neither/,
        "",
      );
    },
    seen: [
      " a utilization target nor a value target was set",
      " an average utilization target nor an average value target was set",
      " an average utilization target nor an average value (usage) target was set",
    ],
  },
  containerUtilizationName: {
    look: (kubernetes) =>
      messageOf(sync(kubernetes, hpaOf({ metrics: [containerUtilization("app", 50)] })), "ScalingActive")?.replace(
        /^.*from /,
        "",
      ),
    seen: [
      "cpu resource utilization (percentage of request)",
      "cpu container resource utilization (percentage of request)",
    ],
  },
  listStyle: {
    look: (kubernetes) =>
      [expression("In", []), expression("Exists", ["a", "b"])].map((each) =>
        selectorError(kubernetes, each)?.replace(/^.*Invalid value: (.*): .*$/, "$1"),
      ),
    seen: [
      ["[]string(nil)", '[]string{"a", "b"}'],
      ["null", '["a","b"]'],
    ],
  },
  operatorNoun: {
    look: (kubernetes) => selectorError(kubernetes, expression("Near", [])),
    seen: ['"Near" is not a valid pod selector operator', '"Near" is not a valid label selector operator'],
  },
  requirementErrors: {
    look: (kubernetes) =>
      [
        selectorError(kubernetes, expression("In", [])),
        selectorError(kubernetes, expression("In", ["-"], "-")),
        scaleSelectorError(kubernetes, "-"),
        scaleSelectorError(kubernetes, "a=-"),
        scaleSelectorError(kubernetes, "a>b"),
      ].map((text) => text?.replaceAll(/(name part must|a valid label must).*?\)\?\[A-Za-z0-9\]\)?\??'\)/g, "$1 …")),
    seen: [
      [
        "for 'in', 'notin' operators, values set can't be empty",
        'invalid label key "-": name part must …',
        'unable to parse requirement: invalid label key "-": name part must …',
        'unable to parse requirement: invalid label value: "-": at key: "a": a valid label must …',
        "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer",
      ],
      [
        "values: Invalid value: []string(nil): for 'in', 'notin' operators, values set can't be empty",
        '[key: Invalid value: "-": name part must …, values[0][-]: Invalid value: "-": a valid label must …]',
        'unable to parse requirement: <nil>: Invalid value: "-": name part must …',
        'unable to parse requirement: values[0][a]: Invalid value: "-": a valid label must …',
        "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer",
      ],
    ],
  },
  expectedOperators: {
    look: (kubernetes) => scaleSelectorError(kubernetes, "a b"),
    seen: [
      "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'",
      "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    ],
  },
  printedExpressions: {
    look: (kubernetes) => {
      const selector = {
        matchLabels: { b: "1" },
        matchExpressions: [expression("In", ["x", "y"]), expression("Exists", [])],
      };
      const metric = { name: "queue", selector };
      const hpa = hpaOf({
        metrics: [{ type: "External", external: { metric, target: { type: "Value", value: "1" } } }],
      });
      return [queue(3000), failing("externalMetric")].map((arrange) =>
        messageOf(sync(kubernetes, hpa, arrange), "ScalingActive")?.replace(/^.*MatchExpressions:(.*),}.*$/, "$1"),
      );
    },
    seen: [
      ["[{code In [x y]} {code Exists []}]", "[{code In [x y]} {code Exists []}]"],
      [namedExpressions, namedExpressions],
    ],
  },
  objectMetricErrorText: {
    look: (kubernetes) =>
      lastEvent(
        sync(kubernetes, hpaOf({ metrics: [objectMetric("qps", whole("1"))] }), failing("customObjectMetric")),
        "FailedGetObjectMetric",
      ),
    seen: [
      "Warning FailedGetObjectMetric unable to get metric qps: Service on default front/unable to fetch metrics from custom metrics API: boom",
      "Warning FailedGetObjectMetric unable to get metric qps on Service default/front: unable to fetch metrics from custom metrics API: boom",
    ],
  },
};

const printed = (run: HpaRun): unknown => printStatus(run.status()).currentMetrics?.find(({ type }) => type !== "");

function ofGroup(kubernetes: string, arrange: (run: HpaRun) => void): unknown {
  const [metric] = sync(kubernetes, hpaOf(), arrange).cluster.explanations[0]?.metrics ?? [];
  if (metric?.kind !== "proposal" || metric.pods === undefined) return undefined;
  const counts = Object.entries(metric.pods).map(([group, names]) => [group, names.length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const averageOf = (kubernetes: string, arrange: (run: HpaRun) => void): unknown =>
  sync(kubernetes, hpaOf(), arrange).status().currentMetrics[0]?.averageValue;

/** The release right before another one. */
function before(since: string): string {
  const [, minor = 0, patch = 0] = since.split(".").map(Number);
  if (patch > 0) return `1.${minor}.${patch - 1}`;
  return kubernetesVersion(`1.${minor - 1}`)?.text ?? since;
}

const entries = (Object.keys(changes) as (keyof HpaChanges)[]).flatMap((key) =>
  changes[key].changes.map(({ since, what }, index) => ({ key, since, what, index })),
);

test.for(entries)("$key since $since: $what", ({ key, since, index }) => {
  const { look, seen } = scenes[key];
  expect([look(before(since)), look(since)]).toEqual([seen[index], seen[index + 1]]);
});

test("every entry holds for a release that can be asked for", () => {
  const known = entries.filter(({ since }) => kubernetesVersion(since) !== undefined);
  expect(known.length).toBe(entries.length);
  expect(modelledKubernetes[0]).toBe("1.11");
});
