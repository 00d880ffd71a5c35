import { goQuote } from "../../kubernetes/go-text.ts";
import { asApproximateFloat64, parseQuantity } from "../../quantity/index.ts";
import type { Parsed } from "../trigger-metadata.ts";

/**
 * The number at a place of a JSON document: `queue.length`, `items.0.size`, `items.#` for how many there are. A dot of a name is
 * written `\.`. Text counts when it is a quantity.
 *
 * What else GJSON's paths can do (wildcards, queries, modifiers) is refused in our words.
 * Source: keda v2.21.0 getValueFromJSONResponse; github.com/tidwall/gjson v1.18.0
 */
export function valueAtLocation(body: string, location: string): Parsed<number> {
  if (/(^|[^\\])[*?|@!{}[\]]|#\(/.test(location)) {
    return { ok: false, error: `valueLocation ${goQuote(location)} is a path of a kind that is not modelled` };
  }
  const found = at(parseJson(body), stepsOf(location));
  if (typeof found === "number") return { ok: true, value: found };
  if (typeof found === "string") {
    const parsed = parseQuantity(found);
    if (parsed.ok) return { ok: true, value: asApproximateFloat64(parsed.quantity) };
    const because = "points to a string that is not parseable as a Quantity";
    return { ok: false, error: `valueLocation ${goQuote(location)} ${because}` };
  }
  const wanted = "must point to a numeric value or a string parseable as a Quantity";
  return { ok: false, error: `valueLocation ${goQuote(location)} ${wanted}, got ${kindOf(found)}` };
}

const stepsOf = (location: string): readonly string[] =>
  [...location.matchAll(/(?:^|\.)((?:\\.|[^.\\])*)/g)].map(([, step = ""]) => step.replace(/\\(.)/g, "$1"));

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function at(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value)) {
    if (step !== "#") return /^\d+$/.test(step) ? at(value[Number(step)], rest) : undefined;
    return rest.length === 0 ? value.length : value.map((element) => at(element, rest));
  }
  if (typeof value !== "object" || value === null) return undefined;
  const entry = Object.entries(value).find(([key]) => key === step);
  return entry === undefined ? undefined : at(entry[1], rest);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "Null";
  return typeof value === "boolean" ? (value ? "True" : "False") : "JSON";
}
