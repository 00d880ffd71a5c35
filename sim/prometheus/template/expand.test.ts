import { expect, test } from "vitest";
import { compileRegex } from "../../regex.ts";
import { type AlertTemplateSetup, expandAlertTemplate, templateProblem } from "./expand.ts";
import { floatValue } from "./value.ts";

const setup = (value: number): AlertTemplateSetup => ({
  alert: "X",
  data: {
    labels: [
      ["instance", "web-1.example.com:9100"],
      ["job", "api-server"],
    ],
    externalLabels: [["region", "eu"]],
    externalUrl: "http://prometheus.example.com/sub",
    value: floatValue(value),
  },
  query: (query) => {
    if (query === "bad") return { kind: "error", message: "query failed" };
    const labels = [["pod", "b"] as const, ["pod", "a"] as const];
    return { kind: "samples", samples: labels.map((label, at) => ({ labels: [label], value: floatValue(at + 0.5) })) };
  },
  compileRegex,
  now: 1_700_000_000.123,
});

/** Recorded from template.Expander of prometheus v0.315.0, with go1.26. */
const texts: readonly (readonly [template: string, value: number, text: string])[] = [
  [
    "{{ $labels.job }} on {{ .Labels.instance }} in {{ $externalLabels.region }}",
    1,
    "api-server on web-1.example.com:9100 in eu",
  ],
  ["{{ $labels.missing }}|{{ $value }}", 1_234_567, "|1.234567e+06"],
  ["{{ $value | humanize }}", 1_234_567, "1.235M"],
  ["{{ humanize $value }}", 0.00012, "120u"],
  ["{{ humanize1024 $value }}", 1_048_576, "1Mi"],
  ["{{ humanizePercentage $value }}", 0.1234567, "12.35%"],
  ["{{ humanizeDuration $value }}", 90_061, "1d 1h 1m 1s"],
  ["{{ humanizeDuration $value }}", 0.1234567, "123.5ms"],
  ["{{ humanizeTimestamp $value }}", 1_435_065_584.128, "2015-06-23 13:19:44.128 +0000 UTC"],
  ['{{ printf "%.2f%%" $value }}', 2.675, "2.67%"],
  ['{{ printf "%.0f" $value }}', 2.5, "2"],
  ['{{ printf "%d" $value }}', 3, "%!d(float64=3)"],
  ['{{ title "don\'t stop 3x" }}', 1, "Don't Stop 3X"],
  [
    '{{ toUpper "a" }}{{ stripPort $labels.instance }} {{ stripDomain $labels.instance }}',
    1,
    "Aweb-1.example.com web-1:9100",
  ],
  ['{{ reReplaceAll "(a)(.)" "$2-$1" $labels.job }}', 1, "p-ai-server"],
  ["{{ if gt $value 90.0 }}high{{ else if gt $value 50.0 }}medium{{ else }}low{{ end }}", 60, "medium"],
  ['{{ range query "up" | sortByLabel "pod" }}{{ .Labels.pod }}={{ .Value }} {{ end }}', 1, "a=1.5 b=0.5 "],
  ['{{ with query "up" }}{{ . | first | value }}{{ end }}', 1, "0.5"],
  ["a {{- /* no text */ -}} b", 1, "ab"],
  ["{{ $x := 1 }}{{ range $i := 3 }}{{ $x = $i }}{{ end }}{{ $x }}", 1, "2"],
  [
    "{{ . }}",
    1,
    "{map[instance:web-1.example.com:9100 job:api-server] map[region:eu] http://prometheus.example.com/sub 1}",
  ],
];

test.for(texts)("expands %s", ([template, value, text]) => {
  expect(expandAlertTemplate(template, setup(value))).toEqual({ kind: "text", text });
});

/** Recorded from the same. */
const errors: readonly (readonly [template: string, message: string])[] = [
  ["{{ nofunc }}", 'error parsing template __alert_X: template: __alert_X:1: function "nofunc" not defined'],
  ["{{ $value", "error parsing template __alert_X: template: __alert_X:1: unclosed action"],
  ["{{ if $value }}", "error parsing template __alert_X: template: __alert_X:1: unexpected EOF"],
  ["{{ $unknown }}", 'error parsing template __alert_X: template: __alert_X:1: undefined variable "$unknown"'],
  ["{{ end }}", "error parsing template __alert_X: template: __alert_X:1: unexpected {{end}}"],
  [
    "{{ gt $value 90 }}",
    'error executing template __alert_X: template: __alert_X:1:115: executing "__alert_X" at <gt $value 90>: error calling gt: incompatible types for comparison: float64 and int',
  ],
  [
    "{{ humanize $labels.job }}",
    'error executing template __alert_X: template: __alert_X:1:115: executing "__alert_X" at <humanize $labels.job>: error calling humanize: strconv.ParseFloat: parsing "api-server": invalid syntax',
  ],
  [
    "\n{{ .Foo }}",
    'error executing template __alert_X: template: __alert_X:2:3: executing "__alert_X" at <.Foo>: can\'t evaluate field Foo in type struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }',
  ],
  [
    '{{ query "bad" }}',
    'error executing template __alert_X: template: __alert_X:1:115: executing "__alert_X" at <query "bad">: error calling query: query failed',
  ],
];

test.for(errors)("refuses %s", ([template, message]) => {
  expect(expandAlertTemplate(template, setup(1))).toEqual({ kind: "error", message });
});

test("finds the syntax errors of a template without executing it", () => {
  expect(templateProblem("{{ $labels.job | }}{{ .Foo }}", "X")).toBe(undefined);
  expect(templateProblem("{{ $labels.job", "X")).toBe("template: __alert_X:1: unclosed action");
});

test("says that templates within templates are not modelled", () => {
  expect(templateProblem('{{ template "x" }}', "X")).toBe(
    "template: __alert_X:1: {{template}} is not supported: write the text where it is used",
  );
});
