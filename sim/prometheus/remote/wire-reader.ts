import { textOfBytes } from "../utf8.ts";

/** Thrown while a message is read that is none; the text is upstream's. Caught where the reading began. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

/** A whole number of 64 bits, in two halves without sign. */
export interface Varint {
  readonly low: number;
  readonly high: number;
}

/** A float; the marker of staleness is a NaN that is told apart by its bits. */
export type Double = number | "stale";

/** What is done with a field of a message, by how it is written. */
export type Field<Into> =
  | { readonly kind: "varint"; readonly name: string; readonly set: (into: Into, value: Varint) => void }
  | { readonly kind: "double"; readonly name: string; readonly set: (into: Into, value: Double) => void }
  | { readonly kind: "text"; readonly name: string; readonly set: (into: Into, value: string) => void }
  | { readonly kind: "message"; readonly name: string; readonly read: (into: Into, reader: WireReader) => void }
  /** Numbers that may come one by one or together. */
  | { readonly kind: "varints"; readonly name: string; readonly set: (into: Into, value: Varint) => void }
  | { readonly kind: "doubles"; readonly name: string; readonly set: (into: Into, value: Double) => void };

/** The message's name and its fields by number, both as upstream's errors call them. Other fields are skipped. */
export interface MessageShape<Into> {
  readonly name: string;
  readonly fields: ReadonlyMap<number, Field<Into>>;
}

/** Where a message is read, up to which byte. */
export interface WireReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  end: number;
}

/** At the first byte. */
export const createWireReader = (bytes: Uint8Array): WireReader => ({
  ...{ bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
  ...{ at: 0, end: bytes.length },
});

const wires = { varint: 0, eightBytes: 1, lengthed: 2, groupStart: 3, groupEnd: 4, fourBytes: 5 } as const;

/** Reads a message of protobuf up to the reader's end. Source: gogo/protobuf v1.3.2, as prometheus v0.315.0 prompb was made with it */
export function readMessage<Into>(reader: WireReader, { name, fields }: MessageShape<Into>, into: Into): Into {
  while (reader.at < reader.end) {
    const start = reader.at;
    const tag = readVarint(reader);
    const wire = tag.low & 7;
    const number = (tag.low >>> 3) | (tag.high << 29);
    if (wire === wires.groupEnd) malformed(`proto: ${name}: wiretype end group for non-group`);
    if (number <= 0) malformed(`proto: ${name}: illegal tag ${number} (wire type ${wholeOf(tag)})`);
    const field = fields.get(number);
    if (field === undefined) {
      reader.at = start;
      skipField(reader);
    } else readField({ reader, field, wire, into });
  }
  return into;
}

interface FieldAt<Into> {
  readonly reader: WireReader;
  readonly field: Field<Into>;
  readonly wire: number;
  readonly into: Into;
}

function readField<Into>({ reader, field, wire, into }: FieldAt<Into>): void {
  const isPacked = (field.kind === "varints" || field.kind === "doubles") && wire === wires.lengthed;
  if (!isPacked && wire !== wireOf[field.kind]) malformed(`proto: wrong wireType = ${wire} for field ${field.name}`);
  switch (field.kind) {
    case "varint":
      field.set(into, readVarint(reader));
      return;
    case "double":
      field.set(into, readDouble(reader));
      return;
    case "text": {
      const end = readEnd(reader);
      field.set(into, textOfBytes(reader.bytes.subarray(reader.at, end)));
      reader.at = end;
      return;
    }
    case "message": {
      const [end, outerEnd] = [readEnd(reader), reader.end];
      reader.end = end;
      field.read(into, reader);
      reader.end = outerEnd;
      return;
    }
    default: {
      const read = (): void =>
        field.kind === "varints" ? field.set(into, readVarint(reader)) : field.set(into, readDouble(reader));
      if (!isPacked) read();
      else for (const end = readEnd(reader); reader.at < end; ) read();
    }
  }
}

const wireOf: Readonly<Record<Field<unknown>["kind"], number>> = {
  ...{ varint: wires.varint, varints: wires.varint, double: wires.eightBytes, doubles: wires.eightBytes },
  ...{ text: wires.lengthed, message: wires.lengthed },
};

/** Where what starts with its length ends. */
function readEnd(reader: WireReader): number {
  const length = readVarint(reader);
  if (length.high >= 2 ** 31) malformed("proto: negative length found during unmarshaling");
  const end = reader.at + unsignedOf(length);
  return end > reader.end ? malformed(unexpectedEnd) : end;
}

/** Passes over a field that nobody knows, a group with all that is in it. */
function skipField(reader: WireReader): void {
  let depth = 0;
  do {
    const wire = readVarint(reader).low & 7;
    switch (wire) {
      case wires.varint:
        readVarint(reader);
        break;
      case wires.eightBytes:
        reader.at += 8;
        break;
      case wires.lengthed:
        reader.at = readEnd(reader);
        break;
      case wires.groupStart:
        depth++;
        break;
      case wires.groupEnd:
        if (depth === 0) malformed("proto: unexpected end of group");
        depth--;
        break;
      case wires.fourBytes:
        reader.at += 4;
        break;
      default:
        malformed(`proto: illegal wireType ${wire}`);
    }
    if (reader.at > reader.end) malformed(unexpectedEnd);
  } while (depth > 0);
}

const unexpectedEnd = "unexpected EOF";

function readVarint(reader: WireReader): Varint {
  let [low, high] = [0, 0];
  for (let shift = 0; ; shift += 7) {
    if (shift >= 64) malformed("proto: integer overflow");
    if (reader.at >= reader.end) malformed(unexpectedEnd);
    const byte = reader.bytes[reader.at++]!;
    const bits = byte & 0x7f;
    if (shift < 32) low |= bits << shift;
    if (shift > 28) high |= bits << (shift - 32);
    else if (shift === 28) high |= bits >> 4;
    if (byte < 0x80) return { low: low >>> 0, high: high >>> 0 };
  }
}

function readDouble(reader: WireReader): Double {
  if (reader.at + 8 > reader.end) malformed(unexpectedEnd);
  const { view, at } = reader;
  reader.at += 8;
  const isStale = view.getUint32(at, true) === staleBits.low && view.getUint32(at + 4, true) === staleBits.high;
  return isStale ? "stale" : view.getFloat64(at, true);
}

/** Bits of the value that marks the end of a series. Source: prometheus v0.315.0 model/value/value.go */
export const staleBits: Varint = { low: 2, high: 0x7ff0_0000 };

function malformed(text: string): never {
  throw new MalformedMessage(text);
}

const wholeOf = ({ low, high }: Varint): bigint => (BigInt(high) << 32n) | BigInt(low);

/** As a number of 64 bits without sign, rounded beyond 2^53. */
export const unsignedOf = ({ low, high }: Varint): number => high * 2 ** 32 + low;

/** As a number of 64 bits with sign, rounded beyond 2^53. */
export const signedOf = ({ low, high }: Varint): number => (high | 0) * 2 ** 32 + low;

/** As a number of 64 bits that goes up and down from zero: 0, −1, 1, −2. */
export const zigzagOf = (value: Varint): number => {
  const whole = wholeOf(value);
  return Number((whole >> 1n) ^ -(whole & 1n));
};
