import type { Scenario } from "../sim/scenario.ts";
import type { Fact, PodFact } from "../sim/trace/fact.ts";
import { plural } from "./numbers.ts";
import { ownWorkload, subjectOf, workloadSubjects } from "./subject.ts";
import type { TimelineLine } from "./timeline.ts";

type CountsFact = Extract<Fact, { readonly kind: "counts" }>;

const stateTexts: Readonly<Record<PodFact["state"], string>> = {
  created: "created",
  scheduled: "scheduled",
  started: "started",
  ready: "ready",
  unready: "not ready",
  terminating: "terminating",
  gone: "gone",
};

/** Pods of one workload that went through the same states in one moment, and the workload's counts thereafter. */
type Change = {
  readonly subject: string;
  readonly first: Fact;
  readonly states: readonly PodFact["state"][];
  readonly count: number;
  counts: CountsFact | undefined;
};

/**
 * Writes what happened to pods in a moment: `3 pods created, scheduled`, and how many are ready then.
 *
 * The line of some pods stands where the first of their facts does.
 */
export function podWriter(scenario: Scenario): (moment: readonly Fact[]) => ReadonlyMap<Fact, TimelineLine> {
  const subjectOfPods = workloadSubjects(scenario);
  const isOwn = ownWorkload(scenario);
  return (moment) => {
    const changes = podChanges(moment, subjectOfPods);
    for (const fact of moment) {
      if (fact.kind !== "counts" || !isOwn(fact.target)) continue;
      const subject = subjectOf(fact.target);
      const last = changes.findLast((change) => change.subject === subject);
      if (last === undefined) changes.push({ subject, first: fact, states: [], count: 0, counts: fact });
      else last.counts = fact;
    }
    return new Map(changes.map((change) => [change.first, lineOf(change)]));
  };
}

function podChanges(moment: readonly Fact[], subjectOfPods: (workload: string) => string): Change[] {
  const pods = new Map<string, { readonly first: PodFact & Fact; readonly states: PodFact["state"][] }>();
  for (const fact of moment) {
    if (fact.kind !== "pod") continue;
    const name = subjectOf(fact.pod);
    const pod = pods.get(name) ?? { first: fact, states: [] };
    pod.states.push(fact.state);
    pods.set(name, pod);
  }
  const changes = new Map<string, Change>();
  for (const { first, states } of pods.values()) {
    const subject = subjectOfPods(first.workload);
    const key = [subject, ...states].join(" ");
    const before = changes.get(key);
    changes.set(key, {
      subject,
      first: before?.first ?? first,
      states,
      count: (before?.count ?? 0) + 1,
      counts: undefined,
    });
  }
  return [...changes.values()];
}

function lineOf({ subject, first, states, count, counts }: Change): TimelineLine {
  return {
    at: first.at,
    subject,
    what: count === 0 ? "status" : `${plural(count, "pod")} ${states.map((state) => stateTexts[state]).join(", ")}`,
    why: counts === undefined ? "" : countsText(counts),
    tone: states.includes("unready") ? "warning" : "plain",
  };
}

/** `2 of 4 ready`, and what differs from that: `2 of 4 ready, 3 updated, 1 available`. */
function countsText({ replicas, readyReplicas, updatedReplicas, availableReplicas }: CountsFact): string {
  return [
    `${readyReplicas} of ${replicas} ready`,
    ...(updatedReplicas === replicas ? [] : [`${updatedReplicas} updated`]),
    ...(availableReplicas === readyReplicas ? [] : [`${availableReplicas} available`]),
  ].join(", ");
}
