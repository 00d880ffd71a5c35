import { basename } from "node:path";
import { judgeReplay } from "../conformance/replay/judge-replay.ts";
import { playOn } from "../conformance/replay/target.ts";
import { isTargetError } from "../conformance/replay/target-error.ts";
import { InputError } from "../input/input-error.ts";
import { printable } from "../reports/printable.ts";
import { isGoodReplay } from "../reports/replay/glance.ts";
import { LimitError } from "../sim/kernel/kernel.ts";
import { exitCode } from "./exit-code.ts";
import { codeOfFailure, failureOf } from "./failure.ts";
import { endOnInterrupt, interruptedWith } from "./interrupt.ts";
import type { ReplayOptions } from "./options.ts";
import { type RunKeeper, runKeeper } from "./recorded-run-file.ts";
import { replayFiles } from "./replay-files.ts";
import { type ReplayOrder, replayOrders } from "./replay-orders.ts";
import { type ReplayResult, replayScreen } from "./replay-screen.ts";
import { type ChosenTarget, chosenTarget } from "./replay-target.ts";
import { type PageAssets, pageAssets } from "./report-files.ts";
import { writeWhole } from "./whole-file.ts";

/** `kubewind replay`: plays scenarios on a target, simulates the same, and answers whether the simulation told the truth. */
export const replayCommand = async (paths: readonly string[], options: ReplayOptions): Promise<number> =>
  replayOn(await chosenTarget(options), paths, options);

/** Replays scenarios one after the other: a target may take all that a machine has. */
export async function replayOn(
  { target, endsItself }: ChosenTarget,
  paths: readonly string[],
  options: ReplayOptions,
): Promise<number> {
  if (!endsItself) endOnInterrupt(() => {});
  const keep = runKeeper(options);
  const orders = await replayOrders(paths, { options, target });
  const replaying: Replaying = { target, options, keep, assets: await pageAssets(options.report) };
  const screen = replayScreen(orders, options);
  const codes: number[] = [];
  for (const order of orders) {
    const result = await attemptOne(order, replaying);
    if (result.kind === "interrupted") return result.code;
    screen.show(result);
    codes.push(codeOf(result));
  }
  screen.finish();
  return Math.max(...codes);
}

type Replaying = {
  readonly target: ChosenTarget["target"];
  readonly options: ReplayOptions;
  readonly keep: RunKeeper;
  readonly assets: PageAssets | undefined;
};

type Interrupted = { readonly kind: "interrupted"; readonly code: number };

/** Replays one scenario; a failure is a result, so that those before and after it are not lost. */
async function attemptOne(order: ReplayOrder, replaying: Replaying): Promise<ReplayResult | Interrupted> {
  try {
    return await replayOne(order, replaying);
  } catch (error) {
    const code = interruptedWith(error);
    if (code !== undefined) return { kind: "interrupted", code };
    const told = isTargetError(error) ? new InputError([{ file: order.path, message: error.message }]) : error;
    return { ...order, kind: "failed", failure: failureOf(told) };
  }
}

async function replayOne(order: ReplayOrder, { target, options, keep, assets }: Replaying): Promise<ReplayResult> {
  const { path, name, folder, loaded } = order;
  const recorded = await playOn(target, { loaded, path, folder, say: sayOn(name) });
  const kept = keep(recorded, basename(folder));
  const replay = judged(() => judgeReplay(loaded.scenario, recorded), path);
  const files = await replayFiles({ replay, folder, kinds: options.report, assets });
  for (const file of files) writeWhole(file);
  return { ...order, kind: "judged", replay, written: [...kept, ...files.map((file) => file.path)] };
}

/** A simulation that outgrows its limit is the scenario's affair. */
function judged<Replay>(judge: () => Replay, path: string): Replay {
  try {
    return judge();
  } catch (error) {
    if (error instanceof LimitError) throw new InputError([{ file: path, message: error.message }]);
    throw error;
  }
}

/** Says on standard error what takes long, and how long the scenario has been under way by then. */
function sayOn(name: string): (line: string) => void {
  const began = performance.now();
  return (line) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    console.error(printable(`${name}  ${seconds}s  ${line}`));
  };
}

function codeOf(result: ReplayResult): number {
  if (result.kind === "failed") return codeOfFailure(result.failure);
  return isGoodReplay(result.replay) ? exitCode.met : exitCode.notMet;
}
