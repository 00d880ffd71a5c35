import { readValues, type ValueTemplate } from "../exposition/value-template.ts";
import { type AppendContext, finishAppend } from "./append-scrape.ts";
import type { ExposedSamples } from "./ports.ts";
import type { CachedSeries } from "./scrape-cache.ts";
import type { ScrapeRow } from "./scrape-row.ts";

/** The series of a target's last whole scrape, none of which had a timestamp of its own. */
export interface KnownSeries {
  /** By what they are known again: the list that was handed over, or the text without its values. */
  readonly source:
    | { readonly kind: "samples"; readonly series: ExposedSamples["series"] }
    | { readonly kind: "text"; readonly contentType: string; readonly template: ValueTemplate };
  /** None for a series that metric relabelling drops. */
  readonly entries: readonly (CachedSeries | undefined)[];
  /** Room for the values of a text. */
  readonly values: Float64Array;
  /** How their samples are stored in one go; `undefined` before it was tried. */
  row: ScrapeRow | "impossible" | undefined;
}

/** What is remembered from scrape to scrape. */
export interface Remembered {
  known: KnownSeries | undefined;
}

type Body = ExposedSamples | { readonly kind: "text"; readonly body: string; readonly contentType: string };

/** The values of a scrape that brings the known series and no others, in their order; undefined for any other scrape. */
export function valuesOfKnown({ source, entries, values }: KnownSeries, body: Body): Float64Array | undefined {
  if (body.kind === "samples") {
    const isKnown = source.kind === "samples" && source.series === body.series && body.values.length >= entries.length;
    return isKnown ? body.values : undefined;
  }
  if (source.kind !== "text" || source.contentType !== body.contentType) return undefined;
  return readValues(source.template, body.body, values) ? values : undefined;
}

/** Appends values of the known series: as long as all are taken, the cache has nothing to learn. */
export function appendKnown(
  values: Float64Array,
  context: AppendContext,
  { entries }: KnownSeries,
): "all-taken" | { readonly error: string | undefined } {
  const { appender, counts, leftOut, time } = context;
  let refused: Set<CachedSeries> | undefined;
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at];
    if (entry === undefined) continue;
    const answer = appender.append(entry.handle, time, values[at]!);
    counts.added++;
    if (answer.kind === "series") {
      if (answer !== entry.handle) entry.handle = answer;
      continue;
    }
    refused = (refused ?? new Set()).add(entry);
    if (answer.kind === "out-of-order") leftOut.outOfOrder++;
    else if (answer.kind === "duplicate") leftOut.duplicates++;
    else leftOut.outOfBounds++;
  }
  counts.total = entries.length;
  return refused === undefined ? "all-taken" : { error: finishWithout(refused, context, entries) };
}

/** Counts the series as there but for those whose samples were refused. */
function finishWithout(
  refused: ReadonlySet<CachedSeries>,
  context: AppendContext,
  entries: KnownSeries["entries"],
): string | undefined {
  const { cache } = context;
  for (const entry of entries) {
    if (entry === undefined) continue;
    entry.lastScrape = cache.scrape();
    if (!refused.has(entry)) cache.track(entry);
  }
  return finishAppend(context);
}
