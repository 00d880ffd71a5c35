/** A Kubernetes release that kubewind models. */
export type KubernetesVersion = {
  /** The 36 of 1.36.3. */
  readonly minor: number;
  readonly patch: number;
  /** `1.36.3` */
  readonly text: string;
};

/** The newest patch of each minor whose controller's code kubewind was held against, or was written after. */
const newestPatch: ReadonlyMap<number, number> = new Map([
  [11, 10],
  [12, 10],
  [13, 12],
  [14, 10],
  [15, 12],
  [16, 15],
  [17, 17],
  [18, 20],
  [19, 16],
  [20, 15],
  [21, 14],
  [22, 17],
  [23, 17],
  [24, 17],
  [25, 16],
  [26, 15],
  [27, 16],
  [28, 15],
  [29, 6],
  [30, 4],
  [31, 0],
  [32, 2],
  [33, 6],
  [34, 4],
  [35, 4],
  [36, 3],
  [37, 0],
]);

export const defaultKubernetes = "1.36";

/** Versions that the HPA controller can be asked for, oldest first. */
export const modelledKubernetes: readonly string[] = [...newestPatch.keys()].map((minor) => `1.${minor}`);

/** The first release whose API server kubewind simulates. */
const oldestClusterMinor = 11;

/** Versions that a whole cluster can be asked for, oldest first. */
export const clusterKubernetes: readonly string[] = [...newestPatch.keys()]
  .filter((minor) => minor >= oldestClusterMinor)
  .map((minor) => `1.${minor}`);

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

/** One change of a version record, without its value. */
export type ReleaseChange = {
  /** Name of the record's entry. */
  readonly entry: string;
  readonly since: string;
  readonly what: string;
  readonly source: string;
};

/** What a version record says came after `from`, up to and with `to`; oldest first. */
export function changesBetween(
  histories: Readonly<Record<string, VersionHistory<unknown>>>,
  from: KubernetesVersion,
  to: KubernetesVersion,
): readonly ReleaseChange[] {
  return Object.entries(histories)
    .flatMap(([entry, { changes }]) =>
      changes
        .filter(({ since }) => isBefore(from, since) && !isBefore(to, since))
        .map(({ since, what, source }) => ({ entry, since, what, source })),
    )
    .sort((a, b) => minorOf(a.since) - minorOf(b.since));
}

const minorOf = (release: string): number => Number(release.split(".")[1]);

/** Whether a version is older than a release such as `1.37.0`. */
export function isBefore(version: KubernetesVersion, release: string): boolean {
  const [minor = 0, patch = 0] = release.split(".").slice(1).map(Number);
  return version.minor < minor || (version.minor === minor && version.patch < patch);
}
