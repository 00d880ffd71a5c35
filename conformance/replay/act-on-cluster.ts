import { invariant } from "../../sim/invariant.ts";
import type { Action } from "../../sim/scenario.ts";
import { metricsServerDeployment, metricsServerImage } from "./metrics-server-manifest.ts";
import { asList } from "./node-kubectl.ts";
import type { OnCluster } from "./play-on-cluster.ts";

/** Does what an action of the scenario says, as somebody with kubectl would. */
export async function actOnCluster({ kubectl, manifests, order }: OnCluster, action: Action): Promise<void> {
  switch (action.kind) {
    case "apply":
      await kubectl(["apply", "-f", "-"], asList(manifests.later.get(action.name) ?? []));
      return;
    case "restart":
      await kubectl(["-n", action.target.namespace, "rollout", "restart", `deployment/${action.target.name}`]);
      return;
    case "scale": {
      const { namespace, name } = action.target;
      await kubectl(["-n", namespace, "scale", `deployment/${name}`, `--replicas=${action.replicas}`]);
      return;
    }
    case "delete": {
      const { namespace, kind, name } = action.target;
      await kubectl(["-n", namespace, "delete", `${kind.toLowerCase()}/${name}`, "--wait=false"]);
      return;
    }
    case "set-metrics-server-flags": {
      const { metricResolution, version } = order.loaded.scenario.cluster.metricsServer;
      const image = metricsServerImage(version);
      await kubectl(
        ["apply", "-f", "-"],
        asList([metricsServerDeployment({ flags: action.flags, metricResolution, image })]),
      );
      return;
    }
    default:
      invariant(false, "what the target cannot do was refused before it began");
  }
}
