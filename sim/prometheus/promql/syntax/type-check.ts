import type { BinaryExpression, Call, Expression, ValueType, VectorMatching, VectorSelector } from "./ast.ts";
import { typeOf } from "./ast.ts";
import { failAt } from "./parsing.ts";
import type { PositionRange } from "./position.ts";
import { quote } from "./quote.ts";
import { isComparison, isSetOperator } from "./token.ts";

const documented: Readonly<Record<ValueType, string>> = {
  scalar: "scalar",
  string: "string",
  vector: "instant vector",
  matrix: "range vector",
};

/**
 * The expression with what its types decide filled in (set operators match many to many, scalars do not match).
 *
 * Source: prometheus v0.315.0 promql/parser/parse.go (checkAST)
 */
export function checkTypes(expression: Expression, query: string): Expression {
  const check = (inner: Expression): Expression => checkTypes(inner, query);
  switch (expression.kind) {
    case "number":
    case "string":
      return expression;
    case "vector-selector":
      return checkSelector(expression, false);
    case "matrix-selector":
      return { ...expression, selector: checkSelector(expression.selector, false) };
    case "parenthesised":
      return { ...expression, expression: check(expression.expression) };
    case "unary": {
      const inner = check(expression.expression);
      const type = typeOf(inner);
      if (type !== "scalar" && type !== "vector") {
        const allowed = "unary expression only allowed on expressions of type scalar or instant vector";
        failAt(expression.range, `${allowed}, got ${quote(documented[type])}`);
      }
      return { ...expression, expression: inner };
    }
    case "subquery": {
      const inner = check(expression.expression);
      const type = typeOf(inner);
      if (type !== "vector")
        failAt(expression.range, `subquery is only allowed on instant vector, got ${type} instead`);
      return { ...expression, expression: inner };
    }
    case "aggregation": {
      const inner = checkType(check(expression.expression), "vector", "aggregation expression");
      const { parameter, operator } = expression;
      if (parameter === undefined) return { ...expression, expression: inner };
      const wanted = operator === "count_values" ? "string" : "scalar";
      return {
        ...expression,
        expression: inner,
        parameter: checkType(check(parameter), wanted, "aggregation parameter"),
      };
    }
    case "call":
      return checkCall(expression, query);
    case "binary":
      return checkChain(expression, query);
  }
}

function checkType(expression: Expression, wanted: ValueType, context: string): Expression {
  const type = typeOf(expression);
  if (type !== wanted) {
    failAt(expression.range, `expected type ${documented[wanted]} in ${context}, got ${documented[type]}`);
  }
  return expression;
}

function checkSelector(selector: VectorSelector, mayMatchEmpty: boolean): VectorSelector {
  const { name, matchers, range } = selector;
  if (name !== "") {
    const second = matchers.slice(0, -1).find((matcher) => matcher.name === "__name__");
    if (second !== undefined) {
      failAt(range, `metric name must not be set twice: ${quote(name)} or ${quote(second.value)}`);
    }
    return selector;
  }
  if (!mayMatchEmpty && matchers.every((matcher) => matcher.matches(""))) {
    failAt(range, "vector selector must contain at least one non-empty matcher");
  }
  return selector;
}

function checkCall(call: Call, query: string): Call {
  const { signature, args, range } = call;
  checkArgumentCount(call);
  const isInfo = signature.name === "info";
  if (isInfo && args.length > 1) checkInfoSelector(call);
  const checked = args.map((arg, at) => {
    const wanted = signature.takes[Math.min(at, signature.takes.length - 1)];
    if (isInfo && at === 1 && arg.kind === "vector-selector") return checkSelector(arg, true);
    const inner = checkTypes(arg, query);
    const type = typeOf(inner);
    if (wanted !== undefined && type !== wanted) {
      const where = `call to function ${quote(signature.name)}`;
      failAt(arg.range, `expected type ${documented[wanted]} in ${where}, got ${documented[type]}`);
    }
    return inner;
  });
  return { ...call, args: checked, range };
}

function checkArgumentCount({ signature, args, range }: Call): void {
  const { name, takes, variadic } = signature;
  const count = (words: string, expected: number): never =>
    failAt(range, `expected ${words}${expected} argument(s) in call to ${quote(name)}, got ${args.length}`);
  if (variadic === 0) {
    if (takes.length !== args.length) count("", takes.length);
    return;
  }
  const least = takes.length - 1;
  if (least > args.length) count("at least ", least);
  if (variadic > 0 && least + variadic < args.length) count("at most ", least + variadic);
}

function checkInfoSelector({ args, range }: Call): void {
  const selector = args[1]!;
  const type = typeOf(selector);
  if (type !== "vector") {
    failAt(range, `expected type instant vector in call to function "info", got ${documented[type]}`);
  }
  if (selector.kind !== "vector-selector") failAt(selector.range, "expected label selectors only");
  else if (selector.name !== "") failAt(selector.range, "expected label selectors only, got vector selector instead");
}

/** A chain such as `a + b + c` without a recursion for each operator. */
function checkChain(expression: BinaryExpression, query: string): Expression {
  const chain: BinaryExpression[] = [];
  let first: Expression = expression;
  for (; first.kind === "binary"; first = first.left) chain.push(first);
  let left = checkTypes(first, query);
  for (const link of chain.reverse())
    left = checkBinary({ ...link, left, right: checkTypes(link.right, query) }, query);
  return left;
}

function checkBinary(expression: BinaryExpression, query: string): BinaryExpression {
  const { left, right, operator, returnsBool, range, matching } = expression;
  const [leftType, rightType] = [typeOf(left), typeOf(right)];
  const operatorRange = (): PositionRange => placeOfOperator(expression, query);
  if (returnsBool && !isComparison(operator)) {
    failAt(operatorRange(), "bool modifier can only be used on comparison operators");
  }
  if (isComparison(operator) && !returnsBool && leftType === "scalar" && rightType === "scalar") {
    failAt(operatorRange(), "comparisons between scalars must use BOOL modifier");
  }
  const twice = matching?.isOn ? matching.labels.find((label) => matching.include.includes(label)) : undefined;
  if (twice !== undefined) {
    failAt(operatorRange(), `label ${quote(twice)} must not occur in ON and GROUP clause at once`);
  }
  for (const side of [left, right]) {
    const type = typeOf(side);
    if (type !== "scalar" && type !== "vector") {
      failAt(side.range, "binary expression must contain only scalar and instant vector types");
    }
  }
  const hasFill = matching?.fillLeft !== undefined || matching?.fillRight !== undefined;
  if (leftType !== "vector" || rightType !== "vector") {
    if ((matching?.labels.length ?? 0) > 0) failAt(range, "vector matching only allowed between instant vectors");
    if (hasFill) failAt(range, "filling in missing series only allowed between instant vectors");
    if (isSetOperator(operator))
      failAt(range, `set operator ${quote(operator)} not allowed in binary scalar expression`);
    return { ...expression, matching: undefined };
  }
  return isSetOperator(operator) ? { ...expression, matching: setMatching(expression, hasFill) } : expression;
}

function setMatching({ matching, operator, range }: BinaryExpression, hasFill: boolean): VectorMatching | undefined {
  if (matching !== undefined && matching.cardinality !== "one-to-one") {
    failAt(range, `no grouping allowed for ${quote(operator)} operation`);
  }
  if (hasFill) failAt(range, "filling in missing series not allowed for set operators");
  return matching && { ...matching, cardinality: "many-to-many" };
}

function placeOfOperator({ left, right }: BinaryExpression, query: string): PositionRange {
  let { end: start } = left.range;
  while (/\s/.test(query[start] ?? "")) start++;
  return { start, end: right.range.start };
}
