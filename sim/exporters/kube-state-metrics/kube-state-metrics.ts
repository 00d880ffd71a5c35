import type { ApiHandler, ApiReply, ApiRequest } from "../../api.ts";
import { negotiateFormat, plainText } from "../negotiation.ts";
import { deploymentFamilies } from "./deployment-families.ts";
import { hpaFamilies } from "./hpa-families.ts";
import { namespaceFamilies } from "./namespace-families.ts";
import { nodeFamilies } from "./node-families.ts";
import type { WatchedObjects } from "./objects.ts";
import { podFamilies } from "./pod-families.ts";
import { replicaSetFamilies } from "./replica-set-families.ts";
import { createResourceWriter } from "./resource.ts";
import { serviceFamilies } from "./service-families.ts";

/** Prints what is said of the objects of one resource. */
type Writer = { readonly resource: string; readonly write: (objects: WatchedObjects) => string };

/**
 * kube-state-metrics with its default flags: `/metrics` and `/healthz` of its first port.
 *
 * Of the resources that it watches by default, those that the cluster has none of say nothing, as with upstream.
 * Source: kube-state-metrics v2.20.0 pkg/metricshandler/metrics_handler.go, pkg/app/server.go
 */
export function createKubeStateMetrics(objects: () => WatchedObjects): ApiHandler {
  const writers = createWriters();
  return (request) => {
    if (request.path === "/metrics") return metrics(request, writers, objects());
    const isHealthz = request.path === "/healthz";
    return {
      kind: "whole",
      status: isHealthz ? 200 : 404,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: isHealthz ? "OK" : "404 page not found\n",
    };
  };
}

/** In order of the resources' names. */
function createWriters(): readonly Writer[] {
  const namespaced = ({ namespace, name }: { readonly namespace: string; readonly name: string }, label: string) => ({
    namespace,
    [label]: name,
  });
  const deployments = createResourceWriter({
    identity: (deployment) => namespaced(deployment, "deployment"),
    families: deploymentFamilies,
  });
  const hpas = createResourceWriter({
    identity: (hpa) => namespaced(hpa, "horizontalpodautoscaler"),
    families: hpaFamilies,
  });
  const namespaces = createResourceWriter({
    identity: ({ name }) => ({ namespace: name }),
    families: namespaceFamilies,
  });
  const nodes = createResourceWriter({ identity: ({ name }) => ({ node: name }), families: nodeFamilies });
  const pods = createResourceWriter({
    identity: (pod) => ({ ...namespaced(pod, "pod"), uid: pod.uid }),
    families: podFamilies,
  });
  const replicaSets = createResourceWriter({
    identity: (replicaSet) => namespaced(replicaSet, "replicaset"),
    families: replicaSetFamilies,
  });
  const services = createResourceWriter({
    identity: (service) => ({ ...namespaced(service, "service"), uid: service.uid }),
    families: serviceFamilies,
  });
  return [
    { resource: "deployments", write: (objects) => deployments(objects.deployments) },
    { resource: "horizontalpodautoscalers", write: (objects) => hpas(objects.horizontalPodAutoscalers) },
    { resource: "namespaces", write: (objects) => namespaces(objects.namespaces) },
    { resource: "nodes", write: (objects) => nodes(objects.nodes) },
    { resource: "pods", write: (objects) => pods(objects.pods) },
    { resource: "replicasets", write: (objects) => replicaSets(objects.replicaSets) },
    { resource: "services", write: (objects) => services(objects.services) },
  ];
}

/** Protobuf is not offered; OpenMetrics is the same text with an end. */
function metrics({ query, headers }: ApiRequest, writers: readonly Writer[], objects: WatchedObjects): ApiReply {
  const asked = resourcesIn(query, "resources");
  const excluded = resourcesIn(query, "exclude_resources");
  const chosen = writers.filter(
    ({ resource }) => (asked === undefined || asked.has(resource)) && excluded?.has(resource) !== true,
  );
  const text = chosen.map(({ write }) => write(objects)).join("");
  const format = negotiateFormat(headers.accept ?? "");
  const isOpenMetrics = format.kind === "openmetrics";
  return {
    kind: "whole",
    status: 200,
    headers: { "content-type": isOpenMetrics ? format.contentType : plainText },
    body: isOpenMetrics ? `${text}# EOF\n` : text,
  };
}

/** The resources that a parameter lists; undefined when the query does not have it. */
function resourcesIn(query: ApiRequest["query"], parameter: string): ReadonlySet<string> | undefined {
  const values = query.filter(([key]) => key === parameter).map(([, value]) => value);
  if (values.length === 0) return undefined;
  return new Set(
    values
      .flatMap((value) => value.split(","))
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}
