import fc from "fast-check";
import { extremeAmounts, failures, type Level, levels, replicaCounts } from "./amounts.ts";
import type { Bounds } from "./autoscalers.ts";
import { mostly, rarely } from "./choices.ts";
import { type PodChoice, podChoices } from "./pods.ts";

/** One tick as choices, which become a world when the HPA's targets and the pods of the tick before are known. */
export type TickChoice = {
  readonly level: Level;
  /** What becomes of the pods: as they were, all others, or one goes and one comes. */
  readonly pods: "older" | "fresh" | "roll";
  readonly fresh: readonly PodChoice[];
  /** Samples of pods that are not there. */
  readonly strays: number;
  readonly replicas: number | undefined;
  readonly statusReplicas: number | undefined;
  readonly selector: string | undefined;
  readonly scaleError: string | undefined;
  readonly updateError: string | undefined;
  readonly resourceError: string | undefined;
  readonly statusError: string | undefined;
  readonly updateConflicts: number | undefined;
  /** Of the HPA's custom and external metrics, by their place in the spec; one that is not here is at the tick's level. */
  readonly series: readonly SeriesChoice[];
};

/** What an API says of one metric. */
export type SeriesChoice = {
  readonly level: Level | undefined;
  readonly lack: "nothing" | "some" | "all";
  readonly extreme: string | undefined;
  readonly error: string | undefined;
  /** Into how many series an external value falls. */
  readonly parts: number;
};

const series = (isLarge: boolean): fc.Arbitrary<SeriesChoice> =>
  fc.record({
    level: rarely(2, levels()),
    lack: mostly<SeriesChoice["lack"]>("nothing", 8, "some", "all"),
    extreme: rarely(isLarge ? 3 : 30, extremeAmounts()),
    error: failures(12),
    parts: mostly(1, 2, 2, 3),
  });

/** Selectors of a scale: usual, empty, unusual and malformed. */
const selectors = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...[
      "app=web",
      "",
      "app",
      "app in (web)",
      "app!=db",
      "app=db",
      "app=web,tier=front",
      "app notin (db,cache)",
      "!tier",
    ],
    ...[
      "app in",
      "app==",
      "=web",
      "app=web,",
      "app>1",
      "a b",
      "app in (web",
      "app=web!",
      "-app=web",
      "app=%s",
      "app=a%20b",
    ],
  );

/** One tick. */
export const tickChoices = ({ isLarge }: Bounds): fc.Arbitrary<TickChoice> =>
  fc.record({
    level: levels(),
    pods: mostly<TickChoice["pods"]>("older", 5, "fresh", "roll", "roll"),
    fresh: fc.array(podChoices(isLarge), { maxLength: 6, size: "max" }),
    strays: mostly(0, 14, 1, 2),
    replicas: rarely(10, replicaCounts(0, isLarge)),
    statusReplicas: rarely(10, replicaCounts(0, isLarge)),
    selector: rarely(20, selectors()),
    scaleError: failures(40),
    updateError: failures(25),
    resourceError: failures(25),
    statusError: failures(30),
    updateConflicts: rarely(25, fc.constantFrom(1, 2, 4, 5, 6)),
    series: fc.array(series(isLarge), { maxLength: 4, size: "max" }),
  });
