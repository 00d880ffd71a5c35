import { InputError } from "../../input/input-error.ts";
import { kubernetesVersion } from "../../sim/version.ts";
import type { OnCluster } from "./play-on-cluster.ts";
import type { Provenance } from "./recorded-run.ts";

/** What runs, and on what; an InputError where the cluster's release is not modelled. */
export async function provenanceOf({ order, client, k6, versions }: OnCluster): Promise<Provenance> {
  const { gitVersion } = (await client.get("/version")) as { readonly gitVersion: string };
  const { items } = (await client.get("/api/v1/nodes")) as {
    readonly items: readonly { readonly status: { readonly allocatable: Readonly<Record<string, string>> } }[];
  };
  const { cpu = "0", memory = "0", pods = "0" } = items[0]?.status.allocatable ?? {};
  const kubernetes = gitVersion.replace(/^v/, "");
  if (kubernetesVersion(kubernetes) === undefined) {
    const hint = "Choose a node image of a release that is: --image, or KUBEWIND_NODE_IMAGE.";
    throw new InputError([{ message: `the cluster is Kubernetes ${kubernetes}, which is not modelled`, hint }]);
  }
  const { version } = order.loaded.scenario.cluster.metricsServer;
  return {
    ...{ scenario: order.path, target: "kind", date: new Date().toISOString().slice(0, 10) },
    versions: { kubernetes, "metrics-server": version.replace(/^v/, ""), k6: k6.version, ...versions },
    node: { cpu, memory, pods },
  };
}
