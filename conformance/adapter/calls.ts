import fc, { type Arbitrary } from "fast-check";
import type { Call } from "./call.ts";
import type { Fault } from "./prometheus-proxy.ts";

/** What discovery said there is: `pods/http_requests`, `topic_lag`. */
export interface Listed {
  readonly custom: readonly string[];
  readonly external: readonly string[];
  readonly hasCustom: boolean;
  readonly hasExternal: boolean;
  readonly hasResource: boolean;
}

/** Requests to an adapter: for what there is, for what there is not, and with what is wrong with requests. */
export function anyCall(listed: Listed): Arbitrary<Call> {
  const kinds: { weight: number; arbitrary: Arbitrary<Target> }[] = [
    { weight: listed.hasCustom ? 14 : 1, arbitrary: anyCustom(listed) },
    { weight: listed.hasExternal ? 7 : 1, arbitrary: anyExternal(listed) },
    { weight: listed.hasResource ? 7 : 1, arbitrary: anyResource },
    { weight: 2, arbitrary: anyDocument },
    { weight: 1, arbitrary: oddPath },
  ];
  return fc
    .record({
      target: fc.oneof(...kinds),
      method: usually(30, "GET", ["POST", "DELETE", "PUT", "PATCH", "HEAD"]),
      accept: usually<string | undefined>(10, undefined, accepts),
      fault: usually<Fault | undefined>(30, undefined, ["cut", "internal-error", "no-json", "unavailable"]),
    })
    .map(({ target: { path, parameters }, method, accept, fault }) => ({
      ...{ method, path: withParameters(path, parameters) },
      ...(accept === undefined ? {} : { accept }),
      ...(fault === undefined ? {} : { fault }),
    }));
}

interface Target {
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

function withParameters(path: string, parameters: Target["parameters"]): string {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value] as [string, string])).toString();
  return query === "" ? path : `${path}?${query}`;
}

function usually<Value>(times: number, usual: Value, others: readonly Value[]): Arbitrary<Value> {
  return fc.oneof(
    { weight: times - 1, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const table = "application/json;as=Table;v=v1;g=meta.k8s.io";

const accepts = ["application/json", "*/*", `${table},application/json`, table, "text/html", "application/*"];

const parameter = (name: string, arbitrary: Arbitrary<string>, times: number): Arbitrary<Target["parameters"]> =>
  fc.oneof(
    { weight: times - 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: arbitrary.map((value) => [[name, value] as const]) },
  );

const parameters = (...all: readonly Arbitrary<Target["parameters"]>[]): Arbitrary<Target["parameters"]> =>
  fc.tuple(...all).map((found) => found.flat());

const rareParameters = [
  parameter("limit", fc.constantFrom("1", "x"), 40),
  parameter("pretty", fc.constantFrom("true", "0"), 25),
  parameter("watch", fc.constantFrom("true", "1", "false"), 40),
  parameter("fieldSelector", fc.constantFrom("metadata.name=web-0", "metadata.namespace=shop", "spec.x=1", "a"), 25),
];

const badSelectors = ["a b c", "app in (web", "=x", "app gt 5", "app lt 3,b", "app in (,x)", "app=-x", "x".repeat(64)];

const objectSelector = usually(12, "", badSelectors).chain((bad) =>
  bad === ""
    ? fc.constantFrom(
        "app=web",
        "app in (web,api)",
        "app!=web",
        "!tier",
        "tier",
        "app notin (web),tier!=front",
        "app=nobody",
        "zone=a",
        "team=red",
        "",
      )
    : fc.constant(bad),
);

const metricSelector = usually(10, "", badSelectors).chain((bad) =>
  bad === ""
    ? fc.constantFrom(
        ...[
          "code=200",
          "code in (200,404)",
          "code notin (500)",
          "code!=404",
          "!code",
          "code",
          "verb=GET",
          "code in (2..)",
        ],
        ...[
          "code=200,verb notin (POST,PUT)",
          "topic=orders",
          "topic in (orders,mails)",
          "region!=eu,topic",
          "pod=web-0",
        ],
        ...["code==500", "namespace=core", "topic in (a)", "code notin (200,500,404)", "example.com/x=y"],
      )
    : fc.constant(bad),
);

const namespace = fc.constantFrom("shop", "shop", "shop", "core", "core", "default", "empty", "nowhere", "*");

const objectNames = fc.oneof(
  { weight: 5, arbitrary: fc.constant("*") },
  { weight: 4, arbitrary: fc.constantFrom("web-0", "web-1", "web.x", "api-0", "api-1", "silent", "webbx", "gone") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("web", "api", "node-1", "node.3", "front", "left", "lamp", "disk", "job", "shop"),
  },
);

/** The name of an object that might be there, by its resource. */
const nameFor = (resource: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: objectNames },
    { weight: 2, arbitrary: fc.constantFrom(...(likelyNames[resource.split(".")[0] ?? ""] ?? ["web"])) },
  );

const likelyNames: Readonly<Record<string, readonly string[]>> = {
  pods: ["web-0", "web-1", "api-0"],
  nodes: ["node-1", "node-2", "node.3"],
  ...{
    services: ["web", "api"],
    deployments: ["web", "api", "lost"],
    ingresses: ["front"],
    widgets: ["left", "right"],
  },
  ...{
    gadgets: ["lamp"],
    persistentvolumes: ["disk"],
    jobs: ["job", "app"],
    namespaces: ["shop", "core", "unheard-of"],
  },
};

const anyMetric = fc.constantFrom("http_requests", "queue_length", "odd_gauge", "nope", "status", "fixed", "node_load");

const resources = [
  ...[
    "pods",
    "pod",
    "Pods",
    "namespaces",
    "namespace",
    "services",
    "nodes",
    "node",
    "jobs",
    "jobs.batch",
    "deployments.apps",
  ],
  ...[
    "deployment.apps",
    "deployments",
    "ingresses",
    "ingresses.extensions",
    "ingresses.networking.k8s.io",
    "widgets.example.com",
  ],
  ...[
    "gadgets.example.com",
    "locked.example.com",
    "persistentvolumes",
    "endpoints",
    "lists",
    "podlists",
    "foo",
    "foo.bar",
  ],
];

function anyCustom({ custom }: Listed): Arbitrary<Target> {
  const known = custom.length === 0 ? fc.constant("pods/http_requests") : fc.constantFrom(...custom);
  const metric = fc.oneof(
    {
      weight: 9,
      arbitrary: known.map((name) => [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)]),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constantFrom(...resources),
        known.map((name) => name.replace(/^[^/]*\//, "")),
      ),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...resources), anyMetric) },
  );
  const path = metric.chain(([resource = "", name = ""]) =>
    fc
      .tuple(fc.constantFrom("v1beta1", "v1beta2"), namespace, nameFor(resource), fc.boolean())
      .map(([version, where, object, isOdd]) => {
        const root = `/apis/custom.metrics.k8s.io/${version}`;
        const isRoot = ["nodes", "persistentvolumes", "gadgets.example.com"].includes(resource);
        const last = encodeURIComponent(name);
        if (resource === "namespaces" && !(isOdd && where === "default"))
          return `${root}/namespaces/${where}/metrics/${last}`;
        const isNamespaced = isRoot ? isOdd && where === "default" : !(isOdd && where === "nowhere");
        return isNamespaced
          ? `${root}/namespaces/${where}/${resource}/${object}/${last}`
          : `${root}/${resource}/${object}/${last}`;
      }),
  );
  const query = parameters(
    ...[parameter("labelSelector", objectSelector, 3), parameter("metricLabelSelector", metricSelector, 3)],
    ...rareParameters,
  );
  return fc.record({ path, parameters: query });
}

function anyExternal({ external }: Listed): Arbitrary<Target> {
  const known = external.length === 0 ? anyMetric : fc.constantFrom(...external);
  const path = fc
    .tuple(namespace, fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: anyMetric }))
    .map(
      ([where, metric]) => `/apis/external.metrics.k8s.io/v1beta1/namespaces/${where}/${encodeURIComponent(metric)}`,
    );
  return fc.record({ path, parameters: parameters(parameter("labelSelector", metricSelector, 2), ...rareParameters) });
}

const anyResource: Arbitrary<Target> = fc.record({
  path: fc
    .oneof(
      { weight: 3, arbitrary: fc.constantFrom("pods", "nodes") },
      { weight: 3, arbitrary: namespace.map((where) => `namespaces/${where}/pods`) },
      {
        weight: 3,
        arbitrary: fc.tuple(namespace, objectNames).map(([where, name]) => `namespaces/${where}/pods/${name}`),
      },
      { weight: 2, arbitrary: nameFor("nodes").map((name) => `nodes/${name}`) },
      { weight: 1, arbitrary: fc.constantFrom("foo", "namespaces/shop/nodes", "nodes/node-1/x", "namespaces/shop") },
    )
    .map((rest) => `/apis/metrics.k8s.io/v1beta1/${rest}`),
  parameters: parameters(parameter("labelSelector", objectSelector, 3), ...rareParameters),
});

const groups = ["custom.metrics.k8s.io", "external.metrics.k8s.io", "metrics.k8s.io"];

const anyDocument: Arbitrary<Target> = fc.record({
  path: fc.constantFrom(
    ...["/", "/apis", "/apis/", "/healthz", "/livez", "/readyz", "/nope", "/apis/nope", "/apis/nope/v1"],
    ...groups.flatMap((group) => [
      `/apis/${group}`,
      `/apis/${group}/`,
      `/apis/${group}/v1beta1`,
      `/apis/${group}/v1beta1/`,
    ]),
    ...["/apis/custom.metrics.k8s.io/v1beta2", "/apis/custom.metrics.k8s.io/v1"],
  ),
  parameters: parameters(parameter("pretty", fc.constantFrom("true", "0"), 10)),
});

const oddPath: Arbitrary<Target> = fc.record({
  path: fc.constantFrom(
    ...[
      ...[
        "namespaces/shop/pods",
        "namespaces/shop/metrics",
        "namespaces/shop/pods/web-0",
        "namespaces/shop/pods/web-0/a/b",
      ],
      ...[
        "blah",
        "namespaces",
        "namespaces/shop",
        "namespaces/shop/status",
        "namespaces/shop/pods//http_requests",
        "a/b/c/d",
      ],
      ...["namespaces/shop/pods/web-0/http_requests/", "namespaces/shop/finalize/x/y", "nodes/node-1"],
    ].map((rest) => `/apis/custom.metrics.k8s.io/v1beta1/${rest}`),
    ...["namespaces/shop", "namespaces/shop/a/b", "queue", "namespaces/shop/status", "namespaces/shop/topic_lag/"].map(
      (rest) => `/apis/external.metrics.k8s.io/v1beta1/${rest}`,
    ),
  ),
  parameters: parameters(...rareParameters),
});
