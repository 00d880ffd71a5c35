import { utf8Bytes } from "../utf8.ts";
import { type Double, staleBits } from "./wire-reader.ts";

/** Writes a message of protobuf, field after field. Zeros are written, too: leaving them out is the caller's part. */
export interface WireWriter {
  /** Whole; a negative one as 64 bits with sign. */
  readonly varint: (field: number, value: number) => void;
  readonly zigzag: (field: number, value: number) => void;
  readonly double: (field: number, value: Double) => void;
  /** Numbers together; none at all leave no trace. */
  readonly doubles: (field: number, values: readonly number[]) => void;
  readonly text: (field: number, value: string) => void;
  /** A message in the message. */
  readonly message: (field: number, write: () => void) => void;
  /** What was written; the writer is done. */
  readonly bytes: () => Uint8Array;
}

/** Bits of the NaN that is any but the marker of staleness. Source: prometheus v0.315.0 model/value/value.go */
const nanBits = { low: 1, high: 0x7ff8_0000 };

/** Nothing is written yet. */
export function createWireWriter(): WireWriter {
  let buffer = new Uint8Array(1024);
  let view = new DataView(buffer.buffer);
  let count = 0;
  const need = (more: number): void => {
    if (count + more <= buffer.length) return;
    const longer = new Uint8Array(Math.max(2 * buffer.length, count + more));
    longer.set(buffer.subarray(0, count));
    buffer = longer;
    view = new DataView(buffer.buffer);
  };
  const pushVarint = (value: number): void => {
    need(varintBytesMax);
    count = putVarint(buffer, count, value);
  };
  const key = (field: number, wire: number): void => pushVarint(field * 8 + wire);
  const pushDouble = (value: Double): void => {
    need(8);
    const bits = value === "stale" ? staleBits : Number.isNaN(value) ? nanBits : undefined;
    if (bits !== undefined) {
      view.setUint32(count, bits.low, true);
      view.setUint32(count + 4, bits.high, true);
    } else view.setFloat64(count, Number(value), true);
    count += 8;
  };
  const message = (field: number, write: () => void): void => {
    key(field, 2);
    const from = count;
    write();
    const length = count - from;
    const size = varintSize(length);
    need(size);
    buffer.copyWithin(from + size, from, count);
    putVarint(buffer, from, length);
    count += size;
  };
  return {
    varint: (field, value) => {
      key(field, 0);
      pushVarint(value);
    },
    zigzag: (field, value) => {
      key(field, 0);
      pushVarint(value >= 0 ? value * 2 : -value * 2 - 1);
    },
    double: (field, value) => {
      key(field, 1);
      pushDouble(value);
    },
    doubles: (field, values) => {
      if (values.length > 0) message(field, () => values.forEach(pushDouble));
    },
    text: (field, value) => {
      const encoded = utf8Bytes(value);
      key(field, 2);
      pushVarint(encoded.length);
      need(encoded.length);
      buffer.set(encoded, count);
      count += encoded.length;
    },
    message,
    bytes: () => buffer.subarray(0, count),
  };
}

const varintBytesMax = 10;

/** Writes a whole number at a place; gives the place behind it. */
function putVarint(buffer: Uint8Array, at: number, value: number): number {
  let place = at;
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) {
    let whole = BigInt.asUintN(64, BigInt(value));
    for (; whole > 0x7fn; whole >>= 7n) buffer[place++] = Number(whole & 0x7fn) | 0x80;
    buffer[place++] = Number(whole);
    return place;
  }
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) buffer[place++] = (rest % 0x80) | 0x80;
  buffer[place++] = rest;
  return place;
}

const varintSize = (value: number): number => (value < 0x80 ? 1 : 1 + varintSize(Math.floor(value / 0x80)));
