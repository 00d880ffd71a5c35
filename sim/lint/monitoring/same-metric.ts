import { printGroupResource } from "../../adapter/config.ts";
import type { Finding, LintRule } from "../finding.ts";
import { type AdapterRule, mainResource } from "./adapter-rules.ts";
import { seriesOfInterest, takes } from "./made-metrics.ts";

/** Two rules that make one metric: the later takes the place of the earlier. Source: prometheus-adapter v0.12.0 series_registry.go */
export const sameMetric: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) => {
    const series = [...new Set(rules.flatMap((rule) => seriesOfInterest(rule, subject)))];
    const made = rules.map((rule) => namesMade(rule, series));
    return rules.flatMap((rule, at): readonly Finding[] => {
      const other = rules.findIndex(
        (earlier, place) => place < at && sharesName(made[place], made[at]) && isLike(earlier, rule),
      );
      const name = [...(made[at] ?? [])].find((one) => made[other]?.has(one));
      const earlier = rules[other];
      if (earlier === undefined || name === undefined) return [];
      return [
        {
          ...{ rule: "same-metric", severity: "warning", object: rule.reference, field: rule.field },
          cause: `${earlier.field} makes the metric ${name} too: of two the later rule counts, for all objects, whichever series they have`,
          fix: "Give the metrics two names with name.as, or take the series out of one rule with seriesFilters.",
        },
      ];
    });
  });

const namesMade = (rule: AdapterRule, series: readonly string[]): ReadonlySet<string> =>
  new Set(series.filter((name) => takes(rule, name)).flatMap((name) => rule.namer.nameOf({ __name__: name }) || []));

const sharesName = (a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean =>
  a !== undefined && b !== undefined && [...a].some((name) => b.has(name));

/** Rules that make metrics of the same objects. */
function isLike(a: AdapterRule, b: AdapterRule): boolean {
  if (a.of !== b.of || a.of === "external") return a.of === b.of;
  const [first, second] = [mainResource(a), mainResource(b)];
  return first !== undefined && second !== undefined && printGroupResource(first) === printGroupResource(second);
}
