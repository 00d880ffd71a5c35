import type { Finding, LintRule, LintSubject } from "../finding.ts";
import type { AdapterRule } from "./adapter-rules.ts";
import { isClosed } from "./jobs.ts";

/** Series queries that take in everything, or nothing. */
export const seriesQueries: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) =>
    rules.flatMap((rule) => [
      ...everySeries(rule),
      ...regexAsText(rule),
      ...contradiction(rule),
      ...missingJob(rule, subject),
    ]),
  );

function everySeries({ matchers, reference: object, field, rule }: AdapterRule): readonly Finding[] {
  const isFree = matchers.every(({ name, matches }) => name === "__name__" && ["a", "b:c", "up"].every(matches));
  if (!isFree) return [];
  return [
    {
      ...{ rule: "every-series", severity: "warning", object, field: `${field}.seriesQuery` },
      cause: `${rule.seriesQuery} takes in every series of Prometheus: each listing carries all of them over, and each becomes a metric`,
      fix: 'Ask for the labels that the rule needs, or for a beginning of names: {__name__=~"^myapp_.*",namespace!="",pod!=""}.',
    },
  ];
}

/** `!="^a.*"`: an expression where text is compared. */
function regexAsText({ matchers, reference: object, field }: AdapterRule): readonly Finding[] {
  return matchers.flatMap(({ name, operator, value }): readonly Finding[] => {
    const isText = operator === "=" || operator === "!=";
    if (!isText || !/\.\*|\.\+|^\^|\$$|\|/.test(value)) return [];
    const outcome = operator === "=" ? "no series has that value" : "every series passes";
    return [
      {
        ...{
          rule: "regex-as-text",
          severity: operator === "=" ? "error" : "warning",
          object,
          field: `${field}.seriesQuery`,
        },
        cause: `${name}${operator}"${value}" compares with the text "${value}", it is no regular expression: ${outcome}`,
        fix: `Write ${name}${operator === "=" ? "=~" : "!~"}"${value}".`,
      },
    ];
  });
}

/** Two conditions on one label that no value meets. */
function contradiction({ matchers, reference: object, field }: AdapterRule): readonly Finding[] {
  return matchers.flatMap(({ name, operator, value }): readonly Finding[] => {
    if (operator !== "=") return [];
    const other = matchers.find((matcher) => matcher.name === name && !matcher.matches(value));
    if (other === undefined) return [];
    return [
      {
        ...{ rule: "rule-matches-nothing", severity: "error", object, field: `${field}.seriesQuery` },
        cause: `no series can have ${name}="${value}" and ${name}${other.operator}"${other.value}" at once: the rule makes no metric`,
        fix: "Drop one of the two conditions.",
      },
    ];
  });
}

/** A job that no scrape config has. */
function missingJob(
  { matchers, reference: object, field }: AdapterRule,
  { jobs, monitoring }: LintSubject,
): readonly Finding[] {
  const condition = matchers.find(({ name, operator }) => name === "job" && (operator === "=" || operator === "=~"));
  if (condition === undefined || !isClosed(monitoring)) return [];
  const mayMatch = jobs.some(
    ({ isOpen, mayRename, scrape }) => isOpen || mayRename || condition.matches(scrape.jobName),
  );
  if (mayMatch) return [];
  const names = jobs.map(({ scrape }) => scrape.jobName).join(", ");
  return [
    {
      ...{ rule: "rule-matches-nothing", severity: "error", object, field: `${field}.seriesQuery` },
      cause: `no series has job${condition.operator}"${condition.value}": the jobs are ${names}`,
      fix: "Write the name of a job as the Prometheus config has it.",
    },
  ];
}
