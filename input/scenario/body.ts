import type { Expectation } from "../../sim/checks/expectation.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { Action, Fault, Load, MetricSource, WorkloadModel } from "../../sim/scenario.ts";
import { microseconds } from "../../sim/units.ts";
import type { Instants } from "../fields/moment.ts";
import { collect, listOf, mapOf, mapping, type Read } from "../fields/read.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { InputError, type Problem } from "../input-error.ts";
import { childOf, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { action } from "./action.ts";
import type { Context } from "./context.ts";
import { expectation } from "./expectation.ts";
import { fault, refuseOverlaps } from "./fault.ts";
import type { Head } from "./head.ts";
import { load } from "./load.ts";
import { source } from "./source.ts";
import { workload } from "./workload.ts";

/** What a scenario says about the objects of its manifests. */
export type Body = {
  readonly workloads: readonly WorkloadModel[];
  readonly loads: readonly Load[];
  readonly sources: readonly MetricSource[];
  readonly actions: readonly Action[];
  readonly faults: readonly Fault[];
  readonly expectations: readonly Expectation[];
};

export type BodyContext = Context & {
  /** What the files of each action hold, by the action's name. */
  readonly applied: ReadonlyMap<string, readonly ClusterObject[]>;
  readonly configs: ConfigFiles;
};

/** Reads everything that names objects. All that is wrong with it is reported at once. */
export function body(head: Head, context: BodyContext): Body {
  const problems: Problem[] = [];
  const read = <Value>(node: Node | undefined, reader: (node: Node) => readonly Value[]): readonly Value[] =>
    node === undefined ? [] : (collect(problems, () => reader(node))?.[0] ?? []);

  const workloads = read(head.workloads, workloadsOf(context));
  const readWorkloads = problems.length === 0 ? workloads : undefined;
  const loads = read(
    head.load,
    mapOf((name, entry) => load(name, entry, context)),
  );
  const sources = read(head.sources, sourcesOf(head, context));
  const actions = read(head.actions, actionsOf(head, context));
  const faults = read(head.faults, faultsOf(head, context, readWorkloads));
  const claims = { world: context, instants: instantsOf(head, { loads, actions, faults }) };
  const expectations = read(
    head.expect,
    listOf((node) => expectation(node, claims)),
  );
  if (problems.length > 0) throw new InputError(problems);
  return { workloads, loads, sources, actions, faults, expectations };
}

function actionsOf({ cluster }: Head, context: BodyContext): Read<readonly Action[]> {
  const { duration, configs } = context;
  return mapOf((name, entry) =>
    action(name, entry, { world: context, duration, configs, cluster, objects: context.applied.get(name) ?? [] }),
  );
}

/** Two that answer at one address cannot be told apart. */
function sourcesOf({ cluster: { prometheus } }: Head, context: Context): Read<readonly MetricSource[]> {
  return (node) => {
    const taken = new Map(prometheus === undefined ? [] : [[prometheus.address, "prometheus"]]);
    return mapOf((name, entry) => {
      const read = source(name, entry, context);
      const other = taken.get(read.address);
      const place = childOf(entry.value, "address")?.place ?? entry.keyPlace;
      if (other !== undefined) throw errorAt(place, `${quote(read.address)} is where ${other} answers`);
      taken.set(read.address, name);
      return read;
    })(node);
  };
}

function faultsOf(
  head: Head,
  context: Context,
  workloads: readonly WorkloadModel[] | undefined,
): Read<readonly Fault[]> {
  const { cluster, duration } = head;
  const tellers = workloads?.filter(({ metrics }) => metrics !== undefined).map(objectKey);
  const settings = { world: context, cluster, sources: keysOf(head.sources), tellers, duration };
  return (node) => {
    const faults = mapOf((name, entry) => fault(name, entry, settings))(node);
    refuseOverlaps(faults, (name) => mapping(node).entries.get(name)?.keyPlace ?? node.place);
    return faults;
  };
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

/** A load, an action or a fault that could not be read still has its name, so that no expectation is blamed for it. */
function instantsOf(head: Head, { loads, actions, faults }: Pick<Body, "loads" | "actions" | "faults">): Instants {
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
    faults: new Map([
      ...keysOf(head.faults).map((name) => [name, undefined] as const),
      ...faults.map(({ name, from, until }) => [name, { from, until }] as const),
    ]),
    end: head.duration,
  };
}

const keysOf = (node: Node | undefined): readonly string[] => (node?.kind === "map" ? [...node.entries.keys()] : []);
