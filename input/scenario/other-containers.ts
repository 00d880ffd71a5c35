import { type ContainerModel, defaultContainerModel } from "../../sim/scenario.ts";
import { zeroDuration } from "../../sim/units.ts";
import { memory } from "../fields/amount.ts";
import { mapOf, optional, type Read, record } from "../fields/read.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { type Cost, containerModel, defaultIdle, idle, type Startup, startup, startupFields } from "./container.ts";
import { containerName } from "./container-names.ts";
import { cpuTime } from "./request.ts";

type Containers = { /** The one that serves. */ readonly container: string; readonly containers: readonly string[] };

/** `containers:` of a workload: those beside the one that serves. */
export function otherContainers(node: Node, { container, containers }: Containers): readonly Named[] {
  return mapOf((key, { keyPlace, value }): Named => {
    const name = containerName(key, { containers, place: keyPlace });
    if (name === container) {
      const hint = "What it uses is said by the idle, start and request of the workload.";
      throw errorAt(keyPlace, `${quote(name)} is the container that serves`, hint);
    }
    return [name, containerModel(parts(value))];
  })(node);
}

type Named = readonly [name: string, model: ContainerModel];

const burst: Read<Startup> = (node) => startup(record(startupFields)(node), node.place);

/** A container that does not serve takes part in requests only where the scenario says so. */
const cost: Read<Cost> = (node) => {
  const fields = record({
    cpu: optional(cpuTime, zeroDuration),
    memory: optional(memory, defaultContainerModel.requestMemory),
  })(node);
  return { requestCpuMicroseconds: fields.cpu, requestMemory: fields.memory };
};

const parts: Read<Parameters<typeof containerModel>[0]> = (node) => {
  const fields = record({
    start: optional(burst, undefined),
    idle: optional(idle, defaultIdle),
    request: optional<Cost, Cost>(cost, defaultContainerModel),
  })(node);
  return { startup: fields.start, idle: fields.idle, cost: fields.request };
};
