import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createTestFolder, type TestFolder } from "../../input/test-folder.ts";
import type { Environment } from "./probe.ts";

/** A folder with programs that take the place of kind and of a container engine, and nothing else in PATH. */
export type TestPrograms = {
  readonly folder: TestFolder;
  readonly environment: Environment;
  /** Where owners are written down. */
  readonly owners: string;
  /** Puts a program into PATH: a body of a shell script. */
  readonly write: (name: string, body: string) => void;
  /** How kind behaves from now on: `create` may be `fails`, `hangs` or `unready`; `delete` may be `fails` or `fails-once`. */
  readonly let: (command: "create" | "delete", behaviour: string) => void;
  /** What kind was called with, one call a line, the folder's own path left out. */
  readonly calls: () => readonly string[];
  /** The clusters that there are. */
  readonly clusters: () => readonly string[];
  readonly addCluster: (name: string) => void;
};

/** A kind whose clusters are folders, and a docker whose daemon answers. */
export function createTestPrograms(): TestPrograms {
  const folder = createTestFolder({});
  const place = (name: string): string => path.join(folder.path, name);
  for (const name of ["bin", "clusters", "behaviour"]) mkdirSync(place(name));
  const write = (name: string, body: string): void => {
    writeFileSync(place(`bin/${name}`), `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}`);
    chmodSync(place(`bin/${name}`), 0o755);
  };
  write("docker", dockerThatAnswers);
  write("kind", `here='${folder.path}'\n${kindWithFolders}`);
  return {
    folder,
    environment: { PATH: place("bin"), HOME: folder.path, XDG_STATE_HOME: place("state") },
    owners: place("state/kubewind/clusters"),
    write,
    let: (command, behaviour) => writeFileSync(place(`behaviour/${command}`), behaviour),
    calls: () => {
      const text = existsSync(place("calls")) ? readFileSync(place("calls"), "utf8") : "";
      return folder.shown(text).split("\n").slice(0, -1);
    },
    clusters: () => readdirSync(place("clusters")).sort(),
    addCluster: (name) => mkdirSync(place(`clusters/${name}`)),
  };
}

export const dockerThatAnswers = `case "$1" in
-v) echo "Docker version 28.2.2, build e6534b4" ;;
info) printf '28.2.2\\nENGINE:ID\\n' ;;
esac
`;

const kindWithFolders = `echo "$*" >> "$here/calls"
behaviour=$(cat "$here/behaviour/$1" 2>/dev/null)
case "$1 $2" in
"version ") echo "kind v0.33.0 go1.26.8 linux/amd64" ;;
"get clusters") ls "$here/clusters" ;;
"get nodes") ls -d "$here/clusters/$4" 2>/dev/null ; true ;;
"get kubeconfig") echo "kubeconfig of $4" ;;
"create cluster")
  mkdir "$here/clusters/$4"
  case "$behaviour" in
  fails) echo "Creating cluster" >&2; echo "ERROR: failed to init node with kubeadm" >&2; exit 1 ;;
  hangs) sleep 100 & echo $! > "$here/sleeper"; wait ;;
  unready) echo " • WARNING: Timed out waiting for Ready ⚠️" >&2 ;;
  esac
  echo "kubeconfig of $4" > "$8" ;;
"delete cluster")
  case "$behaviour" in
  fails) echo "ERROR: failed to delete nodes" >&2; exit 1 ;;
  fails-once) rm "$here/behaviour/delete"; echo "ERROR: removal is already in progress" >&2; exit 1 ;;
  esac
  rm -rf "$here/clusters/$4" ;;
"export logs") [ -d "$here/clusters/$5" ] || { echo "ERROR: unknown cluster" >&2; exit 1; }; echo started > "$3/kubelet.log" ;;
esac
`;
