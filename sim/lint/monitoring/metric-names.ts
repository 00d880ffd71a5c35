import { unreachable } from "../../invariant.ts";
import { compileRegex } from "../../regex.ts";
import type { Finding, LintRule } from "../finding.ts";
import type { AdapterRule } from "./adapter-rules.ts";

/** Names that rules give to metrics, and that nobody will look for. */
export const metricNames: LintRule = ({ adapterRules }) =>
  adapterRules.flatMap(({ rules }) => rules.flatMap((rule) => nameFinding(rule) ?? []));

const example = `matches: "^(.*)_total$", as: "\${1}_per_second"`;

type Naming =
  | { readonly kind: "sound" }
  /** The template names a group that the expression has not. */
  | { readonly kind: "unknown-group"; readonly group: string }
  | { readonly kind: "empty" }
  /** Text around the match is lost. */
  | { readonly kind: "clipped"; readonly name: string }
  /** All series get one name. */
  | { readonly kind: "constant"; readonly name: string }
  /** The one series that the rule is about does not pass its own conditions. */
  | { readonly kind: "filtered" };

function nameFinding(rule: AdapterRule): Finding | undefined {
  const naming = namingOf(rule);
  const { reference: object, field, series } = rule;
  const { as, matches } = rule.rule.name;
  const shared = { severity: "error", object, field: `${field}.name` } as const;
  const whole = `Match the whole name, with a group around what is to stay: ${example}.`;
  switch (naming.kind) {
    case "sound":
      return undefined;
    case "unknown-group":
      return {
        ...{ rule: "empty-metric-name", ...shared, field: `${field}.name.as` },
        cause: `"${as}" puts in the group "${naming.group}", which the expression does not have, so nothing is put in: Go reads letters, digits and _ after a $ as one name`,
        fix: `Put braces around the group: "${as.replace(/\$(\d+)(?=\w)/g, (_, group) => `\${${group}}`)}".`,
      };
    case "empty":
      return {
        ...{ rule: "empty-metric-name", ...shared },
        cause: `the metric of series ${series ?? "of this rule"} gets no name at all`,
        fix: whole,
      };
    case "clipped":
      return {
        ...{ rule: "clipped-metric-name", ...shared },
        cause: `the metric of ${series ?? "each series"} is called "${naming.name}": what "${matches}" does not match is not kept, nothing is replaced in the series' name`,
        fix: whole,
      };
    case "constant":
      return {
        ...{ rule: "constant-metric-name", ...shared },
        cause: `the rule takes in series of several names, and all become the metric "${naming.name}": the last one listed wins`,
        fix: `Name one series in the series query, or keep a part of its name: ${example}.`,
      };
    case "filtered":
      return {
        ...{
          rule: "rule-matches-nothing",
          ...shared,
          field: rule.rule.name.matches === "" ? `${field}.seriesFilters` : shared.field,
        },
        cause: `series ${series} does not pass the rule's own name.matches and seriesFilters: the rule makes no metric`,
        fix: `Make the expressions match "${series}", or leave them out: the series query names the series already.`,
      };
    default:
      return unreachable(naming);
  }
}

function namingOf({ rule: { name }, namer, series }: AdapterRule): Naming {
  const compiled = compileRegex(name.matches === "" ? ".*" : name.matches);
  if (compiled.kind === "invalid") return { kind: "sound" };
  const { regex } = compiled;
  const groups = groupsIn(name.as);
  const unknown = groups.find((group) => !isGroup(group, regex.groupNames));
  if (unknown !== undefined) return { kind: "unknown-group", group: unknown };
  const isConstant = name.as !== "" && groups.length === 0;
  if (series === undefined) {
    const clips = isPartOfName(name.matches) && regex.groupNames.length === 0;
    if (name.as === "" && clips) return { kind: "clipped", name: name.matches.replace(/[\^$]/g, "") };
    return isConstant ? { kind: clips && isAffix(name.as) ? "clipped" : "constant", name: name.as } : { kind: "sound" };
  }
  if (!namer.accepts({ __name__: series })) return { kind: "filtered" };
  const made = namer.nameOf({ __name__: series }) ?? "";
  if (made === "") return { kind: "empty" };
  const match = regex.exec(series);
  const isPart = match !== undefined && (match[0] !== 0 || match[1] !== series.length);
  const keepsAll = groups.length > 0 && !isAffix(made);
  return isPart && !keepsAll && (!isConstant || isAffix(name.as)) ? { kind: "clipped", name: made } : { kind: "sound" };
}

/** The groups that a template of Go puts in. */
const groupsIn = (template: string): readonly string[] =>
  [...template.replaceAll("$$", "").matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(([, braced, bare]) => braced ?? bare ?? "");

const isGroup = (group: string, names: readonly string[]): boolean =>
  /^\d+$/.test(group) ? Number(group) <= names.length : names.includes(group);

/** Whether a name is what is left over of one: it begins or ends with an underscore. */
const isAffix = (name: string): boolean => /^_|_$/.test(name);

/** Whether an expression without `.*` can only match a part of a longer name. */
const isPartOfName = (matches: string): boolean =>
  matches !== "" && !/[.*+]/.test(matches) && !(matches.startsWith("^") && matches.endsWith("$"));
