import type { Histogram } from "../promql/histogram/histogram.ts";
import type { Label } from "../promql/labels.ts";
import {
  emptySentHistogram,
  histogramShape,
  type SentHistogram,
  writeHistogram,
  writeStaleHistogram,
} from "./histogram-message.ts";
import { createWireReader, type Double, type Field, type MessageShape, readMessage, signedOf } from "./wire-reader.ts";
import { createWireWriter, type WireWriter } from "./wire-writer.ts";

/** A float at an instant in milliseconds since the epoch. */
export interface SentSample {
  value: Double;
  timestamp: number;
}

/** A series as it was sent: nothing is checked, labels are in any order. */
export interface SentSeries {
  readonly labels: SentLabel[];
  readonly samples: SentSample[];
  readonly histograms: SentHistogram[];
}

export interface SentLabel {
  name: string;
  value: string;
}

const labelShape: MessageShape<SentLabel> = {
  name: "Label",
  fields: new Map<number, Field<SentLabel>>([
    [1, { kind: "text", name: "Name", set: (label, name) => (label.name = name) }],
    [2, { kind: "text", name: "Value", set: (label, value) => (label.value = value) }],
  ]),
};

const labelsField: Field<{ readonly labels: SentLabel[] }> = {
  kind: "message",
  name: "Labels",
  read: ({ labels }, reader) => labels.push(readMessage(reader, labelShape, { name: "", value: "" })),
};

const sampleShape: MessageShape<SentSample> = {
  name: "Sample",
  fields: new Map<number, Field<SentSample>>([
    [1, { kind: "double", name: "Value", set: (sample, value) => (sample.value = value) }],
    [2, { kind: "varint", name: "Timestamp", set: (sample, time) => (sample.timestamp = signedOf(time)) }],
  ]),
};

/** Read for its form alone: exemplars are not kept. */
const exemplarShape: MessageShape<{ readonly labels: SentLabel[] }> = {
  name: "Exemplar",
  fields: new Map<number, Field<{ readonly labels: SentLabel[] }>>([
    [1, labelsField],
    [2, { kind: "double", name: "Value", set: () => {} }],
    [3, { kind: "varint", name: "Timestamp", set: () => {} }],
  ]),
};

const seriesShape: MessageShape<SentSeries> = {
  name: "TimeSeries",
  fields: new Map<number, Field<SentSeries>>([
    [1, labelsField],
    [
      2,
      {
        kind: "message",
        name: "Samples",
        read: ({ samples }, reader) => samples.push(readMessage(reader, sampleShape, { value: 0, timestamp: 0 })),
      },
    ],
    [
      3,
      { kind: "message", name: "Exemplars", read: (_, reader) => readMessage(reader, exemplarShape, { labels: [] }) },
    ],
    [
      4,
      {
        kind: "message",
        name: "Histograms",
        read: ({ histograms }, reader) => histograms.push(readMessage(reader, histogramShape, emptySentHistogram())),
      },
    ],
  ]),
};

/** Read for its form alone: metadata is not kept. */
const metadataShape: MessageShape<undefined> = {
  name: "MetricMetadata",
  fields: new Map<number, Field<undefined>>([
    [1, { kind: "varint", name: "Type", set: () => {} }],
    [2, { kind: "text", name: "MetricFamilyName", set: () => {} }],
    [4, { kind: "text", name: "Help", set: () => {} }],
    [5, { kind: "text", name: "Unit", set: () => {} }],
  ]),
};

const seriesField = (name: string): Field<SentSeries[]> => ({
  kind: "message",
  name,
  read: (all, reader) => all.push(readMessage(reader, seriesShape, { labels: [], samples: [], histograms: [] })),
});

const writeRequestShape: MessageShape<SentSeries[]> = {
  name: "WriteRequest",
  fields: new Map<number, Field<SentSeries[]>>([
    [1, seriesField("Timeseries")],
    [3, { kind: "message", name: "Metadata", read: (_, reader) => readMessage(reader, metadataShape, undefined) }],
  ]),
};

/** The series of a write request of 1.0; throws a `MalformedMessage`. Source: prometheus v0.315.0 prompb/remote.proto */
export const decodeWriteRequest = (bytes: Uint8Array): readonly SentSeries[] =>
  readMessage(createWireReader(bytes), writeRequestShape, []);

const queryResultShape: MessageShape<SentSeries[]> = {
  name: "QueryResult",
  fields: new Map([[1, seriesField("Timeseries")]]),
};

const readResponseShape: MessageShape<SentSeries[][]> = {
  name: "ReadResponse",
  fields: new Map<number, Field<SentSeries[][]>>([
    [
      1,
      {
        kind: "message",
        name: "Results",
        read: (results, reader) => results.push(readMessage(reader, queryResultShape, [])),
      },
    ],
  ]),
};

/** The series that each query found; throws a `MalformedMessage`. Source: prometheus v0.315.0 prompb/remote.proto */
export const decodeReadResponse = (bytes: Uint8Array): readonly (readonly SentSeries[])[] =>
  readMessage(createWireReader(bytes), readResponseShape, []);

/** A series to be sent. */
export interface WrittenSeries {
  readonly labels: readonly Label[];
  readonly samples: readonly (readonly [time: number, value: WrittenValue])[];
}

/** A series of histograms ends with another marker than one of floats. */
export type WrittenValue = Double | Histogram | "stale-histogram";

/** A write request of 1.0, negative zeros kept. */
export function encodeWriteRequest(series: readonly WrittenSeries[]): Uint8Array {
  const writer = createWireWriter();
  for (const one of series) writer.message(1, () => writeSeries(writer, one));
  return writer.bytes();
}

/** The series that each query found. As upstream leaves out zeros, the negative one comes out as zero. */
export function encodeReadResponse(results: readonly (readonly WrittenSeries[])[]): Uint8Array {
  const writer = createWireWriter();
  const write = (found: readonly WrittenSeries[]): void => {
    for (const one of found) writer.message(1, () => writeSeries(writer, withoutNegativeZeros(one)));
  };
  for (const found of results) writer.message(1, () => write(found));
  return writer.bytes();
}

function writeSeries(writer: WireWriter, { labels, samples }: WrittenSeries): void {
  for (const [name, value] of labels) {
    writer.message(1, () => {
      if (name !== "") writer.text(1, name);
      if (value !== "") writer.text(2, value);
    });
  }
  for (const [time, value] of samples) {
    if (typeof value === "object" || value === "stale-histogram") continue;
    writer.message(2, () => writeSample(writer, { value, timestamp: time }));
  }
  for (const [time, value] of samples) {
    if (typeof value === "object") writer.message(4, () => writeHistogram(writer, value, time));
    else if (value === "stale-histogram") writer.message(4, () => writeStaleHistogram(writer, time));
  }
}

function writeSample(writer: WireWriter, { value, timestamp }: SentSample): void {
  if (!Object.is(value, 0)) writer.double(1, value);
  if (timestamp !== 0) writer.varint(2, timestamp);
}

const withoutNegativeZeros = ({ labels, samples }: WrittenSeries): WrittenSeries => ({
  labels,
  samples: samples.map(([time, value]) => [time, value === 0 ? 0 : value]),
});
