import { expect, test } from "vitest";
import { compileRegex } from "../../fixtures/adapter/compile-regex.ts";
import type { ApiReply } from "../api.ts";
import { createKernel, type Kernel } from "../kernel/kernel.ts";
import { everything } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import { type Duration, minutes, plus, type SimTime, seconds, simTime } from "../units.ts";
import { type Adapter, type AdapterOptions, createAdapter } from "./adapter.ts";
import type { AdapterConfig, DiscoveryRule, ResourceRule } from "./config.ts";
import type { AdapterPorts, Done, QueryResult, Reply } from "./ports.ts";
import type { AdapterVersion } from "./release.ts";

const start = simTime(1_767_323_045_000_000);

const core = {
  name: "",
  preferredVersion: "v1",
  versions: [
    {
      version: "v1",
      resources: [
        { name: "namespaces", singularName: "namespace", kind: "Namespace" },
        { name: "nodes", singularName: "node", kind: "Node" },
        { name: "pods", singularName: "pod", kind: "Pod" },
      ],
    },
  ],
};

const byTemplate = { template: "<<.Resource>>", overrides: [], namespaced: undefined };

const rule = (seriesQuery: string, more: Partial<DiscoveryRule> = {}): DiscoveryRule => ({
  seriesQuery,
  seriesFilters: [],
  resources: byTemplate,
  name: { matches: "", as: "" },
  metricsQuery: "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
  ...more,
});

const config = (more: Partial<AdapterConfig>): AdapterConfig => ({
  ...{ rules: [], externalRules: [], resourceRules: undefined },
  ...more,
});

const usage = (name: string): ResourceRule => ({
  containerQuery: `${name}{<<.LabelMatchers>>}`,
  nodeQuery: `node_${name}{<<.LabelMatchers>>}`,
  resources: byTemplate,
  containerLabel: "container",
});

const resourceRules = { cpu: usage("cpu"), memory: usage("memory"), windowNanoseconds: 300_000_000_000 };

/** Series of the metric that tests ask for. */
const series: readonly Labels[] = [{ __name__: "http_requests", namespace: "default", pod: "web-1" }];

type World = {
  readonly kernel: Kernel;
  readonly listings: { readonly at: SimTime; readonly match: string; readonly start: SimTime }[];
  readonly log: string[];
  readonly adapter: Adapter;
  readonly get: (path: string) => { readonly answer: () => ApiReply | undefined };
};

type WorldSettings = {
  readonly config: AdapterConfig;
  readonly version?: AdapterVersion;
  readonly relistInterval?: Duration;
  readonly maxAge?: Duration;
  readonly series?: (match: string, done: Done<readonly Labels[] | undefined>, kernel: Kernel) => void;
  readonly query?: (query: string, done: Done<QueryResult>, kernel: Kernel) => void;
  readonly listPods?: AdapterPorts["listPods"];
};

const value = <Value>(given: Value): Reply<Value> => ({ kind: "value", value: given });

/** An adapter that has started, and what it did. */
function world(settings: WorldSettings): World {
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const listings: World["listings"] = [];
  const log: string[] = [];
  const ports: AdapterPorts = {
    prometheus: {
      series: (request, done) => {
        listings.push({ at: kernel.now(), ...request });
        if (settings.series === undefined) done(value(series));
        else settings.series(request.match, done, kernel);
      },
      query: ({ query }, done) => {
        if (settings.query === undefined) done(value({ type: "vector", samples: [] }));
        else settings.query(query, done, kernel);
      },
    },
    apiGroups: () => [core],
    listNames: (_, done) => done(value(["web-1"])),
    listPods: settings.listPods ?? (() => []),
    listNodes: () => [{ namespace: "", name: "n1", labels: {} }],
    log: ({ text }) => log.push(text),
  };
  const options: AdapterOptions = { kernel, compileRegex, ports, ...settings };
  const adapter = createAdapter(options);
  if (!adapter.ok) throw new Error(adapter.error);
  adapter.value.start();
  const get: World["get"] = (path) => {
    let reply: ApiReply | undefined;
    const peer = { user: "system:admin", groups: [] };
    const [place = "", parameters] = path.split("?");
    const query = [...new URLSearchParams(parameters)];
    adapter.value.handle({ method: "GET", path: place, query, headers: {}, body: "", peer }, (given) => {
      reply = given;
    });
    return { answer: () => reply };
  };
  return { kernel, listings, log, adapter: adapter.value, get };
}

const resourcesOf = ({ get }: World, path = "/apis/custom.metrics.k8s.io/v1beta1"): readonly string[] => {
  const reply = get(path).answer();
  const body = reply?.kind === "whole" ? reply.body : "{}";
  return JSON.parse(body).resources.map(({ name }: { name: string }) => name);
};

const onePod = "/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods/web-1/http_requests";

test("lists at once, then one interval after each listing ended, as far back as the maximum age", () => {
  const { kernel, listings } = world({
    config: config({ rules: [rule("a")] }),
    relistInterval: minutes(1),
    maxAge: minutes(3),
    // Prometheus takes two seconds for each answer.
    series: (_, done, { after }) => after(seconds(2), () => done(value(series))),
  });
  kernel.advanceTo(plus(start, seconds(125)));
  const ages = listings.map(({ at, start: from }) => [(at - start) / 1e6, (at - from) / 1e6]);
  expect(ages).toEqual([
    [0, 180],
    [62, 180],
    [124, 180],
  ]);
});

test("looks as far back as it waits when no maximum age is given, which is ten minutes when nothing is", () => {
  const { listings } = world({ config: config({ rules: [rule("a")] }) });
  expect(listings).toEqual([{ at: start, match: "a", start: plus(start, minutes(-10)) }]);
});

test("asks once for rules with the same series query", () => {
  const { listings } = world({ config: config({ rules: [rule("a"), rule("b"), rule("a")] }) });
  expect(listings.map(({ match }) => match)).toEqual(["a", "b"]);
});

test("refuses a maximum age below the interval, but only for custom metrics", () => {
  const ports: AdapterPorts = {
    prometheus: { series: () => {}, query: () => {} },
    ...{ apiGroups: () => [core], listNames: () => {}, listPods: () => [], listNodes: () => [], log: () => {} },
  };
  const kernel = createKernel({ start, seed: 1, eventsMax: 10 });
  const settings = { kernel, compileRegex, ports, relistInterval: minutes(2), maxAge: minutes(1) };
  expect(createAdapter({ ...settings, config: config({ rules: [rule("a")] }) })).toEqual({
    ok: false,
    error: "unable to construct custom metrics provider: max age must not be less than relist interval",
  });
  expect(createAdapter({ ...settings, config: config({ externalRules: [rule("a")] }) }).ok).toBe(true);
});

test("has nothing before the first listing is through", () => {
  const adapter = world({
    config: config({ rules: [rule("a")] }),
    series: (_, done, { after }) => after(seconds(5), () => done(value(series))),
  });
  expect(resourcesOf(adapter)).toEqual([]);
  expect(adapter.get(onePod).answer()).toMatchObject({ status: 404 });
  adapter.kernel.advanceTo(plus(start, seconds(5)));
  expect(resourcesOf(adapter)).toEqual(["namespaces/http_requests", "pods/http_requests"]);
});

test("keeps what it knows when one of the queries fails, whatever the others answer", () => {
  let round = 0;
  const adapter = world({
    config: config({ rules: [rule("a"), rule("b")] }),
    relistInterval: minutes(1),
    series: (match, done) => {
      if (match === "a") round += 1;
      if (round === 2 && match === "b") done({ kind: "error", message: "bad_response: unknown response code 502" });
      else done(value(round === 1 ? series : []));
    },
  });
  adapter.kernel.advanceTo(plus(start, minutes(1)));
  expect(adapter.log).toEqual([
    'unable to update list of all metrics: unable to fetch metrics for query "b": bad_response: unknown response code 502',
  ]);
  expect(resourcesOf(adapter)).toEqual(["namespaces/http_requests", "pods/http_requests"]);
  adapter.kernel.advanceTo(plus(start, minutes(2)));
  expect(resourcesOf(adapter)).toEqual([]);
});

test("never lists again when Prometheus never answers", () => {
  const { kernel, listings } = world({ config: config({ rules: [rule("a")] }), series: () => {} });
  kernel.advanceTo(plus(start, minutes(60)));
  expect(listings).toHaveLength(1);
});

test("answers a request when Prometheus has answered, with the time of the answer", () => {
  const adapter = world({
    config: config({ rules: [rule("a")] }),
    query: (_, done, { after }) => {
      const samples = [{ labels: { pod: "web-1" }, value: 2.5, timestampMilliseconds: 0 }];
      after(seconds(3), () => done(value({ type: "vector", samples })));
    },
  });
  const { answer } = adapter.get(onePod);
  expect(answer()).toBeUndefined();
  adapter.kernel.advanceTo(plus(start, seconds(3)));
  expect(answer()).toMatchObject({
    status: 200,
    body: expect.stringContaining('"timestamp":"2026-01-02T03:04:08Z","value":"2500m"'),
  });
});

test.for([
  ["0.12.0", 180],
  ["0.8.4", 60],
] as const)("%s looks back %i seconds for external rules at a maximum age of three minutes", ([version, expected]) => {
  const settings = { relistInterval: minutes(1), maxAge: minutes(3), version };
  const { listings } = world({ config: config({ externalRules: [rule("a")] }), ...settings });
  expect(listings.map(({ at, start: from }) => (at - from) / 1e6)).toEqual([expected]);
});

test.for([
  ["0.12.0", "Running"],
  ["0.8.4", "any"],
] as const)("%s tells in metrics.k8s.io of pods whose phase is %s", ([version, expected]) => {
  const asked: string[] = [];
  const listPods: AdapterPorts["listPods"] = (phase) => {
    asked.push(phase);
    return [];
  };
  world({ config: config({ resourceRules }), version, listPods }).get("/apis/metrics.k8s.io/v1beta1/pods");
  expect(asked).toEqual([expected]);
});

const nodeSamples =
  (cores: number, memoryAt: number): NonNullable<WorldSettings["query"]> =>
  (query, done) => {
    const isCpu = query.includes("cpu");
    const sample = { labels: { node: "n1" }, value: isCpu ? cores : 1024 };
    done(value({ type: "vector", samples: [{ ...sample, timestampMilliseconds: isCpu ? 9000 : memoryAt }] }));
  };

test.for([
  ["0.12.0", -1, "0"],
  ["0.12.0", Number.NaN, "0"],
  ["0.8.4", -1, "-1"],
  ["0.8.4", Number.NaN, "-9223372036854775808m"],
] as const)("%s reports a sample of %d cores as %s", ([version, cores, expected]) => {
  const adapter = world({ config: config({ resourceRules }), version, query: nodeSamples(cores, 9000) });
  expect(adapter.get("/apis/metrics.k8s.io/v1beta1/nodes/n1").answer()).toMatchObject({
    body: expect.stringContaining(`"cpu":"${expected}"`),
  });
});

test.for([
  ["0.12.0", 9000, "5m0s"],
  ["0.12.0", 8000, "5m0s"],
  ["0.8.4", 9000, "1m0s"],
  ["0.8.4", 8000, "5m0s"],
] as const)("%s gives a node whose memory is of second %d the window %s", ([version, memoryAt, expected]) => {
  const adapter = world({ config: config({ resourceRules }), version, query: nodeSamples(1, memoryAt) });
  expect(adapter.get("/apis/metrics.k8s.io/v1beta1/nodes/n1").answer()).toMatchObject({
    body: expect.stringContaining(`"window":"${expected}"`),
  });
});

test("names of objects are joined as they are, so that a dot in one matches any character", () => {
  const asked: string[] = [];
  const adapter = world({
    config: config({ resourceRules }),
    listPods: () => ["a.b", "a-b"].map((name) => ({ namespace: "default", name, labels: {} })),
    query: (query, done) => {
      asked.push(query);
      done(value({ type: "vector", samples: [] }));
    },
  });
  adapter.get("/apis/metrics.k8s.io/v1beta1/pods");
  expect(asked).toEqual(['cpu{namespace="default",pod=~"a.b|a-b"}', 'memory{namespace="default",pod=~"a.b|a-b"}']);
});

test("answers callers in the process what it answers over HTTP", () => {
  const labels = { pod: "web-1", node: "n1", container: "web" };
  const sample = { labels, value: 2.5, timestampMilliseconds: 5000 };
  const { adapter, get } = world({
    config: config({ rules: [rule("a")], externalRules: [rule("a")], resourceRules }),
    query: (_, done) => done(value({ type: "vector", samples: [sample] })),
    listPods: () => [{ namespace: "default", name: "web-1", labels: {} }],
  });
  const bodyOf = (path: string): string => {
    const reply = get(path).answer();
    return reply?.kind === "whole" ? reply.body : "";
  };
  const common = { namespace: "default", metricSelector: everything };
  const info = { resource: { group: "", resource: "pods" }, namespaced: true, metric: "http_requests" };
  const typed: unknown[] = [];
  adapter.custom?.bySelector({ ...common, info, selector: everything }, (answer) => typed.push(answer));
  adapter.external?.get({ ...common, metric: "http_requests" }, (answer) => typed.push(answer));
  adapter.resource?.pod({ namespace: "default", name: "web-1" }, (answer) => typed.push(answer));
  const kind = { group: "", version: "v1", kind: "Pod" };
  const custom = { kind, namespace: "default", name: "web-1", metric: "http_requests", timestamp: start, milli: 2500 };
  expect(typed).toEqual([
    { ok: true, value: [{ ...custom, selector: undefined }] },
    { ok: true, value: [{ metric: "http_requests", labels, timestampMilliseconds: 5000, milli: 2500 }] },
    {
      kind: "found",
      answer: expect.objectContaining({ name: "web-1", timestamp: simTime(5_000_000), window: 300_000_000_000 }),
    },
  ]);
  expect(bodyOf(onePod.replace("web-1", "*"))).toContain(
    '"name":"web-1","apiVersion":"/v1"},"metricName":"http_requests"',
  );
  expect(bodyOf("/apis/external.metrics.k8s.io/v1beta1/namespaces/default/http_requests")).toContain(
    '"metricLabels":{"container":"web","node":"n1","pod":"web-1"},"timestamp":"1970-01-01T00:00:05Z","value":"2500m"',
  );
  expect(bodyOf("/apis/metrics.k8s.io/v1beta1/namespaces/default/pods/web-1")).toContain(
    '"timestamp":"1970-01-01T00:00:05Z","window":"5m0s","containers":[{"name":"web","usage":{"cpu":"2500m","memory":"2500m"}}]',
  );
});

test("names /metrics/slis among its paths only where there are no resource rules", () => {
  const hasIt = (given: Partial<AdapterConfig>): boolean => {
    const reply = world({ config: config(given) })
      .get("/")
      .answer();
    return reply?.kind === "whole" && reply.body.includes('"/metrics/slis"');
  };
  expect(hasIt({ rules: [rule("a")] })).toBe(true);
  expect(hasIt({ rules: [rule("a")], resourceRules })).toBe(false);
});

test.each([
  "/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods/*/http_requests?metricLabelSelector=",
  "/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/*/http_requests?labelSelector=",
  "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/http_requests?labelSelector=",
  "/apis/metrics.k8s.io/v1beta1/pods?labelSelector=",
])("counts the characters of a label that is too long, as its Kubernetes libraries did: %s", (path) => {
  const served = world({ config: config({ rules: [rule("a")], externalRules: [rule("a")], resourceRules }) });
  const reply = served.get(path + "x".repeat(64)).answer();
  expect(reply?.kind === "whole" && JSON.parse(reply.body).message).toContain(
    ": name part must be no more than 63 characters",
  );
});

test.each([
  [
    "custom.metrics.k8s.io/v1beta1/namespaces/default/pods//http_requests?fieldSelector=metadata.name%3Dweb-1",
    "the server could not find the metric http_requests for pods web-1",
  ],
  ["custom.metrics.k8s.io/v1beta1///nope", "Internal error occurred: unable to list matching resources"],
  ["custom.metrics.k8s.io/v1beta1/namespaces//pods/web-1/nope", "the server could not find the metric nope for pods"],
  ["custom.metrics.k8s.io/v1beta1/nodes/n1//", "the server could not find the requested resource"],
  ["external.metrics.k8s.io/v1beta1/namespaces//nope", "the server could not find the metric nope for "],
])("takes an empty part of a path for an empty name: %s", (path, message) => {
  const served = world({ config: config({ rules: [rule("a")], externalRules: [rule("a")] }) });
  const reply = served.get(`/apis/${path}`).answer();
  expect(reply?.kind === "whole" && JSON.parse(reply.body).message).toBe(message);
});

test.each(["pods", "nodes", "namespaces/default/pods", ""])(
  "passes over slashes at the end of metrics.k8s.io/v1beta1/%s",
  (path) => {
    const served = world({ config: config({ resourceRules }) });
    const statusOf = (end: string): number | undefined => {
      const reply = served.get(`/apis/metrics.k8s.io/v1beta1/${path}${end}`).answer();
      return reply?.kind === "whole" ? reply.status : undefined;
    };
    expect(["", "/", "//"].map(statusOf)).toEqual([200, 200, 200]);
  },
);

test("asks for all objects where the path names none", () => {
  const asked: string[] = [];
  const served = world({
    config: config({ rules: [rule("a")] }),
    query: (query, done) => {
      asked.push(query);
      done(value({ type: "vector", samples: [] }));
    },
  });
  served.get("/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods//http_requests");
  served.get(
    "/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods//http_requests?fieldSelector=metadata.name%3Da",
  );
  const queryFor = (pod: string): string => `sum(http_requests{namespace="default",pod="${pod}"}) by (pod)`;
  expect(asked).toEqual([queryFor("web-1"), queryFor("a")]);
});

test("passes over one slash, and no more, at the end of /apis", () => {
  const served = world({ config: config({ rules: [rule("a")] }) });
  const statuses = ["/apis", "/apis/", "/apis//", "/apis/custom.metrics.k8s.io//"].map((path) => {
    const reply = served.get(path).answer();
    return reply?.kind === "whole" ? reply.status : undefined;
  });
  expect(statuses).toEqual([200, 200, 404, 200]);
});
