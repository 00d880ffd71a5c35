import type { Finding, LintRule } from "../finding.ts";
import { type AdapterRule, expressionOf, queryOf } from "./adapter-rules.ts";
import { seriesOfInterest } from "./made-metrics.ts";
import { isCounterName, isGaugeName } from "./metric-kind.ts";
import { isRated, type SeriesUse, seriesUses } from "./series-use.ts";

/** Counters whose value is taken as it is, and gauges that are taken for counters. */
export const counterUse: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) =>
    rules.flatMap((rule): readonly Finding[] => {
      const { reference: object, field } = rule;
      for (const series of seriesOfInterest(rule, subject)) {
        const query = queryOf(rule, { series });
        const parsed = query === undefined ? undefined : expressionOf(query);
        if (!parsed?.ok) continue;
        for (const use of seriesUses(parsed.value)) {
          const found = judge(use, rule);
          if (found !== undefined) return [{ ...found, object, field: `${field}.metricsQuery` }];
        }
      }
      return [];
    }),
  );

function judge(use: SeriesUse, { of }: AdapterRule): Omit<Finding, "object" | "field"> | undefined {
  const name = use.selector.name || nameIn(use);
  if (name === "") return undefined;
  if (isCounterName(name) && !isRated(use) && use.call === undefined && !use.isCounted && !use.isDivided) {
    return {
      ...{ rule: "counter-as-gauge", severity: "error" },
      cause: `${name} is a counter and only grows: taken as it is, the HPA scales up and never down again, until pods restart`,
      fix: `Take its rate: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m]))${of === "external" ? "" : " by (<<.GroupBy>>)"}.`,
    };
  }
  if (isGaugeName(name) && isRated(use) && !["resets", "changes"].includes(use.call ?? "")) {
    return {
      ...{ rule: "gauge-as-counter", severity: "warning" },
      cause: `${name} seems to be a gauge: ${use.call}() takes each fall of it for a restart from zero, and gives how fast it moves, not how high it is`,
      fix: "Take the value itself, or avg_over_time(…) to smooth it; for how fast a gauge moves, deriv(…).",
    };
  }
  return undefined;
}

const nameIn = ({ selector }: SeriesUse): string =>
  selector.matchers.find(({ name, operator }) => name === "__name__" && operator === "=")?.value ?? "";
