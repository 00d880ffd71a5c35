import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { InputError, type Problem } from "../../input/input-error.ts";
import type { LoadedScenario } from "../../input/load-scenario.ts";
import { demandOf, refuseDemandAbove } from "../k6/demand.ts";
import { findK6 } from "../k6/find-k6.ts";
import { useKindCluster } from "../kind/cluster.ts";
import { kindConfig } from "../kind/cluster-config.ts";
import { clusterName } from "../kind/cluster-name.ts";
import { findContainerEngine } from "../kind/container-engine.ts";
import { findKind } from "../kind/find-kind.ts";
import { freePorts } from "../kind/free-ports.ts";
import { withCluster } from "../kind/guard.ts";
import { watchForInterruption } from "../kind/interruption.ts";
import { buildWorkloadImage } from "../workload/image.ts";
import { kindCannotExpress } from "./cannot-express.ts";
import { type Furnishing, furnished, nodeAddress, requireFlags, takeAway } from "./furnish-cluster.ts";
import { loadEntrances } from "./load-services.ts";
import type { ReadyTarget, Target } from "./target.ts";

export type KindTargetOptions = {
  /** The node image; kind's own default if absent. */
  readonly image?: string;
  /** A cluster that is there already, and stays. */
  readonly cluster?: string;
  /** The cluster is left behind. */
  readonly keep?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
};

/** What a target needs besides the cluster. */
type Tools = Omit<Furnishing, "cluster" | "urlOf" | "signal">;

type Play<Result> = (ready: ReadyTarget) => Promise<Result>;

/** A kind cluster, of its own for each scenario unless one is named, with pods that cost what the scenario says, under k6. */
export const kindTarget = (options: KindTargetOptions = {}): Target => ({
  name: "kind",
  cannotExpress: (loaded) => [...kindCannotExpress(loaded), ...demandProblem(loaded, options)],
  use: async (order, play) => {
    const { environment = process.env } = options;
    const { tools, k6 } = await findPrograms(environment);
    const image = await buildWorkloadImage({ folder: cacheFolder(environment), say: order.say });
    const entrances = loadEntrances(order.loaded.scenario);
    const found = { order, tools, k6, image, entrances };
    mkdirSync(order.folder, { recursive: true });
    return options.cluster === undefined ? onOwn(found, options, play) : onNamed(found, options.cluster, play);
  },
});

/** An InputError says all that is missing. */
async function findPrograms(environment: NodeJS.ProcessEnv): Promise<Pick<Tools, "tools" | "k6">> {
  const asked = [findKind(environment), findContainerEngine(environment), findK6(environment)] as const;
  const problems = (await Promise.allSettled(asked)).flatMap((answer): readonly Problem[] => {
    if (answer.status === "fulfilled") return [];
    if (answer.reason instanceof InputError) return answer.reason.problems;
    throw answer.reason;
  });
  if (problems.length > 0) throw new InputError(problems);
  const [kind, engine, k6] = await Promise.all(asked);
  return { tools: { kind, engine, environment }, k6 };
}

function demandProblem(
  { scenario }: LoadedScenario,
  { environment = process.env }: KindTargetOptions,
): readonly string[] {
  const limit = demandLimit(environment);
  try {
    refuseDemandAbove(limit, demandOf(scenario));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ message }) => `${message} (${limit.setting})`);
  }
}

/** The loads may use so much of a machine: the cluster, k6 and everything else need theirs. */
const coresMaxDefault = 1;

function demandLimit(environment: NodeJS.ProcessEnv): { readonly coresMax: number; readonly setting: string } {
  const setting = "KUBEWIND_CORES_MAX";
  const text = environment[setting] ?? "";
  const coresMax = text === "" ? coresMaxDefault : Number(text);
  if (coresMax > 0) return { coresMax, setting };
  throw new InputError([
    { message: `${setting} is "${text}", which is no number of cores`, hint: "Such as 1 or 2.5." },
  ]);
}

/** Where images are kept from one run to the next. */
const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "kubewind");

const readySecondsMax = 180;

async function onOwn<Result>(
  found: Tools,
  { image, keep = false }: KindTargetOptions,
  play: Play<Result>,
): Promise<Result> {
  const { order, tools, entrances } = found;
  const { featureGates, controllerManager } = order.loaded.scenario.cluster;
  const hostPorts = await freePorts(entrances.length);
  const nodePorts = entrances.map(({ nodePort }, index) => ({ nodePort, hostPort: hostPorts[index]! }));
  const urlOf: Furnishing["urlOf"] = ({ nodePort }) =>
    `http://127.0.0.1:${nodePorts.find((each) => each.nodePort === nodePort)?.hostPort}/`;
  return withCluster(
    {
      ...{ tools, name: clusterName(), folder: order.folder, waitSeconds: readySecondsMax, say: order.say, keep },
      ...(image === undefined ? {} : { image }),
      config: kindConfig({ controllerManager, featureGates, nodePorts }),
    },
    (cluster, signal) => played({ ...found, cluster, signal, urlOf }, play),
  );
}

/** Plays on a cluster of the user's, and takes away what was applied. Its ports are reached at the node's own address. */
async function onNamed<Result>(found: Tools, name: string, play: Play<Result>): Promise<Result> {
  const { order, tools } = found;
  const { signal, stopWatching } = watchForInterruption({
    onFirst: (by) => order.say(`${by}: ending; once more to leave at once`),
    onSecond: (by) => order.say(`${by}: leaving; what was applied stays in cluster ${name}`),
  });
  try {
    const cluster = await useKindCluster({ tools, name, folder: order.folder, signal });
    const address = await nodeAddress(tools, name, cluster);
    const furnishing: Furnishing = {
      ...{ ...found, cluster, signal },
      urlOf: ({ nodePort }) => `http://${address}:${nodePort}/`,
    };
    try {
      await requireFlags(furnishing);
      // What another run left there would be the beginning of this one.
      await takeAway(furnishing);
      return await played(furnishing, play);
    } catch (error) {
      // What a run says while it is being ended is a consequence.
      throw signal.aborted ? signal.reason : error;
    } finally {
      await takeAway(furnishing).catch(() => order.say("what was applied may still be there"));
      await cluster.remove();
    }
  } finally {
    stopWatching();
  }
}

async function played<Result>(furnishing: Furnishing, play: Play<Result>): Promise<Result> {
  const { order, cluster, signal } = furnishing;
  const over = new AbortController();
  try {
    return await play(await furnished({ ...furnishing, signal: AbortSignal.any([signal, over.signal]) }));
  } catch (error) {
    if (!signal.aborted) {
      const folder = join(order.folder, "kind-logs");
      await cluster.exportLogs(folder).then(
        () => order.say(`the logs of the cluster are in ${folder}`),
        () => {},
      );
    }
    throw error;
  } finally {
    // What still watches the cluster has nothing to watch any more.
    over.abort();
  }
}
