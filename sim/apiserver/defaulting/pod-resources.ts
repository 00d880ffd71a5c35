import { compare } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";
import { aggregateContainers, type Quantities } from "../resources/aggregate.ts";
import { isHugePages, isOvercommitAllowed, isPodLevelResource } from "../validation/resource-names.ts";

type PodSpec = Api["v1.PodSpec"];

/**
 * Resources of the pod as a whole, once it has some: what the containers add up to, and limits for what has none.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/v1 defaultHugePagePodLimits and defaultPodRequests; v1.37.0 pkg/api/pod
 * DefaultPodLevelResources
 */
export function withPodResources(spec: PodSpec, release: Release): PodSpec {
  const { resources } = spec;
  if (!resources || (isEmpty(resources.limits) && isEmpty(resources.requests))) return spec;
  const limits = withHugePages(spec, resources);
  const hasRequestDefaults = release.podLevelResourcesFixDefaulting || !isEmpty(limits);
  const requests = hasRequestDefaults
    ? withRequests(spec, { limits, requests: resources.requests ?? {} })
    : resources.requests;
  const allLimits = release.podLevelResourcesFixDefaulting
    ? withLimits(spec, { limits, requests: requests ?? {} })
    : limits;
  return {
    ...spec,
    resources: {
      ...resources,
      ...(!isEmpty(allLimits) && { limits: allLimits }),
      ...(requests && !isEmpty(requests) && { requests }),
    },
  };
}

type Bounds = { readonly limits: Quantities; readonly requests: Quantities };

const isEmpty = (amounts: Quantities | undefined): boolean => Object.keys(amounts ?? {}).length === 0;

/** Huge pages of the containers, where the pod says nothing of them. */
function withHugePages(spec: PodSpec, { limits = {}, requests = {} }: Api["v1.ResourceRequirements"]): Quantities {
  return { ...pick(aggregateContainers(spec, "limits"), (name) => isHugePages(name) && !requests[name]), ...limits };
}

/** What the containers request together; of a resource that none requests, the pod's limit. */
function withRequests(spec: PodSpec, { limits, requests }: Bounds): Quantities {
  const together = pick(
    aggregateContainers(spec, "requests"),
    (name) => isPodLevelResource(name) && isOvercommitAllowed(name),
  );
  return { ...pick(limits, isPodLevelResource), ...together, ...requests };
}

/** Of a resource that each container limits, the limits together, or the pod's request if that is more. */
function withLimits(spec: PodSpec, { limits, requests }: Bounds): Quantities {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const together = aggregateContainers(spec, "limits");
  const added: [string, Quantities[string]][] = [];
  for (const [name, request] of Object.entries(requests)) {
    const total = together[name];
    const isLimited = containers.every(({ resources }) => resources?.limits?.[name] !== undefined);
    if (limits[name] || !isPodLevelResource(name) || !isLimited || !total) continue;
    added.push([name, compare(request, total) > 0 ? request : total]);
  }
  return { ...limits, ...Object.fromEntries(added) };
}

const pick = (amounts: Quantities, isWanted: (name: string) => boolean): Quantities =>
  Object.fromEntries(Object.entries(amounts).filter(([name]) => isWanted(name)));
