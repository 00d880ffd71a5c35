import { childrenOf, type Expression, type Subquery, typeOf } from "../syntax/ast.ts";
import { durationMs } from "./duration-value.ts";
import type { Grid } from "./grid.ts";
import { atMs } from "./selector.ts";

/** The instant that selectors look at: fixed by `@` or moving with the grid, and shifted. */
export interface InfoReference {
  readonly at: number | undefined;
  readonly offset: number;
  /** All that gives elements looks at the same instant. */
  readonly isUniform: boolean;
}

/**
 * Where the first argument of `info()` looks, and so where its info series have to be looked up.
 *
 * Source: prometheus v0.315.0 promql/info.go (infoSelectTimestampAndOffset)
 */
export function referenceOfInfo(expression: Expression, query: Grid): InfoReference {
  const references: (Omit<InfoReference, "isUniform"> | "none")[] = [];
  collect(expression, [], { query, references });
  const found = references.filter((reference) => reference !== "none");
  const [first] = found;
  if (first === undefined) return { at: undefined, offset: 0, isUniform: false };
  const key = ({ at, offset }: Omit<InfoReference, "isUniform">): string =>
    at === undefined ? `moving ${offset}` : `fixed ${at - offset}`;
  const isUniform = found.length === references.length && found.every((reference) => key(reference) === key(first));
  return { ...first, isUniform };
}

interface Collection {
  readonly query: Grid;
  readonly references: (Omit<InfoReference, "isUniform"> | "none")[];
}

/** Adds the references of an expression; true if it has any. */
function collect(expression: Expression, around: readonly Subquery[], collection: Collection): boolean {
  const type = typeOf(expression);
  if (type !== "vector" && type !== "matrix") return false;
  if (expression.kind === "vector-selector") {
    collection.references.push(shifted(expression, around, collection.query));
    return true;
  }
  const inside = expression.kind === "subquery" ? [...around, expression] : around;
  const isInfo = expression.kind === "call" && expression.signature.name === "info";
  // What `info` selects by is written like a selector, but gives no elements.
  const children = isInfo ? expression.args.slice(0, 1) : childrenOf(expression);
  const has = children.map((child) => collect(child, inside, collection)).includes(true);
  if (!has) collection.references.push("none");
  return has;
}

function shifted(
  selector: Expression & { readonly kind: "vector-selector" },
  around: readonly Subquery[],
  query: Grid,
): Omit<InfoReference, "isUniform"> {
  let at = atMs(selector, query);
  let offset = durationMs(selector.offset, query, "any");
  for (const subquery of around.toReversed()) {
    if (at !== undefined) break;
    offset += durationMs(subquery.offset, query, "any");
    at = atMs(subquery, query);
  }
  return { at, offset };
}
