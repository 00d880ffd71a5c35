import { queryEscape } from "../../query-escape.ts";
import { parseDuration } from "../promql/durations.ts";
import type { CompileRegex } from "../promql/matcher.ts";
import { type Called, callError, type TemplateFunction } from "./builtins.ts";
import { hostAndPort, isAddress } from "./host-port.ts";
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from "./humanize.ts";
import { replaceAll } from "./replace-all.ts";
import { boolValue, floatValue, nothing, stringMap, stringValue, type TemplateValue } from "./value.ts";

/** A sample that `query` gives. */
export interface QueriedSample {
  readonly labels: Iterable<readonly [name: string, value: string]>;
  readonly value: TemplateValue;
}

/** The samples of a query, or Prometheus's words about why there are none. */
export type QueryForTemplate = (
  query: string,
) =>
  | { readonly kind: "samples"; readonly samples: readonly QueriedSample[] }
  | { readonly kind: "error"; readonly message: string };

/** What the functions of alert templates depend on. */
export interface FunctionSetup {
  readonly query: QueryForTemplate;
  readonly compileRegex: CompileRegex;
  /** Seconds since the epoch. */
  readonly now: number;
  /** `--web.external-url`. */
  readonly externalUrl: string;
}

const textOf = (value: TemplateValue | undefined): string => (value?.kind === "string" ? value.value : "");

/** A function of texts. */
const textual = (count: number, write: (...texts: string[]) => Called): TemplateFunction => ({
  parameters: Array.from({ length: count }, () => "string" as const),
  call: (given) => write(...given.map(textOf)),
});

const ofAny = (call: TemplateFunction["call"]): TemplateFunction => ({ parameters: ["any"], call });

const sampleType = "*template.sample";
const listType = "template.queryResult";

const fieldOfSample = (sample: TemplateValue | undefined, field: string): TemplateValue =>
  sample?.kind === "struct" ? (sample.fields.get(field) ?? nothing) : nothing;

const labelOfSample = (sample: TemplateValue | undefined, name: string): string => {
  const labels = fieldOfSample(sample, "Labels");
  return labels.kind === "map" ? textOf(labels.entries.get(name)) : "";
};

/** The functions that Prometheus adds to Go's. Source: prometheus v0.315.0 template/template.go */
export function alertFunctions(setup: FunctionSetup): Readonly<Record<string, TemplateFunction>> {
  return {
    ...queryFunctions(setup.query),
    ...textFunctions(setup.compileRegex),
    humanize: ofAny(humanize),
    humanize1024: ofAny(humanize1024),
    humanizeDuration: ofAny(humanizeDuration),
    humanizePercentage: ofAny(humanizePercentage),
    humanizeTimestamp: ofAny(humanizeTimestamp),
    now: { parameters: [], call: () => floatValue(setup.now) },
    externalURL: { parameters: [], call: () => stringValue(setup.externalUrl) },
    pathPrefix: { parameters: [], call: () => stringValue(pathOf(setup.externalUrl)) },
    ...Object.fromEntries(["toTime", "toDuration", "safeHtml", "html", "js", "slice", "call"].map(unsupported)),
  };
}

const unsupported = (name: string): readonly [string, TemplateFunction] => {
  const call = (): Called => callError("this function is not modelled");
  return [name, { parameters: [], rest: "any", call }];
};

function queryFunctions(query: QueryForTemplate): Readonly<Record<string, TemplateFunction>> {
  return {
    query: textual(1, (text) => {
      const answer = query(text);
      if (answer.kind === "error") return callError(answer.message);
      const items = answer.samples.map(({ labels, value }): TemplateValue => {
        const fields = new Map([["Labels", stringMap(labels)] as const, ["Value", value] as const]);
        return { kind: "struct", type: sampleType, fields };
      });
      return { kind: "list", type: listType, items };
    }),
    first: {
      parameters: [listType],
      call: ([list]) => {
        const first = list?.kind === "list" ? list.items[0] : undefined;
        return first ?? callError("first() called on vector with no elements");
      },
    },
    label: {
      parameters: ["string", sampleType],
      call: ([name, sample]) => stringValue(labelOfSample(sample, textOf(name))),
    },
    value: { parameters: [sampleType], call: ([sample]) => fieldOfSample(sample, "Value") },
    strvalue: { parameters: [sampleType], call: ([sample]) => stringValue(labelOfSample(sample, "__value__")) },
    sortByLabel: {
      parameters: ["string", listType],
      call: ([name, list]) => {
        if (list?.kind !== "list") return nothing;
        const keyOf = (sample: TemplateValue): string => labelOfSample(sample, textOf(name));
        return { ...list, items: list.items.toSorted((a, b) => byCodeUnit(keyOf(a), keyOf(b))) };
      },
    },
    args: {
      parameters: [],
      rest: "any",
      call: (given) => {
        const entries = new Map(given.map((value, at) => [`arg${at}`, value] as const));
        return { kind: "map", type: "map[string]interface {}", entries, missing: nothing };
      },
    },
  };
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first letter of each word in upper case, the others as they are; an apostrophe does not end a word. */
const titled = (text: string): string =>
  text.replace(/[\p{L}\p{M}\p{N}_]+(?:['’.:·][\p{L}\p{M}_]+)*/gu, (word) =>
    word.replace(/\p{L}/u, (letter) => letter.toUpperCase()),
  );

function textFunctions(compileRegex: CompileRegex): Readonly<Record<string, TemplateFunction>> {
  return {
    title: textual(1, (text) => stringValue(titled(text))),
    toUpper: textual(1, (text) => stringValue(text.toUpperCase())),
    toLower: textual(1, (text) => stringValue(text.toLowerCase())),
    stripPort: textual(1, (text) => stringValue(hostAndPort(text)?.host ?? text)),
    stripDomain: textual(1, (text) => stringValue(withoutDomain(text))),
    urlQueryEscape: textual(1, (text) => stringValue(queryEscape(text))),
    graphLink: textual(1, (text) => stringValue(`/graph?g0.expr=${queryEscape(text)}&g0.tab=0`)),
    tableLink: textual(1, (text) => stringValue(`/graph?g0.expr=${queryEscape(text)}&g0.tab=1`)),
    match: textual(2, (pattern, text) => {
      const compiled = compileRegex(pattern);
      if (compiled.kind === "invalid") return callError(compiled.because);
      return boolValue(compiled.regex.test(text));
    }),
    reReplaceAll: textual(3, (pattern, replacement, text) => {
      const compiled = compileRegex(pattern);
      if (compiled.kind === "regex") return stringValue(replaceAll(compiled.regex, replacement, text));
      return callError(`regexp: Compile(${goSource(pattern)}): ${compiled.because}`);
    }),
    parseDuration: textual(1, (text) => {
      const isNegative = text.startsWith("-");
      const parsed = parseDuration(isNegative ? text.slice(1) : text);
      if (parsed.kind === "invalid") return callError(parsed.because);
      return floatValue(((isNegative ? -1 : 1) * parsed.milliseconds) / 1000);
    }),
  };
}

/** The pattern as Go's regexp package quotes it: between backquotes where that is possible. */
const goSource = (pattern: string): string => (pattern.includes("`") ? JSON.stringify(pattern) : `\`${pattern}\``);

function withoutDomain(text: string): string {
  const split = hostAndPort(text);
  const host = split?.host ?? text;
  if (isAddress(host)) return text;
  const short = host.split(".")[0] ?? "";
  if (split === undefined || split.port === "") return short;
  return short.includes(":") ? `[${short}]:${split.port}` : `${short}:${split.port}`;
}

const pathOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? "";
