/**
 * The `count` largest or smallest values, best first, each by its index; NaN is worse than all else.
 *
 * Of equal ones those stay, and stand first, that do in a binary heap with the worst at its root and an insertion sort.
 * Source: prometheus v0.315.0 promql/engine.go (aggregationK); go1.26 container/heap, sort
 */
export function bestOf(values: readonly number[], count: number, isTop: boolean): readonly number[] {
  const isWorse = (a: number, b: number): boolean => Number.isNaN(a) || (isTop ? a < b : a > b);
  const isBetter = (a: number, b: number): boolean => (isTop ? a > b : a < b) || (Number.isNaN(b) && !Number.isNaN(a));
  const heap: number[] = [];
  const valueAt = (at: number): number => values[heap[at]!]!;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isWorse(valueAt(at), valueAt(parent))) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const isRight = left + 1 < heap.length && isWorse(valueAt(left + 1), valueAt(left));
      const child = isRight ? left + 1 : left;
      if (!isWorse(valueAt(child), valueAt(at))) return;
      swap(at, child);
      at = child;
    }
  };
  for (const [index, value] of values.entries()) {
    if (heap.length < count) {
      heap.push(index);
      rise(heap.length - 1);
    } else if (isBetter(value, valueAt(0))) {
      heap[0] = index;
      sink();
    }
  }
  for (let next = 1; next < heap.length; next++) {
    for (let at = next; at > 0 && isWorse(valueAt(at - 1), valueAt(at)); at--) swap(at, at - 1);
  }
  return heap;
}
