import { type Failure, failureOf } from "./failure.ts";
import { type Pace, type Played, type PlayOrder, play } from "./play.ts";
import { scenarioName } from "./scenario-place.ts";
import { StandardInputNeeded } from "./standard-input.ts";

/** What became of one scenario, as plain data. */
export type ScenarioResult = { readonly path: string; readonly name: string } & (
  | { readonly kind: "played"; readonly played: Played }
  | { readonly kind: "failed"; readonly failure: Failure }
);

/** A result, or why there is none yet. */
export type Attempt =
  | ScenarioResult
  /** The pace ended it. */
  | { readonly kind: "given-up" }
  | { readonly kind: "needs-standard-input" };

/** Plays one scenario; every failure is a result. */
export async function attempt(order: PlayOrder, pace: Pace): Promise<Attempt> {
  try {
    const played = await play(order, pace);
    return played === "given-up" ? { kind: "given-up" } : { ...about(order), kind: "played", played };
  } catch (error) {
    return error instanceof StandardInputNeeded ? { kind: "needs-standard-input" } : failed(order, error);
  }
}

export const failed = (order: PlayOrder, error: unknown): ScenarioResult => ({
  ...about(order),
  kind: "failed",
  failure: failureOf(error),
});

const about = ({ path }: PlayOrder): { readonly path: string; readonly name: string } => ({
  path,
  name: scenarioName(path),
});
