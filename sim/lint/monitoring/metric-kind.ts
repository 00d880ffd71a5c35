/** Whether a metric of this name only ever grows, by the conventions of names. Source: prometheus.io/docs/practices/naming */
export const isCounterName = (name: string): boolean =>
  /_total$|_bucket$|_(?:seconds|milliseconds|duration|latency|bytes|size)_(?:sum|count)$/.test(name);

/** Whether a metric of this name goes up and down, by the conventions of names. */
export const isGaugeName = (name: string): boolean =>
  !isCounterName(name) &&
  (/(?:^|_)(?:in_?flight|active|current|pending|waiting|lag|depth|length|percent|ratio|utili[sz]ation|temperature)$/.test(
    name,
  ) ||
    /(?:^|_)(?:queue_size|(?:connections|requests|sessions|workers|threads)_(?:active|current|open|busy|in_use))$/.test(
      name,
    ) ||
    /(?:memory|working_set|resident|heap|rss|usage|cache)_(?:\w+_)?bytes$/.test(name));

/** Where a metric comes from, by its name; what is not known is an application's. */
export type MetricFamily = "cadvisor" | "kube-state-metrics" | "own-labels" | "prometheus" | "application";

/** Exporters whose samples name the objects that they are about themselves stand under `own-labels`. */
export function familyOf(name: string): MetricFamily {
  if (/^(?:container|machine)_/.test(name)) return "cadvisor";
  if (/^kube_/.test(name)) return "kube-state-metrics";
  if (/^(?:up$|scrape_|prometheus_)/.test(name)) return "prometheus";
  const others = /^(?:nginx_ingress_|kubelet_|apiserver_|istio_|envoy_|traefik_|haproxy_|node_|keda_|linkerd_)|:/;
  return others.test(name) ? "own-labels" : "application";
}
