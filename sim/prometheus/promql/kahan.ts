/** A sum and what its last digits lost. */
export type Compensated = readonly [sum: number, carry: number];

/**
 * Adds to a sum with Neumaier's compensation.
 *
 * Source: prometheus v0.315.0 util/kahansum
 */
export function increase(addend: number, sum: number, carry: number): Compensated {
  const total = sum + addend;
  return [total, carryAfter({ addend, sum, carry })];
}

/** What is lost in total once the addend has joined the sum. */
export function carryAfter({
  addend,
  sum,
  carry,
}: {
  readonly addend: number;
  readonly sum: number;
  readonly carry: number;
}): number {
  const total = sum + addend;
  if (total === Infinity || total === -Infinity) return 0;
  return Math.abs(sum) >= Math.abs(addend) ? carry + (sum - total + addend) : carry + (addend - total + sum);
}

/** A sum that is being added up, without a new object for each addend. */
export interface RunningSum {
  sum: number;
  carry: number;
}

/** Of nothing yet. */
export const runningSum = (): RunningSum => ({ sum: 0, carry: 0 });

/** The same as `increase`, in place. */
export function addTo(total: RunningSum, addend: number): void {
  const { sum, carry } = total;
  total.carry = carryAfter({ addend, sum, carry });
  total.sum = sum + addend;
}
