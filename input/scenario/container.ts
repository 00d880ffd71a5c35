import { type ContainerModel, defaultContainerModel } from "../../sim/scenario.ts";
import { type Bytes, type Duration, type Millicores, zeroDuration } from "../../sim/units.ts";
import { cpu, memory } from "../fields/amount.ts";
import { positiveDuration } from "../fields/duration.ts";
import { type Field, optional, type Read, record } from "../fields/read.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";

/** What a container uses without requests. */
export type Idle = { readonly cpu: Millicores; readonly memory: Bytes };

export const defaultIdle: Idle = { cpu: defaultContainerModel.idleCpu, memory: defaultContainerModel.idleMemory };

export const idle: Read<Idle> = record({
  cpu: optional(cpu, defaultIdle.cpu),
  memory: optional(memory, defaultIdle.memory),
});

/** What a container uses besides while it starts. */
export type Startup = Pick<ContainerModel, "startupCpu" | "startupFor">;

type StartupValues = { readonly cpu: Millicores | undefined; readonly cpuFor: Duration | undefined };

export const startupFields: { readonly [Key in keyof StartupValues]: Field<StartupValues[Key]> } = {
  cpu: optional(cpu, undefined),
  cpuFor: optional(positiveDuration, undefined),
};

/** The two fields belong together. */
export function startup({ cpu: startupCpu, cpuFor }: StartupValues, place: Place): Startup {
  if ((startupCpu === undefined) === (cpuFor === undefined)) {
    return { startupCpu: startupCpu ?? defaultContainerModel.startupCpu, startupFor: cpuFor ?? zeroDuration };
  }
  const [given, missing] = cpuFor === undefined ? ["cpu", "cpuFor"] : ["cpuFor", "cpu"];
  throw errorAt(
    place,
    `${quote(given)} is given without ${quote(missing)}`,
    "Written start: {cpu: 800m, cpuFor: 20s}.",
  );
}

/** What a request costs in a container. */
export type Cost = Pick<ContainerModel, "requestCpuMicroseconds" | "requestMemory">;

type Parts = { readonly startup: Startup | undefined; readonly idle: Idle; readonly cost: Cost };

export const containerModel = (parts: Parts): ContainerModel => ({
  idleCpu: parts.idle.cpu,
  idleMemory: parts.idle.memory,
  startupCpu: parts.startup?.startupCpu ?? defaultContainerModel.startupCpu,
  startupFor: parts.startup?.startupFor ?? defaultContainerModel.startupFor,
  requestCpuMicroseconds: parts.cost.requestCpuMicroseconds,
  requestMemory: parts.cost.requestMemory,
});
