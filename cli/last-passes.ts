import { setImmediate as nextTurn } from "node:timers/promises";
import { InputError } from "../input/input-error.ts";
import { nearestName } from "../input/nearest-name.ts";
import { clock } from "../reports/clock.ts";
import { subjectOf } from "../reports/subject.ts";
import type { Explanation } from "../sim/hpa/explanation.ts";
import { hpaName } from "../sim/keda/scaled-object.ts";
import type { HorizontalPodAutoscalerSpec } from "../sim/kubernetes/autoscaling.ts";
import { type ObjectReference, objectKey } from "../sim/kubernetes/object.ts";
import type { ClusterObject } from "../sim/kubernetes/workload.ts";
import type { Scenario } from "../sim/scenario.ts";
import { plus, type SimTime } from "../sim/units.ts";
import { createWindTunnel } from "../sim/wind-tunnel.ts";
import { advance } from "./advance.ts";

/** A pass of an HPA, and the spec that it went by. */
export type Pass = {
  readonly hpa: ObjectReference;
  readonly at: SimTime;
  readonly explanation: Explanation;
  readonly spec: HorizontalPodAutoscalerSpec | undefined;
};

export type PassesOrder = {
  readonly scenario: Scenario;
  /** The scenario's file. */
  readonly path: string;
  /** The last pass up to this instant counts. */
  readonly at: SimTime;
  /** Name of an HPA, or namespace/name; undefined for all of them. */
  readonly wanted: string | undefined;
  /** Hears how far it is, from 0 to 1. */
  readonly onShare: (share: number) => void;
};

/** The last pass of each HPA up to an instant. An InputError when there is no such HPA, or none had made a pass by then. */
export async function lastPasses({ scenario, path, at, wanted, onShare }: PassesOrder): Promise<readonly Pass[]> {
  refuseUnknown(wanted, scenario);
  const passes = new Map<string, Pass>();
  const tunnel = createWindTunnel(scenario, {
    onPass: ({ namespace, name }, passedAt, explain) => {
      const hpa = { kind: "HorizontalPodAutoscaler", namespace, name };
      if (!isWanted(hpa, wanted)) return;
      const spec = tunnel.autoscalers().find(({ meta }) => objectKey(meta) === objectKey(hpa))?.hpa.spec;
      passes.set(objectKey(hpa), { hpa, at: passedAt, explanation: explain(), spec });
    },
  });
  for (const share of advance({ tunnel, until: at, path })) {
    onShare(share);
    await nextTurn();
  }
  if (passes.size > 0) return [...passes.values()];
  for (const _ of advance({ tunnel, until: tunnel.end, path })) if (passes.size > 0) break;
  throw tooEarly(wanted, passes.values().next().value, plus(scenario.start, scenario.warmup));
}

const isWanted = ({ namespace, name }: ObjectReference, wanted: string | undefined): boolean =>
  wanted === undefined || wanted === name || wanted === objectKey({ namespace, name });

function refuseUnknown(wanted: string | undefined, scenario: Scenario): void {
  const hpas = [...scenario.objects, ...scenario.actions.flatMap(appliedBy)].flatMap(hpaOf);
  if (hpas.length === 0) throw new InputError([{ message: "the scenario has no HPA" }]);
  if (wanted === undefined || hpas.some((hpa) => isWanted(hpa, wanted))) return;
  const near = nearestName(
    wanted,
    hpas.flatMap((hpa) => [hpa.name, objectKey(hpa)]),
  );
  const message = `there is no HPA "${wanted}" in the manifests${near === undefined ? "" : `, did you mean "${near}"?`}`;
  throw new InputError([{ message, hint: `They hold ${[...new Set(hpas.map(objectKey))].join(", ")}.` }]);
}

function tooEarly(wanted: string | undefined, first: Pass | undefined, zero: SimTime): InputError {
  const message = `${wanted === undefined ? "no HPA" : `HPA "${wanted}"`} had made ${wanted === undefined ? "a" : "no"} pass by then`;
  const hint =
    first === undefined
      ? "None comes in this scenario: has the HPA a target that exists?"
      : `The first one is that of ${subjectOf(first.hpa)} at ${clock(first.at, zero)}.`;
  return new InputError([{ message, hint }]);
}

/** An HPA, or the one that KEDA makes of a ScaledObject. */
function hpaOf(object: ClusterObject): readonly ObjectReference[] {
  const { namespace, name } = object.meta;
  const kind = "HorizontalPodAutoscaler";
  if (object.kind === "ScaledObject") return [{ kind, namespace, name: hpaName(object) }];
  return object.kind === kind ? [{ kind, namespace, name }] : [];
}

const appliedBy = (action: Scenario["actions"][number]): readonly ClusterObject[] =>
  action.kind === "apply" ? action.objects : [];
