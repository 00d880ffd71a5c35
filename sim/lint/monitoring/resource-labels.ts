import { printGroupResource } from "../../adapter/config.ts";
import type { Finding, LintRule } from "../finding.ts";
import type { AdapterRule } from "./adapter-rules.ts";

/** A template by which Prometheus' own label `job` names a Job of the cluster; told once for each config. */
export const labelsTakenForResources: LintRule = ({ adapterRules }) =>
  adapterRules.flatMap(({ rules }) => {
    const taken = rules.filter(takesJob);
    const [first] = taken;
    return first === undefined ? [] : [findingOf(first, taken.length)];
  });

const takesJob = ({ of, rule, namer }: AdapterRule): boolean =>
  of === "custom" &&
  rule.resources.template !== "" &&
  !rule.resources.overrides.some(({ label }) => label === "job") &&
  namer.converter.resourcesForSeries({ job: "x" }).resources.some((one) => printGroupResource(one) === "jobs.batch");

const findingOf = ({ reference: object, field, rule }: AdapterRule, count: number): Finding => ({
  ...{ rule: "label-is-resource", severity: "warning", object, field: `${field}.resources.template` },
  cause: `with the template "${rule.resources.template}" ${
    count === 1 ? "this rule takes" : `this and ${count - 1} more rules take`
  } Prometheus' label job for a Job of the cluster: each metric is listed for jobs.batch as well, and likewise for any label such as service, node or deployment, whatever it means there`,
  fix: 'Name the labels that do name objects, under overrides, or use a template with a beginning of its own: "kube_<<.Resource>>".',
});
