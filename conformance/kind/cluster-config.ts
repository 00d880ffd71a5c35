import { stringify } from "yaml";
import { hpaFlagTable } from "../../sim/hpa/flags.table.ts";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import type { ControllerManagerFlags } from "../../sim/scenario.ts";

/** What a cluster is made of. */
export type KindConfigOrder = {
  /** Nodes beside the control plane, which takes pods when it is alone; 0 when absent. */
  readonly workers?: number;
  readonly controllerManager?: ControllerManagerFlags;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** NodePorts that are reached from this machine. */
  readonly nodePorts?: readonly NodePortMapping[];
};

/** A NodePort of the cluster, and the port of 127.0.0.1 that leads to it. */
export type NodePortMapping = { readonly nodePort: number; readonly hostPort: number };

/** A flag of a component, without its dashes. */
export type FlagValue = { readonly name: string; readonly value: string };

/**
 * A config for `kind create cluster --config`, as YAML.
 *
 * Source: kind v0.33.0 pkg/apis/config/v1alpha4/types.go
 */
export function kindConfig(order: KindConfigOrder): string {
  const { workers = 0, controllerManager = {}, featureGates = {}, nodePorts = [] } = order;
  const patches = controllerManagerPatches(controllerManagerArguments(controllerManager));
  return stringify({
    ...{ kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4" },
    networking: { apiServerAddress: loopback },
    ...(Object.keys(featureGates).length === 0 ? {} : { featureGates }),
    ...(patches.length === 0 ? {} : { kubeadmConfigPatches: patches }),
    nodes: [
      { role: "control-plane", ...(nodePorts.length === 0 ? {} : { extraPortMappings: nodePorts.map(portMapping) }) },
      ...Array.from({ length: workers }, () => ({ role: "worker" })),
    ],
  });
}

const loopback = "127.0.0.1";

const portMapping = ({ nodePort, hostPort }: NodePortMapping): object => ({
  ...{ containerPort: nodePort, hostPort, listenAddress: loopback, protocol: "TCP" },
});

/** The flags as kube-controller-manager's command line has them. */
export function controllerManagerArguments(flags: ControllerManagerFlags): readonly FlagValue[] {
  return Object.entries(hpaFlagTable).flatMap(([name, { key }]) => {
    const value = flagText(flags, key);
    return value === undefined ? [] : [{ name, value }];
  });
}

function flagText(flags: ControllerManagerFlags, key: keyof ControllerManagerFlags): string | undefined {
  if (key === "tolerance" || key === "concurrentSyncs") return flags[key]?.toString();
  const duration = flags[key];
  return duration === undefined ? undefined : formatGoDuration(duration);
}

/**
 * The flags as patches of kubeadm's config, one for each version of it in which kind writes that.
 *
 * A patch with a version is applied to that version alone: so the one that fits is used, whichever release of Kubernetes the
 * node has and whichever kind is there. kind v0.33.0 takes v1beta2 up to 1.22, v1beta3 up to 1.35, and v1beta4 since, in which
 * a list of flags is merged by name; older ones never use v1beta4.
 *
 * Source: kind v0.33.0 pkg/cluster/internal/kubeadm/config.go Config, pkg/internal/patch/{resource,kubeadm_merge}.go
 */
function controllerManagerPatches(flags: readonly FlagValue[]): readonly string[] {
  if (flags.length === 0) return [];
  const asMap = Object.fromEntries(flags.map(({ name, value }) => [name, value]));
  const patch = (version: string, extraArgs: unknown): string =>
    stringify({
      ...{ apiVersion: `kubeadm.k8s.io/${version}`, kind: "ClusterConfiguration", controllerManager: { extraArgs } },
    });
  return [patch("v1beta2", asMap), patch("v1beta3", asMap), patch("v1beta4", flags)];
}
