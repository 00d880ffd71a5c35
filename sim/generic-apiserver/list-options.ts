import type { ApiRequest } from "../api.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import { parseSelector, type Selector } from "../kubernetes/label-selector.ts";
import { type FieldSelector, type NameRequirement, parseFieldSelector } from "./field-selector.ts";
import { badRequest, type Outcome, refused } from "./status.ts";

/** What a list is asked for. */
export type ListOptions = {
  readonly selector: Selector;
  readonly selects: FieldSelector;
  /** What the field selector says of the name. */
  readonly name: NameRequirement;
  readonly watch: boolean;
};

/** Reads the parameters in upstream's order: the first bad one is the error. `limit` and `resourceVersion` have no effect. */
export function listOptions(request: ApiRequest): Outcome<ListOptions> {
  const parameter = (key: string): string | undefined => parameterOf(request, key);
  for (const key of ["timeoutSeconds", "limit"]) {
    const text = parameter(key);
    if (text !== undefined && text !== "" && !/^[+-]?\d+$/.test(text)) {
      return refused(badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`));
    }
  }
  const labels = parseSelector(parameter("labelSelector") ?? "");
  if (!labels.ok) return refused(badRequest(labels.error));
  const fields = parseFieldSelector(parameter("fieldSelector") ?? "");
  if (!fields.ok) return refused(badRequest(fields.error));
  const watch = parameter("watch");
  const isWatch = watch !== undefined && watch !== "0" && watch.toLowerCase() !== "false";
  return { ok: true, value: { selector: labels.selector, selects: fields.selects, name: fields.name, watch: isWatch } };
}

/** The first value of a parameter; undefined where it is not given. */
export const parameterOf = ({ query }: ApiRequest, key: string): string | undefined =>
  query.find(([name]) => name === key)?.[1];
