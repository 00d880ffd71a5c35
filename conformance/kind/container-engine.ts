import { InputError } from "../../input/input-error.ts";
import { type Environment, type Probe, probe } from "./probe.ts";

/** A container engine that kind knows, by the name of its program. */
export type EngineName = "docker" | "podman" | "nerdctl" | "finch" | "nerdctl.lima";

/** A container engine whose daemon answers. */
export type ContainerEngine = {
  readonly name: EngineName;
  readonly version: string;
  /** What the engine calls itself: two of one name that differ in it do not have the same containers. */
  readonly id: string;
};

/** Tried in this order. */
const usualEngines: readonly EngineName[] = ["docker", "podman", "nerdctl"];

/** Source: kind v0.33.0 pkg/internal/runtime/runtime.go GetDefault */
const knownEngines: readonly EngineName[] = [...usualEngines, "finch", "nerdctl.lima"];

/** What a program must call itself: `docker` may be podman under another name. */
const saysOfItself: Readonly<Record<EngineName, RegExp>> = {
  docker: /^Docker version /,
  podman: /^podman version /,
  nerdctl: /^nerdctl version /,
  finch: /^(finch|nerdctl) version /,
  "nerdctl.lima": /^nerdctl version /,
};

/** Version and identity, on a line each. nerdctl has Docker's names. */
const infoFormat = (name: EngineName): string =>
  name === "podman" ? "{{.Version.Version}}\n{{.Host.Hostname}}:{{.Store.GraphRoot}}" : "{{.ServerVersion}}\n{{.ID}}";

/**
 * The first of docker, podman and nerdctl that is there and whose daemon answers; `KIND_EXPERIMENTAL_PROVIDER` names another.
 *
 * Otherwise an InputError says what was tried and what to do.
 */
export async function findContainerEngine(environment: Environment = process.env): Promise<ContainerEngine> {
  const tried: string[] = [];
  for (const name of wantedEngines(environment)) {
    const found = await tryEngine(name, environment);
    if (typeof found !== "string") return found;
    tried.push(`${name}: ${found}`);
  }
  const message = "kind needs a container engine, and none is ready";
  throw new InputError([{ message, hint: [...tried, ...remedies(tried)].join("\n") }]);
}

function wantedEngines(environment: Environment): readonly EngineName[] {
  const given = environment["KIND_EXPERIMENTAL_PROVIDER"] ?? "";
  if (given === "") return usualEngines;
  const named = knownEngines.find((name) => name === given);
  if (named !== undefined) return [named];
  const message = `KIND_EXPERIMENTAL_PROVIDER is "${given}", which is no container engine that kind knows`;
  throw new InputError([{ message, hint: `It may be ${knownEngines.join(", ")}. Without it, what is there is used.` }]);
}

/** The engine, or why it cannot be used. */
async function tryEngine(name: EngineName, environment: Environment): Promise<ContainerEngine | string> {
  // The version of the program says nothing about its daemon.
  const itself = await probe(name, ["-v"], environment);
  if (itself.kind !== "said") return reasonOf(itself);
  if (!saysOfItself[name].test(itself.text)) return `the program of this name is another one (${itself.text})`;
  const info = await probe(name, ["info", "--format", infoFormat(name)], environment);
  if (info.kind !== "said") return `installed, but it does not answer: ${reasonOf(info)}`;
  const [version = "", id = ""] = info.text.split("\n").map((line) => line.trim());
  return version === "" ? "installed, but its daemon does not answer" : { name, version, id };
}

const reasonOf = (asked: Exclude<Probe, { kind: "said" }>): string =>
  asked.kind === "absent" ? "not in PATH" : asked.because;

function remedies(tried: readonly string[]): readonly string[] {
  const isSilent = (name: EngineName): boolean => tried.some((line) => line.startsWith(`${name}: installed`));
  const isForbidden = tried.some((line) => /permission denied/i.test(line));
  if (isForbidden) {
    return ['Let this user use Docker, then log in again: sudo usermod -aG docker "$USER"'];
  }
  const remedy = [
    ...(isSilent("docker") ? ["Start Docker: sudo systemctl start docker (or open Docker Desktop)"] : []),
    ...(isSilent("podman") ? ["Start Podman's machine: podman machine start"] : []),
    ...(isSilent("nerdctl") ? ["Start containerd: sudo systemctl start containerd"] : []),
  ];
  return remedy.length > 0 ? remedy : ["Install Docker: https://docs.docker.com/engine/install/"];
}
