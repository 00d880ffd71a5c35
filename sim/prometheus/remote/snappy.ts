/** What a block of snappy holds, or why it holds nothing. */
export type Decompressed =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "corrupt" }
  /** It says that it holds more than is taken. */
  | { readonly kind: "too-long"; readonly length: number };

const corrupt: Decompressed = { kind: "corrupt" };

/**
 * Takes a block apart that holds so many bytes at most.
 *
 * Source: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function decompress(block: Uint8Array, lengthMax: number): Decompressed {
  const header = readLength(block);
  if (header === undefined) return corrupt;
  if (header.length > lengthMax) return { kind: "too-long", length: header.length };
  const bytes = new Uint8Array(header.length);
  let written = 0;
  for (let at = header.next; at < block.length; ) {
    const element = readElement(block, at);
    const { length, offset, next } = element;
    if (next > block.length || length > bytes.length - written) return corrupt;
    at = next;
    if (offset === 0) {
      if (element.isCopy || length > block.length - at) return corrupt;
      bytes.set(block.subarray(at, at + length), written);
      written += length;
      at += length;
      continue;
    }
    if (offset > written) return corrupt;
    // One by one: a copy may reach into what it writes.
    for (let end = written + length; written < end; written++) bytes[written] = bytes[written - offset]!;
  }
  return written === bytes.length ? { kind: "bytes", bytes } : corrupt;
}

/** A length of more bytes than this does not fit 32 bits. */
const lengthBytesMax = 5;

function readLength(block: Uint8Array): { readonly length: number; readonly next: number } | undefined {
  let length = 0;
  for (let at = 0; at < Math.min(block.length, lengthBytesMax); at++) {
    const byte = block[at]!;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return length <= 0xffff_ffff ? { length, next: at + 1 } : undefined;
  }
  return undefined;
}

interface Element {
  readonly isCopy: boolean;
  readonly length: number;
  /** How far back a copy reaches; 0 for bytes that follow. */
  readonly offset: number;
  /** Where its bytes, or the next element, stand. */
  readonly next: number;
}

/** Longer literals tell their length in bytes of their own. */
const shortLiteralMax = 60;

function readElement(block: Uint8Array, at: number): Element {
  const tag = block[at]!;
  const upper = tag >> 2;
  switch (tag & 3) {
    case 0: {
      if (upper < shortLiteralMax) return { isCopy: false, length: upper + 1, offset: 0, next: at + 1 };
      const size = upper - shortLiteralMax + 1;
      return { isCopy: false, length: readNumber(block, at + 1, size) + 1, offset: 0, next: at + 1 + size };
    }
    case 1:
      return { isCopy: true, length: 4 + (upper & 7), offset: (tag >> 5) * 256 + (block[at + 1] ?? 0), next: at + 2 };
    case 2:
      return { isCopy: true, length: upper + 1, offset: readNumber(block, at + 1, 2), next: at + 3 };
    default:
      return { isCopy: true, length: upper + 1, offset: readNumber(block, at + 1, 4), next: at + 5 };
  }
}

function readNumber(block: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let place = 0; place < size; place++) value += (block[at + place] ?? 0) * 2 ** (8 * place);
  return value;
}

/** Copies reach back less than this, and literals are no longer than this. */
const reach = 65_536;

/** Shorter repetitions are not worth a copy. */
const matchMin = 4;
const copyMax = 64;
const hashBits = 14;

/** Makes a block. Other encoders find other repetitions: their blocks differ and mean the same. */
export function compress(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const block: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) block.push((rest % 0x80) + 0x80);
  block.push(rest);
  const lastSeen = new Int32Array(1 << hashBits).fill(-1);
  let pending = 0;
  for (let at = 0; at + matchMin <= bytes.length; ) {
    const key = hashOf(bytes, at);
    const candidate = lastSeen[key]!;
    lastSeen[key] = at;
    const length = candidate < 0 || at - candidate >= reach ? 0 : matchLength(bytes, candidate, at);
    if (length < matchMin) {
      at++;
      continue;
    }
    pushLiteral(block, bytes, { from: pending, to: at });
    pushCopy(block, at - candidate, length);
    at += length;
    pending = at;
  }
  pushLiteral(block, bytes, { from: pending, to: bytes.length });
  return Uint8Array.from(block);
}

function hashOf(bytes: Uint8Array, at: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(word, 0x1e35_a7bd) >>> (32 - hashBits);
}

function matchLength(bytes: Uint8Array, candidate: number, at: number): number {
  let length = 0;
  while (at + length < bytes.length && bytes[candidate + length] === bytes[at + length]) length++;
  return length;
}

function pushLiteral(
  block: number[],
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  for (let at = from; at < to; at += reach) {
    const end = Math.min(at + reach, to);
    const last = end - at - 1;
    if (last < shortLiteralMax) block.push(last << 2);
    else if (last < 256) block.push(60 << 2, last);
    else block.push(61 << 2, last & 0xff, last >> 8);
    for (let place = at; place < end; place++) block.push(bytes[place]!);
  }
}

function pushCopy(block: number[], offset: number, length: number): void {
  for (let rest = length; rest > 0; rest -= copyMax) {
    block.push(((Math.min(rest, copyMax) - 1) << 2) | 2, offset & 0xff, offset >> 8);
  }
}
