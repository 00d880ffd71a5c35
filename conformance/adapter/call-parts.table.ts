/** Resources as paths may name them. */
export const resources: readonly string[] = [
  ...["pods", "pod", "Pods", "namespaces", "namespace", "services", "nodes", "node", "jobs", "jobs.batch"],
  ...["deployments.apps", "deployment.apps", "deployments", "ingresses", "ingresses.extensions", "foo", "foo.bar"],
  ...["ingresses.networking.k8s.io", "widgets.example.com", "gadgets.example.com", "locked.example.com"],
  ...["persistentvolumes", "endpoints", "lists", "podlists"],
];

/** Names of objects of a resource, most of them there. */
export const likelyNames: Readonly<Record<string, readonly string[]>> = {
  ...{ pods: ["web-0", "web-1", "api-0"], nodes: ["node-1", "node-2", "node.3"], services: ["web", "api"] },
  ...{ deployments: ["web", "api", "lost"], ingresses: ["front"], widgets: ["left", "right"], gadgets: ["lamp"] },
  ...{ persistentvolumes: ["disk"], jobs: ["job", "app"], namespaces: ["shop", "core", "unheard-of"] },
};

/** Names of pods, there or not. */
export const podNames: readonly string[] = [
  ...["web-0", "web-1", "web.x", "api-0", "api-1", "silent", "webbx", "gone"],
];

/** Names of other objects. */
export const otherNames: readonly string[] = [
  ...["web", "api", "node-1", "node.3", "front", "left", "lamp", "disk", "job", "shop"],
];

/** Names of metrics, of which a config may have some. */
export const metrics: readonly string[] = [
  ...["http_requests", "queue_length", "odd_gauge", "nope", "status", "fixed", "node_load"],
];

/** Selectors of objects. */
export const objectSelectors: readonly string[] = [
  ...["app=web", "app in (web,api)", "app!=web", "!tier", "tier", "app notin (web),tier!=front", "app=nobody"],
  ...["zone=a", "team=red", ""],
];

/** Selectors of metrics. */
export const metricSelectors: readonly string[] = [
  ...["code=200", "code==500", "code in (200,404)", "code in (2.0)", "code notin (500)", "code notin (200,500,404)"],
  ...[
    "code!=404",
    "pod!=nobody",
    "nothing!=x",
    "!code",
    "code",
    "verb=GET",
    "code=200,verb notin (POST,PUT)",
    "topic=orders",
    "topic in (a)",
  ],
  ...["topic in (orders,mails)", "region!=eu,topic", "pod=web-0", "namespace=core", "example.com/x=y"],
];

/** Selectors that cannot be read, or not be used. */
export const badSelectors: readonly string[] = [
  ...["a b c", "app in (web", "=x", "app gt 5", "app lt 3,b", "app in (,x)", "app=-x", "code in (2..)", "x".repeat(64)],
];

const table = "application/json;as=Table;v=v1;g=meta.k8s.io";

/** What a client may accept. YAML and protobuf are not modelled. */
export const accepts: readonly string[] = [
  ...["application/json", "*/*", `${table},application/json`, table, "text/html", "application/*"],
];

const groups = ["custom.metrics.k8s.io", "external.metrics.k8s.io", "metrics.k8s.io"];

/** Documents, and what is none. */
export const documents: readonly string[] = [
  ...["/", "/apis", "/apis/", "/apis//", "/healthz", "/livez", "/readyz", "/nope", "/apis/nope", "/apis/nope/v1"],
  ...groups.flatMap((group) =>
    ["", "/", "//", "/v1beta1", "/v1beta1/", "/v1beta1//"].map((end) => `/apis/${group}${end}`),
  ),
  ...["/apis/custom.metrics.k8s.io/v1beta2", "/apis/custom.metrics.k8s.io/v1"],
];

/** Paths of `metrics.k8s.io/v1beta1` beside those of its objects. */
export const oddResourcePaths: readonly string[] = [
  ...["foo", "namespaces/shop/nodes", "nodes/node-1/x", "namespaces/shop", "namespaces//pods", "nodes//"],
  ...["namespaces/shop/pods//", "namespaces//pods/web-0"],
];

/** Paths with too few parts, too many, empty ones. */
export const oddPaths: readonly string[] = [
  ...[
    ...[
      "namespaces/shop/pods",
      "namespaces/shop/metrics",
      "namespaces/shop/pods/web-0",
      "namespaces/shop/pods/web-0/a/b",
    ],
    ...["blah", "namespaces", "namespaces/shop", "namespaces/shop/status", "a/b/c/d", "nodes/node-1", "namespaces//"],
    ...["namespaces/shop/pods//http_requests", "namespaces//pods/web-0/http_requests", "nodes/node-1//"],
    ...["namespaces/shop//web-0/http_requests", "namespaces//metrics/http_requests", "nodes//node_load", "//node_load"],
    ...["namespaces/shop/metrics//", "namespaces/shop/pods/web-0//", "namespaces/shop/pods/web-0/http_requests/"],
    ...["namespaces/shop/finalize/x/y"],
  ].map((rest) => `/apis/custom.metrics.k8s.io/v1beta1/${rest}`),
  ...[
    ...["namespaces/shop", "namespaces/shop/a/b", "queue", "namespaces/shop/status", "namespaces/shop/topic_lag/"],
    ...["namespaces//topic_lag", "namespaces/shop//", "namespaces//"],
  ].map((rest) => `/apis/external.metrics.k8s.io/v1beta1/${rest}`),
];
