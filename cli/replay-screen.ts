import type { JudgedReplay } from "../conformance/replay/judge-replay.ts";
import { isGoodReplay } from "../reports/replay/glance.ts";
import { type ReplayDocument, replayDocument } from "../reports/replay/json.ts";
import { type ReplayOutcome, replayLines, replayTotals } from "../reports/replay/summary-line.ts";
import { replayReport } from "../reports/replay/terminal.ts";
import { widthOf } from "../reports/text-width.ts";
import { commandText } from "./command-text.ts";
import { type Failure, type FailureDocument, failureDocument, failureText } from "./failure.ts";
import { jsonText } from "./json-text.ts";
import type { ReplayOptions } from "./options.ts";
import type { ReplayOrder } from "./replay-orders.ts";
import { scenarioArgument } from "./scenario-place.ts";
import { headline, shownFile } from "./show-results.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** What became of one scenario. */
export type ReplayResult = ReplayOrder &
  (
    | { readonly kind: "judged"; readonly replay: JudgedReplay; readonly written: readonly string[] }
    | { readonly kind: "failed"; readonly failure: Failure }
  );

/** Where results are shown as they come. */
export type ReplayScreen = { readonly show: (result: ReplayResult) => void; readonly finish: () => void };

/** One scenario in full, several in a line each, or one document of all of them. */
export function replayScreen(orders: readonly ReplayOrder[], options: ReplayOptions): ReplayScreen {
  if (options.json) return documents(orders.length);
  return orders.length === 1 ? report(options) : summary(orders);
}

function report(options: ReplayOptions): ReplayScreen {
  const terminal = terminalOf(standardLook());
  return {
    show: (result) => {
      if (result.kind === "failed") {
        console.error(failureText(result.failure));
        return;
      }
      process.stdout.write(replayReport(result.replay, terminal));
      if (result.written.length > 0) console.log();
      for (const path of result.written) console.log(terminal.style("dim", `Written: ${shownFile(path)}`));
      if (!isGoodReplay(result.replay)) console.log(`\nReplay it again: ${again(result, options)}`);
    },
    finish: () => {},
  };
}

const again = ({ path }: ReplayOrder, { on, cluster, image }: ReplayOptions): string =>
  commandText([
    ...["replay", scenarioArgument(path), "--on", on],
    ...(cluster === undefined ? [] : ["--cluster", cluster]),
    ...(image === undefined ? [] : ["--image", image]),
  ]);

function summary(orders: readonly ReplayOrder[]): ReplayScreen {
  const terminal = terminalOf(standardLook());
  const nameWidth = Math.min(Math.floor(terminal.width * 0.4), Math.max(...orders.map(({ name }) => widthOf(name))));
  const outcomes: ReplayOutcome[] = [];
  return {
    show: (result) => {
      const outcome = outcomeOf(result);
      outcomes.push(outcome);
      if (result.kind === "failed") console.error(`${failureText(result.failure)}\n`);
      process.stdout.write(replayLines(outcome, nameWidth, terminal));
    },
    finish: () => process.stdout.write(replayTotals(outcomes, terminal)),
  };
}

const outcomeOf = (result: ReplayResult): ReplayOutcome =>
  result.kind === "judged" ? result : { name: result.name, kind: "failed", because: headline(result.failure) };

type ReplayItem = (ReplayDocument & { readonly written: readonly string[] }) | FailureDocument;

/** One document, when all is done: of one scenario its own, of several a list of them. */
function documents(count: number): ReplayScreen {
  const items: ReplayItem[] = [];
  return {
    show: (result) => {
      if (result.kind === "failed") console.error(failureText(result.failure));
      items.push(
        result.kind === "failed"
          ? failureDocument(result.failure, result.name)
          : { ...replayDocument(result.replay), written: result.written },
      );
    },
    finish: () => {
      const [only] = items;
      const list = { schemaVersion: 1, kind: "kubewind.dev/ReplayList", items };
      process.stdout.write(jsonText(only !== undefined && count === 1 ? only : list));
    },
  };
}
