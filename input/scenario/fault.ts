import type { TargetName } from "../../sim/checks/expectation.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { ClusterSettings, Fault, FaultKind, FaultPlace } from "../../sim/scenario.ts";
import { type Duration, microseconds } from "../../sim/units.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { asNode, atMostOne, mapping, optional, type Read, readAll, record, required } from "../fields/read.ts";
import { integer, oneOf, text } from "../fields/scalars.ts";
import { nearestName } from "../nearest-name.ts";
import { childOf, isNull, type MapEntry, type MapNode, type Node } from "../node.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";
import { instantName } from "./instant-name.ts";
import { resolveName, type World } from "./names.ts";
import { workloadKinds } from "./workload.ts";

export type FaultContext = {
  readonly world: World;
  readonly cluster: Pick<ClusterSettings, "prometheus" | "prometheusAdapter" | "keda">;
  /** Names of the sources, those that could not be read included. */
  readonly sources: readonly string[];
  /** Workloads that tell metrics, as `namespace/name`; absent when they could not be read. */
  readonly tellers: readonly string[] | undefined;
  readonly duration: Duration;
};

const placeKeys = ["prometheus", "prometheusAdapter", "keda", "workload", "source"] as const;

/** One entry of `faults:`: a span of time, and at one place what is wrong there. */
export function fault(name: string, { keyPlace, value }: MapEntry, context: FaultContext): Fault {
  instantName("fault", name, keyPlace);
  const {
    at,
    until,
    for: lasting,
  } = record({
    at: required(duration),
    until: optional(duration, undefined),
    for: optional(positiveDuration, undefined),
    ...placeFields,
  })(value);
  const node = mapping(value);
  atMostOne(node, ["until", "for"]);
  if (at >= context.duration) {
    const place = childOf(node, "at")?.place ?? keyPlace;
    throw errorAt(place, "this fault begins when the run is over", "Make the duration longer.");
  }
  const never = microseconds(Number.POSITIVE_INFINITY);
  const end = lasting === undefined ? (until ?? never) : microseconds(at + lasting);
  if (end <= at) throw errorAt(childOf(node, "until")?.place ?? keyPlace, "this fault ends before it begins");
  const found = placeAndKind(node, context);
  if (found.what.kind === "body" && (found.where.kind === "prometheus-adapter" || found.where.kind === "keda")) {
    const hint = "Give it a status, make it slow, or take it down.";
    throw errorAt(keyPlace, "what this server answers is not made up of text", hint);
  }
  if (found.what.kind === "certificate" && !showsCertificate(found.where, context)) {
    const hint =
      "Give it one: cluster: {prometheus: {scheme: https}}. The adapter and KEDA have one; workloads and sources have none.";
    throw errorAt(keyPlace, "there is no certificate to distrust", hint);
  }
  return { name, from: at, until: end, ...found };
}

const showsCertificate = ({ kind }: FaultPlace, { cluster }: FaultContext): boolean =>
  kind === "prometheus-adapter" || kind === "keda" || (kind === "prometheus" && cluster.prometheus?.scheme === "https");

/** Faults, of which no two are in one place at one time. */
export function refuseOverlaps(faults: readonly Fault[], placeOf: (name: string) => Place): void {
  readAll(faults, (fault) => {
    const { name, from, until, where } = fault;
    const other = faults
      .slice(0, faults.indexOf(fault))
      .find((each) => isSamePlace(each.where, where) && each.from < until && from < each.until);
    if (other === undefined) return;
    throw errorAt(placeOf(name), `this fault and ${other.name} are in the same place at the same time`);
  });
}

const isSamePlace = (a: FaultPlace, b: FaultPlace): boolean => JSON.stringify(a) === JSON.stringify(b);

const placeFields = Object.fromEntries(placeKeys.map((key) => [key, optional(asNode, undefined)]));

function placeAndKind(node: MapNode, context: FaultContext): { where: FaultPlace; what: FaultKind } {
  const key = placeKeys.find((each) => each === atMostOne(node, placeKeys));
  const value = key === undefined ? undefined : childOf(node, key);
  if (key === undefined || value === undefined || isNull(value)) {
    const hint = `Write one of ${placeKeys.join(", ")}: for example prometheus: down.`;
    throw errorAt(node.place, "nothing says what the fault is in", hint);
  }
  switch (key) {
    case "prometheus":
      if (context.cluster.prometheus === undefined) throw missing(node, "prometheus", "prometheus: {}");
      return { where: { kind: "prometheus" }, what: faultKind(value) };
    case "prometheusAdapter":
      if (context.cluster.prometheusAdapter === undefined) {
        throw missing(node, "prometheusAdapter", "prometheusAdapter: {config: adapter.yml}");
      }
      return { where: { kind: "prometheus-adapter" }, what: faultKind(value) };
    case "keda":
      if (context.cluster.keda === undefined) throw missing(node, "keda", "keda: {}");
      return { where: { kind: "keda" }, what: faultKind(value) };
    case "workload": {
      const [name, entry] = onlyEntry(value, "workload: {web: down}");
      return { where: { kind: "workload", workload: tellerNamed(name, entry, context) }, what: faultKind(entry.value) };
    }
    case "source": {
      const [name, entry] = onlyEntry(value, "source: {rabbitmq: down}");
      if (!context.sources.includes(name)) throw unknownSource(name, entry, context.sources);
      return { where: { kind: "source", name }, what: faultKind(entry.value) };
    }
  }
}

function tellerNamed(name: string, { keyPlace }: MapEntry, { world, tellers }: FaultContext): TargetName {
  const target = resolveName(name, { world, kinds: workloadKinds, place: keyPlace });
  if (tellers === undefined || tellers.includes(objectKey(target))) return target;
  const hint = `What is in the fault is what pods tell: workloads: {${name}: {metrics: […]}}.`;
  throw errorAt(keyPlace, `the pods of ${objectKey(target)} tell no metrics of their own`, hint);
}

function missing(node: MapNode, key: "prometheus" | "prometheusAdapter" | "keda", written: string): Error {
  const place = node.entries.get(key)?.keyPlace ?? node.place;
  return errorAt(place, `the cluster has no ${key}`, `Give it one: cluster: {${written}}.`);
}

/** The one name that a mapping has, and what stands there. */
function onlyEntry(node: Node, written: string): readonly [name: string, entry: MapEntry] {
  const hint = `Written ${written}.`;
  if (node.kind !== "map") throw errorAt(node.place, "expected a name and what is wrong there", hint);
  const [first, second] = node.entries;
  if (first === undefined) throw errorAt(node.place, "expected a name and what is wrong there", hint);
  if (second !== undefined)
    throw errorAt(second[1].keyPlace, "a fault is in one place", "Give each a fault of its own.");
  return first;
}

function unknownSource(name: string, { keyPlace }: MapEntry, sources: readonly string[]): Error {
  const near = nearestName(name, sources);
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  const hint = sources.length === 0 ? "The scenario has no sources." : `There is ${sources.join(", ")}.`;
  return errorAt(keyPlace, `there is no source ${quote(name)}${guess}`, hint);
}

const kindKeys = ["slow", "status", "body", "certificate"] as const;

const kindForm = "Write down, {slow: 30s}, {status: 503}, {body: …} or {certificate: unknown-authority}.";

/** What is wrong: the word `down`, or a mapping that says how it answers. */
const faultKind: Read<FaultKind> = (node) => {
  if (node.kind === "scalar" && node.text === "down") return { kind: "down" };
  if (node.kind !== "map") throw errorAt(node.place, "this is nothing that can go wrong", kindForm);
  const { slow, status, body, certificate } = record({
    slow: optional(positiveDuration, undefined),
    status: optional(integer({ min: 200, max: 599 }), undefined),
    body: optional(text, undefined),
    certificate: optional(oneOf(["unknown-authority", "no-roots", "wrong-name"] as const), undefined),
  })(node);
  atMostOne(node, kindKeys);
  if (slow !== undefined) return { kind: "slow", delay: slow };
  if (status !== undefined) return { kind: "status", status };
  if (body !== undefined) return { kind: "body", body };
  if (certificate !== undefined) return { kind: "certificate", fault: certificate };
  throw errorAt(node.place, "nothing says what goes wrong", kindForm);
};
