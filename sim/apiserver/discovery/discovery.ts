import { editDistance } from "./edit-distance.ts";
import { servedVersions } from "./served-versions.table.ts";

/** What an API server knows of a kind in an API version. */
export type Discovery =
  | { readonly kind: "served" }
  /** A group that no Kubernetes has of itself: it comes with a CustomResourceDefinition, or an aggregated API server. */
  | { readonly kind: "custom"; readonly group: string }
  | { readonly kind: "unknown"; readonly text: string; readonly advice: string };

export type KindQuery = { readonly apiVersion: string; readonly kind: string; readonly minor: number };

/**
 * Looks a kind up as kubectl does before it sends a manifest.
 *
 * `text` is kubectl's; `advice` says who serves it and what to write instead.
 */
export function discover(query: KindQuery): Discovery {
  const { apiVersion, kind, minor } = query;
  const group = groupOf(apiVersion);
  const entries = servedVersions.filter((entry) => entry[0] === apiVersion && hasKind(entry, kind));
  if (entries.some((entry) => isServed(entry, minor))) return { kind: "served" };
  if (!groups.has(group) && !isMisspeltGroup(group, kind)) return { kind: "custom", group };
  const [entry] = entries;
  return {
    kind: "unknown",
    text: `no matches for kind "${kind}" in version "${apiVersion}"`,
    advice: entry ? adviceForOther(entry, query) : adviceForUnknown(query),
  };
}

/** Whether some served API version of the group has the kind, as a REST mapper finds it. */
export const servesKind = (group: string, kind: string, minor: number): boolean =>
  servedVersions.some((entry) => groupOf(entry[0]) === group && hasKind(entry, kind) && isServed(entry, minor));

type Entry = (typeof servedVersions)[number];

const hasKind = ([, , , kinds]: Entry, kind: string): boolean => kinds.split(" ").includes(kind);

const isServed = ([, first, last]: Entry, minor: number): boolean =>
  first <= minor && (last === undefined || minor <= last);

const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

const groups: ReadonlySet<string> = new Set(servedVersions.map(([apiVersion]) => groupOf(apiVersion)));

/** A group without a dot cannot be a custom one, and one that is a letter or two off a group with that kind is hardly meant. */
function isMisspeltGroup(group: string, kind: string): boolean {
  if (!group.includes(".")) return true;
  return servedVersions.some((entry) => hasKind(entry, kind) && editDistance(groupOf(entry[0]), group) <= 2);
}

/** API versions whose fields are most alike, the likest first, where the preferred version is another. */
const nearestVersions: Readonly<Record<string, readonly string[]>> = {
  "autoscaling/v2": ["autoscaling/v2beta2", "autoscaling/v2beta1"],
  "autoscaling/v2beta2": ["autoscaling/v2", "autoscaling/v2beta1"],
  "autoscaling/v2beta1": ["autoscaling/v2", "autoscaling/v2beta2"],
};

/** Kinds that live on under another name. */
const successors: Readonly<Record<string, string>> = {
  PetSet: "StatefulSet",
  ScheduledJob: "CronJob",
  ThirdPartyResource: "CustomResourceDefinition",
};

function adviceForOther([apiVersion, first, last]: Entry, { kind, minor }: KindQuery): string {
  const range = last === undefined ? `1.${first} and later` : first === last ? `1.${first}` : `1.${first} to 1.${last}`;
  const fact = `Kubernetes ${range} ${first > minor ? "serve" : "served"} it, and 1.${minor} does not.`;
  const successor = successors[kind] ?? kind;
  const served = servedAs(successor, minor);
  const instead = nearestVersions[apiVersion]?.find((version) => served.includes(version)) ?? served[0];
  if (instead === undefined) return `${fact} Nothing takes its place.`;
  const kindToo = successor === kind ? "" : `, kind: ${successor}`;
  const note = notes[`${apiVersion} ${kind}`] ?? notes[`${kind} as ${instead}`];
  return `${fact} Write "apiVersion: ${instead}${kindToo}".${note === undefined ? "" : ` ${note}`}`;
}

const selectorNote = "There, spec.selector is required.";

/** What else to mind when a manifest moves away from a version, or to one. */
const notes: Readonly<Record<string, string>> = {
  "extensions/v1beta1 Deployment": selectorNote,
  "extensions/v1beta1 ReplicaSet": selectorNote,
  "extensions/v1beta1 DaemonSet": selectorNote,
  "apps/v1beta1 Deployment": selectorNote,
  "apps/v1beta1 StatefulSet": selectorNote,
  "HorizontalPodAutoscaler as autoscaling/v2": "The fields are the same.",
  "HorizontalPodAutoscaler as autoscaling/v2beta2": "The fields are the same.",
  "HorizontalPodAutoscaler as autoscaling/v2beta1":
    "There, a metric has no target: `target: {type: Utilization, averageUtilization: 60}` becomes `targetAverageUtilization: 60`.",
  "autoscaling/v2beta1 HorizontalPodAutoscaler":
    "There, each metric has a target: `targetAverageUtilization: 60` becomes `target: {type: Utilization, averageUtilization: 60}`.",
};

function adviceForUnknown({ apiVersion, kind, minor }: KindQuery): string {
  const same = servedAs(kind, minor);
  if (same.length > 0)
    return `Kubernetes 1.${minor} serves it as ${same.map((version) => `"${version}"`).join(" and ")}.`;
  const candidates = servedVersions
    .filter((entry) => isServed(entry, minor))
    .flatMap((entry) => entry[3].split(" ").map((name) => ({ name, version: entry[0] })));
  const [best] = candidates
    .map((candidate) => ({
      ...candidate,
      distance:
        editDistance(candidate.name.toLowerCase(), kind.toLowerCase()) + (candidate.version === apiVersion ? 0 : 0.5),
    }))
    .sort((a, b) => a.distance - b.distance);
  if (!best || best.distance > 2.5) return `Kubernetes 1.${minor} has no such kind.`;
  const where = best.version === apiVersion ? "" : ` in "${best.version}"`;
  return `Did you mean "${best.name}"${where}?`;
}

/** API versions that serve the kind, the preferred one first. */
const servedAs = (kind: string, minor: number): readonly string[] =>
  servedVersions.filter((entry) => hasKind(entry, kind) && isServed(entry, minor)).map(([apiVersion]) => apiVersion);
