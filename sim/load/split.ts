import type { Phase } from "./flow.ts";
import { chord, difference, type Line, noRate, rateAfter, sumOf } from "./line.ts";

/** What several targets send to the same pods, and what they have waiting there. */
type Shares = {
  readonly offered: readonly Line[];
  readonly backlogs: readonly number[];
  readonly capacity: number;
  /** How long the offered rates and the phase last. */
  readonly seconds: number;
};

/** What becomes of one target's requests. */
type Division = { readonly served: Line; readonly surplus: Line };

/**
 * Divides what the pods do among the targets that share them, so that each target's account closes.
 *
 * While the backlog grows, or is full, each is served in proportion to what it offers (taken at both ends of the phase and
 * straight in between); while it shrinks, each target's backlog shrinks in proportion, and all end together. With one target
 * this is the fluid queue itself.
 */
export function divide(phase: Phase, shares: Shares): readonly Division[] {
  const { offered, backlogs, capacity, seconds } = shares;
  if (phase === "free") return offered.map((line) => ({ served: line, surplus: noRate }));
  const total = offered.reduce(sumOf, noRate);
  if (phase === "draining" && offered.length > 1) {
    const backlog = backlogs.reduce((sum, part) => sum + part, 0);
    return offered.map((line, index) => {
      const part = backlog > 0 ? backlogs[index]! / backlog : 1 / offered.length;
      const extra = { value: part * (capacity - total.value), slope: -part * total.slope };
      return { served: sumOf(line, extra), surplus: noRate };
    });
  }
  return offered.map((line) => {
    const partAfter = (time: number): number => {
      const all = rateAfter(total, time);
      return offered.length === 1 ? 1 : all > 0 ? rateAfter(line, time) / all : 1 / offered.length;
    };
    const end = seconds < Number.POSITIVE_INFINITY ? seconds : 0;
    const served = chord(capacity * partAfter(0), capacity * partAfter(end), end);
    return { served, surplus: phase === "full" ? difference(line, served) : noRate };
  });
}
