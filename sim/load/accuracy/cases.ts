import { seconds } from "../../units.ts";
import { constant, spike } from "../shapes.ts";
import type { AccuracyCase } from "./comparison.ts";

const plain = {
  slotsPerPod: 4,
  serviceSeconds: 0.1,
  variation: "exponential",
  queueMaxPerPod: Number.POSITIVE_INFINITY,
  timeoutSeconds: Number.POSITIVE_INFINITY,
} as const;

/** A level load on one pod, long enough to be at rest; the busier it is, the longer that takes to show. */
function atRest(slots: number, utilisation: number, variation: "exponential" | "none"): AccuracyCase {
  const perSecond = (utilisation * slots) / plain.serviceSeconds;
  const answers = utilisation < 0.9 ? 50_000 : 160_000;
  const fromSeconds = 200;
  return {
    ...plain,
    name: `M/${variation === "none" ? "D" : "M"}/${slots}, utilisation ${utilisation}`,
    shape: { kind: "open", rate: constant(perSecond) },
    slotsPerPod: slots,
    variation,
    pods: [{ atSeconds: 0, count: 1 }],
    fromSeconds,
    untilSeconds: fromSeconds + Math.round(answers / perSecond),
    plays: 8,
  };
}

/** A spike of one minute from half the capacity to `peak` times the capacity; then two minutes to recover. */
function burst(peak: number, changes: Partial<AccuracyCase> = {}): AccuracyCase {
  const { pods = [{ atSeconds: 0, count: 10 }], variation = "exponential" } = changes;
  const capacity = ((pods[0]?.count ?? 0) * plain.slotsPerPod) / plain.serviceSeconds;
  const rate = { base: capacity / 2, peak: capacity * peak, rise: seconds(20), hold: seconds(60), fall: seconds(20) };
  return {
    ...plain,
    name: `burst to ${peak} × capacity, ${(capacity * plain.serviceSeconds).toFixed(0)} slots, ${variation}`,
    shape: { kind: "open", rate: spike(rate) },
    variation,
    pods,
    fromSeconds: 0,
    untilSeconds: 220,
    plays: 16,
    ...changes,
  };
}

function closed(clients: number, thinkSeconds: number, variation: "exponential" | "none"): AccuracyCase {
  return {
    ...plain,
    name: `${clients} clients, think ${thinkSeconds} s, 8 slots, ${variation}`,
    shape: { kind: "closed", clients, think: seconds(thinkSeconds) },
    variation,
    pods: [{ atSeconds: 0, count: 2 }],
    fromSeconds: 50,
    untilSeconds: 550,
    plays: 8,
  };
}

const onePod = { pods: [{ atSeconds: 0, count: 1 }], plays: 100 } as const;
const doubled = {
  pods: [
    { atSeconds: 0, count: 10 },
    { atSeconds: 50, count: 20 },
  ],
} as const;

/** What the accuracy of the fluid model is published for: a queue at rest, one that is overrun, and one with closed clients. */
export const restCases: readonly AccuracyCase[] = (["exponential", "none"] as const).flatMap((variation) =>
  [1, 4, 32].flatMap((slots) => [0.5, 0.8, 0.9].map((utilisation) => atRest(slots, utilisation, variation))),
);

export const burstCases: readonly AccuracyCase[] = [
  burst(1, onePod),
  burst(1.5, onePod),
  burst(0.9),
  burst(1, { plays: 48 }),
  burst(1.1),
  burst(1.5),
  burst(1.5, { variation: "none" }),
  burst(2, { ...doubled, name: "burst to 2 × capacity, twice the pods after 50 s" }),
  burst(2, { timeoutSeconds: 5, name: "burst to 2 × capacity, clients wait 5 s" }),
  burst(2, { queueMaxPerPod: 100, name: "burst to 2 × capacity, 100 wait in a pod" }),
];

export const closedCases: readonly AccuracyCase[] = [
  closed(10, 0.1, "exponential"),
  closed(20, 0, "exponential"),
  closed(20, 0.1, "exponential"),
  closed(20, 0.1, "none"),
  closed(100, 1, "exponential"),
  closed(100, 2, "none"),
];
