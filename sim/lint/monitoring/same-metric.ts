import { printGroupResource } from "../../adapter/config.ts";
import type { Finding, LintRule } from "../finding.ts";
import { type AdapterRule, mainResource } from "./adapter-rules.ts";
import { seriesOfInterest, takes } from "./made-metrics.ts";

/** Two rules that make one metric: the later takes the place of the earlier. Source: prometheus-adapter v0.12.0 series_registry.go */
export const sameMetric: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) => {
    const series = [...new Set(rules.flatMap((rule) => seriesOfInterest(rule, subject)))];
    return rules.flatMap((rule, at): readonly Finding[] => {
      for (const earlier of rules.slice(0, at)) {
        const name = isLike(earlier, rule) ? sharedName(earlier, rule, series) : undefined;
        if (name !== undefined) return [findingOf(earlier, rule, name)];
      }
      return [];
    });
  });

const findingOf = (earlier: AdapterRule, rule: AdapterRule, name: string): Finding => ({
  ...{ rule: "same-metric", severity: "warning", object: rule.reference, field: rule.field },
  cause: `${earlier.field} makes the metric ${name} too: of two the later rule counts, for all objects, whichever series they have`,
  fix: "Give the metrics two names with name.as, or take the series out of one rule with seriesFilters.",
});

/** The name that both give to one series, or each to the series that it names. */
function sharedName(a: AdapterRule, b: AdapterRule, series: readonly string[]): string | undefined {
  const made = (rule: AdapterRule, name: string): string | undefined =>
    takes(rule, name) ? rule.namer.nameOf({ __name__: name }) : undefined;
  const ofNamed = a.series === undefined || b.series === undefined ? undefined : made(a, a.series);
  if (ofNamed !== undefined && b.series !== undefined && made(b, b.series) === ofNamed) return ofNamed;
  return series.map((name) => (made(a, name) === made(b, name) ? made(a, name) : undefined)).find(Boolean);
}

/** Rules that make metrics of the same objects. */
function isLike(a: AdapterRule, b: AdapterRule): boolean {
  if (a.of !== b.of || a.of === "external") return a.of === b.of;
  const [first, second] = [mainResource(a), mainResource(b)];
  return first !== undefined && second !== undefined && printGroupResource(first) === printGroupResource(second);
}
