import fc, { type Arbitrary } from "fast-check";
import type { Call } from "./call.ts";
import {
  accepts,
  badSelectors,
  documents,
  likelyNames,
  metricSelectors,
  metrics,
  objectSelectors,
  oddPaths,
  oddResourcePaths,
  otherNames,
  podNames,
  resources,
} from "./call-parts.table.ts";
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
    { weight: listed.hasCustom ? 80 : 3, arbitrary: anyCustom(listed) },
    { weight: listed.hasExternal ? 40 : 2, arbitrary: anyExternal(listed) },
    { weight: listed.hasResource ? 40 : 2, arbitrary: anyResource },
    { weight: 8, arbitrary: anyDocument },
    { weight: 8, arbitrary: oddPath },
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

const objectSelector = fc.oneof(
  { weight: 11, arbitrary: fc.constantFrom(...objectSelectors) },
  { weight: 1, arbitrary: fc.constantFrom(...badSelectors) },
);

const metricSelector = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...metricSelectors) },
  { weight: 1, arbitrary: fc.constantFrom(...badSelectors) },
);

const namespace = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("shop", "core") },
  { weight: 3, arbitrary: fc.constantFrom("default", "empty", "nowhere", "*") },
);

/** Objects of one name are in one namespace, nearly all of them. */
const namespaceOf = (name: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: name.startsWith("api") ? fc.constant("core") : fc.constantFrom("shop", "shop", "core") },
    { weight: 1, arbitrary: namespace },
  );

const objectNames = fc.oneof(
  { weight: 5, arbitrary: fc.constant("*") },
  { weight: 4, arbitrary: fc.constantFrom(...podNames) },
  { weight: 2, arbitrary: fc.constantFrom(...otherNames) },
);

/** The name of an object that might be there, by its resource. */
const nameFor = (resource: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant("*") },
    { weight: 1, arbitrary: objectNames },
    { weight: 4, arbitrary: fc.constantFrom(...(likelyNames[resource.split(".")[0] ?? ""] ?? ["web"])) },
  );

const nameSelectors = [
  "metadata.name=web-0",
  "metadata.name!=web-0",
  "metadata.name=node-1",
  "metadata.namespace=core",
];

const anyMetric = fc.constantFrom(...metrics);

function anyCustom({ custom }: Listed): Arbitrary<Target> {
  const known = custom.length === 0 ? fc.constant("pods/http_requests") : fc.constantFrom(...custom);
  const aboutSomething = custom.filter((name) => Object.hasOwn(likelyNames, name.split(/[./]/)[0] ?? ""));
  const usual = aboutSomething.length === 0 ? known : fc.constantFrom(...aboutSomething);
  const metric = fc.oneof(
    {
      weight: 40,
      arbitrary: fc
        .oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: known })
        .map((name) => [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)]),
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
  const path = metric.chain(([resource = "", last = ""]) =>
    nameFor(resource).chain((name) =>
      fc
        .record({
          version: fc.constantFrom("v1beta1", "v1beta2"),
          ...{
            resource: fc.constant(resource),
            name: fc.constant(name),
            metric: fc.constant(encodeURIComponent(last)),
          },
          namespace: namespaceOf(name),
          isOdd: usually(12, false, [true]),
        })
        .map(customPath),
    ),
  );
  const query = parameters(
    ...[parameter("labelSelector", objectSelector, 4), parameter("metricLabelSelector", metricSelector, 6)],
    ...rareParameters,
  );
  return fc.record({ path, parameters: query });
}

interface CustomPath {
  readonly version: string;
  readonly namespace: string;
  readonly resource: string;
  readonly name: string;
  readonly metric: string;
  /** Whether a namespace is where none belongs, or the other way about. */
  readonly isOdd: boolean;
}

function customPath({ version, namespace: where, resource, name, metric, isOdd }: CustomPath): string {
  const root = `/apis/custom.metrics.k8s.io/${version}`;
  const isInCluster = /^(nodes?|namespaces?|persistentvolumes|gadgets\..*)$/.test(resource);
  if (resource === "namespaces" && !isOdd) return `${root}/namespaces/${where}/metrics/${metric}`;
  return isInCluster === isOdd
    ? `${root}/namespaces/${where}/${resource}/${name}/${metric}`
    : `${root}/${resource}/${name}/${metric}`;
}

function anyExternal({ external }: Listed): Arbitrary<Target> {
  const known = external.length === 0 ? anyMetric : fc.constantFrom(...external);
  const path = fc
    .tuple(namespace, fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: anyMetric }))
    .map(
      ([where, metric]) => `/apis/external.metrics.k8s.io/v1beta1/namespaces/${where}/${encodeURIComponent(metric)}`,
    );
  return fc.record({ path, parameters: parameters(parameter("labelSelector", metricSelector, 3), ...rareParameters) });
}

const anyResource: Arbitrary<Target> = fc.record({
  path: fc
    .oneof(
      { weight: 3, arbitrary: fc.constantFrom("pods", "nodes") },
      { weight: 3, arbitrary: namespace.map((where) => `namespaces/${where}/pods`) },
      {
        weight: 3,
        arbitrary: objectNames
          .chain((name) => fc.tuple(namespaceOf(name), fc.constant(name)))
          .map(([where, name]) => `namespaces/${where}/pods/${name}`),
      },
      { weight: 2, arbitrary: nameFor("nodes").map((name) => `nodes/${name}`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...oddResourcePaths),
      },
    )
    .map((rest) => `/apis/metrics.k8s.io/v1beta1/${rest}`),
  parameters: parameters(
    ...[
      parameter("labelSelector", objectSelector, 3),
      parameter("fieldSelector", fc.constantFrom(...nameSelectors), 6),
    ],
    ...rareParameters,
  ),
});

const anyDocument: Arbitrary<Target> = fc.record({
  path: fc.constantFrom(...documents),
  parameters: parameters(parameter("pretty", fc.constantFrom("true", "0"), 10)),
});

const oddPath: Arbitrary<Target> = fc.record({
  path: fc.constantFrom(...oddPaths),
  parameters: parameters(...rareParameters),
});
