import type { Usage } from "../kubelet/ports.ts";
import type { LoadEngine } from "../load/engine.ts";
import type { ContainerModel, Serving } from "../scenario.ts";
import { between, type Millicores, type SimTime } from "../units.ts";

/** One running container, as far as its usage is concerned. */
export type RunningContainer = {
  readonly podUid: string;
  readonly name: string;
  readonly startedAt: SimTime;
  readonly model: ContainerModel;
  /** The container's CPU limit, or the node's size when it has none. */
  readonly cpuLimit: Millicores;
  readonly serving: Serving | undefined;
};

/**
 * What a container has used by an instant: a function of the load's history, whoever asks and when.
 *
 * CPU adds up from idling, starting up and requests (or prescribed usage in their stead); idling and
 * starting up take no more than the limit. Memory is the idle amount and what the requests in flight hold (or the prescribed amount).
 */
export function usageAt(container: RunningContainer, load: LoadEngine, at: SimTime): Usage {
  const { podUid, name, model, serving } = container;
  const prescribed = serving?.kind === "usage" && serving.usage.container === name ? serving.usage : undefined;
  const age = Math.max(0, between(container.startedAt, at));

  // Microseconds × millicores are core-nanoseconds.
  const idleRate = Math.min(model.idleCpu, container.cpuLimit);
  const idle = prescribed?.cpu === undefined ? age * idleRate : load.usedCpu(podUid, at) * 1000;
  const startupRate = Math.min(model.startupCpu, container.cpuLimit - idleRate);
  const startup = Math.min(age, model.startupFor) * startupRate;
  const isServing = serving?.kind === "requests" && serving.requests.container === name;
  const answered = isServing || model.requestCpuMicroseconds !== 0 ? load.served(podUid, at) : 0;
  const requests = answered * model.requestCpuMicroseconds * 1000;

  const held = model.requestMemory === 0 ? 0 : load.inFlight(podUid, at) * model.requestMemory;
  const memory = prescribed?.memory === undefined ? model.idleMemory + held : load.usedMemory(podUid, at);

  const throttled = isServing ? Math.floor(load.throttledSeconds(podUid, at) * 1e9) : 0;
  return {
    cpuNanoseconds: Math.floor(idle + startup + requests),
    workingSetBytes: Math.floor(memory),
    throttledNanoseconds: throttled,
    answeredRequests: isServing ? Math.floor(answered) : 0,
  };
}
