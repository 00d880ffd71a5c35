import { goldenText } from "../reports/golden.ts";
import { type RunDocument, runDocument } from "../reports/json.ts";
import { kubectlView } from "../reports/kubectl/view.ts";
import type { RunReport } from "../reports/report.ts";
import type { ScenarioOutcome } from "../reports/summary-line.ts";
import { traceHash } from "../sim/trace/hash.ts";
import { type Autoscaler, createWindTunnel } from "../sim/wind-tunnel.ts";
import { type GoldenOutcome, settleGolden } from "./golden-trace.ts";
import { advanceLooking, shownInstant } from "./kubectl-screen.ts";
import { load } from "./load.ts";
import { nextSteps } from "./next-steps.ts";
import type { RunOptions } from "./options.ts";
import { type PageAssets, reportFiles } from "./report-files.ts";
import { screenText } from "./screen-text.ts";
import type { Look } from "./terminal.ts";
import type { WholeFile } from "./whole-file.ts";

/** One scenario to play: plain data, for this thread or another. */
export type PlayOrder = {
  /** Its file. */
  readonly path: string;
  /** Where its reports go. */
  readonly folder: string;
  readonly options: RunOptions;
  /** For the page, if one is wanted. */
  readonly assets: PageAssets | undefined;
  /** For the report on the screen, if one is wanted. */
  readonly look: Look | undefined;
  /** What stands on standard input, once somebody asked for it. */
  readonly standardInput?: string;
};

/** What came of it, as plain data; the facts are left behind, which are most of the weight. */
export type Played = {
  readonly outcome: Extract<ScenarioOutcome, { readonly kind: "played" }>;
  readonly golden: GoldenOutcome["kind"];
  /** To be written. */
  readonly files: readonly WholeFile[];
  /** The report for the screen, where one is wanted. */
  readonly screen: string;
  /** What to do if it did not come out as it should, in lines. */
  readonly steps: readonly string[];
  /** Where one is wanted. */
  readonly document: RunDocument | undefined;
};

/** Hears how far a scenario is, from 0 to 1; false ends it. */
export type Pace = (share: number) => boolean | Promise<boolean>;

/** Up to where the steps of a play get, measured on long ones: what comes after the simulation takes as long. */
const reached = { played: 0.4, judged: 0.55, hashed: 0.7, compared: 0.75 } as const;

/** Loads a scenario, plays it, compares it with its golden trace and makes its reports. */
export async function play(order: PlayOrder, pace: Pace): Promise<Played | "given-up"> {
  const { path, options } = order;
  const { scenario, ignored, notes } = load(path, options, order.standardInput);
  const began = performance.now();
  const tunnel = createWindTunnel(scenario);
  const at = shownInstant(options, scenario);
  let autoscalers: readonly Autoscaler[] = [];
  const look = (): void => {
    autoscalers = tunnel.autoscalers();
  };
  for (const share of advanceLooking({ tunnel, path, at, look })) {
    if (!(await pace(share * reached.played))) return "given-up";
  }
  const run = tunnel.finish();
  const wallMs = performance.now() - began;
  await pace(reached.judged);
  const report: RunReport = {
    run,
    traceHash: traceHash(run.trace),
    ignored: ignored.map(({ reference: { kind, name }, place, because }) => {
      const object = name === "" ? kind : `${kind} ${name}`;
      return `${object} (${place}): ${because}`;
    }),
    notes,
  };
  await pace(reached.hashed);
  const golden = settleGolden(path, goldenText(run, report.traceHash), options);
  await pace(reached.compared);
  const document = (): RunDocument => runDocument(report);
  const reports = await reportFiles({ ...order, report, document, kinds: options.report });
  const compared = golden.kind === "same" || golden.kind === "differs" ? golden.kind : "absent";
  return {
    outcome: {
      kind: "played",
      name: scenario.name,
      golden: compared,
      run: { verdicts: run.verdicts, summary: run.summary },
    },
    golden: golden.kind,
    files: golden.kind === "written" ? [golden.file, ...reports] : reports,
    screen:
      order.look === undefined
        ? ""
        : options.view === "kubectl"
          ? kubectlView({ run, at, autoscalers })
          : screenText({ report, golden, wallMs, look: order.look }),
    steps: nextSteps({ path, options, run, golden: golden.kind }),
    document: options.json ? document() : undefined,
  };
}
