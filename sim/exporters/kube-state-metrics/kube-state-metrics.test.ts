import { expect, test } from "vitest";
import { bodyOf } from "../../../fixtures/endpoints.ts";
import type { ApiRequest } from "../../api.ts";
import { simTime } from "../../units.ts";
import { createKubeStateMetrics } from "./kube-state-metrics.ts";
import type { NamespaceObject, ServiceObject, WatchedObjects } from "./objects.ts";

const creationTimestamp = simTime(1_700_000_000_000_000);

const nothing: WatchedObjects = {
  deployments: [],
  horizontalPodAutoscalers: [],
  namespaces: [],
  nodes: [],
  pods: [],
  replicaSets: [],
  services: [],
};

const shop: NamespaceObject = { name: "shop", creationTimestamp, phase: "Active" };
const cart: ServiceObject = {
  namespace: "shop",
  name: 'a"b\\c\nd',
  uid: "u",
  creationTimestamp,
  clusterIP: "",
  type: "ClusterIP",
};

const server = createKubeStateMetrics(() => ({ ...nothing, namespaces: [shop], services: [cart] }));

const familiesOf = (pathAndQuery: string): readonly string[] => [
  ...new Set(bodyOf(server, pathAndQuery).match(/^kube_[a-z]+/gm) ?? []),
];

test("of kinds without objects it says nothing, not even a HELP", () => {
  expect(
    bodyOf(
      createKubeStateMetrics(() => nothing),
      "/metrics",
    ),
  ).toBe("");
  expect(bodyOf(server, "/metrics")).not.toContain("kube_pod");
});

test("families without samples have a HELP where there are objects", () => {
  expect(bodyOf(server, "/metrics")).toContain(
    "# HELP kube_service_annotations Kubernetes annotations converted to Prometheus labels.\n" +
      "# TYPE kube_service_annotations gauge\n# HELP kube_service_labels [STABLE] ",
  );
});

test("labels are escaped, those that name the object come first", () => {
  expect(bodyOf(server, "/metrics")).toContain(
    'kube_service_spec_type{namespace="shop",service="a\\"b\\\\c\\nd",uid="u",type="ClusterIP"} 1\n',
  );
});

test.for([
  ["/metrics", ["kube_namespace", "kube_service"]],
  ["/metrics?resources=services,pods", ["kube_service"]],
  ["/metrics?resources=", []],
  ["/metrics?exclude_resources=pods,%20services", ["kube_namespace"]],
  ["/metrics?resources=services&exclude_resources=services", []],
] as const)("%s is about %j", ([path, families]) => {
  expect(familiesOf(path)).toEqual(families);
});

const ask = (path: string, accept: string) => {
  const request: ApiRequest = {
    method: "GET",
    path,
    query: [],
    headers: { accept },
    body: "",
    peer: { user: "", groups: [] },
  };
  const reply = server(request);
  return reply.kind === "whole" ? reply : undefined;
};

test("a client of OpenMetrics gets the same text with its end", () => {
  const plain = ask("/metrics", "text/plain");
  const open = ask("/metrics", "application/openmetrics-text;version=1.0.0");
  expect(plain?.headers).toEqual({ "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  expect(open?.headers).toEqual({
    "content-type": "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
  });
  expect(open?.body).toBe(`${plain?.body}# EOF\n`);
});

test("it is healthy, and has no other pages", () => {
  expect([ask("/healthz", ""), ask("/elsewhere", "")].map((reply) => [reply?.status, reply?.body])).toEqual([
    [200, "OK"],
    [404, "404 page not found\n"],
  ]);
});

test("an object that changed is printed anew", () => {
  let phase: NamespaceObject["phase"] = "Active";
  const changing = createKubeStateMetrics(() => ({ ...nothing, namespaces: [{ ...shop, phase }] }));
  const active = (): boolean =>
    bodyOf(changing, "/metrics").includes('kube_namespace_status_phase{namespace="shop",phase="Active"} 1\n');
  expect(active()).toBe(true);
  phase = "Terminating";
  expect(active()).toBe(false);
});
