import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { MonitorFinding, MonitorView } from "./explain-monitor.ts";
import { mismatch } from "./label-mismatch.ts";
import type { PodMonitor, Prometheus, ServiceMonitor } from "./objects/object.ts";
import { type Selected, selectionOf, selects } from "./select.ts";

/** Why no Prometheus takes a monitor in: a finding for each of them; none when one does. */
export function explainSelection(
  monitor: ServiceMonitor | PodMonitor,
  { prometheuses, namespaces }: Pick<MonitorView, "prometheuses" | "namespaces">,
): readonly MonitorFinding[] {
  if (prometheuses.length === 0) {
    const message = "there is no Prometheus object, so no operator turns the monitor into a scrape config";
    const fix = "Give the Prometheus object too, with selectors that take the monitor in.";
    return [{ kind: "no-prometheus", field: "metadata", message, fix }];
  }
  const answers = prometheuses.map((prometheus) => ({
    prometheus,
    selected: selects(prometheus, monitor, namespaces),
  }));
  if (answers.some(({ selected }) => selected.kind === "selected")) return [];
  return answers.map(({ prometheus, selected }) => ({ kind: "not-selected", ...told(monitor, prometheus, selected) }));
}

type Told = Pick<MonitorFinding, "field" | "message" | "fix">;

function told(monitor: ServiceMonitor | PodMonitor, prometheus: Prometheus, selected: Selected): Told {
  const who = `Prometheus ${objectKey(prometheus.meta)}`;
  const name = monitor.kind === "ServiceMonitor" ? "serviceMonitor" : "podMonitor";
  const { selector, namespaceSelector } = selectionOf(prometheus, monitor.kind);
  switch (selected.kind) {
    case "selected":
      return { field: "metadata", message: `${who} takes it in`, fix: "" };
    case "no-selector":
      return {
        field: "metadata.labels",
        message: `${who} has no ${name}Selector, which selects no ${monitor.kind} at all`,
        fix: `Write ${name}Selector: {} to take in all of them.`,
      };
    case "other-namespace": {
      const own = `${who} takes in monitors of its own namespace only, and this one is in ${monitor.meta.namespace}`;
      const labels = `the labels of namespace ${monitor.meta.namespace} are not those of ${name}NamespaceSelector of ${who}`;
      return {
        field: "metadata.namespace",
        message: selected.expected === "own" ? own : labels,
        fix:
          namespaceSelector === undefined
            ? `Write ${name}NamespaceSelector: {} for every namespace.`
            : "Label the namespace.",
      };
    }
    case "other-labels": {
      const parsed = selectorFromLabelSelector(selector);
      const lacking = parsed.ok ? (mismatch(parsed.selector, [monitor])?.differences ?? []) : [];
      return {
        field: "metadata.labels",
        message: `${who} selects other labels than those of the monitor, ${lacking.join(", ")}`,
        fix: "Put the label on the monitor.",
      };
    }
    case "invalid-selector":
      return {
        field: "metadata.labels",
        message: `a selector of ${who} cannot be read: ${selected.because}`,
        fix: "Mend the Prometheus object; until then the operator changes nothing.",
      };
  }
}
