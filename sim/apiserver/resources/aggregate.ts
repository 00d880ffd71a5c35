import { add, compare, type Quantity } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";

/** Amounts of resources by name. */
export type Quantities = Readonly<Record<string, Quantity>>;

/**
 * What the containers of a pod come to: all that run side by side, or the peak while it starts if that is more.
 *
 * Source: k8s.io/component-helpers v0.36.3 resource AggregateContainerRequests and AggregateContainerLimits
 */
export function aggregateContainers(spec: Api["v1.PodSpec"], bound: "requests" | "limits"): Quantities {
  let running: Quantities = {};
  for (const { resources } of spec.containers ?? []) running = sum(running, resources?.[bound] ?? {});
  let sidecars: Quantities = {};
  let peak: Quantities = {};
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const own = resources?.[bound] ?? {};
    if (restartPolicy === "Always") {
      running = sum(running, own);
      sidecars = sum(sidecars, own);
      peak = larger(peak, sidecars);
    } else {
      peak = larger(peak, sum(own, sidecars));
    }
  }
  return larger(running, peak);
}

const sum = (a: Quantities, b: Quantities): Quantities => combine(a, b, add);

const larger = (a: Quantities, b: Quantities): Quantities =>
  combine(a, b, (mine, other) => (compare(other, mine) > 0 ? other : mine));

function combine(a: Quantities, b: Quantities, of: (mine: Quantity, other: Quantity) => Quantity): Quantities {
  const combined: Record<string, Quantity> = { ...a };
  for (const [name, other] of Object.entries(b)) {
    const mine = a[name];
    combined[name] = mine ? of(mine, other) : other;
  }
  return combined;
}
