import { defaultPodLifecycle } from "../../sim/cluster/pod-lifecycle.ts";
import {
  type ContainerModel,
  defaultContainerModel,
  type RequestModel,
  type WorkloadModel,
} from "../../sim/scenario.ts";
import { toSeconds } from "../../sim/units.ts";

/** What the workload's server reads as JSON from `KUBEWIND_WORKLOAD`. The README has what each field does. */
export type WorkloadConfiguration = {
  /** TCP ports that it serves; with none it idles. */
  readonly ports: readonly number[];
  readonly idleCpuMillicores: number;
  readonly idleMemoryBytes: number;
  readonly startupCpuMillicores: number;
  readonly startupSeconds: number;
  readonly readyAfterSeconds: number;
  readonly stopAfterSeconds: number;
  readonly requestCpuMicroseconds: number;
  readonly requestMemoryBytes: number;
  readonly requestWaitMicroseconds: number;
  readonly variation: RequestModel["variation"];
  /** null for no bound, as in the next two. */
  readonly concurrencyMax: number | null;
  readonly queueMax: number | null;
  readonly timeoutSeconds: number | null;
};

/** The environment variable. */
export const configurationVariable = "KUBEWIND_WORKLOAD";

/** A container of the pod that is to be played. */
export type ContainerToPlay = {
  readonly name: string;
  /** What the serving container serves, and what probes of another one ask. */
  readonly ports: readonly number[];
  /** A container without a probe counts as ready when it starts, in the simulator and in a cluster; so it then serves from its start. */
  readonly hasReadinessProbe: boolean;
};

/** How a container is played, or why it cannot be. */
export type PlayedContainer =
  | {
      readonly kind: "configuration";
      readonly configuration: WorkloadConfiguration;
      /** Sentences about what the scenario says of this container and the server does not do. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: "unplayable"; readonly because: string };

/**
 * What the server in one container is to do, so that it costs what the scenario says.
 *
 * Without a model of the workload, or of the container in it, it idles as the simulator has it.
 */
export function workloadConfiguration(model: WorkloadModel | undefined, container: ContainerToPlay): PlayedContainer {
  const { name, ports, hasReadinessProbe } = container;
  if (model?.serving.kind === "usage") {
    const workload = `${model.namespace}/${model.name}`;
    return {
      kind: "unplayable",
      because: `the usage of ${workload} is prescribed, and the server knows no cost but that of requests`,
    };
  }
  const lifecycle = model?.lifecycle ?? defaultPodLifecycle;
  const cost = model?.containers.get(name) ?? defaultContainerModel;
  const requests = model?.serving.requests;
  const isServing = requests?.container === name;
  const configuration: WorkloadConfiguration = {
    ports,
    idleCpuMillicores: cost.idleCpu,
    idleMemoryBytes: Math.round(cost.idleMemory),
    startupCpuMillicores: cost.startupCpu,
    startupSeconds: toSeconds(cost.startupFor),
    readyAfterSeconds: hasReadinessProbe ? toSeconds(lifecycle.readyAfter) : 0,
    stopAfterSeconds: toSeconds(lifecycle.stopAfter),
    ...(isServing ? ofRequests(cost, requests) : ofNoRequests),
  };
  return { kind: "configuration", configuration, leftOut: leftOutOf({ model, name, cost, isServing }) };
}

type RequestFields = Pick<
  WorkloadConfiguration,
  | "requestCpuMicroseconds"
  | "requestMemoryBytes"
  | "requestWaitMicroseconds"
  | "variation"
  | "concurrencyMax"
  | "queueMax"
  | "timeoutSeconds"
>;

const ofRequests = (cost: ContainerModel, requests: RequestModel): RequestFields => ({
  requestCpuMicroseconds: cost.requestCpuMicroseconds,
  requestMemoryBytes: Math.round(cost.requestMemory),
  requestWaitMicroseconds: requests.wait,
  variation: requests.variation,
  concurrencyMax: numberOrNull(requests.concurrencyMax),
  queueMax: numberOrNull(requests.queueMax),
  timeoutSeconds: numberOrNull(toSeconds(requests.timeout)),
});

/** Nobody asks such a container but probes, which cost nothing. */
const ofNoRequests: RequestFields = {
  requestCpuMicroseconds: 0,
  requestMemoryBytes: 0,
  requestWaitMicroseconds: 0,
  variation: "none",
  concurrencyMax: null,
  queueMax: null,
  timeoutSeconds: null,
};

const numberOrNull = (value: number): number | null => (value === Number.POSITIVE_INFINITY ? null : value);

function leftOutOf(settings: {
  readonly model: WorkloadModel | undefined;
  readonly name: string;
  readonly cost: ContainerModel;
  readonly isServing: boolean;
}): readonly string[] {
  const { model, name, cost, isServing } = settings;
  const costsRequests = cost.requestCpuMicroseconds > 0 || cost.requestMemory > 0;
  return [
    ...(costsRequests && !isServing
      ? [`container ${name} takes part in requests, but no request comes through it here: it idles`]
      : []),
    ...(isServing && (model?.metrics ?? []).length > 0
      ? [`container ${name} tells metrics of its own making at /metrics; the server tells its own there`]
      : []),
  ];
}
