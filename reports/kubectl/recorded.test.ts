import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Condition, HorizontalPodAutoscaler } from "../../sim/kubernetes/autoscaling.ts";
import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import { type SimTime, simTime } from "../../sim/units.ts";
import { kubernetesVersion } from "../../sim/version.ts";
import type { CurrentMetric, ShownAutoscaler } from "./autoscaler.ts";
import { kubectlOf } from "./changes.table.ts";
import type { ShownEvent } from "./describe-events.ts";
import { describeHpa } from "./describe-hpa.ts";
import { getHpa } from "./get-hpa.ts";

type RecordedHpa = Pick<HorizontalPodAutoscaler, "metadata" | "spec"> & {
  readonly metadata: { readonly creationTimestamp: string };
  readonly status: {
    readonly currentReplicas: number;
    readonly desiredReplicas: number;
    readonly currentMetrics?: readonly ({ readonly type: string } & Readonly<
      Record<string, { readonly current: object }>
    >)[];
    readonly conditions?: readonly Condition[];
  };
};
type RecordedEvent = Omit<ShownEvent, "firstTimestamp" | "lastTimestamp"> & {
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
};
type Case = {
  readonly kubernetes: string;
  readonly now: number;
  readonly hpas: readonly RecordedHpa[];
  readonly events: readonly RecordedEvent[] | null;
  readonly get: string;
  readonly describe: readonly string[];
};

const cases = readFileSync(new URL("../../fixtures/kubectl/hpas.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

const instant = (text: string): SimTime => parseTimestamp(text) ?? simTime(0);

const members: Readonly<Record<string, string>> = {
  Resource: "resource",
  ContainerResource: "containerResource",
  Pods: "pods",
  Object: "object",
  External: "external",
};

const shown = ({ metadata, spec, status }: RecordedHpa): ShownAutoscaler => ({
  meta: {
    name: metadata.name,
    namespace: metadata.namespace ?? "",
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    creationTimestamp: instant(metadata.creationTimestamp),
  },
  spec,
  currentReplicas: status.currentReplicas,
  desiredReplicas: status.desiredReplicas,
  conditions: status.conditions ?? [],
  currentMetrics: (status.currentMetrics ?? []).map(
    (metric): CurrentMetric => ({ type: metric.type, ...metric[members[metric.type] ?? ""]?.current }),
  ),
});

test.each([...new Set(cases.map(({ kubernetes }) => kubernetes))])(
  "prints to the last blank as the code of %s does",
  (kubernetes) => {
    const version = kubernetesVersion(kubernetes);
    if (!version) throw new Error(`kubewind models ${kubernetes}`);
    const kubectl = kubectlOf(version);
    const recorded = cases.filter((one) => one.kubernetes === kubernetes);
    const printed = recorded.map((one) => {
      const now = simTime(one.now);
      const autoscalers = one.hpas.map(shown);
      const events = (one.events ?? []).map((event) => ({
        ...event,
        firstTimestamp: instant(event.firstTimestamp),
        lastTimestamp: instant(event.lastTimestamp),
      }));
      return {
        get: getHpa(autoscalers, now, kubectl),
        describe: autoscalers.map((autoscaler) => describeHpa({ autoscaler, events, now, kubectl })),
      };
    });
    expect(recorded.length).toBeGreaterThan(5);
    expect(printed).toEqual(recorded.map(({ get, describe }) => ({ get, describe })));
  },
);
