import type { MatchOperator } from "../promql/matcher.ts";
import { createWireReader, type Field, type MessageShape, readMessage, signedOf } from "./wire-reader.ts";
import { createWireWriter } from "./wire-writer.ts";

/** A condition as it is sent. */
export interface SentMatcher {
  /** One of `matchOperators` by place, or a number that means nothing. */
  type: number;
  name: string;
  value: string;
}

/** What is asked for; hints are left out. */
export interface SentQuery {
  /** The first and the last instant, in milliseconds since the epoch. */
  start: number;
  end: number;
  readonly matchers: SentMatcher[];
}

/** A request to read. */
export interface ReadRequest {
  readonly queries: SentQuery[];
  /** In the order of preference: 0 for samples, 1 for chunks as a stream. */
  readonly acceptedResponseTypes: number[];
}

/** Operators by their number. */
export const matchOperators: readonly MatchOperator[] = ["=", "!=", "=~", "!~"];

const matcherShape: MessageShape<SentMatcher> = {
  name: "LabelMatcher",
  fields: new Map<number, Field<SentMatcher>>([
    [1, { kind: "varint", name: "Type", set: (matcher, { low }) => (matcher.type = low | 0) }],
    [2, { kind: "text", name: "Name", set: (matcher, name) => (matcher.name = name) }],
    [3, { kind: "text", name: "Value", set: (matcher, value) => (matcher.value = value) }],
  ]),
};

/** Read for its form alone. */
const hintsShape: MessageShape<undefined> = {
  name: "ReadHints",
  fields: new Map<number, Field<undefined>>([
    [1, { kind: "varint", name: "StepMs", set: () => {} }],
    [2, { kind: "text", name: "Func", set: () => {} }],
    [3, { kind: "varint", name: "StartMs", set: () => {} }],
    [4, { kind: "varint", name: "EndMs", set: () => {} }],
    [5, { kind: "text", name: "Grouping", set: () => {} }],
    [6, { kind: "varint", name: "By", set: () => {} }],
    [7, { kind: "varint", name: "RangeMs", set: () => {} }],
  ]),
};

const queryShape: MessageShape<SentQuery> = {
  name: "Query",
  fields: new Map<number, Field<SentQuery>>([
    [1, { kind: "varint", name: "StartTimestampMs", set: (query, time) => (query.start = signedOf(time)) }],
    [2, { kind: "varint", name: "EndTimestampMs", set: (query, time) => (query.end = signedOf(time)) }],
    [
      3,
      {
        kind: "message",
        name: "Matchers",
        read: ({ matchers }, reader) =>
          matchers.push(readMessage(reader, matcherShape, { type: 0, name: "", value: "" })),
      },
    ],
    [4, { kind: "message", name: "Hints", read: (_, reader) => readMessage(reader, hintsShape, undefined) }],
  ]),
};

const requestShape: MessageShape<ReadRequest> = {
  name: "ReadRequest",
  fields: new Map<number, Field<ReadRequest>>([
    [
      1,
      {
        kind: "message",
        name: "Queries",
        read: ({ queries }, reader) =>
          queries.push(readMessage(reader, queryShape, { start: 0, end: 0, matchers: [] })),
      },
    ],
    [
      2,
      {
        kind: "varints",
        name: "AcceptedResponseTypes",
        set: ({ acceptedResponseTypes }, { low }) => acceptedResponseTypes.push(low | 0),
      },
    ],
  ]),
};

/** What is asked for; throws a `MalformedMessage`. Source: prometheus v0.315.0 prompb/remote.proto */
export const decodeReadRequest = (bytes: Uint8Array): ReadRequest =>
  readMessage(createWireReader(bytes), requestShape, { queries: [], acceptedResponseTypes: [] });

/** A request to read. */
export function encodeReadRequest({ queries, acceptedResponseTypes }: ReadRequest): Uint8Array {
  const writer = createWireWriter();
  for (const { start, end, matchers } of queries) {
    writer.message(1, () => {
      if (start !== 0) writer.varint(1, start);
      if (end !== 0) writer.varint(2, end);
      for (const { type, name, value } of matchers) {
        writer.message(3, () => {
          if (type !== 0) writer.varint(1, type);
          if (name !== "") writer.text(2, name);
          if (value !== "") writer.text(3, value);
        });
      }
    });
  }
  for (const type of acceptedResponseTypes) writer.varint(2, type);
  return writer.bytes();
}
