import { between, type Duration, type SimTime } from "../../units.ts";
import type { Storage } from "../storage/storage.ts";
import { utf8Length } from "../utf8.ts";
import { type AppendContext, appendNothing, appendSamples, appendText, type LeftOut } from "./append-scrape.ts";
import { appendKnown, type Remembered, valuesOfKnown } from "./known-series.ts";
import type { ScrapeReply } from "./ports.ts";
import { appendReport } from "./report.ts";
import type { ScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import { type KnownScrape, recordRow, scrapeRowOf } from "./scrape-row.ts";
import type { Target } from "./target.ts";

/** Whose scrapes are recorded, and where. */
export interface ScrapeRecorder {
  readonly storage: Storage;
  readonly cache: ScrapeCache;
  readonly config: ScrapeConfig;
  readonly target: Target;
  readonly remembered: Remembered;
}

/** One scrape, from its start to now. */
export interface FinishedScrape {
  readonly start: SimTime;
  readonly now: SimTime;
  readonly reply: ScrapeReply;
  /** The target was not asked at all. */
  readonly isForced: boolean;
}

/** What came of a scrape; the error is empty when it succeeded. */
export interface ScrapeOutcome {
  readonly error: string;
  readonly duration: Duration;
  readonly leftOut: LeftOut;
}

/**
 * Stores what a scrape brought and the report about it, in one batch.
 *
 * Of a scrape that fails nothing is stored, and all series of the one before end.
 * Source: prometheus v0.315.0 scrape/scrape.go (scrapeAndReport)
 */
export function recordScrape(recorder: ScrapeRecorder, { start, now, reply, isForced }: FinishedScrape): ScrapeOutcome {
  const { config, target, remembered, cache } = recorder;
  const body = bodyOf(reply, { target, config, isForced });
  const duration = between(start, now);
  const values = knownValues(recorder, body);
  if (values !== undefined && recordedAsRow(recorder, { values, start, now, bodyBytes: body.bytes })) {
    return { error: "", duration, leftOut: nothingLeftOut };
  }
  let context = contextAt(recorder, start);
  const { counts, leftOut } = context;
  const appendError = append(recorder, body, { context, values });
  if (appendError !== undefined) {
    context = renewed(recorder, context, start);
    if (appendNothing(context) !== undefined) context = renewed(recorder, context, start);
  }
  const error = body.kind === "failed" ? body.because : appendError;
  if (error !== undefined) remembered.known = undefined;
  const reportError = appendReport(context, { duration, counts, bodyBytes: body.bytes, error }, target.timeout);
  if (reportError === undefined) {
    context.appender.commit();
    if (values !== undefined && remembered.known !== undefined) {
      remembered.known.row ??= scrapeRowOf(remembered.known, cache, config);
    }
  } else context.appender.rollback();
  return { error: error ?? "", duration, leftOut };
}

/** Stores the ends of all series of a target that is gone. Source: prometheus v0.315.0 scrape/scrape.go (endOfRunStaleness) */
export function recordEnd(recorder: ScrapeRecorder, time: SimTime): void {
  const context = contextAt(recorder, time);
  const error = appendNothing(context) ?? appendReport(context, undefined, recorder.target.timeout);
  if (error === undefined) context.appender.commit();
  else context.appender.rollback();
}

const contextAt = ({ storage, cache, config, target }: ScrapeRecorder, time: SimTime): AppendContext => ({
  ...{ appender: storage.appender(), cache, config, publicLabels: target.publicLabels },
  ...{ time: Math.floor(time / 1000), counts: { total: 0, added: 0, seriesAdded: 0 } },
  leftOut: { outOfOrder: 0, duplicates: 0, outOfBounds: 0 },
});

function renewed(recorder: ScrapeRecorder, { appender }: AppendContext, time: SimTime): AppendContext {
  appender.rollback();
  return contextAt(recorder, time);
}

const nothingLeftOut: LeftOut = { outOfOrder: 0, duplicates: 0, outOfBounds: 0 };

/** The values of a scrape that brings the series of the one before. */
function knownValues({ remembered: { known }, config }: ScrapeRecorder, body: ScrapedBody): Float64Array | undefined {
  if (known === undefined || body.kind === "failed" || body.kind === "empty") return undefined;
  if (config.sampleLimit > 0 && known.entries.length > config.sampleLimit) return undefined;
  return valuesOfKnown(known, body.kind === "samples" ? body.samples : body);
}

function recordedAsRow({ remembered: { known }, ...recorder }: ScrapeRecorder, scrape: KnownScrape): boolean {
  if (known === undefined || known.row === undefined || known.row === "impossible") return false;
  if (recordRow(known.row, scrape, { ...recorder, known })) return true;
  known.row = undefined;
  return false;
}

function append(
  { remembered }: ScrapeRecorder,
  body: ScrapedBody,
  { context, values }: { readonly context: AppendContext; readonly values: Float64Array | undefined },
): string | undefined {
  const { known } = remembered;
  if (known !== undefined && values !== undefined) {
    const outcome = appendKnown(values, context, known);
    if (outcome === "all-taken") return undefined;
    remembered.known = undefined;
    return outcome.error;
  }
  remembered.known = undefined;
  if (body.kind === "failed" || body.kind === "empty") return appendNothing(context);
  if (body.kind === "samples") return appendSamples(body.samples, context, remembered);
  return appendText(body, context, remembered);
}

type ScrapedBody =
  | { readonly kind: "failed"; readonly because: string; readonly bytes: number }
  | { readonly kind: "empty"; readonly bytes: number }
  | { readonly kind: "text"; readonly body: string; readonly contentType: string; readonly bytes: number }
  | { readonly kind: "samples"; readonly samples: ScrapeReply & { readonly kind: "samples" }; readonly bytes: number };

interface BodyRules {
  readonly target: Target;
  readonly config: ScrapeConfig;
  readonly isForced: boolean;
}

/** What an answer comes to. Source: prometheus v0.315.0 scrape/scrape.go (readResponse) */
function bodyOf(reply: ScrapeReply, { target, config, isForced }: BodyRules): ScrapedBody {
  if (reply.kind === "failure") {
    return { kind: "failed", because: isForced ? reply.text : `Get "${target.url}": ${reply.text}`, bytes: 0 };
  }
  if (reply.kind === "samples") return { kind: "samples", samples: reply, bytes: 0 };
  const { status, reason, contentType, body } = reply;
  if (status !== 200) return { kind: "failed", because: `server returned HTTP status ${status} ${reason}`, bytes: 0 };
  const isMeasured = config.bodySizeLimitBytes > 0 || config.extraScrapeMetrics;
  const bytes = isMeasured ? utf8Length(body) : 0;
  if (config.bodySizeLimitBytes > 0 && bytes >= config.bodySizeLimitBytes) {
    return { kind: "failed", because: "body size limit exceeded", bytes: -1 };
  }
  return body === "" ? { kind: "empty", bytes } : { kind: "text", body, contentType, bytes };
}
