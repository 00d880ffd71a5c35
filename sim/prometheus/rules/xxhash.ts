const mask = (1n << 64n) - 1n;
const primes = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const [prime1, prime2, prime3, prime4, prime5] = primes;

const rotated = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask;

const mixed = (lane: bigint, input: bigint): bigint => (rotated((lane + input * prime2) & mask, 31n) * prime1) & mask;

/** The XXH64 hash, seed 0, of bytes. Source: github.com/Cyan4973/xxHash doc/xxhash_spec.md */
export function xxhash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let at = 0;
  let hash: bigint = prime5;
  if (length >= 32) {
    let lanes = [(prime1 + prime2) & mask, prime2, 0n, (mask + 1n - prime1) & mask];
    for (; at + 32 <= length; at += 32) {
      const start = at;
      lanes = lanes.map((lane, index) => mixed(lane, view.getBigUint64(start + index * 8, true)));
    }
    hash = [1n, 7n, 12n, 18n].reduce((sum, by, index) => (sum + rotated(lanes[index]!, by)) & mask, 0n);
    for (const lane of lanes) hash = ((hash ^ mixed(0n, lane)) * prime1 + prime4) & mask;
  }
  hash = (hash + BigInt(length)) & mask;
  for (; at + 8 <= length; at += 8) {
    hash = (rotated(hash ^ mixed(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4) & mask;
  }
  if (at + 4 <= length) {
    hash = (rotated(hash ^ ((BigInt(view.getUint32(at, true)) * prime1) & mask), 23n) * prime2 + prime3) & mask;
    at += 4;
  }
  for (; at < length; at++) hash = (rotated(hash ^ ((BigInt(bytes[at]!) * prime5) & mask), 11n) * prime1) & mask;
  return avalanche(hash);
}

function avalanche(hash: bigint): bigint {
  const first = ((hash ^ (hash >> 33n)) * prime2) & mask;
  const second = ((first ^ (first >> 29n)) * prime3) & mask;
  return second ^ (second >> 32n);
}
