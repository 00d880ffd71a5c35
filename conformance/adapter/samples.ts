import { labelsOf } from "../../sim/prometheus/promql/labels.ts";
import type { Random } from "../prometheus/random.ts";
import type { GivenSeries } from "../prometheus/samples.ts";

/** Samples reach this far back from the beginning, this far beyond it, and are this far apart. */
const backMs = 40 * 60_000;
const aheadMs = 9 * 60_000;
const intervalMs = 15_000;

/** A run that lasts longer would come to where there are no samples. Prometheus takes no samples of a later future. */
export const runMaxMs: number = aheadMs;

type Value = (at: number, previous: number) => number | undefined;

/** Series about the objects of the world, about objects that are not there, and with values that no quantity can hold. */
export function seriesFor(random: Random, base: number): readonly GivenSeries[] {
  const made: GivenSeries[] = [];
  const add = (name: string, labels: Readonly<Record<string, string>>, value: Value): void => {
    const samples: [number, number][] = [];
    let previous = 0;
    for (let time = base - backMs; time <= base + aheadMs; time += intervalMs) {
      const found = value((time - base) / 60_000, previous);
      if (found === undefined) continue;
      previous = found;
      samples.push([time, found]);
    }
    made.push({ labels: labelsOf([["__name__", name], ...Object.entries(labels)]), samples });
  };
  aboutPods(add, random);
  aboutOthers(add, random);
  oddOnes(add);
  return made;
}

type Add = (name: string, labels: Readonly<Record<string, string>>, value: Value) => void;

/** `webbx` is no pod, and the expression that stands for `web.x` matches it. */
const podNames = {
  core: ["api-0", "api-1", "api-2"],
  default: ["web-0", "gone"],
  shop: ["web-0", "web-1", "web.x", "webbx", "job-1"],
} as const;

function aboutPods(add: Add, random: Random): void {
  const counter =
    (step: number): Value =>
    (_, previous) =>
      previous + random.below(step);
  for (const [namespace, pods] of Object.entries(podNames)) {
    for (const [at, pod] of pods.entries()) {
      const [app = ""] = pod.split(/[-.]/);
      const node = `node-${1 + (at % 2)}`;
      const labels = { namespace, pod };
      for (const code of ["200", "404", "500"]) {
        add("http_requests_total", { ...labels, code, service: app, job: "app", instance: node }, counter(40));
      }
      add("http_in_flight", { ...labels, service: app, verb: pod.includes("-0") ? "GET" : "POST" }, () => at + 0.5);
      add("queue_length", { ...labels, queue: `${app}-in` }, (minute) => Math.floor(minute + 40) * (at + 1));
      for (const container of ["app", "side", ...(at === 0 ? [""] : [])]) {
        const own = { ...labels, container, node, instance: node };
        add("container_cpu_usage_seconds_total", own, (_, previous) => previous + random.next() * 15);
        const isUnknown = container === "side" && pod === "api-1";
        if (!isUnknown) add("container_memory_working_set_bytes", own, () => 1e6 + random.below(1e9));
      }
      const kube = { kube_namespace: namespace, kube_pod: pod };
      add("kube_style_total", kube, counter(9));
      add("prefixed_gauge", { kubernetes_namespace: namespace, kubernetes_pod_name: pod }, () => at * 1.25);
    }
  }
}

function aboutOthers(add: Add, random: Random): void {
  for (const node of ["node-1", "node-2", "node.3", "nodeq3"]) {
    add(
      "node_cpu_seconds_total",
      { node, instance: node, mode: "user" },
      (_, previous) => previous + random.next() * 9,
    );
    if (node !== "node-2") add("node_memory_used_bytes", { node, instance: node }, () => 1e9 + random.below(1e8));
    add("node_load", { node }, () => random.below(400) / 100);
  }
  for (const [namespace, name] of [
    ["shop", "web"],
    ["core", "api"],
    ["shop", "lost"],
  ] as const) {
    add("deployment_requests", { namespace, deployment: name }, () => name.length * 1.5);
    add("kube_group_total", { kube__namespace: namespace, kube_apps_deployment: name }, (_, previous) => previous + 3);
    add("service_hits_total", { namespace, service: name }, (_, previous) => previous + random.below(30));
  }
  add("ingress_hits", { namespace: "shop", ingress: "front" }, () => 12.345678);
  add("widget_spin", { namespace: "shop", widget: "left", gadget: "lamp" }, () => -7.25);
  add("lamp_on", { gadget: "lamp" }, () => 1);
  add("disk_used", { persistentvolume: "disk" }, () => 0.5);
  for (const namespace of ["shop", "core", "unheard-of"]) add("namespace_quota", { namespace }, () => namespace.length);
  for (const [at, topic] of ["orders", "mails", "a|b"].entries()) {
    add("topic_lag", { topic, region: at === 0 ? "eu" : "us" }, (minute) => (minute + 41) * (at + 1) + 0.0625);
    add("topic_lag_bytes", { topic, namespace: at === 1 ? "shop" : "core" }, () => 1024 * (at + 1));
  }
}

function oddOnes(add: Add): void {
  const values = {
    ...{ "web-0": Number.NaN, "web-1": Infinity, "web.x": -Infinity, silent: 1e300, webbx: 0 },
    ...{ "job-1": 9007199254740.992 },
  };
  for (const [pod, value] of Object.entries(values)) add("odd_gauge", { namespace: "shop", pod }, () => value);
  for (const [pod, value] of [
    ["api-0", 0.0009],
    ["api-1", -2.5],
    ["api-2", 123456789.123],
  ] as const) {
    add("odd_gauge", { namespace: "core", pod }, () => value);
  }
  // Some that ended: one beyond every listing's reach, one within some.
  add("ended_long_ago", { namespace: "shop", pod: "web-0" }, (minute) => (minute < -30 ? 1 : undefined));
  add("ended_lately", { namespace: "shop", pod: "web-0" }, (minute) => (minute < -8 ? 1 : undefined));
}
