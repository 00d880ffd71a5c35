import { type Label, type Labels, labelsOf } from "../promql/labels.ts";

/** Labels under change. An empty value is none. */
export interface LabelBuilder {
  get(name: string): string;
  /** An empty value takes the label away. */
  set(name: string, value: string): void;
  remove(name: string): void;
  /** What it holds now: labels that it began with in their order, then those that were set, in the order of setting. */
  entries(): readonly Label[];
  build(): BuiltLabels;
}

export interface BuiltLabels {
  readonly labels: Labels;
  /** A name that stands twice, as it did at the beginning and was never removed, or an empty one: storage refuses both. */
  readonly notUnique: string | undefined;
}

/** A builder that begins with these labels, sorted by name. Source: prometheus v0.315.0 model/labels (Builder) */
export function labelBuilderOf(base: readonly Label[]): LabelBuilder {
  const added = new Map<string, string>();
  const removed = new Set<string>();
  for (const [name, value] of base) if (value === "") removed.add(name);
  const doubles = base.flatMap(([name], at) => (name === base[at + 1]?.[0] ? [name] : []));

  const remove = (name: string): void => {
    added.delete(name);
    removed.add(name);
  };
  const entries = (): readonly Label[] => [
    ...base.filter(([name]) => !removed.has(name) && !added.has(name)),
    ...added.entries(),
  ];
  return {
    get: (name) => {
      const value = added.get(name);
      if (value !== undefined) return value;
      return removed.has(name) ? "" : (base.find(([known]) => known === name)?.[1] ?? "");
    },
    set: (name, value) => {
      if (value === "") remove(name);
      else added.set(name, value);
    },
    remove,
    entries,
    build: () => {
      const labels = labelsOf(entries());
      // Setting a name that stands twice changes one of the two.
      const double = doubles.find((name) => !removed.has(name));
      return { labels, notUnique: labels.pairs[0]?.[0] === "" ? "" : double };
    },
  };
}
