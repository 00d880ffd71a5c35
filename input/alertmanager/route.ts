import type { RouteConfig } from "../../sim/alertmanager/config.ts";
import { alertMatcher } from "../../sim/alertmanager/matchers.ts";
import { parseMatchers } from "../../sim/alertmanager/parse-matchers.ts";
import type { Matcher, MatchOperator } from "../../sim/prometheus/promql/matcher.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { compileRegex } from "../../sim/regex.ts";
import { type Duration, milliseconds } from "../../sim/units.ts";
import { prometheusDuration } from "../fields/prometheus-duration.ts";
import { asNode, listOf, mapOf, optional, type Read, record } from "../fields/read.ts";
import { boolean, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";

const isClassicName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** `match:` or `match_re:`, the older way to write matchers. */
export const labelMatchers = (operator: MatchOperator): Read<readonly Matcher[]> =>
  mapOf((name, { value, keyPlace }) => {
    if (!isClassicName(name)) throw errorAt(keyPlace, `invalid label name ${quote(name)}`);
    // An older regular expression is kept with what makes it match whole values, which shows in keys of groups.
    const written = operator === "=~" ? `^(?:${text(value)})$` : text(value);
    const made = alertMatcher({ name, operator, value: written }, compileRegex);
    if (made.kind === "error") throw errorAt(value.place, made.message);
    return made.matcher;
  });

/** `matchers:`, a list of texts of which each may hold several. */
export const matcherList: Read<readonly Matcher[]> = (node) =>
  listOf((line): readonly Matcher[] => {
    const parsed = parseMatchers(text(line), compileRegex);
    if (parsed.kind === "error") throw errorAt(line.place, parsed.message);
    return parsed.matchers;
  })(node).flat();

const duration: Read<Duration> = (node) => milliseconds(prometheusDuration(node));

const aboveZero =
  (name: string): Read<Duration> =>
  (node) => {
    const read = duration(node);
    if (read === 0) throw errorAt(node.place, `${name} cannot be zero`);
    return read;
  };

const groupBy: Read<readonly string[] | "all"> = (node) => {
  const names = listOf(text)(node);
  const others = names.filter((name) => name !== "...");
  if (others.includes("")) throw errorAt(node.place, 'invalid label name "" in group_by list');
  if (others.length < names.length && others.length > 0) {
    throw errorAt(node.place, "cannot have wildcard group_by (`...`) and other labels at the same time");
  }
  const twice = others.find((name, at) => others.indexOf(name) < at);
  if (twice !== undefined) throw errorAt(node.place, `duplicated label ${quote(twice)} in group_by`);
  return others.length < names.length ? "all" : others;
};

const readFields = record<{
  readonly receiver: Node | undefined;
  readonly group_by: readonly string[] | "all" | undefined;
  readonly match: readonly Matcher[];
  readonly match_re: readonly Matcher[];
  readonly matchers: readonly Matcher[];
  readonly mute_time_intervals: readonly Node[];
  readonly active_time_intervals: readonly Node[];
  readonly continue: boolean;
  readonly routes: readonly Node[];
  readonly group_wait: Duration | undefined;
  readonly group_interval: Duration | undefined;
  readonly repeat_interval: Duration | undefined;
  readonly labels: Node | undefined;
}>({
  receiver: optional(asNode, undefined),
  group_by: optional(groupBy, undefined),
  match: optional(labelMatchers("="), []),
  match_re: optional(labelMatchers("=~"), []),
  matchers: optional(matcherList, []),
  mute_time_intervals: optional(listOf(asNode), []),
  active_time_intervals: optional(listOf(asNode), []),
  continue: optional(boolean, false),
  routes: optional(listOf(asNode), []),
  group_wait: optional(duration, undefined),
  group_interval: optional(aboveZero("group_interval"), undefined),
  repeat_interval: optional(aboveZero("repeat_interval"), undefined),
  // Shown by the API; they decide nothing.
  labels: optional(asNode, undefined),
});

/** Names that routes may refer to. */
export interface RouteNames {
  readonly receivers: ReadonlySet<string>;
  readonly timeIntervals: ReadonlySet<string>;
}

/** Reads the routing tree. Source: alertmanager v0.34.2 config/config.go */
export function rootRoute(node: Node, names: RouteNames): RouteConfig {
  const fields = readFields(node);
  const fail = (because: string): never => {
    throw errorAt(node.place, because);
  };
  if (fields.receiver === undefined) fail("root route must specify a default receiver");
  if (fields.match.length + fields.match_re.length + fields.matchers.length > 0) {
    fail("root route must not have any matchers");
  }
  if (fields.mute_time_intervals.length > 0) fail("root route must not have any mute time intervals");
  if (fields.active_time_intervals.length > 0) fail("root route must not have any active time intervals");
  if (fields.continue) fail("cannot have continue in root route");
  return readRoute(node, names);
}

function readRoute(node: Node, names: RouteNames): RouteConfig {
  const fields = readFields(node);
  const { receiver, group_by, group_wait, group_interval, repeat_interval } = fields;
  const named = (interval: Node): string => {
    const name = text(interval);
    if (names.timeIntervals.has(name)) return name;
    throw errorAt(interval.place, `undefined time interval ${quote(name)} used in route`);
  };
  if (receiver !== undefined && !names.receivers.has(text(receiver))) {
    throw errorAt(receiver.place, `undefined receiver ${quote(text(receiver))} used in route`);
  }
  return {
    ...(receiver === undefined ? {} : { receiver: text(receiver) }),
    ...(group_by === undefined ? {} : { groupBy: group_by }),
    ...(group_wait === undefined ? {} : { groupWait: group_wait }),
    ...(group_interval === undefined ? {} : { groupInterval: group_interval }),
    ...(repeat_interval === undefined ? {} : { repeatInterval: repeat_interval }),
    matchers: [...fields.match, ...fields.match_re, ...fields.matchers],
    continues: fields.continue,
    muteTimeIntervals: fields.mute_time_intervals.map(named),
    activeTimeIntervals: fields.active_time_intervals.map(named),
    routes: fields.routes.map((child) => readRoute(child, names)),
  };
}
