import type { UsageModel, UsageProfile } from "../../sim/scenario.ts";
import { cpu, memory, parseCpu, parseMemory } from "../fields/amount.ts";
import { optional, type Read, record } from "../fields/read.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import type { Context } from "./context.ts";
import { type Quantity, shapeOrConstant } from "./shape.ts";

type Serving = { readonly container: string; readonly context: Context };

/** `usage:` of a workload: what its pods use, whatever requests they get. */
export function usageModel(node: Node, { container, context }: Serving): UsageModel {
  const fields = record({
    cpu: optional(profile({ key: "value", read: cpu, parse: parseCpu }, context), undefined),
    memory: optional(profile({ key: "value", read: memory, parse: parseMemory }, context), undefined),
  })(node);
  if (fields.cpu === undefined && fields.memory === undefined) {
    throw errorAt(node.place, "the usage says nothing", "Give cpu, memory or both: usage: {cpu: {total: 500m}}.");
  }
  return {
    container,
    ...(fields.cpu === undefined ? {} : { cpu: fields.cpu }),
    ...(fields.memory === undefined ? {} : { memory: fields.memory }),
  };
}

function profile(quantity: Quantity, context: Context): Read<UsageProfile> {
  const read = shapeOrConstant(quantity, { context, span: context.duration });
  return (node) => {
    const { total, pod } = record({ total: optional(read, undefined), pod: optional(read, undefined) })(node);
    if ((total === undefined) === (pod === undefined)) {
      const hint = "total is shared by the ready pods, pod is what each of them uses.";
      throw errorAt(node.place, 'give exactly one of "total" and "pod"', hint);
    }
    return total === undefined ? { per: "pod", profile: pod ?? [] } : { per: "total", profile: total };
  };
}
