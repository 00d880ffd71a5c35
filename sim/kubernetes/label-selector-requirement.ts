import { unreachable } from "../invariant.ts";
import { goQuote } from "./go-text.ts";
import { aggregate, invalid, latestTexts, printValues, type SelectorTexts } from "./label-selector-errors.ts";
import { labelKeyErrors, labelValueErrors } from "./label-selector-validation.ts";
import { byCodeUnit, type Labels } from "./object.ts";

/** Upstream's names of the operators. Source: apimachinery v0.36.3 pkg/selection */
export type Operator = "in" | "notin" | "=" | "==" | "!=" | "gt" | "lt" | "exists" | "!";

/** One condition on the labels of an object. */
export type Requirement = {
  readonly key: string;
  readonly operator: Operator;
  /** One value with `=`, `==`, `!=`, `gt` and `lt`; none with `exists` and `!`; at least one otherwise. */
  readonly values: readonly string[];
};

/**
 * What is wrong with a requirement, in upstream's words; `undefined` when nothing is.
 *
 * Source: apimachinery v0.36.3 and v0.20.15 pkg/labels NewRequirement
 */
export function requirementError(requirement: Requirement, texts: SelectorTexts = latestTexts): string | undefined {
  const { key, values } = requirement;
  const keyError = labelKeyError(key, "key", texts);
  const errors = [
    ...(keyError === undefined ? [] : [keyError]),
    ...operandErrors(requirement, texts),
    ...values.flatMap((value, index) => {
      const details = labelValueErrors(value).join("; ");
      if (details === "") return [];
      return texts.requirementErrors === "first"
        ? [`invalid label value: ${goQuote(value)}: at key: ${goQuote(key)}: ${details}`]
        : [invalid(`values[${index}][${key}]`, goQuote(value), details)];
    }),
  ];
  if (errors.length === 0) return undefined;
  return texts.requirementErrors === "first" ? errors[0] : aggregate(errors);
}

/** What is wrong with a key that stands at `field`; `undefined` when nothing is. */
export function labelKeyError(key: string, field: string, texts: SelectorTexts): string | undefined {
  const details = labelKeyErrors(key).join("; ");
  if (details === "") return undefined;
  return texts.requirementErrors === "first"
    ? `invalid label key ${goQuote(key)}: ${details}`
    : invalid(field, goQuote(key), details);
}

function operandErrors({ operator, values }: Requirement, texts: SelectorTexts): readonly string[] {
  const isFirst = texts.requirementErrors === "first";
  const badCount = (rule: string): readonly string[] =>
    isFirst ? [rule] : [invalid("values", printValues(values, texts.listStyle), rule)];
  switch (operator) {
    case "in":
    case "notin":
      return values.length > 0 ? [] : badCount("for 'in', 'notin' operators, values set can't be empty");
    case "exists":
    case "!":
      return values.length === 0 ? [] : badCount("values set must be empty for exists and does not exist");
    case "gt":
    case "lt": {
      const rule = "for 'Gt', 'Lt' operators, the value must be an integer";
      return values.flatMap((value, index) => {
        if (toInteger(value) !== undefined) return [];
        return isFirst ? [rule] : [invalid(`values[${index}]`, goQuote(value), rule)];
      });
    }
    case "=":
    case "==":
    case "!=":
      return [];
    default:
      return unreachable(operator);
  }
}

/** Whether the labels meet the requirement. A missing label meets `!`, `!=` and `notin`. */
export function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case "in":
    case "=":
    case "==":
      return value !== undefined && values.includes(value);
    case "notin":
    case "!=":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    case "gt":
    case "lt":
      return value !== undefined && compares(value, operator, values[0] ?? "");
    default:
      return unreachable(operator);
  }
}

/** A label that is no integer is neither greater nor less. */
function compares(value: string, operator: "gt" | "lt", bound: string): boolean {
  const left = toInteger(value);
  const right = toInteger(bound);
  if (left === undefined || right === undefined) return false;
  return operator === "gt" ? left > right : left < right;
}

/** An int64 in decimal digits with an optional sign. */
function toInteger(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const integer = BigInt(text.replace("+", ""));
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

/** The requirement as `labels.Parse` reads it, values in order: `app in (a,b)`. */
export function formatRequirement({ key, operator, values }: Requirement): string {
  const list = values.length < 2 ? values.join() : values.toSorted(byCodeUnit).join();
  switch (operator) {
    case "in":
    case "notin":
      return `${key} ${operator} (${list})`;
    case "=":
    case "==":
    case "!=":
      return key + operator + list;
    case "gt":
      return `${key}>${list}`;
    case "lt":
      return `${key}<${list}`;
    case "exists":
      return key;
    case "!":
      return `!${key}`;
    default:
      return unreachable(operator);
  }
}
