/** A published Kubernetes whose controller can be built and run. */
export type UpstreamRelease = {
  /** The 36 of 1.36.3. */
  readonly minor: number;
  /** `1.36.3` */
  readonly text: string;
};

/** The patch that a minor stands for: up to 1.28 the last one that can be had, since 1.29 the one that the recorded vectors come from. */
const usualPatch: ReadonlyMap<number, number> = new Map([
  [15, 12],
  [16, 15],
  [17, 17],
  [18, 19],
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

type Substitute = { readonly since: number; readonly until: number; readonly modules: readonly string[] };

/**
 * Modules that the Go module proxy or its checksum database does not have where a release wants them, and what keeps others
 * where the release has them. The controller uses nothing of these.
 */
const substitutes: readonly Substitute[] = [
  {
    since: 15,
    until: 19,
    modules: ["vbom.ml/util => github.com/fvbommel/util v0.0.0-20160121211510-db5cfe13f5cc"],
  },
  {
    since: 27,
    until: 27,
    modules: [
      "k8s.io/cloud-provider => k8s.io/cloud-provider v0.28.15",
      "k8s.io/controller-manager => k8s.io/controller-manager v0.28.15",
      "k8s.io/kube-openapi => k8s.io/kube-openapi v0.0.0-20230501164219-8b0f38b5fd1f",
    ],
  },
];

/** Minors that can be asked for, oldest first: `["1.15", …, "1.37"]`. */
export const upstreamMinors: readonly string[] = [...usualPatch.keys()].map((minor) => `1.${minor}`);

/** Reads `1.36`, `v1.36`, or any patch of a served minor, such as `1.36.1`. `undefined` for anything else. */
export function upstreamRelease(text: string): UpstreamRelease | undefined {
  const match = /^v?1\.(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const minor = Number(match[1]);
  const usual = usualPatch.get(minor);
  if (usual === undefined) return undefined;
  return { minor, text: `1.${minor}.${match[2] ?? usual}` };
}

/**
 * The go.mod that builds the oracle with one release.
 *
 * Kubernetes requires its staging modules as `v0.0.0` and replaces them by folders of its own tree. Each is published as
 * `v0.<minor>.<patch>`, and replaced by that here. Up to 1.25 it pins other modules in the same way; those pins are
 * kept, because a replacement counts in the main module alone.
 */
export function goModText(kubernetesGoMod: string, { minor, text }: UpstreamRelease): string {
  const staging = [...kubernetesGoMod.matchAll(/^\s*(k8s\.io\/\S+) v0\.0\.0$/gm)].map((match) => match[1]);
  const pins = [...kubernetesGoMod.matchAll(/^\s*(\S+ => [^.\s]\S* v\S+)$/gm)].map((match) => match[1] ?? "");
  const published = text.replace(/^1\./, "v0.");
  const replacements = [
    ...staging.map((module) => `${module} => ${module} ${published}`),
    ...pins,
    ...substitutes.filter(({ since, until }) => since <= minor && minor <= until).flatMap(({ modules }) => modules),
  ];
  // Of two for one module the later one counts.
  const byModule = new Map(replacements.map((line) => [line.split(" ")[0], line]));
  return [
    "module kubewind/conformance/upstream/oracle",
    "",
    "go 1.26.0",
    "",
    `require k8s.io/kubernetes v${text}`,
    "",
    "replace (",
    ...[...byModule.values()].map((line) => `\t${line}`),
    ")",
    "",
  ].join("\n");
}

/** Go build tags that hold in a minor: `minor30` says 1.30 or later. */
export function buildTags({ minor }: UpstreamRelease): readonly string[] {
  return [...usualPatch.keys()].filter((each) => each <= minor).map((each) => `minor${each}`);
}
