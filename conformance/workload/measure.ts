import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { BuildError, GoMissingError } from "../upstream/build.ts";
import type { WorkloadConfiguration } from "./configuration.ts";
import { CannotMeasureError, docker, startContainer } from "./container.ts";
import { buildWorkloadImage } from "./image.ts";
import { sendLoad } from "./load.ts";
import { type Measurement, measurements } from "./measurements.table.ts";

/** How far the CPU time that a cgroup is charged may lie from what was stated: so many percent, or so little on average. */
const differenceMaxPercent = 5;
const differenceMaxMillicores = 0.5;

/** From the start of a container until its first accounts are read, in which nothing but idling is to happen. */
const settlingSeconds = 5;

/** Runs the workload in containers and holds what their cgroups are charged against what was stated. */
async function main(): Promise<void> {
  await docker(["info"]);
  const folder = fileURLToPath(new URL(".build/", import.meta.url));
  const { reference, archive } = await buildWorkloadImage({ folder, say: console.error });
  await docker(["load", "--input", archive]);
  console.log(rowOf(["", "stated, CPU s", "measured", "difference", "idle memory, MiB", "measured"]));
  for (const measurement of measurements) {
    const { elapsedSeconds, statedCpuSeconds, cpuSeconds, workingSetBytes } = await measure(measurement, reference);
    const differencePercent = (cpuSeconds / statedCpuSeconds - 1) * 100;
    const differenceMillicores = ((cpuSeconds - statedCpuSeconds) / elapsedSeconds) * 1000;
    const isOff =
      Math.abs(differencePercent) > differenceMaxPercent && Math.abs(differenceMillicores) > differenceMaxMillicores;
    if (isOff) process.exitCode = 1;
    const memory = [measurement.configuration.idleMemoryBytes, workingSetBytes].map((bytes) => bytes / 2 ** 20);
    const difference = `${differencePercent < 0 ? "−" : "+"}${Math.abs(differencePercent).toFixed(1)} %`;
    const [stated, measured] = [statedCpuSeconds.toFixed(3), cpuSeconds.toFixed(3)];
    console.log(rowOf([measurement.name, stated, measured, difference, ...memory.map((size) => size.toFixed(1))]));
  }
}

type Measured = {
  readonly elapsedSeconds: number;
  readonly statedCpuSeconds: number;
  readonly cpuSeconds: number;
  /** At the end, when no request is in flight. */
  readonly workingSetBytes: number;
};

async function measure(measurement: Measurement, reference: string): Promise<Measured> {
  const { configuration, cpuLimitCores, load, seconds, isFromBirth = false } = measurement;
  const startedMs = performance.now();
  const container = await startContainer({ reference, configuration: JSON.stringify(configuration), cpuLimitCores });
  try {
    if (!isFromBirth) await sleep(settlingSeconds * 1000);
    const [before, beforeMs] = isFromBirth ? [0, startedMs] : [container.cpuSeconds(), performance.now()];
    const { served } = load
      ? await sendLoad({ port: container.port, requestsPerSecond: load, seconds })
      : { served: 0 };
    // Idling has been used up to its last portion; what is in between counts for little.
    if (!load) await sleep(seconds * 1000);
    const [after, afterMs] = [container.cpuSeconds(), performance.now()];
    const elapsedSeconds = (afterMs - beforeMs) / 1000;
    const statedCpuSeconds = statedOf(configuration, { seconds: elapsedSeconds, served });
    const workingSetBytes = container.workingSetBytes();
    return { elapsedSeconds, statedCpuSeconds, cpuSeconds: after - before, workingSetBytes };
  } finally {
    await container.stop();
  }
}

/** What the scenario says: idle × time + startup + requests × cost. */
function statedOf(
  configuration: WorkloadConfiguration,
  window: { readonly seconds: number; readonly served: number },
): number {
  const { idleCpuMillicores, startupCpuMillicores, startupSeconds, requestCpuMicroseconds } = configuration;
  const startup = (startupCpuMillicores / 1000) * Math.min(startupSeconds, window.seconds);
  return (idleCpuMillicores / 1000) * window.seconds + startup + window.served * (requestCpuMicroseconds / 1e6);
}

const rowOf = ([name = "", ...figures]: readonly string[]): string =>
  [name.padEnd(52), ...figures.map((figure) => figure.padStart(16))].join(" ");

try {
  await main();
} catch (error) {
  const isKnown = [CannotMeasureError, GoMissingError, BuildError].some((one) => error instanceof one);
  if (!isKnown || !(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof BuildError ? 1 : 2;
}
