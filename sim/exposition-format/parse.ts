import type { Labels } from "../kubernetes/object.ts";
import type { MetricFamily, MetricSample, MetricType } from "./family.ts";

/** `error` says what is wrong with the line of this number, counted from 1. */
export type ParsedFamilies =
  | { readonly ok: true; readonly families: readonly MetricFamily[] }
  | { readonly ok: false; readonly line: number; readonly error: string };

type OpenFamily = { readonly name: string; help: string | undefined; type: MetricType; samples: MetricSample[] };

/**
 * Reads the Prometheus text format 0.0.4: families in the order in which they first appear, their samples as they stand.
 *
 * Names are those that need no quotes.
 * Source: prometheus.io/docs/instrumenting/exposition_formats
 */
export function parseFamilies(text: string): ParsedFamilies {
  const families = new Map<string, OpenFamily>();
  const lines = text.split("\n");
  if (lines.pop() !== "") return { ok: false, line: lines.length + 1, error: "the last line has no end" };
  for (const [index, line] of lines.entries()) {
    const error = line.startsWith("#") ? readComment(line, families) : readLine(line, families);
    if (error !== undefined) return { ok: false, line: index + 1, error };
  }
  return { ok: true, families: [...families.values()] };
}

const metricName = "[a-zA-Z_:][a-zA-Z0-9_:]*";

const types: ReadonlyMap<string, MetricType> = new Map(
  (["counter", "gauge", "histogram", "summary", "untyped"] as const).map((type) => [type, type]),
);

const commentLine = new RegExp(`^#[ \\t]+(HELP|TYPE)[ \\t]+(${metricName})(?:[ \\t]+(.*))?$`, "s");

const sampleLine = new RegExp(`^(${metricName})[ \\t]*(\\{.*\\})?[ \\t]+([^ \\t]+)(?:[ \\t]+(-?\\d+))?[ \\t]*$`, "s");

/** Takes a `# HELP` or `# TYPE` into its family; any other comment says nothing. */
function readComment(line: string, families: Map<string, OpenFamily>): string | undefined {
  const match = commentLine.exec(line);
  if (!match) return undefined;
  const [, keyword = "", name = "", rest = ""] = match;
  const family = openFamily(name, families);
  if (keyword === "HELP") {
    if (family.help !== undefined) return `a second HELP for ${name}`;
    family.help = unescaped(rest);
    return undefined;
  }
  const type = types.get(rest);
  if (type === undefined) return `the type ${JSON.stringify(rest)} is none of ${[...types.keys()].join(", ")}`;
  if (family.samples.length > 0) return `TYPE of ${name} comes after its first sample`;
  family.type = type;
  return undefined;
}

function openFamily(name: string, families: Map<string, OpenFamily>): OpenFamily {
  const known = families.get(name);
  if (known) return known;
  const family: OpenFamily = { name, help: undefined, type: "untyped", samples: [] };
  families.set(name, family);
  return family;
}

function readLine(line: string, families: Map<string, OpenFamily>): string | undefined {
  if (/^[ \t]*$/.test(line)) return undefined;
  const match = sampleLine.exec(line);
  if (!match) return "no sample: a name, labels in braces if any, a value, and perhaps a time in milliseconds";
  const [, name = "", braces, number = "", time] = match;
  const labels = braces === undefined ? {} : readLabels(braces);
  if (labels === undefined) return `the labels ${braces} are not of the form {name="value",…}`;
  const value = readValue(number);
  if (value === undefined) return `${JSON.stringify(number)} is no number`;
  const timestampMilliseconds = time === undefined ? undefined : Number(time);
  familyOf(name, families).samples.push({ name, labels, value, timestampMilliseconds });
  return undefined;
}

/** A sample's own family, or the histogram or summary that its suffix makes it a part of. */
function familyOf(name: string, families: Map<string, OpenFamily>): OpenFamily {
  const suffix = /_(bucket|sum|count)$/.exec(name)?.[0];
  const whole = suffix === undefined ? undefined : families.get(name.slice(0, -suffix.length));
  if (whole?.type === "histogram" || (whole?.type === "summary" && suffix !== "_bucket")) return whole;
  return openFamily(name, families);
}

const labelPair = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\["\\n])*)"[ \t]*(,|$)/y;

/** The labels between the braces, a comma after the last one allowed. `undefined` for anything else, or for one name twice. */
function readLabels(braces: string): Labels | undefined {
  const inside = braces.slice(1, -1).replace(/[ \t]+$/, "");
  const pairs: [string, string][] = [];
  labelPair.lastIndex = 0;
  while (labelPair.lastIndex < inside.length) {
    const match = labelPair.exec(inside);
    if (!match) return undefined;
    pairs.push([match[1] ?? "", unescaped(match[2] ?? "")]);
  }
  const labels = Object.fromEntries(pairs);
  return Object.keys(labels).length === pairs.length ? labels : undefined;
}

function readValue(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, character) => (character === "n" ? "\n" : character));
