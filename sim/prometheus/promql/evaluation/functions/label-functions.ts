import { type Labels, labelValue, withLabels } from "../../labels.ts";
import type { Regex } from "../../matcher.ts";
import type { Call } from "../../syntax/ast.ts";
import { isUtf8 } from "../../syntax/quote.ts";
import { type Column, joinedColumns } from "../column.ts";
import { type Evaluation, failQuery, stringOf, vectorOf } from "../evaluation.ts";

/** `label_replace`: a label set from a match in another. */
export function labelReplace(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const [target, replacement, source, pattern] = args.slice(1).map(stringOf) as [string, string, string, string];
  const compiled = evaluation.compileRegex(`^(?s:${pattern})$`);
  if (compiled.kind === "invalid") return failQuery(`invalid regular expression in label_replace(): ${pattern}`);
  requireLabelName(target, "destination label name in label_replace()");
  const columns = vectorOf(evaluation, args[0]!).map((column) => {
    const value = labelValue(column.labels, source);
    const match = compiled.regex.exec(value);
    if (match === undefined) return column;
    return relabelled(column, target, expanded(replacement, { value, match, regex: compiled.regex }));
  });
  return joinedColumns(columns);
}

/** `label_join`: a label set to the values of others. */
export function labelJoin(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const [target = "", separator = "", ...sources] = args.slice(1).map(stringOf);
  for (const source of sources) requireLabelName(source, "source label name in label_join()");
  requireLabelName(target, "destination label name in label_join()");
  const joinedOf = (labels: Labels): string => sources.map((source) => labelValue(labels, source)).join(separator);
  const columns = vectorOf(evaluation, args[0]!);
  return joinedColumns(columns.map((column) => relabelled(column, target, joinedOf(column.labels))));
}

function requireLabelName(name: string, what: string): void {
  if (name === "" || !isUtf8(name)) failQuery(`invalid ${what}: ${name}`);
}

/** A name that was set on purpose stays. */
const relabelled = (column: Column, target: string, value: string): Column => ({
  ...column,
  labels: withLabels(column.labels, [[target, value]]),
  dropsName: target === "__name__" ? false : column.dropsName,
});

interface Expansion {
  readonly value: string;
  readonly match: readonly number[];
  readonly regex: Regex;
}

/** Fills in `$1`, `$name` and `${name}`; `$$` is a dollar sign. Source: go1.26 regexp (Expand) */
function expanded(template: string, { value, match, regex }: Expansion): string {
  const groupOf = (name: string): string => {
    const index = /^\d+$/.test(name) ? Number(name) : regex.groupNames.indexOf(name) + 1;
    const isNamed = /^\d+$/.test(name) || index > 0;
    const [start, end] = [match[index * 2] ?? -1, match[index * 2 + 1] ?? -1];
    return isNamed && start >= 0 ? value.slice(start, end) : "";
  };
  return template.replace(
    /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (text, braced?: string, bare?: string) => (text === "$$" ? "$" : groupOf(braced ?? bare ?? "")),
  );
}
