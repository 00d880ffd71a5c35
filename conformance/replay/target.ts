import type { LoadedScenario } from "../../input/load-scenario.ts";
import type { RecordedRun } from "./recorded-run.ts";

/** Something that a scenario can be played on. */
export type Target = {
  /** `kind`, `simulated` */
  readonly name: string;
  /** What of a scenario it cannot play, a sentence each; empty for one that it can. Asked before anything starts. */
  readonly cannotExpress: (loaded: LoadedScenario) => readonly string[];
  /** Prepares itself, lets the scenario be played, and cleans up, however that ends. */
  readonly use: <Result>(order: TargetOrder, play: (ready: ReadyTarget) => Promise<Result>) => Promise<Result>;
};

export type TargetOrder = {
  readonly loaded: LoadedScenario;
  /** As it was named: `scenarios/on-kind/cpu-walkthrough`. */
  readonly path: string;
  /** Where files of the run go. */
  readonly folder: string;
  /** Hears what takes long. */
  readonly say: (line: string) => void;
};

/** A target on which nothing of the scenario has happened yet. Its functions are called once each, in this order. */
export type ReadyTarget = {
  /** The manifests are applied, and the target is watched from here on. */
  readonly apply: () => Promise<void>;
  /** Load comes and actions happen at their times, until the end of the scenario. */
  readonly driveLoad: () => Promise<void>;
  /** What was observed. */
  readonly observe: () => Promise<RecordedRun>;
};

/** Plays a scenario on a target from beginning to end. */
export const playOn = (target: Target, order: TargetOrder): Promise<RecordedRun> =>
  target.use(order, async ({ apply, driveLoad, observe }) => {
    await apply();
    await driveLoad();
    return observe();
  });
