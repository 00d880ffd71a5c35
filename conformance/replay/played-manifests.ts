import type { LoadedScenario } from "../../input/load-scenario.ts";
import type { ContainerSpec, PodSpec } from "../../sim/kubernetes/pod.ts";
import type { ClusterObject, Service } from "../../sim/kubernetes/workload.ts";
import type { Scenario, WorkloadModel } from "../../sim/scenario.ts";
import { configurationVariable, workloadConfiguration } from "../workload/configuration.ts";

/** Manifests as a cluster gets them. */
export type PlayedManifests = {
  readonly first: readonly unknown[];
  readonly later: ReadonlyMap<string, readonly unknown[]>;
  /** Images of the user's that the cluster needs. */
  readonly images: readonly string[];
  /** Why some container cannot be played, a sentence each. */
  readonly unplayable: readonly string[];
};

/** An object of JSON, of which only what is looked at is known. */
type Json = { readonly [key: string]: unknown };

/**
 * The manifests of a scenario with what costs the stated CPU and memory in the place of each image, and nothing else changed.
 *
 * A workload that names an image of the user's gets that one in the container that takes its requests.
 */
export function playedManifests({ scenario, manifests }: LoadedScenario, reference: string): PlayedManifests {
  const images = new Set<string>();
  const unplayable: string[] = [];
  const play = (written: unknown): unknown => {
    const document = placed(written as Json, manifests.namespace);
    const found = podTemplateOf(document, scenario);
    if (found === undefined) return document;
    const { model, spec } = found;
    if (model?.image !== undefined) images.add(model.image);
    return withPodSpec(document, (pod) => ({
      ...pod,
      containers: (pod["containers"] as readonly Json[]).map((container) =>
        playedContainer(container, { scenario, model, spec, reference, unplayable, owner: found.name }),
      ),
      ...initContainers(pod, found, { scenario, reference, unplayable }),
    }));
  };
  return {
    first: manifests.first.map(play),
    later: new Map([...manifests.later].map(([action, documents]) => [action, documents.map(play)])),
    images: [...images],
    unplayable,
  };
}

/** Kinds whose objects lie in no namespace. */
const clusterScoped: ReadonlySet<string> = new Set([
  ...["APIService", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "IngressClass", "Namespace"],
  ...["PersistentVolume", "PriorityClass", "RuntimeClass", "StorageClass"],
]);

/** Objects that name no namespace lie in that of the scenario, as with `kubectl apply -n`; objects of other namespaces may be beside them. */
function placed(document: Json, namespace: string): Json {
  const metadata = (document["metadata"] ?? {}) as Json;
  if (clusterScoped.has(String(document["kind"])) || metadata["namespace"] || namespace === "default") return document;
  return { ...document, metadata: { ...metadata, namespace } };
}

type Found = {
  readonly name: string;
  readonly spec: PodSpec;
  readonly model: WorkloadModel | undefined;
  readonly labels: Readonly<Record<string, string>>;
};

/** The pods that a manifest makes, as the scenario has admitted them; undefined for one that makes none. */
function podTemplateOf(document: Json, scenario: Scenario): Found | undefined {
  const { kind, metadata } = document as { readonly kind?: string; readonly metadata?: Json };
  const object = objectsOf(scenario).find(
    ({ kind: admitted, meta }) =>
      admitted === kind &&
      meta.name === metadata?.["name"] &&
      meta.namespace === (metadata?.["namespace"] || "default"),
  );
  if (object === undefined) return undefined;
  const { namespace, name } = object.meta;
  const model = scenario.workloads.find((each) => each.namespace === namespace && each.name === name);
  if (object.kind === "Pod") return { name, spec: object.spec, model, labels: object.meta.labels };
  if (object.kind !== "Deployment" && object.kind !== "ReplicaSet") return undefined;
  return { name, spec: object.template.spec, model, labels: object.template.labels };
}

const objectsOf = ({ objects, actions }: Scenario): readonly ClusterObject[] => [
  ...objects,
  ...actions.flatMap((action) => (action.kind === "apply" ? action.objects : [])),
];

function withPodSpec(document: Json, change: (spec: Json) => Json): Json {
  const spec = document["spec"] as Json;
  if (document["kind"] === "Pod") return { ...document, spec: change(spec) };
  const template = spec["template"] as Json;
  return { ...document, spec: { ...spec, template: { ...template, spec: change(template["spec"] as Json) } } };
}

type Playing = {
  readonly scenario: Scenario;
  readonly model: WorkloadModel | undefined;
  readonly spec: PodSpec;
  readonly owner: string;
  readonly reference: string;
  readonly unplayable: string[];
};

function playedContainer(container: Json, { scenario, model, spec, owner, reference, unplayable }: Playing): Json {
  const name = String(container["name"]);
  const isServing = model?.serving.kind === "requests" && model.serving.requests.container === name;
  if (isServing && model.image !== undefined) {
    return { ...container, image: model.image, imagePullPolicy: "IfNotPresent" };
  }
  const admitted = [...spec.containers, ...spec.initContainers].find((each) => each.name === name);
  const played = workloadConfiguration(model, {
    name,
    ports: portsOf(container, admitted, isServing ? servicesBehind(scenario, owner) : []),
    hasReadinessProbe: admitted?.readinessProbe !== undefined,
  });
  if (played.kind === "unplayable") {
    unplayable.push(played.because);
    return container;
  }
  for (const probe of ["readinessProbe", "livenessProbe", "startupProbe"]) {
    if ((container[probe] as Json | undefined)?.["exec"] === undefined) continue;
    unplayable.push(`the ${probe} of container ${name} of ${owner} runs a command, and the image of a replay has none`);
  }
  const { command, args, ...rest } = container;
  const environment = (container["env"] as readonly unknown[] | undefined) ?? [];
  return {
    ...rest,
    image: reference,
    imagePullPolicy: "Never",
    env: [...environment, { name: configurationVariable, value: JSON.stringify(played.configuration) }],
  };
}

/** Sidecars are played like other containers; what only runs before them is not there. */
function initContainers(
  pod: Json,
  { name, spec, model }: Found,
  playing: Pick<Playing, "scenario" | "reference" | "unplayable">,
): Json {
  const written = pod["initContainers"] as readonly Json[] | undefined;
  if (written === undefined) return {};
  const isSidecar = (container: Json): boolean => container["restartPolicy"] === "Always";
  for (const container of written.filter((each) => !isSidecar(each))) {
    playing.unplayable.push(
      `init container ${String(container["name"])} of ${name} ends before the pod runs, and cannot be played`,
    );
  }
  return {
    initContainers: written.map((container) =>
      isSidecar(container) ? playedContainer(container, { ...playing, model, spec, owner: name }) : container,
    ),
  };
}

/** Every port that somebody may ask the container at. */
function portsOf(
  container: Json,
  admitted: ContainerSpec | undefined,
  services: readonly Service[],
): readonly number[] {
  const declared = (admitted?.ports ?? []).map(({ containerPort }) => containerPort);
  const targeted = services.flatMap(({ exposure }) =>
    (exposure?.ports ?? []).flatMap(({ targetPort }) => (typeof targetPort === "number" ? [targetPort] : [])),
  );
  const probe = container["readinessProbe"] as { readonly [kind: string]: Json | undefined } | undefined;
  const probed = ["httpGet", "tcpSocket"].flatMap((kind) => {
    const port = probe?.[kind]?.["port"];
    return typeof port === "number" ? [port] : [];
  });
  return [...new Set([...declared, ...targeted, ...probed])];
}

/** The Services to whose targets load comes that the pods of a workload answer. */
const servicesBehind = ({ objects, loads }: Scenario, owner: string): readonly Service[] =>
  objects.filter((object): object is Service => {
    if (object.kind !== "Service") return false;
    return loads.some(({ target }) => target.name === object.meta.name || target.name === owner);
  });
