import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import type { FactBody, PodFact } from "../../sim/trace/fact.ts";
import { milliseconds, plus, type SimTime } from "../../sim/units.ts";
import { conditionFacts, type SeenCondition } from "./seen-autoscaler.ts";

/** The part of an `apps/v1` Deployment that a watch is read for. */
export type DeploymentObject = {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: { readonly replicas?: number };
  readonly status?: {
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly SeenCondition[] | null;
  };
};

/** What changed in a Deployment from one look to the next. `by` is who is taken to have written its replicas. */
export function deploymentFacts(
  before: DeploymentObject | undefined,
  after: DeploymentObject,
  by: string,
): readonly FactBody[] {
  const { namespace, name } = after.metadata;
  const target: ObjectReference = { kind: "Deployment", namespace, name };
  const facts: FactBody[] = [];
  const [from, to] = [before?.spec.replicas ?? 0, after.spec.replicas ?? 0];
  if (from !== to) facts.push({ kind: "scaled", target, from, to, by: before === undefined ? "kubectl apply" : by });
  if (before === undefined) facts.push({ kind: "applied", object: target, change: "created" });
  const counts = countsOf(after);
  if (JSON.stringify(counts) !== JSON.stringify(before && countsOf(before)))
    facts.push({ kind: "counts", target, ...counts });
  facts.push(...conditionFacts(target, before?.status?.conditions ?? [], after.status?.conditions ?? []));
  return facts;
}

const countsOf = ({ status = {} }: DeploymentObject) => {
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  return { replicas, updatedReplicas, readyReplicas, availableReplicas };
};

/** The part of a pod that a watch is read for. */
export type PodObject = {
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
  readonly spec: { readonly nodeName?: string };
  readonly status?: {
    readonly conditions?: readonly SeenCondition[] | null;
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly restartCount: number;
      readonly state?: { readonly running?: { readonly startedAt: string } };
    }[];
  };
};

/** One step in the life of a pod. */
export type PodStep = { readonly at: SimTime; readonly fact: PodFact };

/** The steps that a pod made from one look to the next; the last look is at `at`, and `after` is undefined when the pod is gone. */
export function podSteps(before: PodObject | undefined, after: PodObject | undefined, at: SimTime): readonly PodStep[] {
  const pod = after ?? before;
  if (pod === undefined) return [];
  const { namespace, name } = pod.metadata;
  const step = (state: PodFact["state"], when: SimTime = at): PodStep => ({
    at: when,
    fact: {
      kind: "pod",
      pod: { kind: "Pod", namespace, name },
      workload: workloadOf(pod),
      state,
      node: pod.spec.nodeName ?? "",
    },
  });
  if (after === undefined) return [step("gone")];
  const steps: PodStep[] = [];
  if (before === undefined) steps.push(step("created"));
  if (after.spec.nodeName !== undefined && before?.spec.nodeName === undefined) steps.push(step("scheduled"));
  const startedAt = lastStart(after);
  if (startedAt !== undefined && (before === undefined || lastStart(before) === undefined)) {
    steps.push(step("started", startWithin(startedAt, at)));
  }
  const isReady = ready(after);
  if (isReady !== (before !== undefined && ready(before))) steps.push(step(isReady ? "ready" : "unready"));
  if (after.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined) {
    steps.push(step("terminating"));
  }
  return steps;
}

/** When the last of its containers started, in whole seconds; undefined until all have. */
function lastStart({ status }: PodObject): SimTime | undefined {
  const starts = (status?.containerStatuses ?? []).map(({ state }) => state?.running?.startedAt);
  if (starts.length === 0 || starts.some((each) => each === undefined)) return undefined;
  return starts
    .map((each) => parseTimestamp(each ?? ""))
    .reduce((latest, each) => (latest === undefined || (each !== undefined && each > latest) ? each : latest));
}

/** The kubelet tells whole seconds, and tells it up to a second late: the middle of the second, unless it was seen before that. */
function startWithin(second: SimTime, seenAt: SimTime): SimTime {
  const middle = plus(second, milliseconds(500));
  return middle < seenAt ? middle : seenAt;
}

const ready = ({ status }: PodObject): boolean =>
  (status?.conditions ?? []).some((each) => each.type === "Ready" && each.status === "True");

/** A ReplicaSet of a Deployment is named for it, with the hash of the template behind. */
function workloadOf({ metadata }: PodObject): string {
  const { namespace, name, labels = {}, ownerReferences = [] } = metadata;
  const owner = ownerReferences.find(({ controller }) => controller)?.name;
  if (owner === undefined) return `${namespace}/${name}`;
  const hash = labels["pod-template-hash"];
  const suffix = `-${hash}`;
  return `${namespace}/${hash !== undefined && owner.endsWith(suffix) ? owner.slice(0, -suffix.length) : owner}`;
}
