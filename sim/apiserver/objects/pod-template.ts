import type { ManifestMeta } from "../../kubernetes/object.ts";
import type { ContainerSpec, InitContainerSpec, PodSpec, ProbeSpec } from "../../kubernetes/pod.ts";
import type { PodTemplate } from "../../kubernetes/workload.ts";
import type { ApiTypes } from "../decoding/api-type.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { defaultPod } from "../defaulting/pod.ts";
import type { Release } from "../release.ts";
import { toMilli } from "../resources/round-to-milli.ts";
import { identityOf } from "./identity.ts";

type Template = Api["v1.PodTemplateSpec"];
type Container = Api["v1.Container"];

export type Cluster = { readonly types: ApiTypes; readonly release: Release };

/** A defaulted template. Its spec is that of the pods made from it, in which a limit without a request asks for the limit. */
export function toPodTemplate(template: Template, { types, release }: Cluster): PodTemplate {
  const { labels = {}, annotations = {} } = template.metadata ?? {};
  return {
    labels,
    annotations,
    spec: toPodSpec(defaultPod(template.spec ?? {}, release)),
    identity: identityOf(template, "v1.PodTemplateSpec", types),
  };
}

/** The spec of a pod with all its defaults, as far as the wind tunnel reads it. */
export function toPodSpec(spec: Api["v1.PodSpec"]): PodSpec {
  const { resources } = spec;
  return {
    containers: (spec.containers ?? []).map(toContainer),
    initContainers: (spec.initContainers ?? []).map(
      (container): InitContainerSpec => ({
        ...toContainer(container),
        restartPolicyAlways: container.restartPolicy === "Always",
      }),
    ),
    ...(resources?.requests && { podRequests: toMilli(resources.requests) }),
    ...(resources?.limits && { podLimits: toMilli(resources.limits) }),
    overhead: toMilli(spec.overhead),
    nodeSelector: spec.nodeSelector ?? {},
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 0,
  };
}

const toContainer = ({ name = "", image = "", resources, readinessProbe, ports = [] }: Container): ContainerSpec => ({
  name,
  image,
  requests: toMilli(resources?.requests),
  limits: toMilli(resources?.limits),
  ...(readinessProbe && { readinessProbe: toProbe(readinessProbe) }),
  ...(ports.length > 0 && {
    ports: ports.map((port) => ({
      name: port.name ?? "",
      containerPort: port.containerPort ?? 0,
      protocol: port.protocol ?? "TCP",
    })),
  }),
});

const toProbe = (probe: Api["v1.Probe"]): ProbeSpec => ({
  initialDelaySeconds: probe.initialDelaySeconds ?? 0,
  periodSeconds: probe.periodSeconds ?? 0,
  timeoutSeconds: probe.timeoutSeconds ?? 0,
  successThreshold: probe.successThreshold ?? 0,
  failureThreshold: probe.failureThreshold ?? 0,
});

/** The part of `metadata` that the cluster keeps. */
export const toMeta = (meta: Api["v1.ObjectMeta"] | undefined, namespace: string): ManifestMeta => ({
  name: meta?.name ?? "",
  namespace,
  labels: meta?.labels ?? {},
  annotations: meta?.annotations ?? {},
});
