import { behavioursOf, hpaGateNames } from "../../sim/hpa/behaviours.ts";
import { hpaFlagTable } from "../../sim/hpa/flags.table.ts";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import type { ClusterSettings, ControllerManagerFlags, MetricsServerSettings } from "../../sim/scenario.ts";
import { seconds, zeroDuration } from "../../sim/units.ts";
import { clusterKubernetes, defaultKubernetes, kubernetesVersion } from "../../sim/version.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { asNode, mapOf, optional, type Read, record } from "../fields/read.ts";
import { boolean, oneOf, scalar } from "../fields/scalars.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { nearestName } from "../nearest-name.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { externalMetricsServer, keda } from "./keda.ts";
import { defaultNodes, nodeGroups } from "./nodes.ts";
import { prometheus } from "./prometheus.ts";
import { prometheusAdapter, startedAdapter } from "./prometheus-adapter.ts";

export const defaultCluster: ClusterSettings = {
  kubernetes: defaultKubernetes,
  featureGates: {},
  controllerManager: {},
  metricsServer: {
    version: "0.9.0",
    kubeletInsecureTls: true,
    metricResolution: seconds(15),
    answerDelay: zeroDuration,
  },
  nodes: defaultNodes,
};

/** `cluster:` of a scenario, with the files that it names. */
export const cluster =
  (files: ConfigFiles): Read<ClusterSettings> =>
  (node) => {
    const {
      featureGates,
      controllerManager,
      prometheus: prometheusSettings,
      prometheusAdapter: adapter,
      keda: kedaSettings,
      apiServices,
      ...settings
    } = record({
      kubernetes: optional(release, defaultCluster.kubernetes),
      featureGates: optional(asNode, undefined),
      controllerManager: optional(givenFlags, undefined),
      metricsServer: optional(metricsServer, defaultCluster.metricsServer),
      nodes: optional(nodeGroups, defaultCluster.nodes),
      prometheus: optional(prometheus(files), undefined),
      prometheusAdapter: optional(prometheusAdapter(files), undefined),
      keda: optional(keda, undefined),
      apiServices: optional(asNode, undefined),
    })(node);
    const { kubernetes } = settings;
    if (controllerManager !== undefined) checkFlags(controllerManager.node, kubernetes);
    const servers = {
      ...(adapter === undefined ? {} : { prometheusAdapter: startedAdapter(adapter, prometheusSettings) }),
      ...(kedaSettings === undefined ? {} : { keda: kedaSettings }),
    };
    return {
      ...settings,
      featureGates: featureGates === undefined ? {} : gates(featureGates, kubernetes),
      controllerManager: controllerManager?.flags ?? {},
      ...(prometheusSettings === undefined ? {} : { prometheus: prometheusSettings }),
      ...servers,
      ...(apiServices === undefined ? {} : { externalMetricsServer: externalMetricsServer(apiServices, servers) }),
    };
  };

const release: Read<string> = (node) => {
  const { text, value, isQuoted, place } = scalar(node, 'a version such as "1.36"');
  // Other tools read 1.40 as the number 1.4.
  if (!isQuoted && typeof value === "number" && String(value) !== text) {
    throw errorAt(place, `${text} without quotes is the number ${value}`, `Write "${text}".`);
  }
  const version = kubernetesVersion(text);
  if (version !== undefined && clusterKubernetes.includes(`1.${version.minor}`)) return text;
  const hint = `kubewind plays ${clusterKubernetes[0]} to ${clusterKubernetes.at(-1)}. A patch may be given too, such as ${defaultKubernetes}.0.`;
  throw errorAt(place, `Kubernetes ${quote(text)} is not modelled`, hint);
};

function gates(node: Node, version: string): Readonly<Record<string, boolean>> {
  const read = mapOf((name, { keyPlace, value }) => {
    if (!hpaGateNames.includes(name)) {
      const near = nearestName(name, hpaGateNames);
      const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
      const hint = `The HPA reads ${hpaGateNames.join(", ")}.`;
      throw errorAt(keyPlace, `kubewind does not model the feature gate ${quote(name)}${guess}`, hint);
    }
    const wanted = boolean(value);
    const known = kubernetesVersion(version);
    const resolved = known && behavioursOf({ kubernetes: known, featureGates: { [name]: wanted } });
    if (resolved && !resolved.ok) throw errorAt(keyPlace, resolved.error, `This is Kubernetes ${version}.`);
    return [name, wanted] as const;
  });
  return Object.fromEntries(read(node));
}

const tolerance: Read<number> = (node) => {
  const { value, place, text } = scalar(node, "a number such as 0.1");
  if (typeof value === "number" && value >= 0) return value;
  throw errorAt(place, `${quote(text)} is not a tolerance`, "A tolerance is a number from 0: 0.1 is a tenth.");
};

const concurrentSyncs: Read<number> = (node) => {
  const { value, place, text } = scalar(node, "a whole number");
  if (typeof value !== "number" || !Number.isInteger(value) || value > 1000) {
    throw errorAt(place, `expected a whole number up to 1000, not ${quote(text)}`);
  }
  if (value >= 1) return value;
  // Source: kubernetes v1.36.3 cmd/kube-controller-manager/app/options/hpacontroller.go Validate
  throw errorAt(place, `concurrent-horizontal-pod-autoscaler-syncs must be greater than 0, but got ${value}`);
};

type GivenFlags = { readonly flags: ControllerManagerFlags; readonly node: Node };

const givenFlags: Read<GivenFlags> = (node) => {
  const values = record({
    "horizontal-pod-autoscaler-sync-period": optional(positiveDuration, undefined),
    "horizontal-pod-autoscaler-upscale-delay": optional(duration, undefined),
    "horizontal-pod-autoscaler-downscale-delay": optional(duration, undefined),
    "horizontal-pod-autoscaler-downscale-stabilization": optional(duration, undefined),
    "horizontal-pod-autoscaler-tolerance": optional(tolerance, undefined),
    "horizontal-pod-autoscaler-cpu-initialization-period": optional(duration, undefined),
    "horizontal-pod-autoscaler-initial-readiness-delay": optional(duration, undefined),
    "concurrent-horizontal-pod-autoscaler-syncs": optional(concurrentSyncs, undefined),
  })(node);
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return { flags: Object.fromEntries(given.map(([name, value]) => [hpaFlagTable[name]?.key, value])), node };
};

/** Refuses, as kube-controller-manager does, a flag that the release does not have. */
function checkFlags(node: Node, version: string): void {
  const minor = kubernetesVersion(version)?.minor ?? 0;
  const check = mapOf((name, { keyPlace }) => {
    const { sinceMinor = 0, untilMinor } = hpaFlagTable[name] ?? {};
    if (minor < sinceMinor || minor > (untilMinor ?? minor)) {
      const range = `1.${sinceMinor} ${untilMinor === undefined ? "and later" : `to 1.${untilMinor}`}`;
      throw errorAt(keyPlace, `unknown flag: --${name}`, `This is Kubernetes ${version}; ${range} have it.`);
    }
    return [name, true] as const;
  });
  check(node);
}

/** Source: metrics-server v0.9.0 cmd/metrics-server/app/options/options.go validate */
const metricResolution: Read<MetricsServerSettings["metricResolution"]> = (node) => {
  const value = duration(node);
  if (value >= seconds(10)) return value;
  const text = formatGoDuration(value);
  throw errorAt(node.place, `metric-resolution should be a time duration at least 10s, but value ${text} provided`);
};

const metricsServer: Read<MetricsServerSettings> = record({
  version: optional(oneOf(["0.9.0"]), defaultCluster.metricsServer.version),
  kubeletInsecureTls: optional(boolean, defaultCluster.metricsServer.kubeletInsecureTls),
  metricResolution: optional(metricResolution, defaultCluster.metricsServer.metricResolution),
  answerDelay: optional(duration, defaultCluster.metricsServer.answerDelay),
});
