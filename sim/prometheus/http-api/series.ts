import { compareLabels, type Labels, labelValue } from "../promql/labels.ts";
import type { Matcher } from "../promql/matcher.ts";
import type { Select } from "../promql/series.ts";
import type { ParserSetup } from "../promql/syntax/parse.ts";
import { quote } from "../promql/syntax/quote.ts";
import type { Form } from "./form.ts";
import { millisecondsOf } from "./instant.ts";
import { type Encodable, type Json, jsonLabels } from "./json.ts";
import { limitOf, matcherSetsOf, optionalTime, refuse, refuseParameter } from "./parameters.ts";
import type { Answer } from "./reply.ts";

/** Where series are looked up. */
export interface SeriesSource {
  readonly select: Select;
  readonly parser: ParserSetup;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** `/api/v1/series`. Source: prometheus v0.315.0 web/api/v1/api.go (series) */
export function seriesAnswer(form: Form, { select, parser }: SeriesSource): Answer {
  const texts = form.values("match[]");
  if (texts.length === 0) refuse("no match[] parameter provided");
  const limit = limitOf(form);
  const { from, to } = spanOf(form);
  const matcherSets = matcherSetsOf(texts, { parser, complain: (because) => refuseParameter("match[]", because) });
  const found = matcherSets.flatMap((matchers) => select(matchers, from, to).map(({ labels }) => labels));
  // One set keeps the order in which the series were made.
  const ordered = matcherSets.length === 1 ? found : sortedOnce(found);
  return cut(
    ordered.map((labels): Json => ({ json: jsonLabels(labels) })),
    limit,
  );
}

function sortedOnce(found: readonly Labels[]): readonly Labels[] {
  const byKey = new Map(found.map((labels) => [labels.key, labels]));
  return [...byKey.values()].sort(compareLabels);
}

function cut(data: readonly Encodable[], limit: number): Answer {
  if (limit === 0 || data.length <= limit) return { data };
  return { data: data.slice(0, limit), warnings: ["results truncated due to limit"] };
}

/** `/api/v1/labels`. Source: prometheus v0.315.0 web/api/v1/api.go (labelNames) */
export function labelNamesAnswer(form: Form, { select, parser }: SeriesSource): Answer {
  const limit = limitOf(form);
  const span = spanOf(form);
  const matcherSets = matcherSetsOf(form.values("match[]"), { parser, complain: refuse });
  const names = labelsOfSets(select, matcherSets, span).flatMap(({ pairs }) => pairs.map(([name]) => name));
  return textsAnswer(names, limit);
}

/** `/api/v1/label/NAME/values`. Source: prometheus v0.315.0 web/api/v1/api.go (labelValues) */
export function labelValuesAnswer(name: string, form: Form, { select, parser }: SeriesSource): Answer {
  const label = name.startsWith("U__") ? unescapedName(name) : name;
  if (label === "" || !label.isWellFormed()) refuse(`invalid label name: ${quote(label)}`);
  const limit = limitOf(form);
  const span = spanOf(form);
  const matcherSets = matcherSetsOf(form.values("match[]"), { parser, complain: refuse });
  const values = labelsOfSets(select, matcherSets, span).map((labels) => labelValue(labels, label));
  return textsAnswer(
    values.filter((value) => value !== ""),
    limit,
  );
}

function textsAnswer(texts: readonly string[], limit: number): Answer {
  return cut([...new Set(texts)].sort(), limit);
}

function spanOf(form: Form): Span {
  const [start, end] = [optionalTime(form, "start"), optionalTime(form, "end")];
  return {
    from: start === undefined ? -Infinity : millisecondsOf(start),
    to: end === undefined ? Infinity : millisecondsOf(end),
  };
}

/** The labels of series that meet one of the sets; the span only has to touch that of all samples. */
function labelsOfSets(
  select: Select,
  matcherSets: readonly (readonly Matcher[])[],
  { from, to }: Span,
): readonly Labels[] {
  const isBounded = from !== -Infinity || to !== Infinity;
  if (isBounded && select([], from, to).length === 0) return [];
  const sets = matcherSets.length === 0 ? [[]] : matcherSets;
  return sets.flatMap((matchers) => select(matchers, -Infinity, Infinity).map(({ labels }) => labels));
}

/** `U__a_2e_b` is `a.b`; a name that was not made so stays. Source: prometheus/common model/metric.go (UnescapeName) */
function unescapedName(name: string): string {
  const escaped = name.slice("U__".length);
  const isWhole = /^(?:[^_]|__|_[0-9a-fA-F]{0,6}_)*$/.test(escaped);
  if (!isWhole) return name;
  const codes = [...escaped.matchAll(/__|_([0-9a-fA-F]+)_/g)].map(([, code]) => Number.parseInt(code ?? "0", 16));
  if (codes.some((code) => code > 0x10ffff || (code >= 0xd800 && code < 0xe000))) return name;
  return escaped.replace(/__|_([0-9a-fA-F]+)_/g, (_, code: string | undefined) =>
    code === undefined ? "_" : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
