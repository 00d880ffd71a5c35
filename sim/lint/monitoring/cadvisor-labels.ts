import type { ObjectReference } from "../../kubernetes/object.ts";
import type { Expression } from "../../prometheus/promql/syntax/ast.ts";
import type { Finding, LintRule, LintSubject } from "../finding.ts";
import { expressionOf, queryOf } from "./adapter-rules.ts";
import { takes } from "./made-metrics.ts";
import { seriesUses } from "./series-use.ts";

/** What kubelets tell of each container. */
const examples = [
  "container_cpu_usage_seconds_total",
  "container_memory_working_set_bytes",
  "container_fs_reads_total",
];

/** Conditions on containers that were right for kubelets of another time. */
export const cadvisorLabels: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) =>
    rules.flatMap((rule): readonly Finding[] => {
      const { reference: object, field, matchers } = rule;
      const isNamed = matchers.some(
        ({ name, operator, value }) => name === "__name__" && operator.startsWith("=") && /container/.test(value),
      );
      const name = examples.find((example) => isNamed && takes(rule, example));
      if (name === undefined) return [];
      const query = queryOf(rule, { series: name });
      const parsed = query === undefined ? undefined : expressionOf(query);
      const place = { object, field: `${field}.metricsQuery` };
      const old = oldLabel(
        matchers.map((matcher) => matcher.name),
        subject,
      );
      if (old !== undefined) return [{ ...old, object, field: `${field}.seriesQuery` }];
      return parsed?.ok ? podSums(parsed.value, place, subject) : [];
    }),
  );

/** Source: kubernetes v1.16.0 CHANGELOG, "removed the labels pod_name and container_name from cAdvisor metrics" */
function oldLabel(
  names: readonly string[],
  { kubernetes, jobs }: LintSubject,
): Omit<Finding, "object" | "field"> | undefined {
  const old = names.find((name) => name === "pod_name" || name === "container_name");
  const isRelabelled = jobs.some(({ scrape }) =>
    scrape.metricRelabelRules.some(({ targetLabel }) => targetLabel === old),
  );
  if (old === undefined || kubernetes.minor < 16 || isRelabelled) return undefined;
  const now = old.replace("_name", "");
  return {
    ...{ rule: "old-cadvisor-label", severity: "error" },
    cause: `since Kubernetes 1.16 container metrics have no label ${old}: a condition on it meets nothing, or everything`,
    fix: `Write ${now}, in the overrides and the metricsQuery too.`,
  };
}

/** Sums over a pod's containers that take in the pod as a whole once more. */
function podSums(
  expression: Expression,
  place: { readonly object: ObjectReference; readonly field: string },
  { kubernetes }: LintSubject,
): readonly Finding[] {
  const sums = seriesUses(expression).filter(({ selector }) => {
    const conditions = selector.matchers.filter(({ name }) => name === "container");
    return conditions.some(({ matches }) => !matches("POD")) && conditions.every(({ matches }) => matches(""));
  });
  if (sums.length === 0 || kubernetes.minor < 24) return [];
  return [
    {
      ...{ rule: "pod-counted-twice", severity: "warning", ...place },
      cause: `container!="POD" leaves nothing out: kubelets with containerd have no series of a container POD, but one with container="" for the pod as a whole, so usage is counted twice`,
      fix: 'Write container!="" instead. Metrics of the network, which the pod as a whole alone has, go into a rule of their own.',
    },
  ];
}
