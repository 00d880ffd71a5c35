import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { type Labels, labelsOf } from "../prometheus/promql/labels.ts";
import { equalityMatcher } from "../prometheus/promql/matcher.ts";
import { minutes, seconds, simTime } from "../units.ts";
import { type Alertmanager, startAlertmanager } from "./alertmanager.ts";
import type { AlertmanagerConfig, RouteConfig } from "./config.ts";

/** 2023-11-14 22:13:20 UTC, a Tuesday. */
const start = 1_700_000_000_000_000;

interface World {
  readonly alertmanager: Alertmanager;
  /** `30s team-a first notification: HighLoad/a firing`. */
  readonly facts: string[];
  readonly at: (second: number, act: () => void) => void;
  readonly runTo: (second: number) => void;
  /** Sends an alert that ends so many seconds after the start. */
  readonly send: (labels: Labels, until: number) => void;
}

const alert = (name: string, pod: string, more: Readonly<Record<string, string>> = {}): Labels =>
  labelsOf(Object.entries({ alertname: name, pod, ...more }));

const route = (config: Partial<RouteConfig> = {}): RouteConfig => ({
  ...{ matchers: [], continues: false, muteTimeIntervals: [], activeTimeIntervals: [], routes: [] },
  ...config,
});

const receiver = (name: string, sendsResolved = true): AlertmanagerConfig["receivers"][number] => ({
  name,
  integrations: [{ kind: "webhook", index: 0, sendsResolved }],
});

function world(config: Partial<AlertmanagerConfig>): World {
  const kernel = createKernel({ start: simTime(start), seed: 1, eventsMax: 10_000 });
  const facts: string[] = [];
  const alertmanager = startAlertmanager({
    kernel,
    config: {
      ...{ resolveTimeout: minutes(5), route: route({ receiver: "all" }), inhibitRules: [] },
      ...{ receivers: [receiver("all")], timeIntervals: new Map(), ...config },
    },
    notify: ({ at, receiver: name, reason, alerts }) => {
      const texts = alerts.map(({ labels, status }) => `${labels.pairs.map(([, value]) => value).join("/")} ${status}`);
      facts.push(`${(at - start) / 1e6}s ${name} ${reason}: ${texts.join(", ")}`);
    },
  });
  return {
    ...{ alertmanager, facts },
    at: (second, act) => kernel.at(simTime(start + seconds(second)), act),
    runTo: (second) => kernel.advanceTo(simTime(start + seconds(second))),
    send: (labels, until) =>
      alertmanager.receive([
        { labels, annotations: [], startsAt: kernel.now() / 1000, endsAt: start / 1000 + until * 1000 },
      ]),
  };
}

test("waits for a group, tells of more, of the end, and repeats", () => {
  const { at, send, facts, runTo } = world({
    route: route({ receiver: "all", groupBy: ["alertname"], repeatInterval: minutes(12) }),
  });
  at(0, () => send(alert("High", "a"), 1500));
  at(10, () => send(alert("High", "b"), 400));
  at(40, () => send(alert("High", "c"), 1500));
  at(50, () => send(alert("Low", "a"), 60));
  runTo(3000);
  expect(facts).toEqual([
    "30s all first notification: High/a firing, High/b firing",
    "330s all new alerts added: High/a firing, High/b firing, High/c firing",
    "630s all some alerts resolved: High/a firing, High/b resolved, High/c firing",
    "1530s all all alerts resolved: High/a resolved, High/c resolved",
  ]);
});

test("repeats what goes on, when the interval has passed", () => {
  const { at, send, facts, runTo } = world({ route: route({ receiver: "all", repeatInterval: minutes(12) }) });
  at(0, () => send(alert("High", "a"), 9000));
  runTo(2000);
  expect(facts).toEqual([
    "30s all first notification: High/a firing",
    "930s all repeat interval elapsed: High/a firing",
    "1830s all repeat interval elapsed: High/a firing",
  ]);
});

test("routes to the deepest node that matches, and on where it continues", () => {
  const page = equalityMatcher("severity", "page");
  const { at, send, facts, runTo } = world({
    receivers: [receiver("all"), receiver("pager"), receiver("team-a")],
    route: route({
      receiver: "all",
      routes: [
        route({ receiver: "pager", matchers: [page], continues: true, groupWait: seconds(5) }),
        route({ receiver: "team-a", matchers: [equalityMatcher("team", "a")], groupBy: "all" }),
      ],
    }),
  });
  at(0, () => send(alert("High", "a", { severity: "page", team: "a" }), 9000));
  at(0, () => send(alert("High", "b", { severity: "page", team: "b" }), 9000));
  at(0, () => send(alert("High", "c"), 9000));
  runTo(60);
  expect(facts).toEqual([
    "5s pager first notification: High/a/page/a firing, High/b/page/b firing",
    "30s team-a first notification: High/a/page/a firing",
    "30s all first notification: High/c firing",
  ]);
});

test("keeps what is inhibited or silenced from its receivers", () => {
  const { alertmanager, at, send, facts, runTo } = world({
    inhibitRules: [
      {
        source: [equalityMatcher("alertname", "NodeDown")],
        target: [equalityMatcher("alertname", "High")],
        equal: ["pod"],
      },
    ],
  });
  alertmanager.setSilences([
    { id: "1", matchers: [equalityMatcher("pod", "c")], startsAt: start, endsAt: start + seconds(200) },
  ]);
  at(0, () => send(alert("NodeDown", "a"), 60));
  at(0, () => send(alert("High", "a"), 9000));
  at(0, () => send(alert("High", "b"), 9000));
  at(0, () => send(alert("High", "c"), 9000));
  runTo(400);
  expect(facts).toEqual([
    "30s all first notification: High/b firing, NodeDown/a firing",
    "330s all new alerts added: High/a firing, High/b firing, High/c firing, NodeDown/a resolved",
  ]);
});

test("is quiet outside the active and inside the mute time intervals", () => {
  const late = { times: [{ begin: 22 * 60, end: 22 * 60 + 15 }], weekdays: [{ begin: 2, end: 2 }] };
  const child = (config: Partial<RouteConfig>): Partial<AlertmanagerConfig> => ({
    route: route({ receiver: "all", routes: [route(config)] }),
    timeIntervals: new Map([["late", [late]]]),
  });
  const muted = world(child({ muteTimeIntervals: ["late"] }));
  const active = world(child({ activeTimeIntervals: ["late"] }));
  for (const { at, send, runTo } of [muted, active]) {
    at(0, () => send(alert("High", "a"), 9000));
    runTo(400);
  }
  expect(muted.facts).toEqual(["330s all first notification: High/a firing"]);
  expect(active.facts).toEqual(["30s all first notification: High/a firing"]);
});

test("tells no one of an end who does not want to know, but remembers it", () => {
  const { at, send, facts, runTo } = world({ receivers: [receiver("all", false)] });
  at(0, () => send(alert("High", "a"), 60));
  at(1000, () => send(alert("High", "a"), 9000));
  runTo(1100);
  expect(facts).toEqual(["30s all first notification: High/a firing", "1030s all first notification: High/a firing"]);
});

test("takes an alert without an end for resolved when it is not sent again", () => {
  const { alertmanager, at, facts, runTo } = world({});
  at(0, () => alertmanager.receive([{ labels: alert("High", "a"), annotations: [] }]));
  runTo(700);
  expect(facts).toEqual(["30s all first notification: High/a firing", "330s all all alerts resolved: High/a resolved"]);
});
