import fc from "fast-check";
import type { HorizontalPodAutoscaler } from "../../sim/kubernetes/autoscaling.ts";
import type { HpaChange, VectorCase, VectorTarget, VectorTick } from "../vectors/case.ts";
import { replicaCounts } from "./amounts.ts";
import { autoscalers, type Bounds } from "./autoscalers.ts";
import { mostly, present, rarely } from "./choices.ts";
import { flags } from "./flags.ts";
import { type PodChoice, podChoices, type Template, templates } from "./pods.ts";
import { type TickChoice, tickChoices } from "./ticks.ts";
import { closedTick, type LivingPod, nextPods, openTick } from "./worlds.ts";

export type CaseOptions = {
  /** The 36 of 1.36. Gates, fields and flags are those that this release knows. */
  readonly minor: number;
  /** Ticks at most; 8 if not given. */
  readonly ticksMax?: number;
  /** Nothing but what the plain form of the vectors can say: one HPA that stays as it is. */
  readonly isPlain?: boolean;
};

/**
 * Whole cases: one HPA or several, and what the world looks like before each of their syncs.
 *
 * Weighted so that rare branches are common. A shrunk case has few ticks, pods and metrics, round amounts and defaults.
 */
export const vectorCases = (options: CaseOptions): fc.Arbitrary<VectorCase> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: casesWithin({ minor: options.minor, isLarge: false }, options) },
    { weight: 2, arbitrary: casesWithin({ minor: options.minor, isLarge: true }, options) },
  );

/** Who changes an HPA before a sync, and how. */
type Change = { readonly kind: "spec" | "gone" | "renewed"; readonly hpa: HorizontalPodAutoscaler };

type OtherHpa = { readonly hpa: HorizontalPodAutoscaler; readonly target: "web" | "db" };

type Choices = {
  readonly flags: VectorCase["flags"];
  readonly hpa: HorizontalPodAutoscaler;
  readonly replicas: number;
  readonly templates: readonly Template[];
  readonly pods: readonly PodChoice[];
  /** A closed loop: pods follow the replicas. */
  readonly isClosed: boolean;
  readonly ticks: readonly { readonly world: TickChoice; readonly change: Change | undefined }[];
  readonly others: readonly OtherHpa[];
  readonly db: VectorTarget;
};

const changes = (bounds: Bounds): fc.Arbitrary<Change> =>
  fc.record({ kind: fc.constantFrom<Change["kind"]>("spec", "gone", "renewed"), hpa: autoscalers(bounds) });

const dbTargets = (isLarge: boolean): fc.Arbitrary<VectorTarget> =>
  fc
    .record({
      replicas: replicaCounts(0, isLarge),
      selector: mostly<string | undefined>(undefined, 1, "app=other", "app", "app=db"),
    })
    .map(present);

function casesWithin(bounds: Bounds, { ticksMax = 8, isPlain = false }: CaseOptions): fc.Arbitrary<VectorCase> {
  const never = fc.constant(undefined);
  const isPodLevel = bounds.minor >= 32 && !isPlain;
  const other = fc.record({ hpa: autoscalers(bounds), target: fc.constantFrom("web" as const, "db" as const) });
  return fc
    .record<Choices>({
      flags: flags(bounds.minor),
      hpa: autoscalers(bounds),
      replicas: replicaCounts(0, bounds.isLarge),
      templates: fc.oneof(
        { withCrossShrink: true },
        { weight: 2, arbitrary: fc.tuple(templates(isPodLevel)) },
        // Which of two templates the controller misses a request in is chance, so that both miss it in the same way.
        { weight: 1, arbitrary: fc.tuple(templates(false), templates(false)) },
      ),
      pods: fc.array(podChoices(bounds.isLarge), { maxLength: 8, size: "max" }),
      isClosed: bounds.isLarge ? fc.constant(false) : mostly(false, 2, true),
      ticks: fc.array(
        fc.record({ world: tickChoices(bounds), change: isPlain ? never : rarely(12, changes(bounds)) }),
        { minLength: 1, maxLength: ticksMax, size: "max" },
      ),
      others: isPlain
        ? fc.constant([])
        : rarely(6, fc.array(other, { minLength: 1, maxLength: 2 })).map((list) => list ?? []),
      db: dbTargets(bounds.isLarge),
    })
    .map((choices) => caseOf(choices, isPlain));
}

function caseOf(choices: Choices, isPlain: boolean): VectorCase {
  const { flags: flagsSet, hpa, replicas, others } = choices;
  const hpas = others.map((other, index) => renamed(other, index + 2));
  const isElsewhere = others.some(({ target }) => target === "db");
  return present({
    name: "generated",
    flags: flagsSet,
    hpa,
    hpas: hpas.length === 0 ? undefined : hpas,
    targets: isElsewhere ? { db: choices.db } : undefined,
    replicas,
    ticks: permitted(ticksOf(choices, hpas), { isPlain, hpas: [hpa, ...hpas] }),
  });
}

function renamed({ hpa, target }: OtherHpa, number: number): HorizontalPodAutoscaler {
  const { scaleTargetRef } = hpa.spec;
  return {
    ...hpa,
    metadata: { ...hpa.metadata, name: `web-${number}` },
    spec: { ...hpa.spec, scaleTargetRef: { ...scaleTargetRef, name: target } },
  };
}

/** Worlds one after the other: pods grow older from tick to tick, amounts follow the HPA that stands then. */
function ticksOf(choices: Choices, others: readonly HorizontalPodAutoscaler[]): readonly VectorTick[] {
  const { flags: flagsSet, replicas, isClosed } = choices;
  const period = flagsSet.syncPeriodSeconds;
  let hpa: HorizontalPodAutoscaler = choices.hpa;
  let isGone = false;
  let pods: readonly LivingPod[] = choices.pods.map((choice, place) => ({ name: `web-${place}`, template: 0, choice }));
  return choices.ticks.map(({ world, change }, index) => {
    const changed = index === 0 ? {} : changeOf(change, isGone, hpa);
    hpa = changed.hpa ?? hpa;
    isGone = changed.deleted === true ? changed.hpa === undefined : isGone && changed.hpa === undefined;
    const metrics = [hpa, ...others].flatMap(({ spec }) => spec.metrics ?? []);
    const setting = {
      metrics,
      tolerance: flagsSet.tolerance,
      templates: choices.templates,
      periodSeconds: period,
      replicas,
    };
    if (isClosed) return { ...closedTick(world, setting), ...changed };
    if (index > 0) pods = nextPods(pods, world, index, period);
    return { ...openTick(world, pods, setting), ...changed };
  });
}

/** What is gone comes back as it was one tick later, unless something else happens then. */
function changeOf(change: Change | undefined, isGone: boolean, hpa: HorizontalPodAutoscaler): HpaChange {
  if (change === undefined) return isGone ? { hpa } : {};
  if (change.kind === "spec" || isGone) return { hpa: change.hpa };
  return change.kind === "gone" ? { deleted: true } : { deleted: true, hpa };
}

/**
 * What a plain case cannot say goes; and what upstream answers by chance: with three HPAs their order after a conflict,
 * whether an HPA goes while a conflict is waited for, and whether a status is written once more because its message names pods or HPAs that come in no fixed order.
 */
function permitted(ticks: readonly VectorTick[], { isPlain, hpas }: Permission): readonly VectorTick[] {
  const isGone = ticks.some(({ deleted }) => deleted === true);
  const hasStatusErrors = !isPlain && hpas.length === 1 && !mayNamePods(hpas[0]!, ticks);
  return ticks.map(({ updateConflicts, statusError, ...plain }) =>
    present({
      ...plain,
      updateConflicts: isPlain || isGone || hpas.length > 2 ? undefined : updateConflicts,
      statusError: hasStatusErrors ? statusError : undefined,
    }),
  );
}

type Permission = { readonly isPlain: boolean; readonly hpas: readonly HorizontalPodAutoscaler[] };

/** Whether some message may say in which pod a request or a container is missing. */
function mayNamePods(hpa: HorizontalPodAutoscaler, ticks: readonly VectorTick[]): boolean {
  const isWhole = (requests: Readonly<Record<string, string>> = {}): boolean =>
    "cpu" in requests && "memory" in requests;
  const isUsual = ({ spec }: HorizontalPodAutoscaler): boolean =>
    (spec.metrics ?? []).every(
      ({ resource, containerResource }) =>
        (resource === undefined || ["cpu", "memory"].includes(resource.name)) &&
        (containerResource === undefined || containerResource.container === "app"),
    );
  const pods = ticks.flatMap((tick) => tick.pods ?? []);
  return !(
    [hpa, ...ticks.flatMap((tick) => tick.hpa ?? [])].every(isUsual) &&
    pods.every(
      ({ containers, sidecars = [], requests }) =>
        [...containers, ...sidecars].every((container) => isWhole(container.requests)) &&
        (requests === undefined || isWhole(requests)),
    )
  );
}
