import { type ApiReply, type ApiRequest, bytesOfBody } from "../../api.ts";
import { type Label, labelsOf, noLabels } from "../promql/labels.ts";
import { histogramFault } from "../remote/check-histogram.ts";
import { histogramOf } from "../remote/histogram-message.ts";
import { decodeWriteRequest, type SentSeries } from "../remote/messages.ts";
import { decompress } from "../remote/snappy.ts";
import { MalformedMessage } from "../remote/wire-reader.ts";
import type { Refusal } from "../storage/appendable.ts";
import type { Appender, SeriesHandle } from "../storage/appender.ts";
import { plainError } from "./reply.ts";

/** Where written samples go. */
export interface RemoteWritePorts {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly openAppender: () => Appender;
}

/** Requests may not hold more, before and after they are decompressed. */
const lengthMax = 32 * 1024 * 1024;

/** `POST /api/v1/write`, remote write 1.0. Source: client_golang/exp api/remote/remote_api.go, prometheus v0.315.0 storage/remote/write_handler.go */
export function remoteWriteReply({ headers, body }: ApiRequest, ports: RemoteWritePorts): ApiReply {
  const encoding = headers["content-encoding"] ?? "";
  if (encoding !== "" && encoding !== "snappy") {
    const accepted = "is not accepted by this server; only snappy is acceptable";
    return plainError(415, `${encoding} encoding (compression) ${accepted}`);
  }
  if (body.length > lengthMax) return plainError(413, `request body exceeds the ${lengthMax} bytes limit`);
  const block = decompress(bytesOfBody(body), lengthMax);
  if (block.kind === "too-long") return plainError(400, `decoded size exceeds the ${lengthMax} bytes limit`);
  if (block.kind === "corrupt") return plainError(400, "s2: corrupt input");
  const unknown = typeFault(headers["content-type"] ?? "");
  if (unknown !== undefined) return plainError(415, unknown);
  const fault = writeAll(block.bytes, ports);
  return fault === undefined ? { kind: "whole", status: 204, headers: {}, body: "" } : plainError(400, fault);
}

const mediaType = "application/x-protobuf";
const firstMessage = "prometheus.WriteRequest";
const secondMessage = "io.prometheus.write.v2.Request";

/** Why a type of content is not taken; undefined for one that is. */
function typeFault(given: string): string | undefined {
  const contentType = given.trim() === "" ? mediaType : given.trim();
  const [first, ...parameters] = contentType.split(";");
  if (first !== mediaType) {
    return `expected ${mediaType} as the first (media) part, got ${contentType} content-type`;
  }
  for (const parameter of parameters) {
    const pair = parameter.split("=");
    if (pair.length !== 2) {
      const rule = "as per https://www.rfc-editor.org/rfc/rfc9110#parameter expected parameters to be key-values";
      return `${rule}, got ${parameter} in ${contentType} content-type`;
    }
    if (pair[0] !== "proto") continue;
    if (pair[1] === firstMessage) return undefined;
    if (pair[1] === secondMessage) {
      return `${secondMessage} protobuf message is not accepted by this server; only accepts ${firstMessage}`;
    }
    const supported = `supported: ${firstMessage}, ${secondMessage}`;
    return `got ${contentType} content type; unknown type for remote write protobuf message ${pair[1]}, ${supported}`;
  }
  return undefined;
}

/** Keeps what a message holds, all of it or, with the reason, nothing. */
function writeAll(message: Uint8Array, { nowMs, openAppender }: RemoteWritePorts): string | undefined {
  let series: readonly SentSeries[];
  try {
    series = decodeWriteRequest(message);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    return error.message;
  }
  const appender = openAppender();
  for (const one of series) {
    const fault = writeSeries(one, appender, nowMs + aheadMaxMs);
    if (fault === undefined) continue;
    appender.rollback();
    return fault;
  }
  appender.commit();
  return undefined;
}

/** Samples may be so far ahead of the clock. */
const aheadMaxMs = 600_000;

const tooFarAhead = "out of bounds: timestamp is too far in the future";

function writeSeries(series: SentSeries, appender: Appender, maxTime: number): string | undefined {
  if (!isGood(series)) return undefined;
  const labels = labelsOf(series.labels.map(({ name, value }): Label => [name, value]));
  for (const { timestamp, value } of series.samples) {
    if (timestamp > maxTime) return tooFarAhead;
    const taken =
      value === "stale" ? appender.appendStale(labels, timestamp) : appender.append(labels, timestamp, value);
    if (isRefusal(taken)) return taken.text;
  }
  for (const sent of series.histograms) {
    if (sent.timestamp > maxTime) return tooFarAhead;
    const fault = histogramFault(sent);
    if (fault !== undefined) {
      // Too old is said first; a sample of no series asks for that and makes no series.
      const asked = appender.appendStale(noLabels, sent.timestamp);
      return isRefusal(asked) && asked.kind === "out-of-bounds" ? asked.text : fault;
    }
    const taken =
      sent.sum === "stale"
        ? appender.appendStale(labels, sent.timestamp)
        : appender.appendHistogram(labels, sent.timestamp, histogramOf(sent));
    // The marker of a histogram's end is a histogram: nobody tells its value.
    if (isRefusal(taken)) return taken.kind === "duplicate" ? "duplicate sample for timestamp" : taken.text;
  }
  return undefined;
}

const isRefusal = (taken: SeriesHandle | Refusal): taken is Refusal => "text" in taken;

/** A series without a name, with a text that is no UTF-8 or with a label twice is passed over without a word. */
function isGood({ labels }: SentSeries): boolean {
  const names = new Set(labels.map(({ name }) => name));
  const isText = ({ name, value }: SentSeries["labels"][number]): boolean =>
    name !== "" && name.isWellFormed() && value.isWellFormed();
  const hasName = labels.some(({ name, value }) => name === "__name__" && value !== "");
  return hasName && names.size === labels.length && labels.every(isText);
}
