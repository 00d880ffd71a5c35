import type { SimTime } from "../../units.ts";
import { formatGoPlain } from "../promql/go-number.ts";
import type { Labels } from "../promql/labels.ts";
import { labelValue } from "../promql/labels.ts";
import type { Matcher } from "../promql/matcher.ts";
import type { ParserSetup } from "../promql/syntax/parse.ts";
import { quote } from "../promql/syntax/quote.ts";
import type { Form } from "./form.ts";
import { printTimestamp } from "./instant.ts";
import { type Encodable, type Json, jsonLabels } from "./json.ts";
import { matcherSetsOf, parseWholeNumber, refuse, refuseParameter } from "./parameters.ts";
import type { Answer } from "./reply.ts";

/** An alert that is pending or firing. */
export interface ActiveAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: AlertState;
  readonly activeAt: SimTime;
  readonly keepFiringSince: SimTime | undefined;
  readonly value: number;
}

export type AlertState = "unknown" | "inactive" | "pending" | "firing";

interface AnyRule {
  readonly name: string;
  /** As Prometheus prints the expression. */
  readonly query: string;
  readonly labels: Labels;
  readonly health: "unknown" | "ok" | "err";
  /** Empty if the last evaluation went well. */
  readonly lastError: string;
  readonly evaluationSeconds: number;
  /** Undefined before the first. */
  readonly lastEvaluation: SimTime | undefined;
}

export interface AlertingRule extends AnyRule {
  readonly kind: "alerting";
  readonly state: AlertState;
  readonly durationSeconds: number;
  readonly keepFiringSeconds: number;
  readonly annotations: Labels;
  readonly alerts: readonly ActiveAlert[];
}

export interface RecordingRule extends AnyRule {
  readonly kind: "recording";
}

export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  readonly rules: readonly (AlertingRule | RecordingRule)[];
  readonly intervalSeconds: number;
  readonly limit: number;
  readonly evaluationSeconds: number;
  readonly lastEvaluation: SimTime | undefined;
}

const raw = (labels: Labels): Json => ({ json: jsonLabels(labels) });

/** `/api/v1/alerts`. Source: prometheus v0.315.0 web/api/v1/api.go (alerts) */
export function alertsAnswer(groups: readonly RuleGroup[]): Answer {
  const rules = groups.flatMap((group) => group.rules);
  return { data: { alerts: rules.flatMap((rule) => (rule.kind === "alerting" ? rule.alerts.map(alertFields) : [])) } };
}

const alertFields = ({ labels, annotations, state, activeAt, keepFiringSince, value }: ActiveAlert): Encodable => ({
  ...{ labels: raw(labels), annotations: raw(annotations), state },
  activeAt: printTimestamp(activeAt),
  keepFiringSince: keepFiringSince === undefined ? undefined : printTimestamp(keepFiringSince),
  value: scientific(value),
});

/** Source: go1.26 strconv.FormatFloat(value, 'e', -1, 64) */
function scientific(value: number): string {
  if (!Number.isFinite(value)) return formatGoPlain(value);
  const text = (Object.is(value, -0) ? "-" : "") + value.toExponential();
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

interface Wanted {
  readonly names: readonly string[];
  readonly groups: readonly string[];
  readonly files: readonly string[];
  readonly matcherSets: readonly (readonly Matcher[])[];
  readonly kinds: readonly string[];
  readonly excludesAlerts: boolean;
  /** -1 for all. */
  readonly groupLimit: number;
  readonly nextToken: string;
}

/** What `/api/v1/rules` works with. */
export interface RuleSource {
  readonly parser: ParserSetup;
  /** SHA-256 of a text in UTF-8, in hexadecimal digits. */
  readonly sha256: (text: string) => string;
}

/** `/api/v1/rules`. Source: prometheus v0.315.0 web/api/v1/api.go (rules) */
export function rulesAnswer(form: Form, groups: readonly RuleGroup[], { parser, sha256 }: RuleSource): Answer {
  const wanted = wantedOf(form, parser);
  const { groupLimit, nextToken } = wanted;
  const tokenOf = ({ file, name }: RuleGroup): string => sha256(`${file};${name}`);
  const isPaged = groupLimit > 0 && nextToken !== "";
  const first = isPaged ? groups.findIndex((group) => tokenOf(group) === nextToken) : 0;
  if (first < 0) {
    refuseParameter("group_next_token", `invalid group_next_token '${nextToken}'. were rule groups changed?`);
  }
  const told: Encodable[] = [];
  for (const group of groups.slice(first)) {
    if (!isNamed(wanted.groups, group.name) || !isNamed(wanted.files, group.file)) continue;
    const rules = group.rules.filter((rule) => isWanted(rule, wanted));
    if (rules.length === 0) continue;
    if (groupLimit > 0 && told.length === groupLimit) {
      return { data: { groups: told, groupNextToken: tokenOf(group) } };
    }
    told.push(groupFields(group, rules, wanted));
  }
  return { data: { groups: told } };
}

const isNamed = (names: readonly string[], name: string): boolean => names.length === 0 || names.includes(name);

function isWanted(rule: AlertingRule | RecordingRule, { names, matcherSets, kinds }: Wanted): boolean {
  const meets = (matchers: readonly Matcher[]): boolean =>
    matchers.every(({ name, matches }) => matches(labelValue(rule.labels, name)));
  return (
    isNamed(names, rule.name) && kinds.includes(rule.kind) && (matcherSets.length === 0 || matcherSets.some(meets))
  );
}

function wantedOf(form: Form, parser: ParserSetup): Wanted {
  const matcherSets = matcherSetsOf(form.values("match[]"), { parser, complain: refuse });
  const type = form.queryValue("type").toLowerCase();
  if (type !== "" && type !== "alert" && type !== "record") {
    refuseParameter("type", `not supported value ${quote(type)}`);
  }
  return {
    ...{ names: form.values("rule_name[]"), groups: form.values("rule_group[]"), files: form.values("file[]") },
    matcherSets,
    kinds: type === "" ? ["alerting", "recording"] : type === "alert" ? ["alerting"] : ["recording"],
    excludesAlerts: excludesAlerts(form),
    ...pageOf(form),
  };
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["", "0", "f", "false"].map((text) => [text, false] as const),
  ...["1", "t", "true"].map((text) => [text, true] as const),
]);

function excludesAlerts(form: Form): boolean {
  const text = form.queryValue("exclude_alerts").toLowerCase();
  const because = `error converting exclude_alerts: strconv.ParseBool: parsing ${quote(text)}: invalid syntax`;
  return truths.get(text) ?? refuseParameter("exclude_alerts", because);
}

function pageOf(form: Form): Pick<Wanted, "groupLimit" | "nextToken"> {
  const [limit, nextToken] = [form.queryValue("group_limit"), form.queryValue("group_next_token")];
  if (limit === "") {
    if (nextToken === "") return { groupLimit: -1, nextToken };
    const because = "group_limit needs to be present in order to paginate over the groups";
    return refuseParameter("group_next_token", because);
  }
  const parsed = parseWholeNumber(limit, "ParseInt", 32);
  if (parsed.kind === "invalid") {
    return refuseParameter("group_limit", `group_limit needs to be a valid number: ${parsed.because}`);
  }
  if (parsed.value <= 0) return refuseParameter("group_limit", "group_limit needs to be greater than 0");
  return { groupLimit: parsed.value, nextToken };
}

function groupFields(group: RuleGroup, rules: RuleGroup["rules"], wanted: Wanted): Encodable {
  return {
    ...{ name: group.name, file: group.file, rules: rules.map((rule) => ruleFields(rule, wanted)) },
    ...{ interval: group.intervalSeconds, limit: group.limit, evaluationTime: group.evaluationSeconds },
    lastEvaluation: printTimestamp(group.lastEvaluation),
  };
}

function ruleFields(rule: AlertingRule | RecordingRule, { excludesAlerts: leavesOut }: Wanted): Encodable {
  const evaluation = {
    health: rule.health,
    lastError: rule.lastError === "" ? undefined : rule.lastError,
    evaluationTime: rule.evaluationSeconds,
    lastEvaluation: printTimestamp(rule.lastEvaluation),
    type: rule.kind,
  };
  if (rule.kind === "recording") {
    return { name: rule.name, query: rule.query, labels: raw(rule.labels), ...evaluation };
  }
  return {
    ...{ state: rule.state, name: rule.name, query: rule.query },
    ...{ duration: rule.durationSeconds, keepFiringFor: rule.keepFiringSeconds },
    ...{ labels: raw(rule.labels), annotations: raw(rule.annotations) },
    alerts: leavesOut ? null : rule.alerts.map(alertFields),
    ...evaluation,
  };
}
