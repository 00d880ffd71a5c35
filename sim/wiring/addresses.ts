import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterPod } from "../cluster/records.ts";
import { InvariantError } from "../invariant.ts";

/** IP addresses of a cluster as kind has them: nodes in 172.18.0.0/16, pods in 10.244.0.0/14, Services in 10.96.0.0/16. */
export type Addresses = {
  /** Of the machine that the control plane runs on, which is no node of the scenario. */
  readonly controlPlane: string;
  readonly node: (name: string) => string;
  /** Empty as long as its containers have not been started. */
  readonly pod: (pod: ClusterPod) => string;
  /** The address that the cluster gives a Service by its name, whatever the manifest says. */
  readonly service: (namespace: string, name: string) => string;
  readonly nodeAt: (ip: string) => string | undefined;
  /** A pod that runs. */
  readonly podAt: (ip: string) => ClusterPod | undefined;
  readonly serviceAt: (ip: string) => { readonly namespace: string; readonly name: string } | undefined;
};

/** A node's pods share so many addresses; the first two are the network's and the bridge's. */
const blockSize = 1024;
const firstInBlock = 2;

/** Gives every pod an address when its containers start, as the network plugin of its node does: the next free one. */
export function createAddresses(cluster: Cluster): Addresses {
  const nodes = createNumbering();
  const services = createNumbering();
  const ofPod = new WeakMap<ClusterPod, string>();
  const pods = new Map<string, ClusterPod>();
  const lastInBlock = new Map<number, number>();

  const node = (name: string): string => nodeIp(nodes.numberOf(name));
  cluster.onContainers({
    started: (pod) => {
      const address = nextFree(nodes.numberOf(pod.node), pods, lastInBlock);
      ofPod.set(pod, address);
      pods.set(address, pod);
    },
    stopped: (pod) => pods.delete(ofPod.get(pod) ?? ""),
  });
  for (const { name } of cluster.nodes()) nodes.numberOf(name);

  return {
    controlPlane: "172.18.0.2",
    node,
    pod: (pod) => ofPod.get(pod) ?? "",
    // The first ten are the cluster's own: 10.96.0.1 is the API server, 10.96.0.10 the name server.
    service: (namespace, name) => ip("10.96.0.0", 20 + services.numberOf(`${namespace}/${name}`)),
    nodeAt: (address) => cluster.nodes().find(({ name }) => node(name) === address)?.name,
    podAt: (address) => pods.get(address),
    serviceAt: (address) => {
      const key = services.nameOf(numberOf(address) - numberOf("10.96.0.0") - 20);
      const [namespace, name] = key?.split("/") ?? [];
      return namespace === undefined || name === undefined ? undefined : { namespace, name };
    },
  };
}

/** The InternalIP of each node that there is, by its name: the addresses of `createAddresses`. */
export const nodeAddressesOf = (cluster: Pick<Cluster, "nodes">): ReadonlyMap<string, string> =>
  new Map(cluster.nodes().map(({ name }, index) => [name, nodeIp(index)]));

const nodeIp = (number: number): string => ip("172.18.0.0", 3 + number);

/** `last` has the number that each node gave away last. */
function nextFree(node: number, pods: ReadonlyMap<string, unknown>, last: Map<number, number>): string {
  const size = blockSize - firstInBlock - 1;
  for (let tries = 0; tries < size; tries++) {
    const next = ((last.get(node) ?? -1) + 1) % size;
    last.set(node, next);
    const address = ip("10.244.0.0", node * blockSize + firstInBlock + next);
    if (!pods.has(address)) return address;
  }
  throw new InvariantError("a node runs fewer pods than it has addresses for");
}

type Numbering = {
  /** The same for the same name; those of new names follow one another. */
  readonly numberOf: (name: string) => number;
  readonly nameOf: (number: number) => string | undefined;
};

function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    numberOf: (name) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
    nameOf: (number) => names[number],
  };
}

const numberOf = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

function ip(base: string, offset: number): string {
  const number = numberOf(base) + offset;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
