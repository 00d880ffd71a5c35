import {
  type Admission,
  createAdmission,
  type ManifestReference,
  type Rejection,
} from "../../sim/apiserver/admission.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { KubernetesVersion } from "../../sim/version.ts";
import { scaledObjectResource } from "../../sim/wiring/keda/custom-resource.ts";
import type { Problem } from "../input-error.ts";
import { childOf, textOf, toPlain } from "../node.ts";
import { placeText, problemAt } from "../place.ts";
import { quote, visible } from "../visible-text.ts";
import { adviceForUnknownField } from "./known-fields.ts";
import { leftOutBecause, withPatchHint } from "./left-out.ts";
import { type Manifest, referenceOf } from "./manifest.ts";
import { placeOfField, placeOfKey } from "./place-of-field.ts";

/** An object of the manifests that the run does without. */
export type IgnoredObject = {
  readonly reference: ManifestReference;
  readonly because: string;
  /** `web.yaml:12:1` */
  readonly place: string;
};

export type AdmittedManifests = {
  readonly objects: readonly ClusterObject[];
  /** What each object was read from. */
  readonly origins: ReadonlyMap<ClusterObject, Manifest>;
  readonly ignored: readonly IgnoredObject[];
  /** What the API server warns of. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
};

export type Cluster = {
  readonly kubernetes: KubernetesVersion;
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** Whether the kinds of KEDA are there. */
  readonly hasKeda: boolean;
  /** For manifests without one. */
  readonly namespace: string;
};

/** Takes manifests through the admission of an API server, in order. */
export function admitManifests(manifests: readonly Manifest[], cluster: Cluster): AdmittedManifests {
  const admission = createAdmission(cluster, cluster.hasKeda ? [scaledObjectResource] : []);
  const origins = new Map<ClusterObject, Manifest>();
  const ignored: IgnoredObject[] = [];
  const notes: string[] = [];
  const problems: Problem[] = [];
  for (const manifest of manifests) {
    const leftOut = leftOutBecause(manifest);
    if (leftOut !== undefined) {
      const apiVersion = textOf(childOf(manifest, "apiVersion")) ?? "";
      const reference = { apiVersion, ...referenceOf(manifest, cluster.namespace) };
      ignored.push(ignoredObject(manifest, reference, leftOut));
      continue;
    }
    const answer = admission(toPlain(manifest), cluster.namespace);
    switch (answer.kind) {
      case "admitted":
        origins.set(answer.object, manifest);
        notes.push(...answer.warnings.map((warning) => visible(`${placeText(manifest.place)}: Warning: ${warning}`)));
        break;
      case "ignored":
        ignored.push(ignoredObject(manifest, answer.reference, ignoredBecause(answer, cluster)));
        break;
      case "rejected":
        problems.push(...problemsOf(manifest, answer, cluster.kubernetes.minor));
        break;
    }
  }
  return { objects: [...origins.keys()], origins, ignored, notes, problems: withPatchHint(problems, manifests) };
}

/** Of KEDA's kinds, only the ScaledObject is acted on; without KEDA it is known to be missing. */
function ignoredBecause(
  { reference, because }: Extract<Admission, { readonly kind: "ignored" }>,
  { hasKeda }: Cluster,
): string {
  const { apiVersion, kind } = reference;
  if (!apiVersion.startsWith("keda.sh/")) return because;
  if (!hasKeda && kind === "ScaledObject") return "the cluster has no KEDA; the scenario installs it with cluster.keda";
  return `the wind tunnel does not act on objects of kind ${kind}`;
}

const ignoredObject = (manifest: Manifest, reference: ManifestReference, because: string): IgnoredObject => ({
  reference: shown(reference),
  because: visible(because),
  place: visible(placeText(manifest.place)),
});

/** No admission has looked at the names of an object that is ignored. */
const shown = ({ apiVersion, kind, namespace, name }: ManifestReference): ManifestReference => ({
  apiVersion: visible(apiVersion),
  kind: visible(kind),
  namespace: visible(namespace),
  name: visible(name),
});

type Rejected = { readonly reference: ManifestReference; readonly rejection: Rejection };

/** kubectl's text at the place of each cause. */
function problemsOf(manifest: Manifest, { reference, rejection }: Rejected, minor: number): readonly Problem[] {
  const { kind, name, apiVersion } = reference;
  if (rejection.causes.length === 0) {
    const hint =
      'In "manifests:" a scenario names its manifests; without it, every YAML and JSON file of its folder is one.';
    return [problemAt(manifest.place, rejection.message.replace(/^error: /, ""), hint)];
  }
  return rejection.causes.filter(isNews).map(({ field, message }) => {
    if (message === rejection.message) {
      const [first = "", ...advice] = message.split("\n");
      const place = placeOfField(manifest, isMisspeltKind(advice) ? "kind" : field);
      return problemAt(place, first, advice.length === 0 ? undefined : advice.join("\n"));
    }
    if (rejection.message.includes(`${field}: ${message}`)) {
      const text = `The ${kind} ${quote(name)} is invalid: ${field}: ${message}`;
      return problemAt(placeOfField(manifest, field), text);
    }
    const isUnknown = /(?:^|: )unknown field "/.test(message);
    const place = isUnknown ? placeOfKey(manifest, field) : placeOfField(manifest, field);
    const hint = isUnknown ? adviceForUnknownField({ apiVersion, kind, minor, field }) : undefined;
    return problemAt(place, `${kind} ${quote(name)}: ${message}`, hint);
  });
}

/** That rules of a schema wait until the other problems are mended is nothing that anybody can mend. */
const isNews = ({ field, message }: Rejection["causes"][number]): boolean =>
  field !== "<nil>" || !message.includes("some validation rules were not checked");

/** kubectl blames the pair of apiVersion and kind. When another kind of the same apiVersion is near, it is the kind. */
const isMisspeltKind = ([advice = ""]: readonly string[]): boolean => /^Did you mean "[^"]+"\?$/.test(advice);
