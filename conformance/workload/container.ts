import { existsSync, readFileSync } from "node:fs";
import { ExecaError, execa } from "execa";
import { configurationVariable } from "./configuration.ts";

/** What is missing on this machine for a measurement; the message says what to do. */
export class CannotMeasureError extends Error {
  override readonly name = "CannotMeasureError";
}

/** A container of the workload that runs. */
export type RunningContainer = {
  /** On 127.0.0.1. */
  readonly port: number;
  /** CPU time that its cgroup has been charged, in seconds. */
  readonly cpuSeconds: () => number;
  /** What the kubelet would call its working set. */
  readonly workingSetBytes: () => number;
  readonly stop: () => Promise<void>;
};

export type ContainerOptions = {
  readonly reference: string;
  /** The JSON for the workload, which serves on 8080. */
  readonly configuration: string;
  readonly cpuLimitCores: number;
};

/** Answers `docker`'s standard output. */
export async function docker(words: readonly string[]): Promise<string> {
  try {
    return (await execa("docker", words)).stdout;
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === "ENOENT")
      throw new CannotMeasureError("There is no docker on the PATH. Install it, then try again.");
    throw new CannotMeasureError(`${error.shortMessage}\n${error.stderr}`.trimEnd(), { cause: error });
  }
}

/** Starts it in the background; the image has been loaded. */
export async function startContainer({
  reference,
  configuration,
  cpuLimitCores,
}: ContainerOptions): Promise<RunningContainer> {
  const limits = ["--cpus", String(cpuLimitCores), "--publish", "127.0.0.1::8080"];
  // Its name sets the order of its service times: the same ones each time.
  const settings = ["--hostname", "workload", "--env", `${configurationVariable}=${configuration}`];
  const id = await docker(["run", "--rm", "--detach", ...limits, ...settings, reference]);
  const stop = async (): Promise<void> => void (await docker(["rm", "--force", id]));
  try {
    const port = Number((await docker(["port", id, "8080/tcp"])).split(":").at(-1));
    const cgroup = cgroupOf(Number(await docker(["inspect", "--format", "{{.State.Pid}}", id])));
    return { port, ...cgroup, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Cgroup = Pick<RunningContainer, "cpuSeconds" | "workingSetBytes">;

/** The accounts of a process's cgroup, of version 1 or 2, as files of this machine. */
function cgroupOf(pid: number): Cgroup {
  const list = `/proc/${pid}/cgroup`;
  if (!existsSync(list)) {
    throw new CannotMeasureError(
      `There is no ${list}: Docker runs on another machine or in a virtual one, whose cgroups cannot be read here.`,
    );
  }
  const lines = readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(":"));
  const folderOf = (controller: string): string | undefined => {
    const line = lines.find(([, controllers]) => controllers?.split(",").includes(controller));
    return line && `/sys/fs/cgroup/${line[1]}${line[2]}/`;
  };
  const [cpu, memory] = [folderOf("cpuacct"), folderOf("memory")];
  if (cpu !== undefined && memory !== undefined) {
    return {
      cpuSeconds: () => readNumber(`${cpu}cpuacct.usage`) / 1e9,
      workingSetBytes: () =>
        readNumber(`${memory}memory.usage_in_bytes`) - readNumber(`${memory}memory.stat`, "total_inactive_file"),
    };
  }
  const both = `/sys/fs/cgroup${lines.find(([number]) => number === "0")?.[2]}/`;
  return {
    cpuSeconds: () => readNumber(`${both}cpu.stat`, "usage_usec") / 1e6,
    workingSetBytes: () => readNumber(`${both}memory.current`) - readNumber(`${both}memory.stat`, "inactive_file"),
  };
}

/** The number in a file, or the one behind a name. */
function readNumber(path: string, name?: string): number {
  if (!existsSync(path))
    throw new CannotMeasureError(`There is no ${path}, which would tell what the container has used.`);
  const text = readFileSync(path, "utf8");
  const line =
    name === undefined
      ? text
      : text
          .split("\n")
          .find((one) => one.startsWith(`${name} `))
          ?.slice(name.length);
  return Number(line);
}
