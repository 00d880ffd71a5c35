import type { Expectation } from "../../sim/checks/expectation.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { Action, Load, WorkloadModel } from "../../sim/scenario.ts";
import { microseconds } from "../../sim/units.ts";
import type { Instants } from "../fields/moment.ts";
import { collect, listOf, mapOf } from "../fields/read.ts";
import { InputError, type Problem } from "../input-error.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { action } from "./action.ts";
import type { Context } from "./context.ts";
import { expectation } from "./expectation.ts";
import type { Head } from "./head.ts";
import { load } from "./load.ts";
import { workload } from "./workload.ts";

/** What a scenario says about the objects of its manifests. */
export type Body = {
  readonly workloads: readonly WorkloadModel[];
  readonly loads: readonly Load[];
  readonly actions: readonly Action[];
  readonly expectations: readonly Expectation[];
};

export type BodyContext = Context & {
  /** What the files of each action hold, by the action's name. */
  readonly applied: ReadonlyMap<string, readonly ClusterObject[]>;
};

/** Reads everything that names objects. All that is wrong with it is reported at once. */
export function body(head: Head, context: BodyContext): Body {
  const problems: Problem[] = [];
  const read = <Value>(node: Node | undefined, reader: (node: Node) => readonly Value[]): readonly Value[] =>
    node === undefined ? [] : (collect(problems, () => reader(node))?.[0] ?? []);

  const workloads = read(head.workloads, workloadsOf(context));
  const loads = read(
    head.load,
    mapOf((name, entry) => load(name, entry, context)),
  );
  const actions = read(
    head.actions,
    mapOf((name, entry) =>
      action(name, entry, { world: context, duration: context.duration, objects: context.applied.get(name) ?? [] }),
    ),
  );
  const claims = { world: context, instants: instantsOf(head, { loads, actions }) };
  const expectations = read(
    head.expect,
    listOf((node) => expectation(node, claims)),
  );
  if (problems.length > 0) throw new InputError(problems);
  return { workloads, loads, actions, expectations };
}

function workloadsOf(context: Context): (node: Node) => readonly WorkloadModel[] {
  return (node) => {
    const seen = new Set<string>();
    return mapOf((key, entry) => {
      const model = workload(key, entry, context);
      const name = objectKey(model);
      if (seen.has(name)) throw errorAt(entry.keyPlace, `the workload ${name} is described twice`);
      seen.add(name);
      return model;
    })(node);
  };
}

/** A load or an action that could not be read still has its name, so that no expectation is blamed for it. */
function instantsOf(head: Head, { loads, actions }: Pick<Body, "loads" | "actions">): Instants {
  return {
    loads: new Map([
      ...keysOf(head.load).map((name) => [name, undefined] as const),
      // One that was there before zero begins, for expectations, at zero.
      ...loads.map(({ name, from, until }) => [name, { from: microseconds(Math.max(from, 0)), until }] as const),
    ]),
    actions: new Map([
      ...keysOf(head.actions).map((name) => [name, undefined] as const),
      ...actions.map(({ name, at }) => [name, at] as const),
    ]),
    faults: new Map(),
    end: head.duration,
  };
}

const keysOf = (node: Node | undefined): readonly string[] => (node?.kind === "map" ? [...node.entries.keys()] : []);
