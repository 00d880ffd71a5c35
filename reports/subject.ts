import { type ObjectReference, subjectOf } from "../sim/kubernetes/object.ts";
import type { Scenario } from "../sim/scenario.ts";

export { subjectOf };

/** A target of load for people: `Service default/web` is `service/web`. */
export function targetSubject(target: string): string {
  const [, kind = "", namespace = "", name = ""] = /^(\S+) ([^/]*)\/(.*)$/s.exec(target) ?? [];
  return kind === "" ? target : subjectOf({ kind, namespace, name });
}

const workloadKinds: readonly string[] = ["Deployment", "ReplicaSet", "StatefulSet", "Pod"];

/** Every object that a user wrote: those of the scenario and those that its actions apply. */
const writtenObjects = ({ objects, actions }: Scenario): readonly ObjectReference[] =>
  [...objects, ...actions.flatMap((action) => (action.kind === "apply" ? action.objects : []))].map(
    ({ kind, meta }) => ({ kind, namespace: meta.namespace, name: meta.name }),
  );

/** Names the owners of pods: `default/web` is `deployment/web` where a user wrote such a Deployment, otherwise `pods/web`. */
export function workloadSubjects(scenario: Scenario): (workload: string) => string {
  const kinds = new Map<string, string>();
  for (const { kind, namespace, name } of writtenObjects(scenario).toReversed()) {
    if (workloadKinds.includes(kind)) kinds.set(`${namespace}/${name}`, kind);
  }
  return (workload) => {
    const [namespace = "", name = ""] = workload.split("/");
    return subjectOf({ kind: kinds.get(workload) ?? "pods", namespace, name });
  };
}

/** Whether an object is of a user's making, unlike the ReplicaSets of Deployments. */
export function ownWorkload(scenario: Scenario): (object: ObjectReference) => boolean {
  const written = new Set(writtenObjects(scenario).map(subjectOf));
  return (object) => object.kind !== "ReplicaSet" || written.has(subjectOf(object));
}
