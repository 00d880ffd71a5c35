import type { SimTime } from "../units.ts";

/** Labels of an object, or the matchLabels of a selector. */
export type Labels = Readonly<Record<string, string>>;

/** The part of `metadata` that a user may give. */
export type ManifestMeta = {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
};

/** `metadata` of an object that the cluster has stored. */
export type ObjectMeta = ManifestMeta & {
  readonly uid: string;
  readonly creationTimestamp: SimTime;
  /** Counts changes of the spec, from 1. */
  readonly generation: number;
};

/** What names one object for people and for indexes: `Deployment default/web`. */
export type ObjectReference = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
};

/** The key under which controllers queue an object. Source: client-go tools/cache MetaNamespaceKeyFunc. */
export const objectKey = (object: { readonly namespace: string; readonly name: string }): string =>
  object.namespace === "" ? object.name : `${object.namespace}/${object.name}`;

/** Orders text by UTF-16 code unit, the same on every machine. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An object for people: `hpa/web`, `deployment/shop/web`; the namespace `default` goes without saying. */
export const subjectOf = ({ kind, namespace, name }: ObjectReference): string =>
  `${kind === "HorizontalPodAutoscaler" ? "hpa" : kind.toLowerCase()}/${inNamespace(namespace)}${name}`;

const inNamespace = (namespace: string): string => (namespace === "" || namespace === "default" ? "" : `${namespace}/`);
