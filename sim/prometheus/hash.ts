import type { Labels } from "./promql/labels.ts";
import { utf8Bytes } from "./utf8.ts";

const bits64 = 64;
const wrap = (value: bigint): bigint => BigInt.asUintN(bits64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap((value << by) | (value >> (64n - by)));

const prime1 = 0x9e3779b185ebca87n;
const prime2 = 0xc2b2ae3d27d4eb4fn;
const prime3 = 0x165667b19e3779f9n;
const prime4 = 0x85ebca77c2b2ae63n;
const prime5 = 0x27d4eb2f165667c5n;

const round = (lane: bigint, input: bigint): bigint => wrap(rotate(wrap(lane + input * prime2), 31n) * prime1);

/** XXH64 with seed 0. Source: the specification of xxHash 0.1.1 */
export function xxHash64(bytes: readonly number[]): bigint {
  const read = (at: number, length: number): bigint => {
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at + i] ?? 0);
    return value;
  };
  let at = 0;
  let hash = prime5;
  if (bytes.length >= 32) {
    let lanes = [wrap(prime1 + prime2), prime2, 0n, wrap(-prime1)];
    for (; at + 32 <= bytes.length; at += 32) {
      const stripe = at;
      lanes = lanes.map((lane, index) => round(lane, read(stripe + 8 * index, 8)));
    }
    const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
    hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * prime1 + prime4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) hash = wrap(rotate(hash ^ round(0n, read(at, 8)), 27n) * prime1 + prime4);
  for (; at + 4 <= bytes.length; at += 4) hash = wrap(rotate(hash ^ wrap(read(at, 4) * prime1), 23n) * prime2 + prime3);
  for (; at < bytes.length; at++) hash = wrap(rotate(hash ^ wrap(read(at, 1) * prime5), 11n) * prime1);
  hash = wrap((hash ^ (hash >> 33n)) * prime2);
  hash = wrap((hash ^ (hash >> 29n)) * prime3);
  return hash ^ (hash >> 32n);
}

/** FNV-1a of 64 bits. Source: go1.26 hash/fnv */
export function fnv1a64(bytes: readonly number[]): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = wrap((hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/**
 * The hash by which Prometheus tells sets of labels apart: over names and values, each after its length.
 *
 * Source: prometheus v0.315.0 model/labels/labels_stringlabels.go
 */
export const hashLabels = ({ pairs }: Pick<Labels, "pairs">): bigint => xxHash64(pairs.flat().flatMap(sized));

function sized(text: string): readonly number[] {
  const bytes = utf8Bytes(text);
  const { length } = bytes;
  const size = length < 255 ? [length] : [255, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff];
  return [...size, ...bytes];
}
