import type { ApiGroup } from "./rest-mapper.ts";

/** The names of one version of one group. */
export type KnownVersion = {
  readonly group: string;
  readonly version: string;
  /** From plural to singular. */
  readonly singulars: ReadonlyMap<string, string>;
  /** From singular and plural to the kind. */
  readonly kinds: ReadonlyMap<string, string>;
};

/**
 * The names of each version, in the order of discovery. Beside its resources a version has a list of each kind and `List` itself,
 * so that labels such as `list` or `podlist` name a resource too.
 *
 * Source: client-go v0.30.0 restmapper/discovery.go NewDiscoveryRESTMapper
 */
export const knownVersions = (groups: readonly ApiGroup[]): readonly KnownVersion[] =>
  groups.flatMap(({ name, versions }) =>
    versions.map(({ version, resources }) => {
      const singulars = new Map<string, string>();
      const kinds = new Map<string, string>();
      const add = (kind: string, { plural, singular }: Names): void => {
        singulars.set(plural, singular);
        kinds.set(singular, kind);
        kinds.set(plural, kind);
      };
      for (const { name: plural, singularName, kind } of resources) {
        if (plural.includes("/")) continue;
        add(kind, { plural, singular: singularName === "" ? guess(kind).singular : singularName });
        add(`${kind}List`, guess(`${kind}List`));
      }
      add("List", guess("List"));
      return { group: name, version, singulars, kinds };
    }),
  );

type Names = { readonly plural: string; readonly singular: string };

/** Source: apimachinery v0.30.0 pkg/api/meta UnsafeGuessKindToResource */
function guess(kind: string): Names {
  const singular = kind.toLowerCase();
  if (singular.endsWith("endpoints")) return { plural: singular, singular };
  if (singular.endsWith("s")) return { plural: `${singular}es`, singular };
  if (singular.endsWith("y")) return { plural: `${singular.slice(0, -1)}ies`, singular };
  return { plural: `${singular}s`, singular };
}
