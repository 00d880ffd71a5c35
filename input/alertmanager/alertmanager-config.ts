import type { AlertmanagerConfig, InhibitRule, Receiver } from "../../sim/alertmanager/config.ts";
import type { TimeInterval } from "../../sim/alertmanager/time-interval.ts";
import type { Matcher } from "../../sim/prometheus/promql/matcher.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { milliseconds, minutes } from "../../sim/units.ts";
import { prometheusDuration } from "../fields/prometheus-duration.ts";
import { asNode, listOf, mapping, optional, type Read, readAll, record } from "../fields/read.ts";
import { boolean, text } from "../fields/scalars.ts";
import { childOf, isNull, type Node } from "../node.ts";
import { errorAt, placeIn, type Source } from "../place.ts";
import { readDocuments } from "../yaml/documents.ts";
import { labelMatchers, matcherList, rootRoute } from "./route.ts";
import { timeInterval } from "./time-interval.ts";

const nodes = optional(listOf(asNode), []);

const readTop = record<{
  readonly global: Node | undefined;
  readonly route: Node | undefined;
  readonly inhibit_rules: readonly Node[];
  readonly receivers: readonly Node[];
  readonly mute_time_intervals: readonly Node[];
  readonly time_intervals: readonly Node[];
  readonly templates: Node | undefined;
  readonly tracing: Node | undefined;
  readonly event_recorder: Node | undefined;
}>({
  ...{ inhibit_rules: nodes, receivers: nodes, mute_time_intervals: nodes, time_intervals: nodes },
  ...{ global: optional(asNode, undefined), route: optional(asNode, undefined) },
  // What notifications look like and what is recorded of them decides nothing.
  ...{ templates: optional(asNode, undefined), tracing: optional(asNode, undefined) },
  event_recorder: optional(asNode, undefined),
});

/** Reads `alertmanager.yml`. An InputError says what is wrong with it, in upstream's words where it has some. */
export function readAlertmanagerConfig(source: Source): AlertmanagerConfig {
  const [document] = readDocuments(source, "kubectl");
  if (document === undefined) throw errorAt(placeIn(source, 0), "no route provided in config");
  const fields = readTop(document);
  const timeIntervals = readIntervals(fields.mute_time_intervals, fields.time_intervals);
  const receivers = readAll(fields.receivers, readReceiver);
  const names = new Set<string>();
  for (const [at, { name }] of receivers.entries()) {
    const { place } = fields.receivers[at] ?? document;
    if (names.has(name)) throw errorAt(place, `notification config name ${quote(name)} is not unique`);
    names.add(name);
  }
  if (fields.route === undefined) throw errorAt(document.place, "no routes provided");
  const timeout = fields.global === undefined ? undefined : childOf(fields.global, "resolve_timeout");
  return {
    resolveTimeout: timeout === undefined || isNull(timeout) ? minutes(5) : milliseconds(prometheusDuration(timeout)),
    route: rootRoute(fields.route, { receivers: names, timeIntervals: new Set(timeIntervals.keys()) }),
    inhibitRules: readAll(fields.inhibit_rules, readInhibitRule),
    receivers,
    timeIntervals,
  };
}

const readNamed = record<{ readonly name: Node | undefined; readonly time_intervals: readonly TimeInterval[] }>({
  name: optional(asNode, undefined),
  time_intervals: optional(listOf(timeInterval), []),
});

function readIntervals(mute: readonly Node[], all: readonly Node[]): ReadonlyMap<string, readonly TimeInterval[]> {
  const intervals = new Map<string, readonly TimeInterval[]>();
  const labelled = [
    ...mute.map((node) => ({ node, what: "mute time interval" })),
    ...all.map((node) => ({ node, what: "time interval" })),
  ];
  for (const { node, what } of labelled) {
    const { name: named, time_intervals } = readNamed(node);
    const name = named === undefined ? "" : text(named);
    if (name === "") throw errorAt(node.place, `missing name in ${what}`);
    if (intervals.has(name)) throw errorAt(node.place, `${what} ${quote(name)} is not unique`);
    intervals.set(name, time_intervals);
  }
  return intervals;
}

/** The kinds of integrations, and whether they tell of the end of alerts unless told otherwise. */
const sendsResolved: Readonly<Record<string, boolean>> = {
  ...{ discord: true, email: false, incidentio: true, jira: true, mattermost: true, msteams: true, msteamsv2: true },
  ...{ opsgenie: true, pagerduty: true, pushover: true, rocketchat: false, slack: false, sns: true, telegram: true },
  ...{ victorops: true, webex: true, webhook: true, wechat: false },
};

function readReceiver(node: Node): Receiver {
  const { entries } = mapping(node);
  const named = entries.get("name")?.value;
  const name = named === undefined || isNull(named) ? "" : text(named);
  if (name === "") throw errorAt(node.place, "missing name in receiver");
  const integrations = [...entries].flatMap(([key, { keyPlace, value }]) => {
    if (key === "name" || key === "labels") return [];
    const kind = key.endsWith("_configs") ? key.slice(0, -"_configs".length) : "";
    const byDefault = Object.hasOwn(sendsResolved, kind) ? sendsResolved[kind] : undefined;
    if (byDefault === undefined) throw errorAt(keyPlace, `unknown field ${quote(key)}`);
    return isNull(value) ? [] : readIntegrations(value, { kind, byDefault });
  });
  return { name, integrations };
}

function readIntegrations(
  node: Node,
  { kind, byDefault }: { readonly kind: string; readonly byDefault: boolean },
): Receiver["integrations"] {
  return listOf(asNode)(node).map((config, index) => {
    if (isNull(config) && kind !== "slack") throw errorAt(config.place, `missing ${kind} config`);
    const resolved = childOf(config, "send_resolved");
    return { kind, index, sendsResolved: resolved === undefined ? byDefault : boolean(resolved) };
  });
}

const matchers = (
  read: Read<readonly Matcher[]>,
): ReturnType<typeof optional<readonly Matcher[], readonly Matcher[]>> => optional(read, []);

const readInhibit = record<{
  readonly name: Node | undefined;
  readonly source_match: readonly Matcher[];
  readonly source_match_re: readonly Matcher[];
  readonly source_matchers: readonly Matcher[];
  readonly target_match: readonly Matcher[];
  readonly target_match_re: readonly Matcher[];
  readonly target_matchers: readonly Matcher[];
  readonly equal: readonly string[];
}>({
  name: optional(asNode, undefined),
  source_match: matchers(labelMatchers("=")),
  source_match_re: matchers(labelMatchers("=~")),
  source_matchers: matchers(matcherList),
  target_match: matchers(labelMatchers("=")),
  target_match_re: matchers(labelMatchers("=~")),
  target_matchers: matchers(matcherList),
  equal: optional(listOf(text), []),
});

function readInhibitRule(node: Node): InhibitRule {
  const fields = readInhibit(node);
  return {
    source: [...fields.source_match, ...fields.source_match_re, ...fields.source_matchers],
    target: [...fields.target_match, ...fields.target_match_re, ...fields.target_matchers],
    equal: fields.equal,
  };
}
