import type { ObjectView } from "../../sim/adapter/ports.ts";
import type { ApiGroup } from "../../sim/adapter/rest-mapper.ts";
import type { Labels } from "../../sim/kubernetes/object.ts";

/** A resource as the cluster has it; the objects come in the order in which an API server lists them. */
export interface WorldResource {
  /** Plural. */
  readonly name: string;
  /** Empty where discovery does not say. */
  readonly singularName: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Absent for a resource that discovery tells of and that cannot be listed. */
  readonly objects?: readonly WorldObject[];
}

export interface WorldObject extends ObjectView {
  /** Absent for what is no pod. */
  readonly phase?: "Running" | "Pending" | "Succeeded";
}

export interface WorldGroup {
  /** Empty for the core group. */
  readonly name: string;
  readonly preferredVersion: string;
  readonly versions: readonly { readonly version: string; readonly resources: readonly WorldResource[] }[];
}

const object = (namespace: string, name: string, labels: Labels = {}): WorldObject => ({ namespace, name, labels });

const pod = (
  namespace: string,
  name: string,
  labels: Labels,
  phase: WorldObject["phase"] = "Running",
): WorldObject => ({
  ...object(namespace, name, labels),
  ...(phase === undefined ? {} : { phase }),
});

const namespaces = ["core", "default", "empty", "shop"].map((name) =>
  object("", name, { "kubernetes.io/metadata.name": name, team: name === "shop" ? "red" : "blue" }),
);

const nodes = [
  object("", "node-1", { zone: "a", "kubernetes.io/os": "linux" }),
  object("", "node-2", { zone: "b", "kubernetes.io/os": "linux" }),
  object("", "node.3", {}),
];

/** Some of them that Prometheus knows nothing of, one with a dot in its name and one that its expression would match. */
const pods = [
  pod("core", "api-0", { app: "api", tier: "back" }),
  pod("core", "api-1", { app: "api" }),
  pod("core", "api-2", { app: "api" }, "Pending"),
  pod("default", "web-0", { app: "web" }),
  pod("shop", "job-1", { app: "job" }, "Succeeded"),
  pod("shop", "silent", { app: "web", tier: "front" }),
  pod("shop", "web-0", { app: "web", tier: "front" }),
  pod("shop", "web-1", { app: "web" }),
  pod("shop", "web.x", { app: "dots" }),
];

const deployments = [object("core", "api", { app: "api" }), object("shop", "web", { app: "web" })];
const widgets = [object("shop", "left", { app: "web" }), object("shop", "right")];

type Kind = Omit<WorldResource, "objects">;

const kind = (name: string, singularName: string, more: Pick<Kind, "kind" | "namespaced">): Kind => ({
  ...{ name, singularName, ...more },
});

const inNamespace = (name: string, singularName: string, as: string): Kind =>
  kind(name, singularName, { kind: as, namespaced: true });

const inCluster = (name: string, singularName: string, as: string): Kind =>
  kind(name, singularName, { kind: as, namespaced: false });

/** The cluster that both adapters are told of: groups of several versions, kinds of one name in two groups, resources of its own. */
export const world: readonly WorldGroup[] = [
  {
    name: "",
    preferredVersion: "v1",
    versions: [
      {
        version: "v1",
        resources: [
          { ...inNamespace("endpoints", "endpoints", "Endpoints"), objects: [] },
          { ...inCluster("namespaces", "namespace", "Namespace"), objects: namespaces },
          { ...inCluster("nodes", "node", "Node"), objects: nodes },
          { ...inCluster("persistentvolumes", "persistentvolume", "PersistentVolume"), objects: [object("", "disk")] },
          { ...inNamespace("pods", "pod", "Pod"), objects: pods },
          inNamespace("pods/log", "", "Pod"),
          { ...inNamespace("services", "service", "Service"), objects: [object("shop", "web", { app: "web" })] },
        ],
      },
    ],
  },
  {
    name: "apps",
    preferredVersion: "v1",
    versions: [
      {
        version: "v1",
        resources: [
          { ...inNamespace("deployments", "deployment", "Deployment"), objects: deployments },
          inNamespace("deployments/scale", "", "Scale"),
          { ...inNamespace("replicasets", "", "ReplicaSet"), objects: [] },
        ],
      },
    ],
  },
  {
    name: "batch",
    preferredVersion: "v1",
    versions: [
      { version: "v1", resources: [{ ...inNamespace("jobs", "job", "Job"), objects: [object("shop", "job")] }] },
    ],
  },
  {
    name: "networking.k8s.io",
    preferredVersion: "v1",
    versions: [
      {
        version: "v1",
        resources: [
          { ...inNamespace("ingresses", "ingress", "Ingress"), objects: [object("shop", "front", { app: "web" })] },
          { ...inNamespace("networkpolicies", "", "NetworkPolicy"), objects: [] },
        ],
      },
    ],
  },
  {
    name: "extensions",
    preferredVersion: "v1beta1",
    versions: [
      {
        version: "v1beta1",
        resources: [{ ...inNamespace("ingresses", "ingress", "Ingress"), objects: [object("shop", "front")] }],
      },
    ],
  },
  {
    name: "example.com",
    preferredVersion: "v2",
    versions: [
      {
        version: "v2",
        resources: [
          { ...inNamespace("widgets", "widget", "Widget"), objects: widgets },
          { ...inCluster("gadgets", "gadget", "Gadget"), objects: [object("", "lamp")] },
          inNamespace("locked", "lock", "Lock"),
        ],
      },
      { version: "v1", resources: [{ ...inNamespace("widgets", "widget", "Widget"), objects: widgets }] },
    ],
  },
];

/** What the adapter's discovery makes of it. */
export const apiGroups: readonly ApiGroup[] = world.map(({ name, preferredVersion, versions }) => ({
  name,
  preferredVersion,
  versions: versions.map(({ version, resources }) => ({
    version,
    resources: resources.map(({ name: plural, singularName, kind: as }) => ({ name: plural, singularName, kind: as })),
  })),
}));

/** The resource at a place of the API; undefined when there is none. */
export function findResource(group: string, version: string, resource: string): WorldResource | undefined {
  const versions = world.find(({ name }) => name === group)?.versions;
  return versions?.find((one) => one.version === version)?.resources.find(({ name }) => name === resource);
}

/** Objects of a resource, in one namespace where one is given; undefined when that list is not to be had. */
export function listObjects(
  resource: WorldResource | undefined,
  namespace: string,
): readonly WorldObject[] | undefined {
  if (resource?.objects === undefined || (namespace !== "" && !resource.namespaced)) return undefined;
  return resource.objects.filter((one) => namespace === "" || one.namespace === namespace);
}
