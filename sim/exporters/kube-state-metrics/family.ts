import type { Labels } from "../../kubernetes/object.ts";
import type { ConditionStatus } from "../../kubernetes/pod.ts";
import { epochSeconds, type SimTime } from "../../units.ts";

/** A family of kube-state-metrics: what it says of one object of a kind. */
export type Family<Kind> = {
  readonly name: string;
  readonly help: string;
  /** Stable ones say so in their HELP. */
  readonly isStable: boolean;
  /** Otherwise it is a gauge. */
  readonly isCounter?: true;
  readonly readings: (object: Kind) => readonly Reading[];
};

/** One line. Its labels stand after those that name the object, in this order. */
export type Reading = { readonly labels: Labels; readonly value: number };

/** Of families that need what the cluster does not have, or what only a flag of kube-state-metrics makes it say. */
export const none = (): readonly Reading[] => [];

export const one = (value: number): readonly Reading[] => [{ labels: {}, value }];

/** A line that is about its labels. */
export const info = (labels: Labels): readonly Reading[] => [{ labels, value: 1 }];

/** An instant in whole seconds since the epoch; nothing where there is none. */
export const instant = (time: SimTime | undefined): readonly Reading[] => (time === undefined ? [] : one(unix(time)));

export const unix = (time: SimTime): number => Math.floor(epochSeconds(time));

export const flag = (holds: boolean): number => (holds ? 1 : 0);

/** Exactly one of several values of a label holds. */
export const oneOf = (label: string, values: readonly string[], current: string): readonly Reading[] =>
  values.map((value) => ({ labels: { [label]: value }, value: flag(value === current) }));

/** A condition has a line for each status that it could have; the label of the status is the last one. */
export const conditionReadings = (status: ConditionStatus, before: Labels, label: string): readonly Reading[] =>
  (["True", "False", "Unknown"] as const).map((possible) => ({
    labels: { ...before, [label]: possible.toLowerCase() },
    value: flag(possible === status),
  }));
