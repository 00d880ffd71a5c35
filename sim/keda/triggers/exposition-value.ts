import { parseFamilies } from "../../exposition-format/parse.ts";
import { failed } from "../scaler.ts";
import type { Parsed } from "../trigger-metadata.ts";

/**
 * The value of a page in the text format at `name{label="value"}`: that of the first sample which has all of these labels.
 *
 * `!=` and the others count as `=`. A selector or a page that cannot be read is told of in our own words.
 * Source: keda v2.21.0 pkg/scalers/metrics_api_scaler.go getValueFromPrometheusResponse
 */
export function valueInExposition(body: string, valueLocation: string): Parsed<number> {
  const selector = parseSelector(valueLocation);
  if (selector === undefined) return failed(`${valueLocation} is no selector of a metric`);
  const lines = body.replaceAll("\r\n", "\n");
  const parsed = parseFamilies(lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`);
  if (!parsed.ok) return failed(`prometheus format parsing error: in line ${parsed.line}: ${parsed.error}`);
  const family = parsed.families.find(({ name }) => name === selector.name);
  if (family === undefined) return failed(`metric '${selector.name}' not found`);
  const isPlain = family.type === "counter" || family.type === "gauge" || family.type === "untyped";
  const found = family.samples.find(({ labels }) => selector.labels.every(([name, value]) => labels[name] === value));
  if (!isPlain || found === undefined) return failed(`value ${valueLocation} not found`);
  return { ok: true, value: found.value };
}

type Selector = { readonly name: string; readonly labels: readonly (readonly [name: string, value: string])[] };

function parseSelector(text: string): Selector | undefined {
  const [, name = "", , inner = ""] = /^\s*([a-zA-Z_:][\w:]*)?\s*(\{(.*)\})?\s*$/s.exec(text) ?? [];
  const labels: (readonly [string, string])[] = [];
  const label = /\s*([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*(,|$)/y;
  while (label.lastIndex < inner.trimEnd().length) {
    const match = label.exec(inner);
    if (match === null) return undefined;
    const [, key = "", quoted = ""] = match;
    labels.push([key, unquoted(quoted)]);
  }
  const named = labels.find(([key]) => key === "__name__")?.[1] ?? name;
  return named === "" && labels.length === 0
    ? undefined
    : { name: named, labels: labels.filter(([key]) => key !== "__name__") };
}

const unquoted = (text: string): string => {
  const inner = text.slice(1, -1);
  return text.startsWith("`")
    ? inner
    : inner.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
};
