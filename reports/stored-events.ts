import type { StoredEvent } from "../sim/events/event-store.ts";
import { recordingsOf } from "../sim/events/recording.ts";
import { storedEvents } from "../sim/events/stored-events.ts";
import { invariant } from "../sim/invariant.ts";
import type { Run } from "../sim/run.ts";
import type { SimTime } from "../sim/units.ts";
import { type KubernetesVersion, kubernetesVersion } from "../sim/version.ts";

/** The events of a run as its cluster stored them up to an instant, those that have expired by then included. */
export const storedEventsOf = (
  run: Pick<Run, "kubernetes" | "scenario" | "trace">,
  until: SimTime,
): readonly StoredEvent[] =>
  storedEvents(recordingsOf(run.trace), { kubernetes: releaseOf(run), seed: run.scenario.seed, until });

/** The release that ran. */
export function releaseOf({ kubernetes }: Pick<Run, "kubernetes">): KubernetesVersion {
  const version = kubernetesVersion(kubernetes);
  invariant(version !== undefined, "a run names the release that it was of");
  return version;
}
