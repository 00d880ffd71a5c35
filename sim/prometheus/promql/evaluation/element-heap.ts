/** Says which of two elements comes first. */
type Before<Item> = (first: Item, second: Item) => boolean;

/**
 * Puts an element into a heap whose first comes before all others.
 *
 * Among equal elements the order in a heap is an accident, but it is the same accident as upstream's. Source: go1.26 container/heap
 */
export function pushToHeap<Item>(heap: Item[], item: Item, before: Before<Item>): void {
  heap.push(item);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at]!, heap[parent]!)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

/** Takes the first element of a heap away for another. */
export function replaceFirst<Item>(heap: Item[], item: Item, before: Before<Item>): void {
  heap[0] = item;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= heap.length) return;
    const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
    if (!before(heap[child]!, heap[at]!)) return;
    swap(heap, at, child);
    at = child;
  }
}

function swap<Item>(heap: Item[], first: number, second: number): void {
  const held = heap[first]!;
  heap[first] = heap[second]!;
  heap[second] = held;
}

/** So few elements are sorted by insertion; upstream leaves the order of more that are equal to chance. */
export function sortInserting<Item>(items: Item[], before: Before<Item>): void {
  for (let end = 1; end < items.length; end++) {
    for (let at = end; at > 0 && before(items[at]!, items[at - 1]!); at--) swap(items, at, at - 1);
  }
}
