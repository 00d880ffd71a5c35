import fc, { type Arbitrary } from "fast-check";
import { object, withoutUndefined } from "./arbitrary-objects.ts";
import { duration, limit, oddText, optionally, rarely, withSome } from "./arbitrary-values.ts";
import type { Manifest } from "./operator-case.ts";

const promql = fc.constantFrom<number | string>(
  "up == 0",
  'sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))',
  "vector(1)",
  1,
  'a{namespace="x"} / on(a) group_left(b) b',
  "max_over_time(x[1h:5m] offset 1h) > -1",
  "1 + 1",
  "up\n  and\nup",
  "topk(3, x)",
  "sum(",
  "quantile(0.9, x @ 5)",
  "absent(up{job='a'})",
);
/** The operator writes rules as JSON and reads that as YAML, where one odd line break gets lost. */
const ruleText = oddText.filter((text) => !text.includes("{{") && !text.includes("\u0085"));
const ruleLabels = fc.dictionary(fc.constantFrom("severity", "team", "namespace"), ruleText, { maxKeys: 2 });
const rule = fc.oneof(
  withSome({ record: fc.constantFrom("job:x:sum", "a:b"), expr: promql }, { labels: rarely(ruleLabels) }),
  withSome(
    { alert: fc.constantFrom("Down", "High: x"), expr: promql },
    {
      for: fc.constantFrom("5m", "10s", ""),
      keep_firing_for: rarely(fc.constant("1m")),
      labels: ruleLabels,
      annotations: fc.dictionary(fc.constantFrom("summary", "description"), ruleText, { maxKeys: 2 }),
    },
  ),
);
export const prometheusRule: Arbitrary<Manifest> = object(
  "PrometheusRule",
  optionally({
    groups: fc.uniqueArray(
      withSome(
        { name: fc.constantFrom("g1", "g2", "a.rules") },
        {
          interval: rarely(duration),
          limit: rarely(limit),
          labels: rarely(ruleLabels),
          query_offset: rarely(duration),
          partial_response_strategy: rarely(fc.constantFrom("abort", "")),
          rules: fc.array(rule, { maxLength: 3 }),
        },
      ),
      { maxLength: 2, selector: ({ name }) => name },
    ),
  }).map(withoutUndefined),
);
