import { hpaHistories } from "./hpa/behaviours.ts";
import { invariant } from "./invariant.ts";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import type { Fact } from "./trace/fact.ts";
import { canonicalJson, traceHash } from "./trace/hash.ts";
import { changesBetween, type KubernetesVersion, kubernetesVersion, type ReleaseChange } from "./version.ts";
import { runScenario } from "./wind-tunnel.ts";

/** What another release makes of a scenario, and which of its changes did it. */
export type Upgrade = {
  readonly before: Run;
  readonly after: Run;
  /** Changes between the two releases without which the run would have come out otherwise. */
  readonly causes: readonly Cause[];
  /** The other changes between the two. */
  readonly idle: readonly ReleaseChange[];
};

export type Cause = ReleaseChange & {
  /** Whether it moved `spec.replicas`, or no more than conditions, events and readings. */
  readonly effect: "replicas" | "report";
};

/** One scenario, loaded for each of two releases. */
export type UpgradeOrder = { readonly before: Scenario; readonly after: Scenario };

/**
 * Plays a scenario on two releases, and finds the changes that made the difference. Yields how far it is, from 0 to 1.
 *
 * A change did it if the newer release without it comes out otherwise, or the older one with it: two changes that hide
 * each other are both found.
 */
export function* compareReleases({ before, after }: UpgradeOrder): Generator<number, Upgrade> {
  const [from, to] = [before, after].map(releaseOf);
  invariant(from !== undefined && to !== undefined, "two scenarios have two releases");
  const isForward = from.minor < to.minor || (from.minor === to.minor && from.patch <= to.patch);
  const changes = isForward ? changesBetween(hpaHistories, from, to) : changesBetween(hpaHistories, to, from);
  const entries = [...new Set(changes.map(({ entry }) => entry))];
  const steps = 2 + 2 * entries.length;
  const first = runScenario(before);
  yield 1 / steps;
  const second = runScenario(after);
  yield 2 / steps;
  const effects = new Map<string, Cause["effect"]>();
  if (isParted(first, second)) {
    for (const [index, entry] of entries.entries()) {
      const without = runScenario(after, { hpaAsIn: new Map([[entry, from]]) });
      yield (3 + 2 * index) / steps;
      const effect =
        effectOf(without, second) ?? effectOf(runScenario(before, { hpaAsIn: new Map([[entry, to]]) }), first);
      if (effect !== undefined) effects.set(entry, effect);
      yield (4 + 2 * index) / steps;
    }
  }
  const causes = changes.flatMap((change): readonly Cause[] => {
    const effect = effects.get(change.entry);
    return effect === undefined ? [] : [{ ...change, effect }];
  });
  return { before: first, after: second, causes, idle: changes.filter(({ entry }) => !effects.has(entry)) };
}

/** Whether anything at all came out otherwise. */
export const isParted = (a: Run, b: Run): boolean => traceHash(a.trace) !== traceHash(b.trace);

function effectOf(changed: Run, run: Run): Cause["effect"] | undefined {
  if (!isParted(changed, run)) return undefined;
  return canonicalJson(replicasOf(changed)) === canonicalJson(replicasOf(run)) ? "report" : "replicas";
}

const replicasOf = ({ trace }: Run): readonly Fact[] => trace.facts.filter(({ kind }) => kind === "scaled");

function releaseOf({ cluster }: Scenario): KubernetesVersion {
  const version = kubernetesVersion(cluster.kubernetes);
  invariant(version !== undefined, "a scenario names a Kubernetes that is modelled");
  return version;
}
