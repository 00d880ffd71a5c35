/** Series queries that find series of objects. */
export const series: readonly string[] = [
  ...['http_requests_total{namespace!="",pod!=""}', '{__name__=~"^http_.*",pod!=""}', "http_in_flight", "queue_length"],
  ...[
    '{__name__=~"^container_.*",container!="",pod!=""}',
    "odd_gauge",
    "odd_gauge",
    '{namespace!="",__name__!~"^container_.*"}',
  ],
  ...["node_load", '{__name__=~"^node_.*"}', "deployment_requests", "service_hits_total", "ingress_hits"],
  ...["widget_spin", "lamp_on", "disk_used", "namespace_quota", "kube_style_total", "prefixed_gauge"],
  ...[
    "kube_group_total",
    '{__name__=~"^ended_.*"}',
    '{__name__=~"^kube_.*"}',
    "absent_metric",
    '{__name__=~".+_total"}',
  ],
];

/** Series queries for external rules. */
export const externalSeries: readonly string[] = [
  "topic_lag",
  '{__name__=~"^topic_.*"}',
  "topic_lag_bytes",
  "queue_length",
  "odd_gauge",
  "odd_gauge",
  "node_load",
];

/** Series queries that Prometheus refuses. */
export const badSeries: readonly string[] = ["", "odd_gauge{", '{__name__=~"("}', "{}", "sum(up)"];

/** Templates of labels. */
export const templates: readonly string[] = [
  ...["<<.Resource>>", "<<.Resource>>", "<<.Resource>>", "kube_<<.Resource>>", "kubernetes_<<.Resource>>"],
  ...[
    "kube_<<.Group>>_<<.Resource>>",
    "<<if .Group>>kube_<<.Group>>_<<end>><<.Resource>>",
    '<<printf "kube_%s" .Resource>>',
  ],
  ...["kubernetes_<<.Resource>>_name"],
];

/** Templates with which the adapter does not start, or which make no label. */
export const badTemplates: readonly string[] = [
  "<<.Foo>>",
  "<<.Group>>",
  "x",
  "<<.Resource",
  "(<<.Resource>>",
  "<<foo>>",
  "<<index .Resource>>",
  "<<end>>",
];

/** Labels and what they may name. No label of one rule names the resource of another: upstream would choose between them by chance. */
export const choices: Readonly<Record<string, readonly object[]>> = {
  namespace: [{ resource: "namespace" }, { resource: "namespaces" }, { group: "", resource: "Namespace" }],
  pod: [{ resource: "pod" }, { resource: "pods" }],
  service: [{ resource: "service" }],
  node: [{ resource: "node" }],
  deployment: [{ group: "apps", resource: "deployment" }, { resource: "deployments" }],
  ingress: [
    { group: "networking.k8s.io", resource: "ingress" },
    { group: "extensions", resource: "ingresses" },
    { resource: "ingress" },
  ],
  job: [{ resource: "job" }, { group: "batch", resource: "jobs" }],
  widget: [
    { group: "example.com", resource: "widget" },
    { group: "example", resource: "widgets" },
  ],
  gadget: [{ group: "example.com", resource: "gadget" }],
  persistentvolume: [{ resource: "persistentvolume" }],
  container: [{ resource: "replicaset" }],
};

/** How metrics are named. */
export const names: readonly object[] = [
  ...[{}, {}, {}, { matches: "^(.*)_total$" }, { matches: "^(.*)_total$", as: "" }],
  ...[
    { matches: "^(.*)_total$", as: `\${1}_per_second` },
    { matches: "_total$", as: "" },
    { as: "fixed" },
    { as: "fixed" },
    { as: "fixed" },
  ],
  ...[
    { matches: "^http_(?P<what>.*)$", as: `\${what}` },
    { matches: "^([a-z]+)_(.*)$", as: "$2_$1" },
  ],
  ...[
    { matches: "^(.*)$", as: "$1_rate" },
    { matches: "(?i)^HTTP_(.*)$", as: `h_\${1}` },
    { matches: "o", as: "<$0$$>" },
  ],
];

/** Names with which the adapter does not start. */
export const badNames: readonly object[] = [
  { matches: "^(.*)_(.*)$" },
  { matches: "(" },
  { matches: "x{1001}", as: "y" },
];

const selected = "<<.Series>>{<<.LabelMatchers>>}";

const by = "by (<<.GroupBy>>)";

/** Queries as people write them. */
export const queries: readonly string[] = [
  ...[`sum(${selected}) ${by}`, `sum(${selected}) ${by}`, `sum(rate(${selected}[2m])) ${by}`, `avg(${selected}) ${by}`],
  ...[
    `sum(rate(<<.Series>>{<<.LabelMatchers>>,container!="POD"}[5m])) ${by}`,
    selected,
    `max(${selected})`,
    `${selected} * 1e3`,
  ],
  ...[`topk(1, ${selected}) ${by}`, `sum(${selected}) ${by} / 0`, `count(${selected}) ${by}`],
];

/** Queries that fail in one of many ways, or that answer what is not expected. */
export const oddQueries: readonly string[] = [
  ...["", selected.slice(0, -1), `scalar(sum(${selected}))`, `${selected}[1m]`, '"text"', "vector(1.5)"],
  ...['sum(<<.Series>>{pod=~"<<index .LabelValuesByName "pod">>"}) by (pod)', "<<.LabelMatchersByName>>"],
  ...[`sum(${selected}) by (<<range .GroupBySlice>><<.>>,<<end>>)`, "sum(<<.Series>>) by (<<index .GroupBySlice 0>>)"],
  ...[`<<if eq .Series "queue_length">>max<<else>>sum<<end>>(${selected}) ${by}`, "<<index .GroupBySlice 3>>"],
  ...[
    '<<printf "%s{%s}" .Series .LabelMatchers>>',
    `${selected} + on (pod) http_in_flight`,
    "time()",
    "absent(<<.Series>>)",
  ],
  ...[`<<with .LabelValuesByName>>sum(<<$.Series>>{namespace="<<.namespace>>"}) by (<<$.GroupBy>>)<<end>>`],
  ...[`label_replace(${selected}, "pod", "web-0", "", "")`, `sum(${selected}) without (code)`],
];

/** Queries with which the adapter does not start. */
export const badQueries: readonly string[] = [
  "<<.Series",
  "<<foo .Series>>",
  "<<end>>",
  "<<range .GroupBySlice>>",
  "<<if>>x<<end>>",
  "<<.Series | foo>>",
];

/** Queries of resource rules. */
export const containerCpu: readonly string[] = [
  `sum(rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>,container!=""}[4m])) ${by}`,
  `sum(irate(container_cpu_usage_seconds_total{<<.LabelMatchers>>}[1m])) ${by}`,
];

export const nodeCpu: readonly string[] = [
  ...[`sum(rate(node_cpu_seconds_total{<<.LabelMatchers>>}[4m])) ${by}`, "node_cpu_seconds_total{<<.LabelMatchers>>}"],
];

export const containerMemory: readonly string[] = [
  `sum(container_memory_working_set_bytes{<<.LabelMatchers>>,container!=""}) ${by}`,
  "container_memory_working_set_bytes{<<.LabelMatchers>>}",
];

export const nodeMemory: readonly string[] = [
  `sum(node_memory_used_bytes{<<.LabelMatchers>>}) ${by}`,
  "-node_memory_used_bytes{<<.LabelMatchers>>}",
];

/** Queries of resource rules that fail. */
export const oddUsage: readonly string[] = [
  "",
  "<<.Nope>>",
  "<<.Series",
  "scalar(vector(1))",
  "odd_gauge{<<.LabelMatchers>>}",
  "{<<.LabelMatchers>>}",
  "x{",
];
