import { byCodeUnit } from "../kubernetes/object.ts";
import type { GroupResource } from "./config.ts";
import { type KnownVersion, knownVersions } from "./known-version.ts";
import { failed, found, type Outcome } from "./outcome.ts";

/** An API group as discovery tells of it. */
export type ApiGroup = {
  /** Empty for the core group. */
  readonly name: string;
  readonly preferredVersion: string;
  readonly versions: readonly { readonly version: string; readonly resources: readonly ApiResource[] }[];
};

export type ApiResource = {
  /** Plural: `pods`. A subresource such as `pods/log` is passed over. */
  readonly name: string;
  /** Empty where the server does not say: then it is guessed from the kind. */
  readonly singularName: string;
  readonly kind: string;
};

export type GroupVersionResource = GroupResource & { readonly version: string };

export type GroupVersionKind = { readonly group: string; readonly version: string; readonly kind: string };

/** From names of resources, as labels and paths have them, to what the cluster calls them. */
export type RestMapper = {
  /** The one resource that is meant: plural, of the version that comes first. */
  readonly resourceFor: (wanted: GroupResource) => Outcome<GroupVersionResource>;
  /** All that could be meant. */
  readonly resourcesFor: (wanted: GroupResource) => Outcome<readonly GroupVersionResource[]>;
  readonly kindFor: (wanted: GroupResource) => Outcome<GroupVersionKind>;
  /** `pod` of `pods`; groups are not looked at. */
  readonly singularize: (resource: string) => Outcome<string>;
};

/**
 * The mapper that the adapter makes of discovery when it starts.
 *
 * Source: client-go v0.30.0 restmapper/discovery.go; apimachinery v0.30.0 pkg/api/meta (priority, multi and default mapper)
 */
export function createRestMapper(groups: readonly ApiGroup[]): RestMapper {
  const versions = knownVersions(groups);
  const priorities = prioritiesOf(groups);

  const resourcesFor = (wanted: GroupResource): Outcome<readonly GroupVersionResource[]> => {
    if (wanted.resource === "") return failed(`a resource must be present, got: ${printPartial(wanted)}`);
    const all = versions.flatMap((known) =>
      pluralsIn(known, wanted).map((resource) => ({ group: known.group, version: known.version, resource })),
    );
    return all.length === 0 ? noMatch(wanted) : found(all);
  };

  const resourceFor = (wanted: GroupResource): Outcome<GroupVersionResource> => {
    const all = resourcesFor(wanted);
    if (!all.ok) return all;
    const first = preferred(all.value, priorities);
    const candidates = all.value.map((one) => `${one.group}/${one.version}, Resource=${one.resource}`).join(" ");
    return first === undefined ? ambiguous(wanted, `resources [${candidates}]`) : found(first);
  };

  const kindFor = (wanted: GroupResource): Outcome<GroupVersionKind> => {
    if (wanted.resource === "") return failed(`a resource must be present, got: ${printPartial(wanted)}`);
    const all = versions.flatMap((known) =>
      kindsIn(known, wanted).map((kind) => ({ group: known.group, version: known.version, kind })),
    );
    if (all.length === 0) return noMatch(wanted);
    const first = preferred(all, priorities);
    const candidates = all.map((one) => `${one.group}/${one.version}, Kind=${one.kind}`).join(" ");
    return first === undefined ? ambiguous(wanted, `kinds [${candidates}]`) : found(first);
  };

  const singularize = (resource: string): Outcome<string> => {
    let last: Outcome<string> = found("");
    for (const known of versions) {
      last = singularIn(known, resource);
      if (last.ok) return last;
    }
    return last;
  };

  return { resourceFor, resourcesFor, kindFor, singularize };
}

type Priority = { readonly group: string; readonly version: string | undefined };

/** What is preferred, the most preferred first: `v1`, each group's preferred version and its others, then the groups themselves. */
function prioritiesOf(groups: readonly ApiGroup[]): readonly Priority[] {
  const versions = groups.flatMap(({ name: group, preferredVersion, versions: all }) => {
    const names = all.map(({ version }) => version);
    const first = names.includes(preferredVersion) ? [preferredVersion] : [];
    return [...first, ...names.filter((name) => name !== preferredVersion)].map((version) => ({ group, version }));
  });
  return [
    { group: "", version: "v1" },
    ...versions,
    ...groups.map(({ name }) => ({ group: name, version: undefined })),
  ];
}

/** The one that is left when each priority that anything meets narrows the choice; undefined when several are left. */
function preferred<Item extends { readonly group: string; readonly version: string }>(
  items: readonly Item[],
  priorities: readonly Priority[],
): Item | undefined {
  if (items.length === 1) return items[0];
  let left = items;
  for (const { group, version } of priorities) {
    const matching = left.filter((item) => item.group === group && (version === undefined || item.version === version));
    if (matching.length === 1) return matching[0];
    if (matching.length > 1) left = matching;
  }
  return undefined;
}

/** The plurals that a name may mean in one version, in order; the group may be shortened: `storage` for `storage.k8s.io`. */
function pluralsIn(known: KnownVersion, wanted: GroupResource): readonly string[] {
  if (!known.group.startsWith(wanted.group)) return [];
  const name = wanted.resource.toLowerCase();
  const plurals = [...known.singulars].filter(([plural, singular]) => plural === name || singular === name);
  return plurals.map(([plural]) => plural).sort(byCodeUnit);
}

function kindsIn(known: KnownVersion, wanted: GroupResource): readonly string[] {
  if (!known.group.startsWith(wanted.group)) return [];
  const kind = known.kinds.get(wanted.resource.toLowerCase());
  return kind === undefined ? [] : [kind];
}

function singularIn(known: KnownVersion, resource: string): Outcome<string> {
  const wanted = { group: "", resource };
  if (resource === "") return failed(`a resource must be present, got: ${printPartial(wanted)}`);
  const plurals = pluralsIn(known, wanted);
  if (plurals.length === 0) return noMatch({ group: "", resource: resource.toLowerCase() });
  const singulars = new Set(plurals.map((plural) => known.singulars.get(plural)));
  const [first] = singulars;
  if (singulars.size === 1 && first !== undefined) return found(first);
  const candidates = plurals.map((plural) => `${known.group}/${known.version}, Resource=${plural}`).join(" ");
  return failed(`multiple possible singular resources ([${candidates}]) found for ${resource}`);
}

const printPartial = ({ group, resource }: GroupResource): string => `${group}/, Resource=${resource}`;

const noMatch = (wanted: GroupResource): Outcome<never> => failed(`no matches for ${printPartial(wanted)}`);

const ambiguous = (wanted: GroupResource, candidates: string): Outcome<never> =>
  failed(`${printPartial(wanted)} matches multiple ${candidates}`);
