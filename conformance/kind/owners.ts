import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import path from "node:path";
import type { ContainerEngine } from "./container-engine.ts";
import type { Environment } from "./probe.ts";
import { isRunning, type ProcessIdentity, pidNamespace, processIdentity } from "./process-identity.ts";

/** Who made a cluster, so that a later run can tell whether somebody still uses it. */
export type Owner = {
  readonly cluster: string;
  readonly process: ProcessIdentity;
  readonly host: string;
  /** Empty where there is none. */
  readonly pidNamespace: string;
  /** When the cluster was asked for, as ISO 8601. */
  readonly since: string;
  readonly engine: Pick<ContainerEngine, "name" | "id">;
  /** The kind that makes the cluster, while it does; it leads a process group. */
  readonly maker?: ProcessIdentity;
  /** Its run is to leave it behind. */
  readonly isKept: boolean;
};

/** What a run may make of a cluster that has an owner. */
export type Standing =
  | { readonly kind: "in-use" }
  /** Its owner has ended without deleting it. */
  | { readonly kind: "abandoned" }
  | { readonly kind: "kept" }
  /** Nothing here says whether its owner is alive, or the cluster is another engine's. */
  | { readonly kind: "elsewhere"; readonly where: string };

/** Where owners are written down: `$XDG_STATE_HOME/kubewind/clusters`, by default below `~/.local/state`. */
export function ownersFolder(environment: Environment = process.env): string {
  const given = environment["XDG_STATE_HOME"] ?? "";
  // Source: XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored.
  const state = path.isAbsolute(given) ? given : path.join(environment["HOME"] ?? homedir(), ".local", "state");
  return path.join(state, "kubewind", "clusters");
}

/** This process as the owner of a cluster. */
export function ownerHere(cluster: string, { name, id }: ContainerEngine): Owner {
  return {
    cluster,
    process: processIdentity(process.pid),
    ...{ host: hostname(), pidNamespace: pidNamespace(), since: new Date().toISOString() },
    engine: { name, id },
    isKept: false,
  };
}

/** Writes an owner down: its file is there whole or not at all. */
export function writeOwner(folder: string, owner: Owner): void {
  mkdirSync(folder, { recursive: true });
  const draft = path.join(folder, `.${owner.cluster}.${randomUUID()}.draft`);
  try {
    writeFileSync(draft, `${JSON.stringify(owner, null, 2)}\n`, { flag: "wx" });
    renameSync(draft, ownerFile(folder, owner.cluster));
  } finally {
    rmSync(draft, { force: true });
  }
}

export const hasOwner = (folder: string, cluster: string): boolean => existsSync(ownerFile(folder, cluster));

export const forgetOwner = (folder: string, cluster: string): void =>
  rmSync(ownerFile(folder, cluster), { force: true });

/** Everyone who is written down; a file that nobody of us wrote is passed over. */
export function readOwners(folder: string): readonly Owner[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.flatMap((name) => {
    if (!name.endsWith(".json")) return [];
    const owner = readOwner(path.join(folder, name));
    return owner !== undefined && `${owner.cluster}.json` === name ? [owner] : [];
  });
}

/** Where a cluster stands, for a run on this machine and with this engine. */
export function standingOf(owner: Owner, engine: ContainerEngine): Standing {
  if (owner.host !== hostname()) return { kind: "elsewhere", where: `host ${owner.host}` };
  if (owner.pidNamespace !== pidNamespace()) return { kind: "elsewhere", where: "another container of this host" };
  if (owner.engine.name !== engine.name || owner.engine.id !== engine.id) {
    return { kind: "elsewhere", where: `another ${owner.engine.name}` };
  }
  if (isRunning(owner.process)) return { kind: "in-use" };
  return owner.isKept ? { kind: "kept" } : { kind: "abandoned" };
}

const ownerFile = (folder: string, cluster: string): string => path.join(folder, `${cluster}.json`);

function readOwner(file: string): Owner | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isOwner(found) ? found : undefined;
  } catch {
    // Another run may have deleted it in between.
    return undefined;
  }
}

function isOwner(found: unknown): found is Owner {
  if (!isRecord(found) || !isRecord(found["engine"])) return false;
  const texts = [found["cluster"], found["host"], found["pidNamespace"], found["since"]];
  return (
    [...texts, found["engine"]["name"], found["engine"]["id"]].every((one) => typeof one === "string") &&
    typeof found["isKept"] === "boolean" &&
    isProcess(found["process"]) &&
    (found["maker"] === undefined || isProcess(found["maker"]))
  );
}

const isProcess = (found: unknown): found is ProcessIdentity =>
  isRecord(found) &&
  Number.isSafeInteger(found["pid"]) &&
  Number(found["pid"]) > 0 &&
  (found["began"] === undefined || typeof found["began"] === "string");

const isRecord = (found: unknown): found is Readonly<Record<string, unknown>> =>
  typeof found === "object" && found !== null;
