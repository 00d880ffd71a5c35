import { expect, test } from "vitest";
import { formatProblem, InputError } from "../input-error.ts";
import { type RuleDefaults, readRuleFile } from "./rule-groups.ts";

const defaults: RuleDefaults = {
  ...{ evaluationIntervalMs: 60_000, queryOffsetMs: 0 },
  parser: {
    ...{ experimentalFunctions: false, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  },
};

const read = (text: string): ReturnType<typeof readRuleFile> => readRuleFile({ file: "rules.yaml", text }, defaults);

/** The first line of each problem. */
function problems(text: string): readonly string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map((problem) => formatProblem(problem).split("\n")[0] ?? "");
  }
}

test("reads groups, with what they inherit", () => {
  const text = `groups:
- name: web
  interval: 15s
  query_offset: 1m
  limit: 10
  labels: {team: web, severity: none}
  rules:
  - record: job:load:sum
    expr: sum by (job)(load)
  - alert: High
    expr: job:load:sum > 10
    for: 1m30s
    keep_firing_for: 2m
    labels: {severity: page}
    annotations: {summary: "{{ $value }}", b: ""}
- name: empty
`;
  expect(read(text)).toEqual([
    {
      ...{ name: "web", file: "rules.yaml", intervalMs: 15_000, queryOffsetMs: 60_000, limit: 10 },
      rules: [
        {
          ...{ kind: "recording", record: "job:load:sum", expression: "sum by (job) (load)" },
          labels: [
            ["severity", "none"],
            ["team", "web"],
          ],
        },
        {
          ...{ kind: "alerting", alert: "High", expression: "job:load:sum > 10" },
          ...{ forMs: 90_000, keepFiringForMs: 120_000 },
          labels: [
            ["severity", "page"],
            ["team", "web"],
          ],
          annotations: [
            ["b", ""],
            ["summary", "{{ $value }}"],
          ],
        },
      ],
    },
    { name: "empty", file: "rules.yaml", intervalMs: 60_000, queryOffsetMs: 0, limit: 0, rules: [] },
  ]);
});

const inGroup = (rule: string): string => `groups:\n- name: g\n  rules:\n  - ${rule}\n`;

/** Texts of prometheus v0.315.0 model/rulefmt; the files that its own tests refuse are among them. */
const refused: readonly (readonly [text: string, problem: string])[] = [
  [
    inGroup("{record: a, alert: b, expr: 1}"),
    `rules.yaml:4:14: group "g", rule 1, "b": only one of 'record' and 'alert' must be set`,
  ],
  [inGroup("{expr: 1}"), `rules.yaml:4:5: group "g", rule 1, "": one of 'record' or 'alert' must be set`],
  [inGroup("{record: a}"), `rules.yaml:4:5: group "g", rule 1, "a": field 'expr' must be set in rule`],
  [
    inGroup('{record: a, expr: "sum("}'),
    `rules.yaml:4:23: group "g", rule 1, "a": could not parse expression: 1:5: parse error: unclosed left parenthesis`,
  ],
  [
    inGroup("{record: a, expr: 1, for: 1m}"),
    `rules.yaml:4:14: group "g", rule 1, "a": invalid field 'for' in recording rule`,
  ],
  [
    inGroup("{record: a, expr: 1, keep_firing_for: 1m}"),
    `rules.yaml:4:14: group "g", rule 1, "a": invalid field 'keep_firing_for' in recording rule`,
  ],
  [
    inGroup("{record: a, expr: 1, annotations: {b: c}}"),
    `rules.yaml:4:14: group "g", rule 1, "a": invalid field 'annotations' in recording rule`,
  ],
  [
    inGroup('{record: "strawberry{flavor=\\"sweet\\"}", expr: 1}'),
    `rules.yaml:4:14: group "g", rule 1, "strawberry{flavor=\\"sweet\\"}": braces present in the recording rule name; should it be in expr?: strawberry{flavor="sweet"}`,
  ],
  [
    inGroup("{record: a, expr: 1, labels: {__name__: b}}"),
    `rules.yaml:4:35: group "g", rule 1, "a": invalid label name: __name__`,
  ],
  [
    inGroup("{alert: A, expr: 1, annotations: {s: '{{ $x }}'}}"),
    `rules.yaml:4:39: group "g", rule 1, "A": annotation "s": template: __alert_A:1: undefined variable "$x"`,
  ],
  [inGroup("{alert: A, expr: 1, for: 5}"), 'rules.yaml:4:30: not a valid duration string: "5"'],
  [inGroup("{alert: A, expression: 1}"), 'rules.yaml:4:16: unknown field "expression"'],
  ["groups: [{name: a}, {name: a}]", 'rules.yaml:1:21: groupname: "a" is repeated in the same file'],
  ["groups: [{rules: []}]", "rules.yaml:1:10: Groupname must not be empty"],
];

test.for(refused)("refuses %s", ([text, problem]) => {
  expect(problems(text)).toEqual([problem]);
});

test("says everything that is wrong with a file at once", () => {
  expect(problems(`${inGroup("{record: a, expr: '('}")}  - {alert: B}\n- {}\n`)).toHaveLength(3);
});
