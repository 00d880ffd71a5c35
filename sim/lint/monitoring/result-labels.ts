import { type BinaryExpression, type Call, type Expression, typeOf } from "../../prometheus/promql/syntax/ast.ts";

/** Which labels an expression's result may have: those of the series but some, or some and no others. */
export type ResultLabels = { readonly allBut: ReadonlySet<string> } | { readonly only: ReadonlySet<string> };

const all: ResultLabels = { allBut: new Set() };
const none: ResultLabels = { only: new Set() };

/** Whether the result may have a label of this name. */
export const carries = (labels: ResultLabels, name: string): boolean =>
  "only" in labels ? labels.only.has(name) : !labels.allBut.has(name);

/** The labels that are left in an expression's result, whatever its series have. */
export function resultLabels(expression: Expression): ResultLabels {
  switch (expression.kind) {
    case "number":
    case "string":
      return none;
    case "vector-selector":
      return all;
    case "matrix-selector":
      return resultLabels(expression.selector);
    case "subquery":
    case "parenthesised":
    case "unary":
      return resultLabels(expression.expression);
    case "call":
      return ofCall(expression);
    case "aggregation": {
      const inner = resultLabels(expression.expression);
      const { operator, grouping, isWithout } = expression;
      // These choose elements, and leave them as they are.
      if (["topk", "bottomk", "limitk", "limit_ratio"].includes(operator)) return inner;
      const grouped = isWithout ? without(inner, grouping) : only(inner, grouping);
      const { parameter } = expression;
      return operator === "count_values" && parameter?.kind === "string" ? added(grouped, [parameter.text]) : grouped;
    }
    case "binary":
      return ofBinary(expression);
  }
}

function ofCall({ signature: { name }, args }: Call): ResultLabels {
  if (["absent", "absent_over_time"].includes(name)) return all;
  if (["scalar", "vector", "time", "pi"].includes(name)) return none;
  const operand = args.find((argument) => ["vector", "matrix"].includes(typeOf(argument)));
  const inner = operand === undefined ? none : resultLabels(operand);
  const target = args[1];
  if (name.startsWith("label_") && target?.kind === "string") return added(inner, [target.text]);
  return name === "histogram_quantile" ? without(inner, ["le"]) : inner;
}

function ofBinary({ left, right, operator, matching }: BinaryExpression): ResultLabels {
  const [first, second] = [resultLabels(left), resultLabels(right)];
  if (typeOf(left) === "scalar") return second;
  if (typeOf(right) === "scalar" || ["and", "unless"].includes(operator)) return first;
  if (operator === "or") return either(first, second);
  if (matching === undefined) return first;
  const { cardinality, labels, isOn, include } = matching;
  if (cardinality === "many-to-one") return added(first, include);
  if (cardinality === "one-to-many") return added(second, include);
  return isOn ? only(first, labels) : without(first, labels);
}

const only = (labels: ResultLabels, names: readonly string[]): ResultLabels => ({
  only: new Set(names.filter((name) => carries(labels, name))),
});

const without = (labels: ResultLabels, names: readonly string[]): ResultLabels =>
  "only" in labels
    ? { only: new Set([...labels.only].filter((name) => !names.includes(name))) }
    : { allBut: new Set([...labels.allBut, ...names]) };

const added = (labels: ResultLabels, names: readonly string[]): ResultLabels =>
  "only" in labels
    ? { only: new Set([...labels.only, ...names]) }
    : { allBut: new Set([...labels.allBut].filter((name) => !names.includes(name))) };

function either(a: ResultLabels, b: ResultLabels): ResultLabels {
  if ("only" in a && "only" in b) return { only: new Set([...a.only, ...b.only]) };
  const excluded = "allBut" in a ? a.allBut : "allBut" in b ? b.allBut : new Set<string>();
  const other = "allBut" in a ? b : a;
  return { allBut: new Set([...excluded].filter((name) => !carries(other, name))) };
}
