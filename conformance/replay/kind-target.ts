import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoadedScenario } from "../../input/load-scenario.ts";
import { invariant } from "../../sim/invariant.ts";
import { demandOf, refuseDemandAbove } from "../k6/demand.ts";
import { findK6, type K6 } from "../k6/find-k6.ts";
import { type KindCluster, useKindCluster } from "../kind/cluster.ts";
import { kindConfig } from "../kind/cluster-config.ts";
import { clusterName } from "../kind/cluster-name.ts";
import { freePorts } from "../kind/free-ports.ts";
import { withCluster } from "../kind/guard.ts";
import { findKindTools, type KindTools } from "../kind/tools.ts";
import { buildWorkloadImage, type WorkloadImage } from "../workload/image.ts";
import { kindCannotExpress } from "./cannot-express.ts";
import { createClusterClient } from "./cluster-client.ts";
import { entranceManifest, type LoadEntrance, loadEntrances } from "./load-services.ts";
import { metricsServerImage, metricsServerManifests } from "./metrics-server-manifest.ts";
import { asList, type Kubectl, nodeKubectl } from "./node-kubectl.ts";
import { type OnCluster, playOnCluster } from "./play-on-cluster.ts";
import { type PlayedManifests, playedManifests } from "./played-manifests.ts";
import type { Target, TargetOrder } from "./target.ts";

export type KindTargetOptions = {
  /** The node image; kind's own default if absent. */
  readonly image?: string;
  /** A cluster that is there already, and stays. */
  readonly cluster?: string;
  /** The cluster is left behind. */
  readonly keep?: boolean;
  /** The most CPU that the loads may ask for at once. */
  readonly coresMax?: number;
  readonly environment?: NodeJS.ProcessEnv;
};

/** The loads may use so much of a machine: the cluster, k6 and everything else need theirs. */
const coresMaxDefault = 1;

/** A kind cluster of its own for each scenario, with pods that cost what the scenario says, under k6. */
export const kindTarget = (options: KindTargetOptions = {}): Target => ({
  name: "kind",
  cannotExpress: kindCannotExpress,
  use: async (order, play) => {
    const { environment = process.env, coresMax = coresMaxDefault } = options;
    const { scenario } = order.loaded;
    refuseDemandAbove({ coresMax, setting: "KUBEWIND_CORES_MAX" }, demandOf(scenario));
    const tools = await findKindTools(environment);
    const k6 = await findK6(environment);
    const image = await buildWorkloadImage({ folder: cacheFolder(environment), say: order.say });
    const entrances = loadEntrances(scenario);
    const hostPorts = await freePorts(entrances.length);
    const ports = new Map(entrances.map(({ target }, index) => [target, hostPorts[index]!]));
    const use = async (cluster: KindCluster, signal: AbortSignal) =>
      play(await readied({ order, tools, k6, image, entrances, ports, cluster, signal, options }));
    if (options.cluster !== undefined) return onNamed(options.cluster, { tools, order }, use);
    return withCluster(
      {
        ...{ tools, name: clusterName(), folder: order.folder, waitSeconds: 180, say: order.say },
        ...(options.image === undefined ? {} : { image: options.image }),
        keep: options.keep ?? false,
        config: kindConfig({
          controllerManager: scenario.cluster.controllerManager,
          featureGates: scenario.cluster.featureGates,
          nodePorts: entrances.map(({ nodePort, target }) => ({ nodePort, hostPort: ports.get(target)! })),
        }),
      },
      use,
    );
  },
});

/** Where images are kept from one run to the next. */
const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "kubewind");

async function onNamed<Result>(
  name: string,
  { tools, order }: { readonly tools: KindTools; readonly order: TargetOrder },
  use: (cluster: KindCluster, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const cluster = await useKindCluster({ tools, name, folder: order.folder });
  try {
    return await use(cluster, new AbortController().signal);
  } finally {
    await cluster.remove();
  }
}

type Making = {
  readonly order: TargetOrder;
  readonly tools: KindTools;
  readonly k6: K6;
  readonly image: WorkloadImage;
  readonly entrances: readonly LoadEntrance[];
  /** Of this machine, by target of load. */
  readonly ports: ReadonlyMap<string, number>;
  readonly cluster: KindCluster;
  readonly signal: AbortSignal;
  readonly options: KindTargetOptions;
};

/** Puts images and metrics-server onto a cluster, and waits until `kubectl top` answers, if it ever will. */
async function readied(making: Making): Promise<ReturnType<typeof playOnCluster>> {
  const { order, tools, k6, image, entrances, ports, cluster, signal } = making;
  const { loaded, say } = order;
  const manifests = playedManifests(loaded, image.reference);
  const kubectl = nodeKubectl(tools, cluster.name, signal);
  say("loading images");
  await cluster.loadArchive(image.archive);
  for (const each of manifests.images) await cluster.loadImage(each);
  await loadMetricsServer(cluster, loaded);
  await installMetricsServer(kubectl, loaded, { say, signal });
  await createNamespaces(kubectl, manifests);
  await kubectl(["apply", "-f", "-"], asList(entrances.map(entranceManifest)));
  const onCluster: OnCluster = {
    ...{ order, k6, kubectl, manifests, ports, signal },
    client: createClusterClient(cluster.kubeconfig),
    versions: { kind: tools.kind.version.replace(/^v/, ""), [tools.engine.name]: tools.engine.version },
  };
  return playOnCluster(onCluster);
}

/** The node may have the image already, or be able to get it: a container engine without it is no reason to stop. */
const loadMetricsServer = (cluster: KindCluster, { scenario }: LoadedScenario): Promise<void> =>
  cluster.loadImage(metricsServerImage(scenario.cluster.metricsServer.version)).catch(() => {});

const rolloutSeconds = 120;

async function installMetricsServer(
  kubectl: Kubectl,
  { scenario }: LoadedScenario,
  { say, signal }: { readonly say: TargetOrder["say"]; readonly signal: AbortSignal },
): Promise<void> {
  const { kubeletInsecureTls, metricResolution, version } = scenario.cluster.metricsServer;
  const image = metricsServerImage(version);
  say(`installing metrics-server ${version}`);
  await kubectl(
    ["apply", "-f", "-"],
    asList(metricsServerManifests({ flags: { kubeletInsecureTls }, metricResolution, image })),
  );
  // One that trusts no kubelet is never ready.
  if (!kubeletInsecureTls) return;
  const deadline = Date.now() + rolloutSeconds * 1000;
  for (;;) {
    try {
      const top = await kubectl(["top", "nodes", "--no-headers"]);
      if (top.trim() !== "") {
        say("kubectl top answers");
        return;
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(2000, undefined, { signal });
  }
}

/** Namespaces that no manifest makes, but objects lie in. */
async function createNamespaces(kubectl: Kubectl, { first, later }: PlayedManifests): Promise<void> {
  const all = [...first, ...[...later.values()].flat()] as readonly {
    readonly kind?: string;
    readonly metadata?: { readonly namespace?: string; readonly name?: string };
  }[];
  const made = new Set(all.flatMap(({ kind, metadata }) => (kind === "Namespace" ? [metadata?.name] : [])));
  const needed = new Set(all.map(({ metadata }) => metadata?.namespace ?? "default"));
  const missing = [...needed].filter((name) => name !== "default" && !made.has(name));
  invariant(!missing.includes("kube-system"), "a scenario leaves kube-system alone");
  if (missing.length === 0) return;
  await kubectl(
    ["apply", "-f", "-"],
    asList(missing.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }))),
  );
}
