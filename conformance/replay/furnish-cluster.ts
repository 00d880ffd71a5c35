import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "../../input/input-error.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { K6 } from "../k6/find-k6.ts";
import type { KindCluster } from "../kind/cluster.ts";
import { controllerManagerArguments } from "../kind/cluster-config.ts";
import type { KindTools } from "../kind/tools.ts";
import type { WorkloadImage } from "../workload/image.ts";
import { createClusterClient } from "./cluster-client.ts";
import { entranceManifest, type LoadEntrance } from "./load-services.ts";
import { metricsServerImage, metricsServerManifests } from "./metrics-server-manifest.ts";
import { asList, type Kubectl, nodeKubectl } from "./node-kubectl.ts";
import { playOnCluster } from "./play-on-cluster.ts";
import { type PlayedManifests, playedManifests } from "./played-manifests.ts";
import type { ReadyTarget, TargetOrder } from "./target.ts";

/** A cluster, and what is to come onto it. */
export type Furnishing = {
  readonly order: TargetOrder;
  readonly tools: KindTools;
  readonly k6: K6;
  readonly image: WorkloadImage;
  readonly entrances: readonly LoadEntrance[];
  readonly cluster: KindCluster;
  /** Where an entrance is reached from this machine. */
  readonly urlOf: (entrance: LoadEntrance) => string;
  readonly signal: AbortSignal;
};

/** Puts images, metrics-server and the entrances of load onto a cluster, and waits until `kubectl top` answers, if it ever will. */
export async function furnished(furnishing: Furnishing): Promise<ReadyTarget> {
  const { order, tools, k6, image, entrances, cluster, urlOf, signal } = furnishing;
  const { loaded, say } = order;
  const manifests = playedManifests(loaded, image.reference);
  const kubectl = nodeKubectl(tools, cluster.name, signal);
  say("loading images");
  await cluster.loadArchive(image.archive);
  for (const each of [...manifests.images, metricsServerImage(loaded.scenario.cluster.metricsServer.version)]) {
    // The node may have it already, or be able to get it: a container engine without it is no reason to stop.
    await cluster
      .loadImage(each)
      .catch(() => say(`${each} is not on this machine: the node has to have it, or to get it`));
  }
  await installMetricsServer(kubectl, loaded.scenario, { say, signal });
  await createNamespaces(kubectl, manifests);
  await kubectl(["apply", "-f", "-"], asList(entrances.map(entranceManifest)));
  return playOnCluster({
    ...{ order, k6, kubectl, manifests, signal },
    urls: new Map(entrances.map((entrance) => [entrance.target, urlOf(entrance)])),
    client: createClusterClient(cluster.kubeconfig),
    versions: { kind: tools.kind.version.replace(/^v/, ""), [tools.engine.name]: tools.engine.version },
  });
}

/** The longest that the pods of a scenario may take to go. */
const goneSecondsMax = 60;

const metricsServerSecondsMax = 120;

async function installMetricsServer(
  kubectl: Kubectl,
  { cluster }: Scenario,
  { say, signal }: { readonly say: TargetOrder["say"]; readonly signal: AbortSignal },
): Promise<void> {
  const { kubeletInsecureTls, metricResolution, version } = cluster.metricsServer;
  const image = metricsServerImage(version);
  say(`installing metrics-server ${version}`);
  await kubectl(
    ["apply", "-f", "-"],
    asList(metricsServerManifests({ flags: { kubeletInsecureTls }, metricResolution, image })),
  );
  // One that trusts no kubelet is never ready.
  if (!kubeletInsecureTls) return;
  const deadline = Date.now() + metricsServerSecondsMax * 1000;
  for (;;) {
    try {
      const top = await kubectl(["top", "nodes", "--no-headers"]);
      if (top.trim() !== "") {
        say("kubectl top answers");
        return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (Date.now() > deadline) throw error;
    }
    await sleep(2000, undefined, { signal });
  }
}

type Named = { readonly kind?: string; readonly metadata?: { readonly namespace?: string; readonly name?: string } };

/** Namespaces before what lies in them: those of the manifests, as written, and those that no manifest makes. */
async function createNamespaces(kubectl: Kubectl, manifests: PlayedManifests): Promise<void> {
  const objects = objectsOf(manifests);
  const written = objects.filter(({ kind }) => kind === "Namespace");
  const made = new Set(["default", ...written.map(({ metadata }) => metadata?.name)]);
  const needed = new Set(objects.filter((each) => !written.includes(each)).map(({ metadata }) => metadata?.namespace));
  const missing = [...needed].filter((name) => name !== undefined && !made.has(name));
  const namespaces = missing.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  if (written.length + namespaces.length > 0) await kubectl(["apply", "-f", "-"], asList([...written, ...namespaces]));
}

const objectsOf = ({ first, later }: PlayedManifests): readonly Named[] =>
  [...first, ...[...later.values()].flat()] as readonly Named[];

/** The address at which a cluster's node is reached from this machine, where containers are. */
export async function nodeAddress(tools: KindTools, name: string, { kubeconfig }: KindCluster): Promise<string> {
  const { items } = (await createClusterClient(kubeconfig).get("/api/v1/nodes")) as {
    readonly items: readonly {
      readonly status: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
    }[];
  };
  const address = items[0]?.status.addresses.find(({ type }) => type === "InternalIP")?.address;
  if (address !== undefined) return address;
  throw new InputError([{ message: `cluster ${name} of ${tools.engine.name} has no node with an InternalIP` }]);
}

/** An InputError where a cluster that is there already has other flags than the scenario. */
export async function requireFlags({ order, cluster }: Furnishing): Promise<void> {
  const path = "/api/v1/namespaces/kube-system/pods?labelSelector=component%3Dkube-controller-manager";
  const { items } = (await createClusterClient(cluster.kubeconfig).get(path)) as {
    readonly items: readonly {
      readonly spec: { readonly containers: readonly { readonly command?: readonly string[] }[] };
    }[];
  };
  const command = items[0]?.spec.containers[0]?.command ?? [];
  const isOfHpa = (word: string): boolean => /^--(horizontal-pod-autoscaler|concurrent-horizontal)/.test(word);
  const has = command.filter(isOfHpa).sort();
  const needs = controllerManagerArguments(order.loaded.scenario.cluster.controllerManager)
    .map(({ name, value }) => `--${name}=${value}`)
    .sort();
  if (has.join(" ") === needs.join(" ")) return;
  const message = `the kube-controller-manager of cluster ${cluster.name} has ${flagsText(has)}, and the scenario needs ${flagsText(needs)}`;
  throw new InputError([{ message, hint: "Leave --cluster out: a cluster with these flags is made then." }]);
}

const flagsText = (flags: readonly string[]): string => (flags.length === 0 ? "no flags of the HPA" : flags.join(" "));

/** Deletes what a run applies to a cluster that stays, but for metrics-server, and waits until it is gone. */
export async function takeAway({ order, tools, image, entrances, cluster }: Furnishing): Promise<void> {
  const kubectl = nodeKubectl(tools, cluster.name, AbortSignal.timeout(goneSecondsMax * 1000));
  const objects = [...objectsOf(playedManifests(order.loaded, image.reference)), ...entrances.map(entranceManifest)];
  await kubectl(["delete", "-f", "-", "--ignore-not-found", "--cascade=foreground"], asList(objects));
}
