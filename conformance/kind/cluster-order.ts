import path from "node:path";
import type { KindTools } from "./tools.ts";

/** Hears one line of progress. */
export type Say = (line: string) => void;

/** A cluster, and where its run keeps its files. */
export type ClusterPlace = {
  readonly tools: KindTools;
  readonly name: string;
  /** The run's folder. */
  readonly folder: string;
  /** Ends what is going on with the cluster, but not its deletion. */
  readonly signal?: AbortSignal;
};

/** Which cluster to make; its name is one of `clusterName`. */
export type ClusterOrder = ClusterPlace & {
  /** The node image; kind's own default when absent. */
  readonly image?: string;
  /** As `kindConfig` writes it. */
  readonly config: string;
  /** How long kind waits for the control plane to be ready. Workers may be later. */
  readonly waitSeconds: number;
  /** To be left behind when the run ends. */
  readonly keep?: boolean;
  readonly say: Say;
};

export const configIn = (folder: string): string => path.resolve(folder, "kind.yaml");

export const kubeconfigIn = (folder: string): string => path.resolve(folder, "kubeconfig");

export const logsIn = (folder: string): string => path.resolve(folder, "kind-logs");
