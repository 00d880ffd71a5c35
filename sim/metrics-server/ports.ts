import type { Selector } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import type { LogLine } from "./log.ts";

/** A Node as metrics-server's informer has it. */
export type NodeView = {
  readonly name: string;
  readonly labels: Labels;
  /** The address by which the kubelet is reached: of the node's addresses the one of the preferred type, its InternalIP. */
  readonly address: string;
  /** Its condition Ready is True. */
  readonly isReady: boolean;
};

/** What came of a scrape. The text of an error is what metrics-server's HTTP client prints: `Get "https://…": dial tcp …`. */
export type ScrapeReply =
  | { readonly kind: "stats"; readonly stats: KubeletStats }
  | { readonly kind: "error"; readonly text: string };

/** Everything that metrics-server asks of the world. A real component can stand behind each. */
export type MetricsServerPorts = {
  /** In order of name. */
  readonly listNodes: () => readonly NodeView[];
  /** Pods whose labels match, in order of name; of all namespaces for the empty one. */
  readonly listPods: (namespace: string, selector: Selector) => readonly PodView[];
  /** GET /metrics/resource of the node's kubelet; it may answer in a later event, or never. */
  readonly scrape: (node: NodeView, done: (reply: ScrapeReply) => void) => void;
  readonly log: (line: LogLine) => void;
};
