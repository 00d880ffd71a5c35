import type { FactBody } from "../../sim/trace/fact.ts";

/** The part of a core `v1` Event that a watch is read for. */
export type EventObject = {
  readonly metadata: { readonly namespace: string; readonly name: string; readonly uid: string };
  readonly involvedObject: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
};

/** Kinds whose events belong to a run's story; those of single pods and nodes do not. */
const kinds: ReadonlySet<string> = new Set(["HorizontalPodAutoscaler", "Deployment"]);

/**
 * The event as often as its controller recorded it since the last look: an API server keeps one object for repeats, and counts.
 */
export function eventFacts(before: EventObject | undefined, after: EventObject): readonly FactBody[] {
  const { involvedObject, type, reason = "", message = "", source, reportingComponent } = after;
  const { kind = "", namespace = "", name = "" } = involvedObject;
  if (!kinds.has(kind)) return [];
  const times = Math.max(0, (after.count ?? 1) - (before === undefined ? 0 : (before.count ?? 1)));
  return Array.from({ length: times }, () => ({
    kind: "event" as const,
    involved: { kind, namespace, name },
    component: source?.component || reportingComponent || "",
    type: type === "Warning" ? ("Warning" as const) : ("Normal" as const),
    reason,
    message,
  }));
}
