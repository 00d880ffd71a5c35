import type { TargetName } from "../../sim/checks/expectation.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { Action, ClusterSettings, MetricsServerFlags } from "../../sim/scenario.ts";
import type { Duration } from "../../sim/units.ts";
import { matcherList } from "../alertmanager/route.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { asNode, atMostOne, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { boolean, integer } from "../fields/scalars.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { childOf, isNull, type MapEntry, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { instantName } from "./instant-name.ts";
import { externalMetricsServer, type MetricsServers } from "./keda.ts";
import { nameOf, type World } from "./names.ts";
import { reload } from "./reload.ts";
import { targetKeys, targetOf } from "./target.ts";

const actionKeys = [
  "apply",
  "restart",
  "scale",
  "delete",
  "reload",
  "silence",
  "apiServices",
  "metricsServer",
] as const;

type Silence = Extract<Action, { readonly kind: "silence" }>;

export type ActionContext = {
  readonly world: World;
  readonly duration: Duration;
  /** What the files of the action hold; empty for any action but `apply`. */
  readonly objects: readonly ClusterObject[];
  readonly configs: ConfigFiles;
  readonly cluster: MetricsServers & Pick<ClusterSettings, "prometheus">;
};

/** One entry of `actions:`. */
export function action(name: string, { keyPlace, value }: MapEntry, context: ActionContext): Action {
  instantName("action", name, keyPlace);
  const fields = record({
    at: required(duration),
    apply: optional(asNode, undefined),
    restart: optional(asNode, undefined),
    scale: optional(asNode, undefined),
    delete: optional(asNode, undefined),
    reload: optional(asNode, undefined),
    silence: optional(asNode, undefined),
    apiServices: optional(asNode, undefined),
    metricsServer: optional(asNode, undefined),
  })(value);
  const node = mapping(value);
  const { at } = fields;
  if (at > context.duration) {
    throw errorAt(
      childOf(node, "at")?.place ?? keyPlace,
      "this action comes after the end of the run",
      "Make the duration longer.",
    );
  }
  const key = atMostOne(node, actionKeys);
  const body = key === undefined ? undefined : childOf(node, key);
  if (body === undefined || isNull(body)) {
    throw errorAt(
      keyPlace,
      "the action does nothing",
      `Write one of ${actionKeys.join(", ")}: for example restart: {deployment: web}.`,
    );
  }
  switch (key) {
    case "apply":
      return { name, at, kind: "apply", objects: context.objects };
    case "restart":
      return { name, at, kind: "restart", target: deploymentIn(body, context.world) };
    case "scale":
      return { name, at, kind: "scale", ...scaleIn(body, context.world) };
    case "reload":
      return { name, at, kind: "reload", prometheus: reloadIn(body, context) };
    case "silence":
      return { name, at, kind: "silence", ...silenceIn(body, context) };
    case "apiServices":
      return { name, at, kind: "serve-external-metrics", server: externalMetricsServer(body, context.cluster) };
    case "metricsServer":
      return { name, at, kind: "set-metrics-server-flags", flags: metricsServerFlags(body) };
    default:
      return { name, at, kind: "delete", target: deletedIn(body, context.world) };
  }
}

function deploymentIn(node: Node, world: World): TargetName {
  return record({ deployment: required(nameOf(world, ["Deployment"])) })(node).deployment;
}

function scaleIn(node: Node, world: World): { readonly target: TargetName; readonly replicas: number } {
  const { deployment, replicas } = record({
    deployment: required(nameOf(world, ["Deployment"])),
    replicas: required(integer({ min: 0, max: 1_000_000 })),
  })(node);
  return { target: deployment, replicas };
}

function reloadIn(node: Node, { configs, cluster: { prometheus } }: ActionContext): ReturnType<typeof reload> {
  if (prometheus !== undefined) return reload(node, { files: configs, address: prometheus.address });
  throw errorAt(node.place, "the cluster has no prometheus", "Give it one: cluster: {prometheus: {}}.");
}

function silenceIn(node: Node, { cluster: { prometheus } }: ActionContext): Omit<Silence, "name" | "at" | "kind"> {
  if (prometheus?.alertmanager === undefined) {
    const hint = "Give it one: cluster: {prometheus: {alertmanager: alertmanager.yml}}.";
    throw errorAt(node.place, "the cluster has no Alertmanager", hint);
  }
  const read = record({ matchers: required(matcherList), for: required(positiveDuration) })(node);
  if (read.matchers.length > 0) return read;
  const place = childOf(node, "matchers")?.place ?? node.place;
  throw errorAt(place, "a silence has at least one matcher", `Written matchers: ['alertname="HighCpu"'].`);
}

const metricsServerFlags: Read<MetricsServerFlags> = record({ kubeletInsecureTls: required(boolean) });

function deletedIn(node: Node, world: World): ObjectReference {
  record(Object.fromEntries(targetKeys.map((key) => [key, optional(asNode, undefined)])))(node);
  return targetOf(mapping(node), targetKeys, world);
}
