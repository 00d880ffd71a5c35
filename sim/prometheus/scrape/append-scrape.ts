import { openExposition } from "../exposition/read-exposition.ts";
import { templateBuilder } from "../exposition/value-template.ts";
import { type Label, metricName, printLabels } from "../promql/labels.ts";
import { isLabelName } from "../relabel/relabel-config.ts";
import type { Refusal } from "../storage/appendable.ts";
import type { Appender } from "../storage/appender.ts";
import type { Remembered } from "./known-series.ts";
import type { ExposedSamples } from "./ports.ts";
import { beyondLimits, sampleLabels } from "./sample-labels.ts";
import type { CachedSeries, ScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";

/** What a scrape brought. */
export interface AppendCounts {
  /** Samples exposed. */
  total: number;
  /** Samples left after metric relabelling. */
  added: number;
  /** Series that the scrape before did not have. */
  seriesAdded: number;
}

/** Samples that were left out without failing the scrape. */
export interface LeftOut {
  outOfOrder: number;
  duplicates: number;
  outOfBounds: number;
}

/** What a scrape is appended to and how. */
export interface AppendContext {
  readonly appender: Appender;
  readonly cache: ScrapeCache;
  readonly config: ScrapeConfig;
  readonly publicLabels: readonly Label[];
  /** The instant of the scrape, in milliseconds. */
  readonly time: number;
  readonly counts: AppendCounts;
  readonly leftOut: LeftOut;
}

/** A sample as a target exposes it. */
interface ExposedSample {
  readonly series: string;
  readonly labels: () => readonly Label[];
  readonly value: number;
  readonly timestamp: number | undefined;
}

/** Samples that are further ahead of the clock are out of bounds. */
const aheadMaxMilliseconds = 600_000;

/** Appends an exposition in text; says why when the scrape fails by it. Source: prometheus v0.315.0 scrape/scrape.go (append) */
export function appendText(
  { body, contentType }: { readonly body: string; readonly contentType: string },
  context: AppendContext,
  remembered: Remembered,
): string | undefined {
  const { cache, config } = context;
  const opened = openExposition({ body, contentType, fallback: config.fallback });
  if (opened.kind === "invalid") return opened.because;
  const { reader } = opened;
  const append = sampleAppender(context);
  const [builder, texts] = [templateBuilder(body), [] as string[]];
  let hasOwnTimestamps = false;
  for (;;) {
    const entry = reader.next();
    if (entry.kind === "invalid") return entry.because;
    if (entry.kind === "end") break;
    if (entry.kind === "type") cache.setType(entry.family, entry.type);
    else if (entry.kind === "help" || entry.kind === "unit") cache.setText(entry);
    else if (entry.kind === "series") {
      texts.push(entry.series);
      builder.add(reader.valueSpan());
      hasOwnTimestamps ||= entry.timestamp !== undefined;
      const error = append.sample({ ...entry, labels: reader.labels });
      if (error !== undefined) return error;
    }
  }
  const limitError = append.limitError();
  if (limitError !== undefined) return limitError;
  const template = hasOwnTimestamps || !isWhole(context) ? undefined : builder.template();
  if (template !== undefined) {
    const source = { kind: "text", contentType, template } as const;
    const [entries, values] = [texts.map((text) => cache.get(text)), new Float64Array(texts.length)];
    remembered.known = { source, entries, values, row: undefined };
  }
  return finishAppend(context);
}

/** Appends samples that come without text. */
export function appendSamples(
  { series, values }: ExposedSamples,
  context: AppendContext,
  remembered: Remembered,
): string | undefined {
  const { cache } = context;
  const append = sampleAppender(context);
  const texts = series.map(textOf);
  for (const [at, labels] of series.entries()) {
    const sample = { series: texts[at]!, labels: () => labels, value: values[at] ?? 0, timestamp: undefined };
    const error = append.sample(sample);
    if (error !== undefined) return error;
  }
  const limitError = append.limitError();
  if (limitError !== undefined) return limitError;
  if (isWhole(context)) {
    const entries = texts.map((text) => cache.get(text));
    remembered.known = { source: { kind: "samples", series }, entries, values: noValues, row: undefined };
  }
  return finishAppend(context);
}

const noValues = new Float64Array();

const isWhole = ({ leftOut: { outOfOrder, duplicates, outOfBounds } }: AppendContext): boolean =>
  outOfOrder + duplicates + outOfBounds === 0;

/** Told apart from any text by what no text has. */
const textOf = (labels: readonly Label[]): string => labels.flat().join("\uD800");

/** Tells the ends of the series that were not there, and ends the scrape. */
export function finishAppend(context: AppendContext): string | undefined {
  const error = appendEnds(context);
  if (error === undefined) context.cache.finish(true);
  return error;
}

/** An empty scrape, or one that failed: all series end. */
export function appendNothing(context: AppendContext): string | undefined {
  const error = appendEnds(context);
  context.cache.finish(false);
  return error;
}

function appendEnds({ appender, cache, time }: AppendContext): string | undefined {
  for (const { handle } of cache.ended()) {
    const answer = appender.appendStale(handle, time);
    // A target that came back with a new loop has newer samples.
    if (answer.kind !== "series" && !isExpected(answer)) return answer.text;
  }
  return undefined;
}

const isExpected = ({ kind }: Refusal): boolean => kind === "out-of-order" || kind === "duplicate";

interface SampleAppender {
  /** Why the scrape fails at this sample. */
  sample(sample: ExposedSample): string | undefined;
  limitError(): string | undefined;
}

function sampleAppender(context: AppendContext): SampleAppender {
  const { appender, cache, config, counts, leftOut, time } = context;
  let appended = 0;
  let isBeyondLimit = false;

  const append = (target: CachedSeries["handle"] | CachedSeries["labels"], sample: ExposedSample) => {
    const at = sample.timestamp ?? time;
    if (config.sampleLimit > 0 && ++appended > config.sampleLimit) return "limit";
    return at > time + aheadMaxMilliseconds ? "ahead" : appender.append(target, at, sample.value);
  };
  const sample = (exposed: ExposedSample): string | undefined => {
    counts.total++;
    const { series } = exposed;
    const own = config.honorTimestamps ? exposed.timestamp : undefined;
    if (cache.isDropped(series)) return undefined;
    const known = cache.get(series);
    const isRepeated = known?.lastScrape === cache.scrape();
    if (known !== undefined) known.lastScrape = cache.scrape();
    const labels = known?.labels ?? newLabels(exposed, context);
    if (labels === undefined) return undefined;
    if (typeof labels === "string") return labels;
    if (isRepeated && own === undefined) leftOut.duplicates++;
    else {
      const answer = append(known?.handle ?? labels, { ...exposed, timestamp: own });
      if (answer === "limit") isBeyondLimit = true;
      else if (answer === "ahead") leftOut.outOfBounds++;
      else if (answer.kind === "series") {
        const entry = known ?? cache.add(series, { labels, handle: answer });
        entry.handle = answer;
        if (own === undefined || config.trackTimestampsStaleness) cache.track(entry);
        if (known === undefined && !isBeyondLimit) counts.seriesAdded++;
      } else if (answer.kind === "out-of-order") leftOut.outOfOrder++;
      else if (answer.kind === "duplicate") leftOut.duplicates++;
      else if (answer.kind === "out-of-bounds") leftOut.outOfBounds++;
      else return answer.text;
    }
    counts.added++;
    return undefined;
  };
  return { sample, limitError: () => (isBeyondLimit ? "sample limit exceeded" : undefined) };
}

/** The labels to store under, a text when the scrape fails by them, undefined when they are dropped. */
function newLabels(
  { series, labels: exposed }: ExposedSample,
  context: AppendContext,
): CachedSeries["labels"] | string | undefined {
  const { cache, config, publicLabels } = context;
  const built = sampleLabels(exposed(), publicLabels, config);
  if (built === undefined) {
    cache.addDropped(series);
    return undefined;
  }
  const { labels, notUnique } = built;
  const name = metricName(labels);
  if (name === "") return "missing metric name (__name__ label)";
  const isValid =
    (config.nameValidation === "legacy" ? /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) : name.isWellFormed()) &&
    labels.pairs.every(([label, value]) => isLabelName(label, config.nameValidation) && value.isWellFormed());
  if (!isValid) return `invalid metric name or label names: ${printLabels(labels)}`;
  const beyond = beyondLimits(labels, config);
  if (beyond !== undefined) return beyond;
  return notUnique === undefined ? labels : `label name "${notUnique}" is not unique: invalid sample`;
}
