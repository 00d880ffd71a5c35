import { expect, test } from "vitest";
import { parseMatchers } from "../../sim/alertmanager/parse-matchers.ts";
import { compileRegex } from "../../sim/regex.ts";
import { minutes, seconds } from "../../sim/units.ts";
import { formatProblem, InputError } from "../input-error.ts";
import { readAlertmanagerConfig } from "./alertmanager-config.ts";

const read = (text: string): ReturnType<typeof readAlertmanagerConfig> =>
  readAlertmanagerConfig({ file: "alertmanager.yml", text });

function firstProblem(text: string): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.problems;
    return problem === undefined ? undefined : formatProblem(problem).split("\n")[0];
  }
}

test("reads routes, receivers, inhibition and time intervals", () => {
  const config = read(`
global: {resolve_timeout: 1m, smtp_from: a@example.com}
route:
  receiver: all
  group_by: [alertname, job]
  group_wait: 10s
  routes:
  - matchers: ['severity="page"', 'team=~"a|b",pod!=x']
    match: {cluster: eu}
    match_re: {zone: a.*}
    receiver: pager
    group_by: ["..."]
    continue: true
    mute_time_intervals: [weekend]
inhibit_rules:
- {source_matchers: [a=b], target_match: {c: d}, equal: [pod]}
receivers:
- name: all
  webhook_configs: [{url: http://a}, {url: http://b, send_resolved: false}]
- name: pager
  slack_configs: [{channel: x}]
time_intervals:
- name: weekend
  time_intervals:
  - weekdays: [saturday, sunday]
    times: [{start_time: 00:00, end_time: "24:00"}]
    days_of_month: ["-3:-1"]
    months: ["may:august"]
`);
  const named = (matchers: readonly { name: string; operator: string; value: string }[]): readonly string[] =>
    matchers.map(({ name, operator, value }) => name + operator + value);
  const [child] = config.route.routes;
  expect(named(child?.matchers ?? [])).toEqual([
    "cluster=eu",
    "zone=~^(?:a.*)$",
    "severity=page",
    "team=~a|b",
    "pod!=x",
  ]);
  expect({ ...child, matchers: [] }).toEqual({
    ...{ receiver: "pager", groupBy: "all", continues: true, matchers: [], routes: [] },
    ...{ muteTimeIntervals: ["weekend"], activeTimeIntervals: [] },
  });
  expect({ ...config.route, routes: [] }).toEqual({
    ...{ receiver: "all", groupBy: ["alertname", "job"], groupWait: seconds(10), matchers: [], continues: false },
    ...{ muteTimeIntervals: [], activeTimeIntervals: [], routes: [] },
  });
  expect(config.inhibitRules.map(({ source, target, equal }) => [named(source), named(target), equal])).toEqual([
    [["a=b"], ["c=d"], ["pod"]],
  ]);
  expect(config.resolveTimeout).toBe(minutes(1));
  expect(config.receivers).toEqual([
    {
      name: "all",
      integrations: [
        { kind: "webhook", index: 0, sendsResolved: true },
        { kind: "webhook", index: 1, sendsResolved: false },
      ],
    },
    { name: "pager", integrations: [{ kind: "slack", index: 0, sendsResolved: false }] },
  ]);
  expect([...config.timeIntervals]).toEqual([
    [
      "weekend",
      [
        {
          times: [{ begin: 0, end: 1440 }],
          weekdays: [
            { begin: 6, end: 6 },
            { begin: 0, end: 0 },
          ],
          daysOfMonth: [{ begin: -3, end: -1 }],
          months: [{ begin: 5, end: 8 }],
        },
      ],
    ],
  ]);
});

const withRoute = (route: string): string => `receivers: [{name: a}]\nroute: {receiver: a${route}}\n`;

/** Texts of alertmanager v0.34.2 config/config.go. */
const refused: readonly (readonly [text: string, problem: string])[] = [
  ["receivers: []", "alertmanager.yml:1:1: no routes provided"],
  ["route: {group_by: [a]}", "alertmanager.yml:1:8: root route must specify a default receiver"],
  ["route: {receiver: a}", 'alertmanager.yml:1:19: undefined receiver "a" used in route'],
  [withRoute(", match: {a: b}"), "alertmanager.yml:2:8: root route must not have any matchers"],
  [withRoute(", continue: true"), "alertmanager.yml:2:8: cannot have continue in root route"],
  [withRoute(", mute_time_intervals: [x]"), "alertmanager.yml:2:8: root route must not have any mute time intervals"],
  [
    withRoute(", routes: [{mute_time_intervals: [x]}]"),
    'alertmanager.yml:2:54: undefined time interval "x" used in route',
  ],
  [withRoute(", group_by: [a, a]"), 'alertmanager.yml:2:32: duplicated label "a" in group_by'],
  [
    withRoute(", group_by: [a, ...]"),
    "alertmanager.yml:2:32: cannot have wildcard group_by (`...`) and other labels at the same time",
  ],
  [withRoute(", group_interval: 0s"), "alertmanager.yml:2:38: group_interval cannot be zero"],
  [withRoute(", routes: [{matchers: [a]}]"), "alertmanager.yml:2:43: bad matcher format: a"],
  [
    withRoute(", routes: [{matchers: ['a=~\"(\"']}]"),
    "alertmanager.yml:2:43: error parsing regexp: missing closing ): `^(?:()$`",
  ],
  ["receivers: [{name: a}, {name: a}]", 'alertmanager.yml:1:24: notification config name "a" is not unique'],
  ["receivers: [{webhook_configs: []}]", "alertmanager.yml:1:13: missing name in receiver"],
  [
    "time_intervals: [{name: a, time_intervals: [{weekdays: [friday:monday]}]}]",
    "alertmanager.yml:1:57: start day cannot be before end day",
  ],
];

test.for(refused)("refuses %s", ([text, problem]) => {
  expect(firstProblem(text)).toBe(problem);
});

test("reads matchers by the newer syntax, and by the older one where that reads them otherwise", () => {
  const texts = (text: string): readonly string[] | string => {
    const parsed = parseMatchers(text, compileRegex);
    if (parsed.kind === "error") return parsed.message;
    return parsed.matchers.map(({ name, operator, value }) => `${name} ${operator} ${value}`);
  };
  expect(texts('{a="b", c=~"d,e",}')).toEqual(["a = b", "c =~ d,e"]);
  expect(texts('"a b"=c')).toEqual(["a b = c"]);
  expect(texts("a=b c")).toEqual(["a = b c"]);
  expect(texts('a="\\d"')).toEqual(["a = \\d"]);
  expect(texts('a="b')).toBe('matcher value contains unescaped double quote: "b');
});
