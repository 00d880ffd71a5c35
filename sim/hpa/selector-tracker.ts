import {
  matches,
  nothing,
  type ParsedSelector,
  parseSelector,
  type Selector,
  type SelectorTexts,
} from "../kubernetes/label-selector.ts";
import { byCodeUnit, objectKey } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { HpaName } from "./ports.ts";

/**
 * Which pods each HPA selects, as far as its passes have told: two HPAs must not control one pod.
 *
 * An HPA counts from its own first metrics pass on, so the first of two that conflict passes once.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go hpasControllingPodsUnderSelector.
 */
export type SelectorTracker = {
  /** Reads a selector's text, once for each text. */
  readonly parse: (text: string) => ParsedSelector;
  /** An HPA appeared: until its first metrics pass it selects nothing. */
  readonly register: (hpa: HpaName) => void;
  /** What a pass found. Without effect for an HPA that has gone since the pass began. */
  readonly store: (hpa: HpaName, selector: Selector) => void;
  readonly remove: (hpa: HpaName) => void;
  /** Keys of all HPAs that select one of these pods of the namespace, in order; upstream has them in no fixed order. */
  readonly controlling: (namespace: string, pods: readonly PodView[]) => readonly string[];
};

/** `texts` are those of a release about selectors that cannot be read; the latest ones if not given. */
export function createSelectorTracker(texts?: SelectorTexts): SelectorTracker {
  const byNamespace = new Map<string, Map<string, Selector>>();
  const parsed = new Map<string, ParsedSelector>();

  return {
    parse: (text) => {
      let result = parsed.get(text);
      if (result === undefined) {
        result = parseSelector(text, texts);
        parsed.set(text, result);
      }
      return result;
    },
    register: (hpa) => {
      let stored = byNamespace.get(hpa.namespace);
      if (stored === undefined) {
        stored = new Map();
        byNamespace.set(hpa.namespace, stored);
      }
      stored.set(objectKey(hpa), nothing);
    },
    store: (hpa, selector) => {
      const stored = byNamespace.get(hpa.namespace);
      const key = objectKey(hpa);
      if (stored?.has(key)) stored.set(key, selector);
    },
    remove: (hpa) => {
      byNamespace.get(hpa.namespace)?.delete(objectKey(hpa));
    },
    controlling: (namespace, pods) => {
      const stored = byNamespace.get(namespace) ?? new Map<string, Selector>();
      // The asking HPA selects its own pods, so that alone in its namespace it cannot be in conflict.
      if (stored.size < 2) return [...stored.keys()];
      const keys: string[] = [];
      for (const [key, selector] of stored) {
        if (pods.some((pod) => matches(selector, pod.labels))) keys.push(key);
      }
      return keys.sort(byCodeUnit);
    },
  };
}
