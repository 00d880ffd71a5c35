import type { StoredEvent } from "../../sim/events/event-store.ts";
import { uidAt } from "../../sim/events/recording.ts";
import { byCodeUnit } from "../../sim/kubernetes/object.ts";
import type { Run } from "../../sim/run.ts";
import type { SimTime } from "../../sim/units.ts";
import type { Autoscaler } from "../../sim/wind-tunnel.ts";
import { clock } from "../clock.ts";
import { printable } from "../printable.ts";
import { releaseOf, storedEventsOf } from "../stored-events.ts";
import { shownAutoscaler } from "./autoscaler.ts";
import { kubectlOf } from "./changes.table.ts";
import { describeHpa } from "./describe-hpa.ts";
import { getHpa } from "./get-hpa.ts";

/** The HPAs of a run as they were at some instant of it. */
export type KubectlScene = {
  readonly run: Pick<Run, "kubernetes" | "scenario" | "trace">;
  readonly at: SimTime;
  readonly autoscalers: readonly Autoscaler[];
};

/** What `kubectl get hpa` and `kubectl describe hpa` of the run's release print at an instant, each below its command. */
export function kubectlView({ run, at, autoscalers }: KubectlScene): string {
  const kubectl = kubectlOf(releaseOf(run));
  const alive = storedEventsOf(run, at).filter(({ expiresAt }) => at < expiresAt);
  const namespaces = [...new Set(autoscalers.map(({ meta }) => meta.namespace))].sort(byCodeUnit);
  const inNamespace = (namespace: string): readonly Autoscaler[] =>
    autoscalers.filter(({ meta }) => meta.namespace === namespace).sort((a, b) => byCodeUnit(a.meta.name, b.meta.name));
  const pages = (namespaces.length === 0 ? ["default"] : namespaces).flatMap((namespace) => {
    const here = inNamespace(namespace);
    const place = namespace === "default" ? "" : ` -n ${namespace}`;
    const list =
      here.length === 0 ? `${kubectl.noResourcesText(namespace)}\n` : getHpa(here.map(shownAutoscaler), at, kubectl);
    return [
      `$ kubectl get hpa${place}\n${list}`,
      ...here.map((autoscaler) => {
        const events = eventsAbout(autoscaler, alive, { run, at });
        const text = describeHpa({ autoscaler: shownAutoscaler(autoscaler), events, now: at, kubectl });
        return `$ kubectl describe hpa ${autoscaler.meta.name}${place}\n${text}`;
      }),
    ];
  });
  const heading = `# ${clock(at, run.trace.zero)}, Kubernetes ${run.kubernetes}\n`;
  return [heading, ...pages].join("\n").split("\n").map(printable).join("\n");
}

function eventsAbout(
  { meta: { namespace, name } }: Autoscaler,
  events: readonly StoredEvent[],
  { run, at }: Pick<KubectlScene, "run" | "at">,
): readonly StoredEvent[] {
  const uid = uidAt(run.trace, { kind: "HorizontalPodAutoscaler", namespace, name }, at);
  return events.filter((event) => event.uid === uid);
}
