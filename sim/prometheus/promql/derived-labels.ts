import { type Labels, onlyLabels, withoutLabels, withoutMetadata } from "./labels.ts";

/** Labels that follow from those of series, remembered: the same series come again with every query. */
export interface DerivedLabels {
  readonly withoutMetadata: (labels: Labels) => Labels;
  /** How to tell the labels of the group that an element belongs to: only these, or all but these and the metric's name. */
  readonly ofGroups: (names: readonly string[], isWithout: boolean) => (labels: Labels) => Labels;
}

/** So many groupings, and so many groups, are kept. */
const groupingsMax = 100;
const groupsMax = 10_000;

const separator = "\uD800";

/** Nothing is remembered yet. What is remembered of a series goes with its labels. */
export function createDerivedLabels(): DerivedLabels {
  const nameless = new WeakMap<Labels, Labels>();
  const groupings = new Map<string, WeakMap<Labels, Labels>>();
  const groups = new Map<string, Labels>();

  const groupingOf = (key: string): WeakMap<Labels, Labels> => {
    const known = groupings.get(key);
    if (known !== undefined) return known;
    if (groupings.size >= groupingsMax) groupings.clear();
    const made = new WeakMap<Labels, Labels>();
    groupings.set(key, made);
    return made;
  };
  /** One object for equal labels, so that their keys are compared at a glance. */
  const shared = (labels: Labels): Labels => {
    const known = groups.get(labels.key);
    if (known !== undefined) return known;
    if (groups.size >= groupsMax) groups.clear();
    groups.set(labels.key, labels);
    return labels;
  };
  return {
    withoutMetadata: (labels) => remembered(nameless, labels, withoutMetadata),
    ofGroups: (names, isWithout) => {
      const known = groupingOf(`${isWithout}${separator}${names.join(separator)}`);
      const derive = (labels: Labels): Labels => shared(groupLabels(labels, names, isWithout));
      return (labels) => remembered(known, labels, derive);
    },
  };
}

function remembered(known: WeakMap<Labels, Labels>, labels: Labels, derive: (labels: Labels) => Labels): Labels {
  const held = known.get(labels);
  if (held !== undefined) return held;
  const derived = derive(labels);
  known.set(labels, derived);
  return derived;
}

/** The labels of a group, worked out. */
export const groupLabels = (labels: Labels, names: readonly string[], isWithout: boolean): Labels =>
  isWithout ? withoutLabels(labels, ["__name__", ...names]) : onlyLabels(labels, names);
