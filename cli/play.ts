import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { loadScenario } from "../input/load-scenario.ts";
import { goldenText } from "../reports/golden.ts";
import { compareGolden, type GoldenComparison } from "../reports/golden-compare.ts";
import { type RunDocument, runDocument } from "../reports/json.ts";
import type { RunReport } from "../reports/report.ts";
import type { Run } from "../sim/run.ts";
import { traceHash } from "../sim/trace/hash.ts";
import { between, type Duration, microseconds, plus, toSeconds } from "../sim/units.ts";
import { createWindTunnel } from "../sim/wind-tunnel.ts";
import type { RunOptions } from "./program.ts";
import { writeWhole } from "./whole-file.ts";
import { writeReports } from "./write-reports.ts";

/** One scenario to play. */
export type PlayOrder = {
  /** Its file. */
  readonly path: string;
  /** Where its reports go. */
  readonly folder: string;
  readonly options: RunOptions;
};

/** What came of it. */
export type Played = {
  readonly report: RunReport;
  readonly golden: GoldenOutcome;
  /** Files that were written. */
  readonly written: readonly string[];
  /** Real time that the simulation took, in milliseconds; loading and reports not included. */
  readonly wallMs: number;
};

export type GoldenOutcome =
  | { readonly kind: "same" | "written" | "absent" }
  /** Options change what the scenario says, so its golden trace does not apply. */
  | { readonly kind: "not-compared" }
  | { readonly kind: "differs"; readonly comparison: GoldenComparison };

/** Hears how far a scenario has been played, from 0 to 1. */
export type Progress = (share: number) => void;

/** Loads a scenario, plays it, compares it with its golden trace and writes its reports. */
export async function play({ path, folder, options }: PlayOrder, progress: Progress): Promise<Played> {
  const loaded = loadScenario(path, {
    sets: options.set,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.kubernetes === undefined ? {} : { kubernetes: options.kubernetes }),
    readStandardInput: () => readFileSync(0, "utf8"),
  });
  const began = performance.now();
  const run = await playInSlices(loaded.scenario, progress);
  const wallMs = performance.now() - began;
  const report: RunReport = {
    run,
    traceHash: traceHash(run.trace),
    ignored: loaded.ignored.map(
      ({ reference, place, because }) => `${reference.kind} ${reference.name} (${place}): ${because}`,
    ),
    notes: loaded.notes,
  };
  const goldenPath = join(dirname(path), "trace.golden");
  const golden = settleGolden({ goldenPath, report, options });
  const written = await writeReports({ report, folder, kinds: options.report });
  return { report, golden, written: golden.kind === "written" ? [goldenPath, ...written] : written, wallMs };
}

/** So many slices, between which other things get their turn: the progress line, and Ctrl-C. */
const slices = 100;

async function playInSlices(scenario: Parameters<typeof createWindTunnel>[0], progress: Progress): Promise<Run> {
  const tunnel = createWindTunnel(scenario);
  const slice: Duration = microseconds(Math.ceil(between(tunnel.now(), tunnel.end) / slices));
  const whole = toSeconds(between(tunnel.now(), tunnel.end));
  for (let played = 1; played < slices && between(tunnel.now(), tunnel.end) > slice; played++) {
    tunnel.advanceTo(plus(tunnel.now(), slice));
    progress(1 - toSeconds(between(tunnel.now(), tunnel.end)) / whole);
    await nextTurn();
  }
  return tunnel.finish();
}

type GoldenSettings = { readonly goldenPath: string; readonly report: RunReport; readonly options: RunOptions };

function settleGolden({ goldenPath, report, options }: GoldenSettings): GoldenOutcome {
  const text = goldenText(report.run, report.traceHash);
  if (options.update) {
    writeWhole(goldenPath, text);
    return { kind: "written" };
  }
  if (!existsSync(goldenPath)) return { kind: "absent" };
  if (options.seed !== undefined || options.kubernetes !== undefined || options.set.length > 0) {
    return { kind: "not-compared" };
  }
  const comparison = compareGolden(readFileSync(goldenPath, "utf8"), text);
  return comparison.kind === "same" ? { kind: "same" } : { kind: "differs", comparison };
}

/** The document of a run, for `--json` and for its file. */
export const documentOf = ({ report }: Played): RunDocument => runDocument(report);
