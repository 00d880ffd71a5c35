import { basename, dirname, resolve } from "node:path";
import { formatProblem, InputError } from "../input/input-error.ts";
import type { RunDocument } from "../reports/json.ts";
import { LimitError } from "../sim/kernel/kernel.ts";
import { documentOf, type Played, type PlayOrder, type Progress, play } from "./play.ts";

/** What became of one scenario, so that it can come from another thread. */
export type ScenarioResult = { readonly path: string; readonly name: string } & (
  | { readonly kind: "played"; readonly played: Played; readonly document: RunDocument | undefined }
  /** What the user gave cannot be used; the text says why, for a terminal. */
  | { readonly kind: "bad-input"; readonly text: string }
  | { readonly kind: "bug"; readonly text: string }
);

/** Plays one scenario; a failure is a result. */
export async function resultOf(order: PlayOrder, progress: Progress): Promise<ScenarioResult> {
  const { path } = order;
  const about = { path, name: basename(dirname(resolve(path))) };
  try {
    const played = await play(order, progress);
    return { ...about, kind: "played", played, document: order.options.json ? documentOf(played) : undefined };
  } catch (error) {
    const badInput = badInputText(error);
    if (badInput !== undefined) return { ...about, kind: "bad-input", text: badInput };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...about, kind: "bug", text: `this is a bug of kubewind: ${detail}` };
  }
}

/** The text of an error that the user can mend; undefined for any other. */
export function badInputText(error: unknown): string | undefined {
  if (error instanceof InputError) return error.problems.map(formatProblem).join("\n\n");
  return error instanceof LimitError ? error.message : undefined;
}
