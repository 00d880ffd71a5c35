/** A Kubernetes release that kubewind models. */
export type KubernetesVersion = {
  /** The 36 of 1.36.3. */
  readonly minor: number;
  readonly patch: number;
  /** `1.36.3` */
  readonly text: string;
};

/** The newest patch of each minor whose controller's code kubewind was held against. */
const newestPatch: ReadonlyMap<number, number> = new Map([
  [36, 3],
  [37, 0],
]);

export const defaultKubernetes = "1.36";

/** Versions that can be asked for, oldest first: `["1.36", "1.37"]`. */
export const modelledKubernetes: readonly string[] = [...newestPatch.keys()].map((minor) => `1.${minor}`);

/** Reads `1.36`, `v1.36` or `1.36.3`. `undefined` when it is no version, or one that kubewind does not model; a patch release that came later is one of those. */
export function kubernetesVersion(text: string): KubernetesVersion | undefined {
  const match = /^v?1\.(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const minor = Number(match[1]);
  const newest = newestPatch.get(minor);
  if (newest === undefined) return undefined;
  const patch = match[2] === undefined ? newest : Number(match[2]);
  if (patch > newest) return undefined;
  return { minor, patch, text: `1.${minor}.${patch}` };
}

/** One behaviour over the releases: what held first, and what each later release changed. Oldest change first. */
export type VersionHistory<Value> = {
  readonly initially: Value;
  readonly changes: readonly {
    /** The first release that has it, such as `1.37.0`. */
    readonly since: string;
    readonly value: Value;
    readonly what: string;
    readonly source: string;
  }[];
};

/** The value that holds in `version`. */
export function valueIn<Value>(history: VersionHistory<Value>, version: KubernetesVersion): Value {
  let value = history.initially;
  for (const change of history.changes) {
    if (!isBefore(version, change.since)) value = change.value;
  }
  return value;
}

function isBefore(version: KubernetesVersion, release: string): boolean {
  const [minor = 0, patch = 0] = release.split(".").slice(1).map(Number);
  return version.minor < minor || (version.minor === minor && version.patch < patch);
}
